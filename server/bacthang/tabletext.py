"""Tables as text, in aligned columns or in Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One value as it is read; numbers stand to the right."""

    text: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under their column names."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]

    def is_numeric(self, column: int) -> bool:
        """Tell whether every value of a column is a number, and there is one."""
        cells = [row[column] for row in self.rows if row[column].text]
        return bool(cells) and all(cell.numeric for cell in cells)


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return a table of plain texts; those that are whole numbers stand to the right."""
    cells = [tuple(Cell(value, numeric=value.isdecimal()) for value in row) for row in rows]
    return Table(tuple(columns), cells)


def as_text(table: Table) -> str:
    """Return the table in aligned columns, nothing cut: for pipes and files."""
    lines = [table.columns, *(tuple(_one_line(cell.text) for cell in row) for row in table.rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    right = [table.is_numeric(index) for index in range(len(table.columns))]
    return "".join(f"{_aligned(line, widths, right)}\n" for line in lines)


def as_markdown(table: Table) -> str:
    """Return the table in GitHub Flavored Markdown."""
    rules = ["---:" if table.is_numeric(i) else "---" for i in range(len(table.columns))]
    rows = [[_one_line(cell.text).replace("|", r"\|") for cell in row] for row in table.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in [table.columns, rules, *rows])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _aligned(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        " " * (width - _width(text)) + text if to_right else text + " " * (width - _width(text))
        for text, width, to_right in zip(line, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Return the columns a text fills: a combining mark stands above its letter and fills none."""
    return sum(not unicodedata.combining(char) for char in text)
