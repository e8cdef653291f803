"""Tables of targets: a row names what is measured, columns give years, units and values.

A row comes as one line, its cells parted by ``|``. The head of a table is the last row without
values that names a year, a unit or the indicator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ..proposal import Why
from .block import read
from .finding import Found, Passed, Reading
from .setting import Setting

_BAR: Final = re.compile(r"\s*\|\s*")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_PERIOD: Final = re.compile(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)")
_VALUE: Final = re.compile(r"[<>≥≤]?\s*(?:trên|dưới|từ|không|tối|ít|\d|đạt|hoàn|có\b)")
_UNIT: Final = re.compile(r"đơn vị|đvt|đv tính|đơn vị tính")
_PAST: Final = re.compile(r"thực hiện|hiện trạng|kết quả|ước|đã đạt|th năm|hiện có")
_ROLE: Final = re.compile(r"cơ quan|chủ trì|phối hợp|ghi chú|thời gian|đơn vị thực hiện|căn cứ")


@dataclass(frozen=True)
class Cell:
    """A cell and where it stands in its line."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Grid:
    """The head of a table: the sort of each column, and its year where it has one."""

    sorts: tuple[str, ...] = ()
    years: tuple[int | None, ...] = field(default=())

    @classmethod
    def after(cls, grid: Grid | None, text: str) -> Grid | None:
        """Return the table that a line belongs to; None outside of tables."""
        if text.count("|") < 1:
            return None
        own = _head(cells(text))
        return own or grid or Grid()


def cells(text: str) -> list[Cell]:
    """Return the cells of a row."""
    found: list[Cell] = []
    start = 0
    for bar in [*_BAR.finditer(text), None]:
        end = bar.start() if bar else len(text)
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        found.append(Cell(start + lead, start + len(piece.rstrip()), piece.strip()))
        start = bar.end() if bar else end
    return found


def _head(row: list[Cell]) -> Grid | None:
    low = [cell.text.lower() for cell in row]
    named = [bool(_YEAR.search(text) or _UNIT.search(text) or "chỉ tiêu" in text) for text in low]
    if sum(named) < 2 or any(re.search(r"\d\s*%|\d,\d", text) for text in low):
        return None
    sorts, years = [], []
    for text in low:
        year = _YEAR.findall(text)
        period = _PERIOD.search(text)
        if _UNIT.search(text):
            sort = "unit"
        elif _PAST.search(text):
            sort = "past"
        elif _ROLE.search(text):
            sort = "other"
        elif year or "mục tiêu" in text or "kế hoạch" in text or "đến" in text:
            sort = "value"
        else:
            sort = "name"
        sorts.append(sort)
        years.append(int(year[-1]) if len(year) == 1 and not period else None)
    return Grid(tuple(sorts), tuple(years))


def read_row(grid: Grid, text: str, setting: Setting) -> Reading:
    """Return the targets of a row; a head gives none."""
    row = cells(text)
    if _head(row):
        return Reading()
    reading = Reading()
    name = next((cell for cell in row if len(re.findall(r"[^\W\d_]+", cell.text)) > 1), None)
    if name is None:
        return reading
    unit = _unit_of(grid, row, name)
    for column, cell in enumerate(row):
        if cell is name or cell.start < name.end or not _VALUE.match(cell.text.lower()):
            continue
        sort = grid.sorts[column] if column < len(grid.sorts) else "value"
        if sort in ("past", "other", "unit"):
            if sort == "past":
                reading.passed.append(Passed(cell.start, cell.end, "achieved"))
            continue
        found = _value(name, cell, unit, setting)
        if found is None:
            continue
        year = grid.years[column] if column < len(grid.years) else None
        if year and setting.since and year < setting.since:
            reading.passed.append(Passed(cell.start, cell.end, "achieved"))
            continue
        if year and not found.years and not found.recurrence:
            found.years, found.recurrence = (year,), "byYear"
        reading.found.append(found)
    if not reading.found and not grid.sorts:
        return read(text, setting)
    return reading


def _unit_of(grid: Grid, row: list[Cell], name: Cell) -> str:
    for column, cell in enumerate(row):
        if column < len(grid.sorts) and grid.sorts[column] == "unit":
            return cell.text
    for cell in row:
        if cell.start > name.end and cell.text and not re.search(r"\d", cell.text):
            return cell.text if len(cell.text) < 24 else ""
    return ""


def _value(name: Cell, cell: Cell, unit: str, setting: Setting) -> Found | None:
    """Read a cell as the clause "name: value unit", and give its runs back to the row."""
    own = "" if re.search(r"[%‰]|[^\W\d_]{2,}\s*$", cell.text) else f" {unit}"
    clause = f"{name.text}: {cell.text}{own}"
    listed = replace(setting, section="targets", subject="")
    found = next(iter(read(clause, listed).found), None)
    if found is None:
        return None
    found.quote = (name.start, cell.end)
    found.printed = (cell.start, cell.end)
    found.phrase = name.text
    found.contexts = []
    found.why.append(Why("table-row", name.text))
    return found
