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
_RUNS_ON: Final = re.compile(r"[^\W\d_]|[,)%.;:/]")
_LEAST: Final = 45
"""Letters of a line that may run on in a text that is not broken at a width."""
_WIDTHS: Final = range(30, 181)


class _Break(NamedTuple):
    """Two lines of content, one after the other: where they stand in the list, and how far."""

    before: int
    after: int
    blank: bool
    paged: bool


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
            yield _Break(before, after, paged or gap.count("\n") > 1, paged or not between)
        before = after


def _width(lines: Sequence[Line], breaks: Sequence[_Break]) -> int:
    """Return the width at which the text is broken throughout, or 0."""
    unfinished = sorted(
        len(lines[one.before].text)
        for one in breaks
        if not one.blank and one.paged and _open(lines[one.before].text, lines[one.after].text)
    )
    if len(unfinished) < 3:
        return 0
    width = unfinished[len(unfinished) * 9 // 10]
    full = sum(length >= 0.75 * width for length in unfinished)
    return width if width in _WIDTHS and full * 5 >= len(unfinished) * 3 else 0


def _open(before: str, after: str) -> bool:
    return not _ENDED.search(before) and not LABEL.match(after)


def _runs_on(before: str, after: str, between: _Break, width: int) -> bool:
    if not between.paged or not _open(before, after):
        return False
    least = 0.6 * width if width else _LEAST
    if _RUNS_ON.match(after) and not after[0].isupper():
        return len(before) >= least and (bool(width) or not between.blank)
    if between.blank or not width or (before[-1].isdigit() and after[0].isupper()):
        return False
    return len(before) >= 0.75 * width
