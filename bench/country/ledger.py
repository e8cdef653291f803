"""The ledger: every finding that the rules will have, written as it is planted or follows."""

from __future__ import annotations

import csv
from typing import Final, TextIO

from .figures import Mark
from .writing import full

COLUMNS: Final = ("code", "severity", "focus", "planted", "what")
"""``planted`` is ``yes`` of a fault, ``no`` of what is so by design and no fault."""


class Ledger:
    """Counts findings, and writes each to a file if there is one."""

    def __init__(self, file: TextIO | None = None) -> None:
        self.planted = 0
        self.expected = 0
        self._rows = csv.writer(file, lineterminator="\n") if file else None
        self._row(COLUMNS)

    def record(self, focus: str, mark: Mark) -> None:
        """Take a finding down: ``focus`` is a term."""
        self.planted += mark.planted
        self.expected += not mark.planted
        planted = "yes" if mark.planted else "no"
        self._row((mark.code, mark.severity, full(focus), planted, mark.what))

    def _row(self, row: tuple[str, ...]) -> None:
        if self._rows:
            self._rows.writerow(row)
