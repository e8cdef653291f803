"""The values that are set: each level asks for more than the one above, unless it copies it.

A figure knows its clause in Vietnamese, so that what is printed and what is modelled are one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Final, NamedTuple

from .catalogue import Indicator
from .ladder import Term

_STEPS: Final = {"growth": (0.25, 4), "income": (1.0, 12), "cut": (1.0, 5), "ceiling": (0.125, 6)}
"""How large a step is and how many are taken at most, from one level to the next."""

_SHARE_STEPS: Final = (0.5, 14)

_SCALE: Final = {"income": 1_000_000}
"""What a printed figure counts in, where that is not the base unit: millions of đồng."""

UNCHANGED: Final = 0.12
"""How often a district or commune copies a figure from above; CAS-11 takes note of each."""


class Mark(NamedTuple):
    """What the rules will find of a thing: code, severity, whether planted, and what it is."""

    code: str
    severity: str
    planted: bool
    what: str


@dataclass(frozen=True)
class Figure:
    """One target: its indicator, value and time, and the words in which it is printed."""

    row: Indicator
    comparator: str
    lower: float | None
    upper: float | None
    year: int | None
    recurrence: str
    unit: str | None = None
    baseline: int | None = None
    printed: str = ""
    clause: str = ""
    within: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def value(self) -> float:
        """The end that ambition is measured by, as it is printed."""
        end = self.upper if self.row.kind == "ceiling" else self.lower
        return (end or 0.0) / _SCALE.get(self.row.kind, 1)


def above_all(row: Indicator, term: Term) -> Figure:
    """Return what the centre sets: the base value."""
    return _figure(row, row.base, term, "reach")


def below(row: Indicator, upper: Figure, term: Term, chance: Random) -> Figure:
    """Return what a level sets below a figure: more, now and then just the same."""
    if chance.random() < UNCHANGED:
        return replace(upper, marks=(Mark("CAS-11", "Info", False, "copied from above"),))
    return _figure(row, _further(row, _surpassed(upper), chance), term, _comparator(row, chance))


def of_its_own(row: Indicator, term: Term, chance: Random) -> Figure:
    """Return a figure that nothing above is set for, or more than the centre's where it is."""
    return _figure(row, _further(row, row.base, chance), term, _comparator(row, chance))


def counted(row: Indicator, value: int, term: Term) -> Figure:
    """Return a number of people for every year."""
    return _figure(row, value, term, "atLeast")


def part_of_whole(row: Indicator, value: float, term: Term) -> Figure:
    """Return a share of a structure."""
    return _figure(row, value, term, "reach")


def midway(figure: Figure, term: Term, behind: float) -> Figure:
    """Return the figure of a year between, so much behind that of the last year."""
    worse = figure.value + behind if figure.row.lower_is_better else figure.value - behind
    return replace(_figure(figure.row, worse, term, figure.comparator), year=term.period[1] - 2)


def revalued(figure: Figure, value: float, term: Term, comparator: str = "atLeast") -> Figure:
    """Return the figure with another value."""
    return replace(_figure(figure.row, value, term, comparator), year=figure.year)


def rebased(figure: Figure, term: Term) -> Figure:
    """Return a cut measured against a year earlier than the others."""
    other = _figure(figure.row, figure.value, term, figure.comparator, earlier=1)
    return replace(other, year=figure.year)


def _surpassed(upper: Figure) -> float:
    """Return the end that a lower figure has to pass; of a range the far one."""
    return upper.upper if upper.comparator == "between" and upper.upper else upper.value


def _further(row: Indicator, start: float, chance: Random) -> float:
    if row.kind == "none":
        return 0.0
    step, most = _STEPS.get(row.kind, _SHARE_STEPS)
    distance = step * chance.randint(1, most)
    return start - distance if row.kind == "ceiling" else start + distance


def _comparator(row: Indicator, chance: Random) -> str:
    if row.kind == "cut":
        return "decreaseBy"
    if row.kind == "grade":
        return "complete"
    if row.kind == "none":
        return "reach"
    drawn = chance.random()
    if row.kind == "ceiling":
        return "atMost" if drawn < 0.5 else "lessThan" if drawn < 0.8 else "reach"
    if row.kind in ("share", "yearly") and drawn < 0.06:
        return "between"
    return "reach" if drawn < 0.4 else "moreThan" if drawn < 0.72 else "atLeast"


def _figure(row: Indicator, value: float, term: Term, comparator: str, earlier: int = 0) -> Figure:
    """Return a figure with its words; a range is two points wide, a cut against the year before."""
    if row.kind in ("cut", "grade", "none"):
        comparator = _comparator(row, Random(0))
    lower: float | None = value
    upper: float | None = None
    if row.kind == "grade":
        lower = None
    elif row.kind == "none":
        lower, upper = None, 0.0
    elif row.kind == "ceiling":
        lower, upper = None, value
        comparator = comparator if comparator != "moreThan" else "lessThan"
        comparator = comparator if comparator != "atLeast" else "atMost"
    elif comparator == "between":
        upper = value + 2
    baseline = term.period[0] - 1 - earlier if row.kind == "cut" else None
    recurrence, year = "byYear", term.period[1]
    if row.kind in ("yearly", "people", "nested"):
        recurrence, year = "everyYear", 0
    elif row.kind == "growth":
        recurrence, year = "averagePerYear", 0
    printed = row.vi if row.kind == "grade" else _printed(row, comparator, value)
    clause = printed if row.kind == "grade" else f"{row.vi} {printed}"
    if row.kind == "none":
        printed = "không còn"
        clause = f"{printed} {row.vi.removeprefix('số ')}"
    if baseline:
        clause += f" so với năm {baseline}"
    unit = "unit:PERCENT" if row.kind == "cut" else row.unit
    scaled = _SCALE.get(row.kind, 1)
    return Figure(
        row,
        comparator,
        lower if lower is None else lower * scaled,
        upper if upper is None else upper * scaled,
        year or None,
        recurrence,
        unit,
        baseline,
        printed,
        clause,
    )


_SUFFIX: Final = {"growth": "%/năm", "income": " triệu đồng/năm", "people": " người"}


def _printed(row: Indicator, comparator: str, value: float) -> str:
    """Return the value as a text prints it."""
    amount = _written(value) + _SUFFIX.get(row.kind, "%")
    mean = "bình quân " if row.kind == "growth" else ""
    match comparator:
        case "reach":
            return f"còn {amount}" if row.kind == "ceiling" else f"đạt {mean}{amount}"
        case "atLeast":
            return f"đạt {mean}từ {amount} trở lên"
        case "moreThan":
            return f"đạt {mean}trên {amount}"
        case "atMost":
            return f"không quá {amount}"
        case "lessThan":
            return f"còn dưới {amount}"
        case "between":
            return f"đạt từ {_written(value)}% đến {_written(value + 2)}%"
        case "decreaseBy":
            return f"giảm ít nhất {amount}"
    raise ValueError(comparator)


def _written(value: float) -> str:
    return f"{value:g}".replace(".", ",")
