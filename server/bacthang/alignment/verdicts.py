"""What each pair comes to, once all that stands above one target is seen together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ..intervals import Judgement, Outcome, Reason, judge, suffices
from .pairing import Pair
from .staircase import Certainty, Staircase


class Verdict(NamedTuple):
    """A pair and how its lower side stands to its upper one; ``part`` when it adds up to that."""

    pair: Pair
    judgement: Judgement
    part: bool


def verdicts(pairs: list[Pair], staircase: Staircase) -> Iterator[Verdict]:
    """Judge the pairs of one lower target.

    Values above may disagree: several sources or several documents of one level set the same
    indicator for the same area and time. A target that suffices for one adopted value is then not
    weaker than the others; they overlap, and the reason says so (DESIGN section 4). A part that is
    weaker than its whole only because it is a part carries that as its reason.
    """
    rivals: dict[object, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.upper.certainty is Certainty.ADOPTED:
            rivals[_said_of(pair)].append(pair)
    for pair in pairs:
        judgement = _judge(pair, staircase)
        if judgement.outcome is Outcome.WEAKER and any(
            _suffices(rival, staircase) for rival in rivals[_said_of(pair)]
        ):
            judgement = Judgement(Outcome.OVERLAPPING, Reason.WITHIN_ANOTHER_ADOPTED)
        part = _is_part(pair, staircase)
        if part and judgement.outcome is Outcome.WEAKER:
            judgement = Judgement(Outcome.WEAKER, Reason.PART_OF_WHOLE)
        same = pair.lower.indicator == pair.upper.indicator
        comparable = judgement.outcome is not Outcome.NOT_COMPARABLE
        yield Verdict(pair, judgement, part and same and comparable)


def _said_of(pair: Pair) -> object:
    """Return what the upper target is about, but for its value."""
    upper = pair.upper
    return upper.document.rank, upper.indicator, upper.areas, upper.time


def _is_part(pair: Pair, staircase: Staircase) -> bool:
    """Tell whether the lower side counts a part of what the upper side counts as a whole."""
    return pair.upper.indicator in staircase.additive and not pair.lower.areas & pair.upper.areas


def _judge(pair: Pair, staircase: Staircase) -> Judgement:
    lower, upper = pair.lower, pair.upper
    direction = staircase.direction(lower.indicator, upper.indicator)
    return judge(lower.commitment, upper.commitment, direction)


def _suffices(pair: Pair, staircase: Staircase) -> bool:
    lower, upper = pair.lower, pair.upper
    direction = staircase.direction(lower.indicator, upper.indicator)
    return suffices(lower.commitment, upper.commitment, direction)
