"""Tables as a terminal shows them: in columns where they fit, one row under another where not."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table as DrawnTable
from rich.text import Text

from ..tabletext import Table

COMFORT = 28
"""The width that a long text needs to be read when it wraps inside its column."""

GAP = 3


def as_drawn(table: Table, width: int) -> RenderableType:
    """Return the table for a terminal of that width.

    Columns without a value are left out. Long texts wrap inside their columns; where the columns
    would become too narrow to read, each row is told by itself, a value a line.
    """
    shown = _without_empty(table)
    needed = sum(_needed(shown, column) for column in range(len(shown.columns)))
    if needed + GAP * (len(shown.columns) - 1) <= width:
        return _in_columns(shown)
    return Group(*_row_by_row(shown))


def _without_empty(table: Table) -> Table:
    kept = [
        index
        for index in range(len(table.columns))
        if not table.rows or any(row[index].text for row in table.rows)
    ]
    return Table(
        tuple(table.columns[index] for index in kept),
        [tuple(row[index] for index in kept) for row in table.rows],
    )


def _texts(table: Table, column: int) -> list[str]:
    return [table.columns[column], *(row[column].text for row in table.rows)]


def _is_whole(table: Table, column: int) -> bool:
    """Tell whether a column holds numbers, IRIs or places, which are not read in pieces."""
    texts = _texts(table, column)
    return table.is_numeric(column) or (
        all(" " not in text for text in texts) and max(map(cell_len, texts)) <= 2 * COMFORT
    )


def _needed(table: Table, column: int) -> int:
    """Return the width that a column needs to be read."""
    natural = max(map(cell_len, _texts(table, column)))
    return natural if _is_whole(table, column) else min(natural, COMFORT)


def _in_columns(table: Table) -> DrawnTable:
    drawn = DrawnTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, name in enumerate(table.columns):
        drawn.add_column(
            Text(name),
            justify="right" if table.is_numeric(index) else "left",
            no_wrap=_is_whole(table, index),
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*(Text(cell.text) for cell in row))
    return drawn


def _row_by_row(table: Table) -> Iterator[RenderableType]:
    for number, row in enumerate(table.rows, start=1):
        yield Rule(Text(f"{number}/{len(table.rows)}", style="dim"), align="left", style="dim")
        lines = DrawnTable.grid(padding=(0, 2))
        lines.add_column(no_wrap=True, style="cyan")
        lines.add_column(overflow="fold")
        for name, cell in zip(table.columns, row, strict=True):
            if cell.text:
                lines.add_row(Text(name), Text(cell.text))
        yield lines
