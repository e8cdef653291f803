"""A table as CSV: RFC 4180, in UTF-8 with a byte order mark.

Common spreadsheets take a CSV without the mark for another encoding, and Vietnamese comes out
garbled.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table; a cell is quoted where it must be, and nothing in it is altered."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)
