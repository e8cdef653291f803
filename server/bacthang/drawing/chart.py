"""What several promise of one thing, beside one another on one scale: values in, SVG text out.

Each promise has a row of its own, with its words and its mark, so that no two texts can meet; what
holds for one time has a scale of its own, since a scale over all years would hide differences. A
full mark includes its value, a hollow one lies beyond it; an arrow points to all that is as good; a
bar spans a range. Round marks are quoted, angular ones only reported. Colours come from classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from ..errors import Lang
from ..labels import number
from .axis import Axis, axis_over
from .letters import width_of, wrapped

_SIZE: Final = 13.0
_LINE: Final = 18.0
_PAD: Final = 8.0
_MARK: Final = 5.5
_EDGE: Final = 26.0
_STRIP: Final = 20.0
_TICKS: Final = 12
_APART: Final = 14.0
_SPARE: Final = 0.7
_NARROW: Final = 520.0
_WORDS_SHARE: Final = 0.46


@dataclass(frozen=True)
class Mark:
    """One promise: who makes it and in what words, and the values that keep it.

    ``low`` and ``high`` are its printed ends, the same for a single value; ``up`` and ``down`` tell
    that all beyond is as good, ``beyond`` that the value itself does not do. ``rank`` is the step.
    """

    who: str
    words: str
    low: Decimal
    high: Decimal
    up: bool = False
    down: bool = False
    beyond: bool = False
    rank: int = 9
    is_reported: bool = False


@dataclass(frozen=True)
class Group:
    """The promises for one time."""

    heading: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Panel:
    """All that is told in one unit, of which there is no more than ``ceiling``.

    ``scale`` is how much one of the numbers written stands for: a million where the unit says so.
    """

    unit: str
    groups: tuple[Group, ...]
    ceiling: Decimal | None = None
    scale: Decimal = Decimal(1)


def chart_svg(
    panel: Panel, title: str, description: str, lang: Lang, *, width: float, name: str
) -> str:
    """Return the picture of a panel, so wide; ``name`` sets its ids apart from those of others.

    A narrow one has its marks below their words, a wide one beside them. A panel has at least one
    promise.
    """
    drawing = _Drawing(panel, width, lang)
    body = [*drawing.groups()]
    return "\n".join(
        (
            f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img" width="{width:g}" '
            f'height="{drawing.y:g}" viewBox="0 0 {width:g} {drawing.y:g}" '
            f'aria-labelledby="{name}-title {name}-desc">',
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-desc">{escape(description)}</desc>',
            *body,
            "</svg>",
        )
    )


class _Drawing:
    """A picture as it grows downwards; ``y`` is how far it has come."""

    def __init__(self, panel: Panel, width: float, lang: Lang) -> None:
        self._panel = panel
        self._lang = lang
        self._width = width
        self._stacked = width < _NARROW
        self._words = width if self._stacked else width * _WORDS_SHARE
        ends = (
            end for group in panel.groups for mark in group.marks for end in (mark.low, mark.high)
        )
        widest = max(width_of(self._number(end), _SIZE) for end in ends)
        self._edge = max(_EDGE, widest * _SPARE)
        self._left = self._edge if self._stacked else self._words + self._edge
        self.y = 0.0

    def groups(self) -> Iterator[str]:
        """Yield every group: its heading, its rows, its scale."""
        for group in self._panel.groups:
            heading = wrapped(group.heading, _SIZE, self._width, bold=True)
            yield from self._lines(heading, "heading", _PAD)
            axis = self._scaled(group.marks)
            guides = _guided(group.marks)
            for mark in group.marks:
                yield from self._row(mark, axis, guides)
            yield from self._scale(axis)

    def _scaled(self, marks: Iterable[Mark]) -> Axis:
        """Return the finest scale whose numbers have room beside one another."""
        values = [end for mark in marks for end in (mark.low, mark.high)]
        room = self._width - self._left - self._edge
        for most in range(_TICKS, 2, -1):
            axis = axis_over(values, room, most, self._panel.ceiling)
            widest = max(width_of(self._number(tick), _SIZE) for tick in axis.ticks)
            if widest + _APART <= room / (len(axis.ticks) - 1):
                break
        return axis

    def _row(self, mark: Mark, axis: Axis, guides: Iterable[Decimal]) -> Iterator[str]:
        top = self.y
        room = self._words - _PAD
        yield from self._lines(wrapped(mark.who, _SIZE, room), "who", _PAD / 2)
        yield from self._lines(wrapped(mark.words, _SIZE, room, bold=True), "words", 0)
        if self._stacked:
            top = self.y
            self.y += _STRIP
        middle = (top + self.y) / 2
        self.y += _PAD
        yield _line("rule", (0, self._width), (self.y - 1, self.y - 1))
        for value in guides:
            x = self._x(axis, value)
            yield _line("guide", (x, x), (top, self.y - 1))
        yield from self._mark(mark, axis, middle)

    def _mark(self, mark: Mark, axis: Axis, y: float) -> Iterator[str]:
        low, high = self._x(axis, mark.low), self._x(axis, mark.high)
        yield f'<g class="mark rank-{mark.rank}{" beyond" if mark.beyond else ""}">'
        if mark.up:
            yield _arrow(high, self._width - 4, y)
        if mark.down:
            yield _arrow(low, self._left - self._edge + 4, y)
        if low != high:
            yield _line("range", (low, high), (y, y))
        for x in dict.fromkeys((low, high)):
            yield _point(x, y, mark.is_reported)
        yield "</g>"

    def _scale(self, axis: Axis) -> Iterator[str]:
        """Yield the ticks of a group, their numbers, and the unit."""
        y = self.y + 4
        yield _line("axis", (self._left, self._width - self._edge), (y, y))
        for tick in axis.ticks:
            x = self._x(axis, tick)
            yield _line("axis", (x, x), (y, y + 5))
            yield (
                f'<text class="tick" x="{x:g}" y="{y + 20:g}" font-size="{_SIZE:g}" '
                f'text-anchor="middle">{escape(self._number(tick))}</text>'
            )
        self.y = y + 24
        unit = wrapped(self._panel.unit, _SIZE, self._width - self._left)
        yield from self._lines(unit, "unit", 0, self._left)
        self.y += _PAD

    def _lines(self, lines: Iterable[str], style: str, above: float, x: float = 0) -> Iterator[str]:
        self.y += above
        for line in lines:
            self.y += _LINE
            yield (
                f'<text class="{style}" x="{x:g}" y="{self.y - 4:g}" font-size="{_SIZE:g}">'
                f"{escape(line)}</text>"
            )

    def _number(self, value: Decimal) -> str:
        return number(value / self._panel.scale, self._lang)

    def _x(self, axis: Axis, value: Decimal) -> float:
        return round(self._left + axis.at(value), 1)


def _guided(marks: Sequence[Mark]) -> list[Decimal]:
    """Return the values of the city, else of the centre, where there are others below it."""
    ranks = {mark.rank for mark in marks}
    guiding = next((rank for rank in (2, 1) if rank in ranks), None)
    if guiding is None or max(ranks) == guiding:
        return []
    own = (mark for mark in marks if mark.rank == guiding)
    return sorted({end for mark in own for end in (mark.low, mark.high)})


def _line(style: str, x: tuple[float, float], y: tuple[float, float]) -> str:
    return f'<line class="{style}" x1="{x[0]:g}" x2="{x[1]:g}" y1="{y[0]:g}" y2="{y[1]:g}"/>'


def _arrow(start: float, end: float, y: float) -> str:
    back = 6 if end > start else -6
    return (
        f'<path class="arrow" d="M{start:g} {y:g}H{end:g}M{end - back:g} {y - 4:g}L{end:g} {y:g}'
        f'L{end - back:g} {y + 4:g}"/>'
    )


def _point(x: float, y: float, is_reported: bool) -> str:
    if is_reported:
        far = _MARK + 1
        corners = f"M{x - far:g} {y:g}L{x:g} {y - far:g}L{x + far:g} {y:g}L{x:g} {y + far:g}Z"
        return f'<path class="point" d="{corners}"/>'
    return f'<circle class="point" cx="{x:g}" cy="{y:g}" r="{_MARK:g}"/>'
