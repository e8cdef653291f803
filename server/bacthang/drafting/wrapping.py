"""Paragraphs that layout broke into lines: which lines belong together.

A break is mended only where the line before is unfinished and the line after begins nothing of its
own; in a text that is broken at a width throughout, a line that fills the width runs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from .lines import LABEL, Line
from .pagination import PAGE_NUMBER, RUNNING_HEAD

_LAYOUT: Final = frozenset({PAGE_NUMBER, RUNNING_HEAD})
"""Furniture that stands in the middle of a paragraph when a page ends there."""

_ENDED: Final = re.compile(r"[.;:!?…|][”\"')\]]*$|\./\.$")
_CELLS: Final = " | "
_WITHIN: Final = ",)%.;:/"
"""Marks that a line begins with which goes on in the middle of a sentence."""
_LEAST: Final = 45
"""Letters of a line that may run on in a text that is not broken at a width."""
_WIDTHS: Final = range(40, 181)
_FULL: Final = 0.8
_SHORTEST: Final = 0.6
_OVER: Final = 1.15
"""Shares of the width: of a line that fills it, one that still may run on, one that is too long."""


class _Break(NamedTuple):
    """Two lines of content, one after the other, by their places in the list.

    ``blank`` tells of an empty line between them; ``joins``, that nothing else stands there, or
    only what stands between two pages.
    """

    before: int
    after: int
    blank: bool
    joins: bool


def runs(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield, for each paragraph of content, its first and last line by their places in the list.

    Between them stands nothing but what belongs to it, page numbers and running heads.
    """
    breaks = list(_breaks(text, lines))
    width = _width(lines, breaks)
    first = None
    last = -1
    for between in breaks:
        if first is None:
            first = between.before
        last = between.after
        if not _runs_on(lines[between.before].text, lines[between.after].text, between, width):
            yield first, between.before
            first = between.after
    if first is not None:
        yield first, last
    else:
        yield from ((i, i) for i, line in enumerate(lines) if not line.furniture)


def _breaks(text: str, lines: Sequence[Line]) -> Iterator[_Break]:
    before: int | None = None
    for after, line in enumerate(lines):
        if line.furniture:
            continue
        if before is not None:
            between = lines[before + 1 : after]
            gap = text[lines[before].end : line.start]
            paged = bool(between) and all(one.furniture in _LAYOUT for one in between)
            yield _Break(before, after, gap.count("\n") > 1 and not paged, paged or not between)
        before = after


def _width(lines: Sequence[Line], breaks: Sequence[_Break]) -> int:
    """Return the width at which the text is broken throughout, or 0.

    Lines that fill it are unfinished, most go on in the middle of a sentence, and hardly any line
    is longer.
    """
    pairs = [
        (len(lines[one.before].text), lines[one.after].text)
        for one in breaks
        if one.joins and not one.blank and _open(lines[one.before].text, lines[one.after].text)
    ]
    lengths = sorted(length for length, _ in pairs)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    full = [after for length, after in pairs if length >= _FULL * width]
    within = sum(_within(after) or after[0].isdigit() for after in full)
    longer = sum(len(line.text) > _OVER * width for line in lines if not line.furniture)
    if width in _WIDTHS and len(full) >= 3 and within * 2 >= len(full) and longer * 10 < len(lines):
        return width
    return 0


def _open(before: str, after: str) -> bool:
    if _CELLS in before or _CELLS in after:
        return False
    return not _ENDED.search(before) and not LABEL.match(after)


def _runs_on(before: str, after: str, between: _Break, width: int) -> bool:
    if not between.joins or not _open(before, after):
        return False
    if _within(after):
        least = _SHORTEST * width if width else _LEAST
        return len(before) >= least and (bool(width) or not between.blank)
    if between.blank or not width or (before[-1].isdigit() and after[0].isupper()):
        return False
    return len(before) >= _FULL * width


def _within(after: str) -> bool:
    return after[0].islower() or after[0] in _WITHIN
