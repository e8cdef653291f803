"""A table as CSV: RFC 4180, in UTF-8 with a byte order mark.

Common spreadsheets take a CSV without the mark for another encoding, and Vietnamese comes out
garbled.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Final, TextIO

_ENCODING: Final = "utf-8-sig"


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table; a cell is quoted where it must be, and nothing in it is altered."""
    with path.open("w", encoding=_ENCODING, newline="") as file:
        _write(file, header, rows)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the bytes that ``write_csv`` writes."""
    text = StringIO(newline="")
    _write(text, header, rows)
    return text.getvalue().encode(_ENCODING)


def _write(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
