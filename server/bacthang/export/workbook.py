"""All tables as one workbook, made so that a spreadsheet reads every cell as it is meant.

Words are written as text, whatever they look like: ``=1+1`` is no formula, ``2021-01-01`` no date.
Bounds, years, offsets and counts are numbers, so that they sort and sum. What the file format
cannot hold is never left out in silence: rows too many go on in another sheet, and words too long
for a cell say, there and among the notes, how much of them only the CSV has. The same dataset gives
the same bytes: no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ..errors import LANGS, Wording
from ..stores import BuildInfo
from .notes import notes
from .schema import SEPARATOR, Column, Table

_MOST_CHARACTERS: Final = 32_767
_MOST_ROWS: Final = 1_048_575
"""Of a sheet, below its header."""
_EXACT_DIGITS: Final = 15
_CREATED: Final = datetime(2021, 1, 1)
_WIDTHS: Final = {"iri": 34, "name": 16, "text": 30, "integer": 9, "decimal": 14, "date": 12}
_LONG: Final = frozenset({"quote", "lower_quote", "upper_quote", "title", "title_vi", "title_en"})
_LONG_WIDTH: Final = 70

_CUT: Final = "… [+{more}: {table}.csv]"
_CUTS: Final = Wording(
    "Ô sau dài hơn một ô bảng tính chứa được; trọn vẹn trong CSV: {cells}.",
    "These cells are longer than a spreadsheet takes; whole in the CSV: {cells}.",
)

Rows = Sequence[tuple[str, ...]]


def write_workbook(path: Path, tables: Mapping[Table, Rows], info: BuildInfo) -> None:
    """Write the notes and one sheet a table, or more where one has not rows enough.

    Raises OSError when the file cannot be written.
    """
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "tmpdir": str(path.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": "Bậc Thang",
            "comments": f"{info.version} {info.content_hash}",
            "created": _CREATED,
        }
    )
    styles = _Styles(book)
    noted = book.add_worksheet("Ghi chú – Notes")
    cut: list[str] = []
    for table, rows in tables.items():
        for first in range(0, max(len(rows), 1), _MOST_ROWS):
            number = first // _MOST_ROWS + 1
            sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
            cut += _write_table(sheet, table, rows[first : first + _MOST_ROWS], styles)
    _write_notes(noted, tables, info, cut, styles)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


class _Styles:
    """The few formats of the workbook."""

    def __init__(self, book: Any) -> None:
        text = {"num_format": "@", "valign": "top"}
        self.head = book.add_format(
            {"bold": True, "num_format": "@", "bottom": 1, "bg_color": "#E8EEF4", "valign": "top"}
        )
        self.text = book.add_format(text)
        self.wrapped = book.add_format({**text, "text_wrap": True})
        self.number = book.add_format({"num_format": "0.##########", "valign": "top"})
        self.whole = book.add_format({"num_format": "0", "valign": "top"})
        self.title = book.add_format({**text, "bold": True, "font_size": 16})


def _write_notes(
    sheet: Worksheet,
    tables: Mapping[Table, Rows],
    info: BuildInfo,
    cut: Sequence[str],
    styles: _Styles,
) -> None:
    sheet.set_column(0, 1, 90, styles.wrapped)
    sheet.write_string(0, 0, "Bậc Thang", styles.title)
    counts = {table: len(rows) for table, rows in tables.items()}
    said = list(notes(counts, info))
    if cut:
        cells = ", ".join(cut)
        said.insert(0, Wording(*(_CUTS.said(lang, cells=cells) for lang in LANGS)))
    for number, (vi, en) in enumerate(said, start=1):
        sheet.write_string(number, 0, vi, styles.wrapped)
        sheet.write_string(number, 1, en, styles.wrapped)


def _write_table(sheet: Worksheet, table: Table, rows: Rows, styles: _Styles) -> Iterator[str]:
    """Write a sheet; yield the address of each cell that does not hold all it should."""
    for place, column in enumerate(table.columns):
        long = column.name in _LONG
        width = _LONG_WIDTH if long else _WIDTHS.get(column.type, 10)
        sheet.set_column(place, place, max(width, len(column.name) + 3))
        sheet.write_string(0, place, column.name, styles.head)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    for number, row in enumerate(rows, start=1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if len(value) > _MOST_CHARACTERS:
                yield f"{sheet.get_name()}!{xl_rowcol_to_cell(number, place)}"
                value = _shortened(value, table)
            if value:
                _write_cell(sheet, number, place, column, value, styles)


def _shortened(value: str, table: Table) -> str:
    """Return as much of a text as a cell takes, with how many characters more there are."""
    kept = _MOST_CHARACTERS - len(_CUT.format(more=len(value), table=table.name))
    return value[:kept] + _CUT.format(more=len(value) - kept, table=table.name)


def _write_cell(
    sheet: Worksheet, row: int, place: int, column: Column, value: str, styles: _Styles
) -> None:
    if column.is_number and _is_exact(value):
        style = styles.whole if column.type == "integer" else styles.number
        sheet.write_number(row, place, float(value) if "." in value else int(value), style)
        return
    style = styles.wrapped if column.name in _LONG else styles.text
    sheet.write_string(row, place, value, style)


def _is_exact(value: str) -> bool:
    """Tell whether a spreadsheet keeps a number to the last digit, being of double precision."""
    if SEPARATOR in value:
        return False
    return len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS
