"""Simple pictures of numbers as SVG text: bars beside their names, a line over years.

Colours come from the page by class; every label is broken to its column, so that none overlaps.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import escape

from .letters import width_of, wrapped

_WIDTH, _LABELS, _SIZE, _LEADING, _PAD = 760.0, 260.0, 13.0, 17.0, 8.0
_HEIGHT: Final = 340.0
_LEFT, _RIGHT, _TOP, _FOOT = 70.0, 24.0, 20.0, 40.0
_LINES: Final = 3
_TICKS: Final = 5
_PLAIN: Final = 100_000


@dataclass(frozen=True)
class Point:
    """One number, what it is of, and how it is written."""

    label: str
    number: float
    text: str


@dataclass(frozen=True)
class Plot:
    """A picture of one column over another; ``left`` counts what is not drawn."""

    kind: Literal["bars", "line"]
    over: str
    value: str
    points: Sequence[Point]
    left: int = 0


def draw(plot: Plot, title: str, description: str) -> str:
    """Return the picture of a plot, with a title and a description for those who cannot see it."""
    height, body = _line(plot.points) if plot.kind == "line" else _bars(plot.points)
    return "\n".join(
        (
            f'<svg class="plot" viewBox="0 0 {_WIDTH:g} {height:g}" role="img" '
            'aria-labelledby="plot-title plot-says" xmlns="http://www.w3.org/2000/svg">',
            f'<title id="plot-title">{escape(title)}</title>',
            f'<desc id="plot-says">{escape(description)}</desc>',
            *body,
            "</svg>",
        )
    )


def ticks(low: float, high: float, about: int = _TICKS) -> list[float]:
    """Return round numbers from at most ``low`` to at least ``high``, about so many steps."""
    if high <= low:
        high = low + 1
    raw = (high - low) / about
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(unit * factor for factor in (1, 2, 5, 10) if raw <= unit * factor * (1 + 1e-9))
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _bars(points: Sequence[Point]) -> tuple[float, list[str]]:
    room = max((width_of(point.text, _SIZE) for point in points), default=0) + _PAD
    lowest = min(0.0, *(point.number for point in points), 0.0)
    highest = max(0.0, *(point.number for point in points), 0.0)
    left = _LABELS + _PAD + (room if lowest < 0 else 0)
    scale = (_WIDTH - left - room) / ((highest - lowest) or 1)
    zero = left - lowest * scale
    top = _PAD
    body: list[str] = []
    for point in points:
        lines = _shortened(wrapped(point.label, _SIZE, _LABELS))
        height = max(len(lines), 1) * _LEADING
        body += _label(lines, top)
        body += _bar(point, top + height / 2, zero, scale)
        top += height + _PAD
    body.append(f'<path class="axis" d="M{zero:.1f} 0V{top:.1f}"/>')
    return top, body


def _label(lines: Sequence[str], top: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        y = top + (number + 0.75) * _LEADING
        yield _text("name", _LABELS, y, line, "end")


def _bar(point: Point, middle: float, zero: float, scale: float) -> Iterator[str]:
    long = abs(point.number) * scale
    x, end, anchor = zero, zero + long + 5, "start"
    if point.number < 0:
        x, end, anchor = zero - long, zero - long - 5, "end"
    yield f'<rect class="bar" x="{x:.1f}" y="{middle - 7:.1f}" width="{long:.1f}" height="14"/>'
    yield _text("figure", end, middle + 4.5, point.text, anchor)


def _line(points: Sequence[Point]) -> tuple[float, list[str]]:
    years = [float(point.label) for point in points]
    numbers = [point.number for point in points]
    marks = ticks(min(0.0, *numbers, 0.0), max(*numbers, 0.0, 0.0))
    across = (_WIDTH - _LEFT - _RIGHT) / ((years[-1] - years[0]) or 1)
    up = (_HEIGHT - _TOP - _FOOT) / (marks[-1] - marks[0])
    places = [
        (_LEFT + (year - years[0]) * across, _HEIGHT - _FOOT - (number - marks[0]) * up)
        for year, number in zip(years, numbers, strict=True)
    ]
    body: list[str] = []
    for mark in marks:
        y = _HEIGHT - _FOOT - (mark - marks[0]) * up
        body.append(f'<path class="grid" d="M{_LEFT:g} {y:.1f}H{_WIDTH - _RIGHT:g}"/>')
        body.append(_text("tick", _LEFT - 8, y + 4, _rounded(mark), "end"))
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    body.append(f'<polyline class="line" points="{drawn}"/>')
    body += _dots(points, places)
    return _HEIGHT, body


def _dots(points: Sequence[Point], places: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Yield the points, each with its year below unless the one before leaves no room."""
    free = -math.inf
    for point, (x, y) in zip(points, places, strict=True):
        told = escape(f"{point.label}: {point.text}")
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{told}</title></circle>'
        half = width_of(point.label, _SIZE) / 2
        if x - half > free:
            free = x + half + _PAD
            yield _text("tick", x, _HEIGHT - _FOOT + 22, point.label, "middle")


def _shortened(lines: Sequence[str]) -> Sequence[str]:
    if len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], f"{lines[_LINES - 1][:-1]}…"]


def _text(kind: str, x: float, y: float, words: str, anchor: str) -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {at}>{escape(words)}</text>'


def _rounded(mark: float) -> str:
    return f"{mark:g}" if abs(mark) < _PLAIN else f"{mark:,.0f}"
