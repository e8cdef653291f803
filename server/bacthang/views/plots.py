"""Which picture an answer allows: bars of a number for each name, or a line over years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..drawing.plot import Plot, Point
from .results import Results, Shown

MOST_BARS: Final = 60
"""More bars than these cannot be read; the first are drawn, and the page says so."""

_YEARS: Final = range(1900, 2101)


def numbers_in(results: Results) -> tuple[str, ...]:
    """Return the columns that hold numbers and nothing else."""
    return tuple(name for place, name in enumerate(results.columns) if results.is_numeric(place))


def plot_of(results: Results, value: str = "", over: str = "") -> Plot | None:
    """Return a picture of a column over another, as asked or as suits; None without numbers.

    Years make a line when each comes once; anything else makes bars, in the order of the rows.
    """
    numeric = numbers_in(results)
    if not numeric:
        return None
    over = over if over in results.columns else _suited(results, numeric)
    rest = [name for name in numeric if name != over]
    value = value if value in numeric else (rest or numeric)[-1]
    points = _points(results, over, value)
    if _is_time(results, over) and len({point.label for point in points}) == len(points):
        ordered = sorted(points, key=lambda point: float(point.label))
        return Plot("line", over, value, ordered)
    return Plot("bars", over, value, points[:MOST_BARS], max(0, len(points) - MOST_BARS))


def _suited(results: Results, numeric: Sequence[str]) -> str:
    """Return the column to draw over: names before years, years before the number of the row."""
    named = [name for name in results.columns if name not in numeric and _speaks(results, name)]
    years = [name for name in numeric if len(numeric) > 1 and _is_time(results, name)]
    return (named + years + [""])[0]


def _speaks(results: Results, name: str) -> bool:
    place = results.columns.index(name)
    return all(_words(row[place]) for row in results.rows)


def _is_time(results: Results, name: str) -> bool:
    if name not in numbers_in(results):
        return False
    place = results.columns.index(name)
    texts = [row[place].text for row in results.rows]
    return all(text.isdecimal() and int(text) in _YEARS for text in texts)


def _points(results: Results, over: str, value: str) -> list[Point]:
    places = {name: place for place, name in enumerate(results.columns)}
    return [
        Point(
            _words(row[places[over]]) if over else str(number),
            float(row[places[value]].text),
            row[places[value]].text,
        )
        for number, row in enumerate(results.rows, start=1)
        if row[places[value]].text
    ]


def _words(cell: Shown) -> str:
    return cell.name or cell.text
