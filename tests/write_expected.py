"""Write the expected answers of all questions again: ``make expected``.

Read the difference before you commit it: each changed row is a changed answer.
"""

from __future__ import annotations

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.stores import MEMORY
from question_cases import EXPECTED, cases

if __name__ == "__main__":
    store = build(graph_files(), MEMORY).store
    kept = set()
    for case in cases():
        case.table.write_text(case.answer(store), encoding="utf-8", newline="\n")
        kept.add(case.table)
    for path in EXPECTED.glob("*.csv"):
        if path not in kept:
            path.unlink()
