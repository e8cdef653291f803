"""A table as lines: its cells joined by a bar, spanned ones empty, so that columns stay columns."""

from __future__ import annotations

from typing import Final

from .counting import whole

_WIDEST: Final = 60
"""Columns up to which cells that span others are laid out."""
_HIGHEST: Final = 2_000


class Grid:
    """The rows of a table, cell by cell as they are read."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._spans: dict[int, int] = {}
        self._before: list[str] = []
        self._last = 0

    def row(self) -> None:
        """Begin a row."""
        self._pad()
        self._rows.append([])

    def cell(self, wide: str | None = None, high: str | None = None) -> None:
        """Begin a cell, so many columns wide and rows high."""
        if not self._rows:
            self._rows.append([])
        self._pad()
        row = self._rows[-1]
        columns = _span(wide, max(1, _WIDEST - len(row)))
        rows = _span(high, _HIGHEST if len(row) < _WIDEST else 1)
        if rows > 1:
            self._spans |= dict.fromkeys(range(len(row), len(row) + columns), rows - 1)
        row += [""] * columns
        self._last = len(row) - columns

    def say(self, words: str) -> None:
        """Add words to the cell; before the first, they stand above the table."""
        if not words:
            return
        if not self._rows or not self._rows[-1]:
            self._before.append(words)
            return
        row = self._rows[-1]
        row[self._last] = f"{row[self._last]} {words}".lstrip()

    def lines(self) -> list[str]:
        """Return what stands above the table, and each row that is not empty."""
        kept = [row for row in self._rows if any(row)]
        return [*self._before, *(" | ".join(row) if len(row) > 1 else row[0] for row in kept)]

    def _pad(self) -> None:
        """Leave empty what a cell of a row above fills."""
        if not self._rows:
            return
        row = self._rows[-1]
        while self._spans.get(len(row), 0) > 0:
            self._spans[len(row)] -= 1
            row.append("")


def _span(told: str | None, most: int) -> int:
    return max(1, min(whole(told, 1), most))
