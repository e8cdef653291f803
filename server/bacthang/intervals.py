"""What satisfies a commitment, and which of two commitments asks for more.

The truth table of DESIGN section 4. A commitment is the set of values that satisfy it, an interval;
for an indicator whose lower values are better the interval is mirrored, so that "more" always means
"more ambitious". Values are decimals and never floats. Every row of the table is a row of
``tests/cases/alignments/truth-table.csv``; the rows that DESIGN leaves open are argued in
``docs/decisions/alignments.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from pyoxigraph import NamedNode


class Comparator(StrEnum):
    """How a commitment holds a value: local names of ``bt:Comparator``."""

    REACH = "reach"
    AT_LEAST = "atLeast"
    MORE_THAN = "moreThan"
    AT_MOST = "atMost"
    LESS_THAN = "lessThan"
    BETWEEN = "between"
    INCREASE_BY = "increaseBy"
    DECREASE_BY = "decreaseBy"
    MAINTAIN = "maintain"
    COMPLETE = "complete"


class Direction(StrEnum):
    """Which way an indicator improves: local names of ``bt:Direction``."""

    HIGHER = "higherIsBetter"
    LOWER = "lowerIsBetter"
    NEUTRAL = "neutral"


class Outcome(StrEnum):
    """What an alignment says of its lower side: local names of ``bt:Outcome``."""

    STRICTER = "stricter"
    EQUAL = "equal"
    WEAKER = "weaker"
    OVERLAPPING = "overlapping"
    NOT_COMPARABLE = "notComparable"
    MISSING = "missing"


class Reason(StrEnum):
    """Why an outcome is not what the intervals alone say, or how to read it: of ``bt:Reason``."""

    UNREADABLE_VALUE = "unreadableValue"
    MILESTONE = "milestone"
    RELATIVE_BOUND = "relativeBound"
    CHANGE_AGAINST_LEVEL = "changeAgainstLevel"
    DIFFERENT_UNIT = "differentUnit"
    DIFFERENT_BASELINE = "differentBaseline"
    NEUTRAL_INDICATOR = "neutralIndicator"
    NO_COMMON_DIRECTION = "noCommonDirection"
    WITHIN_ANOTHER_ADOPTED = "withinAnotherAdopted"
    PART_OF_WHOLE = "partOfWhole"
    NO_TARGET_KNOWN = "noTargetKnown"


CHANGES: Final = frozenset({Comparator.INCREASE_BY, Comparator.DECREASE_BY})
SINGLE: Final = frozenset({Comparator.REACH, Comparator.MAINTAIN})

BOUNDS: Final[dict[Comparator, frozenset[tuple[bool, bool]]]] = {
    Comparator.REACH: frozenset({(True, False), (False, True)}),
    Comparator.MAINTAIN: frozenset({(True, False), (False, True)}),
    Comparator.AT_LEAST: frozenset({(True, False)}),
    Comparator.MORE_THAN: frozenset({(True, False)}),
    Comparator.AT_MOST: frozenset({(False, True)}),
    Comparator.LESS_THAN: frozenset({(False, True)}),
    Comparator.BETWEEN: frozenset({(True, True)}),
    Comparator.INCREASE_BY: frozenset({(True, False), (True, True)}),
    Comparator.DECREASE_BY: frozenset({(True, False), (True, True)}),
    Comparator.COMPLETE: frozenset({(False, False)}),
}
"""Which of the lower and the upper bound each comparator fills (DESIGN section 3, Bounds)."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """The value that a target binds itself to; ``None`` where the data say nothing clear."""

    comparator: Comparator | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    relative_to: NamedNode | None = None
    unit: NamedNode | None = None
    baseline: int | None = None

    @property
    def readable(self) -> bool:
        """Whether comparator and bounds fit each other, so that there is a value to compare."""
        if self.comparator is None:
            return False
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            return False
        filled = (self.lower is not None, self.upper is not None)
        return self.relative_to is not None or filled in BOUNDS[self.comparator]


class Judgement(NamedTuple):
    """How the lower side stands to the upper one, and why when they cannot be compared."""

    outcome: Outcome
    reason: Reason | None = None


class End(NamedTuple):
    """Where an interval begins or stops: ``side`` is +1 just above the value, -1 just below."""

    value: Decimal
    side: int = 0

    def mirrored(self) -> End:
        """Return the same end seen from the other direction."""
        return End(-self.value, -self.side)


class Interval(NamedTuple):
    """The values that satisfy a commitment, larger ones being the more ambitious."""

    low: End
    high: End

    @property
    def open_ended(self) -> bool:
        """Whether there is no such thing as too much."""
        return self.high.value == Decimal("Infinity")

    def mirrored(self) -> Interval:
        """Return the interval as seen when lower values are better."""
        return Interval(self.high.mirrored(), self.low.mirrored())

    def covers(self, end: End) -> bool:
        """Return whether a printed end of another commitment satisfies this one."""
        return self.low <= end <= self.high


LEAST: Final = End(Decimal("-Infinity"))
MOST: Final = End(Decimal("Infinity"))

OPPOSITE: Final = {Outcome.STRICTER: Outcome.WEAKER, Outcome.WEAKER: Outcome.STRICTER}


def judge(lower: Commitment, upper: Commitment, direction: Direction | None) -> Judgement:
    """Return how ``lower`` stands to ``upper``, by the truth table of DESIGN section 4.

    ``direction`` is that of the indicator both count; ``None`` when it is not known, or when two
    close indicators improve in opposite directions.
    """
    if reason := _hindrance(lower, upper, direction):
        return Judgement(Outcome.NOT_COMPARABLE, reason)
    if lower == upper:
        return Judgement(Outcome.EQUAL)
    return Judgement(_compare(_interval(lower, direction), _interval(upper, direction)))


def suffices(lower: Commitment, upper: Commitment, direction: Direction | None) -> bool:
    """Return whether ``lower`` is equal to, stricter than, or within ``upper``.

    Within: every end that ``lower`` prints satisfies ``upper``. So "reach 7.7" is within
    7.5 to 8, although more than 8 would satisfy it too.
    """
    outcome = judge(lower, upper, direction).outcome
    if outcome is not Outcome.OVERLAPPING:
        return outcome in (Outcome.EQUAL, Outcome.STRICTER)
    wanted = _interval(upper, direction)
    printed = [end for end in _interval(lower, direction) if end not in (LEAST, MOST)]
    return all(wanted.covers(end) for end in printed)


def _hindrance(lower: Commitment, upper: Commitment, direction: Direction | None) -> Reason | None:
    """Return what keeps two commitments from being compared; equal ones only a lack of value."""
    both = (lower, upper)
    if not all(side.readable for side in both):
        return Reason.UNREADABLE_VALUE
    if lower == upper:
        return None
    if any(side.comparator is Comparator.COMPLETE for side in both):
        return Reason.MILESTONE
    if any(side.relative_to is not None for side in both):
        return Reason.RELATIVE_BOUND
    if (lower.comparator in CHANGES) != (upper.comparator in CHANGES):
        return Reason.CHANGE_AGAINST_LEVEL
    if lower.unit != upper.unit:
        return Reason.DIFFERENT_UNIT
    if lower.baseline != upper.baseline:
        return Reason.DIFFERENT_BASELINE
    if direction is None:
        return Reason.NO_COMMON_DIRECTION
    if direction is Direction.NEUTRAL:
        return Reason.NEUTRAL_INDICATOR
    return None


def _interval(commitment: Commitment, direction: Direction | None) -> Interval:
    """Return the values that satisfy a readable commitment with bounds, ambition growing."""
    low = LEAST if commitment.lower is None else End(commitment.lower)
    high = MOST if commitment.upper is None else End(commitment.upper)
    match commitment.comparator:
        case Comparator.MORE_THAN:
            low = End(low.value, +1)
        case Comparator.LESS_THAN:
            high = End(high.value, -1)
        case Comparator.DECREASE_BY:
            low, high = Interval(low, high).mirrored()
    if direction is Direction.LOWER:
        low, high = Interval(low, high).mirrored()
    if commitment.comparator in SINGLE:
        return Interval(high if low == LEAST else low, MOST)
    return Interval(low, high)


def _compare(lower: Interval, upper: Interval) -> Outcome:
    if lower == upper:
        return Outcome.EQUAL
    if lower.open_ended and upper.open_ended:
        return Outcome.STRICTER if lower.low > upper.low else Outcome.WEAKER
    if upper.open_ended:
        return _range_against_open(lower, upper.low)
    if lower.open_ended:
        outcome = _range_against_open(upper, lower.low)
        return OPPOSITE.get(outcome, outcome)
    if lower.low >= upper.low and lower.high >= upper.high:
        return Outcome.STRICTER
    if lower.low <= upper.low and lower.high <= upper.high:
        return Outcome.WEAKER
    return Outcome.OVERLAPPING


def _range_against_open(span: Interval, threshold: End) -> Outcome:
    if span.low == threshold:
        return Outcome.EQUAL
    if span.low > threshold:
        return Outcome.STRICTER
    if span.high < threshold:
        return Outcome.WEAKER
    return Outcome.OVERLAPPING
