"""Write the expected answers and tables of the shipped graph again: ``make expected``.

Read the difference before you commit it: each changed row is a changed answer.
"""

from __future__ import annotations

import yaml

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.checking.running import Asked
from bacthang.rules import shape_files
from bacthang.stores import MEMORY
from checking_cases import BAD_EXPECTED, BAD_FILES, REPORTS, WRITERS, met, small_report
from question_cases import EXPECTED, cases
from shipped_tables import EXPECTED as TABLES
from shipped_tables import tables

if __name__ == "__main__":
    store = build(graph_files(), MEMORY).store
    kept = set()
    for case in cases():
        case.table.write_text(case.answer(store), encoding="utf-8", newline="\n")
        kept.add(case.table)
    for path in EXPECTED.glob("*.csv"):
        if path not in kept:
            path.unlink()
    TABLES.mkdir(exist_ok=True)
    for name, text in tables(store).items():
        (TABLES / name).write_text(text, encoding="utf-8", newline="\n")
    REPORTS.mkdir(exist_ok=True)
    report = small_report()
    for name, write in WRITERS.items():
        (REPORTS / name).write_bytes(write(report))
    asked = Asked(shape_files())
    bad = {path.stem: met(store, path, asked) for path in BAD_FILES}
    BAD_EXPECTED.write_text(yaml.safe_dump(bad, width=120), encoding="utf-8", newline="\n")
