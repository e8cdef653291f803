"""What checks are tried on: a small graph with rules of its own, and bad input.

The small graph is that of ``cases/build/mini``, its rules are ``cases/checking/shapes.ttl``; its
reports stand in ``expected/checking/``, one in each format.

Bad input is ``cases/checking/bad/<what-is-wrong>.ttl``, beginning with a comment that says what is
wrong. ``expected.yaml`` gives what it must meet with: the ``error`` that ends the check with its
line, or the ``faults`` told beside it and the Violations that are found when the file is checked
over the shipped graph, which has none.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import yaml

from bacthang.assets import graph_files
from bacthang.checking.assembly import assembled
from bacthang.checking.html_report import as_html
from bacthang.checking.json_report import as_json
from bacthang.checking.rdf_report import as_jsonld, as_turtle
from bacthang.checking.report import Report
from bacthang.checking.running import Asked, check, check_over
from bacthang.checking.table import as_csv
from bacthang.checking.text import as_plain
from bacthang.checking.writing import report_triples
from bacthang.errors import BacThangError
from bacthang.iris import compact
from bacthang.rules import Severity
from bacthang.stores import Store

HERE: Final = Path(__file__).parent
MINI: Final = HERE / "cases" / "build" / "mini"
SHAPES: Final = HERE / "cases" / "checking" / "shapes.ttl"
BAD: Final = HERE / "cases" / "checking" / "bad"
BAD_EXPECTED: Final = BAD / "expected.yaml"
BAD_FILES: Final = sorted(BAD.glob("*.ttl"))
REPORTS: Final = HERE / "expected" / "checking"

WRITERS: Final[dict[str, Callable[[Report], bytes]]] = {
    "report.vi.txt": lambda report: as_plain(report, "vi").encode(),
    "report.en.txt": lambda report: as_plain(report, "en").encode(),
    "report.csv": lambda report: as_csv(report.findings),
    "report.json": as_json,
    "report.ttl": lambda report: as_turtle(list(report_triples(report.findings))),
    "report.jsonld": lambda report: as_jsonld(list(report_triples(report.findings))),
    "report.html": lambda report: as_html(report, "vi"),
}


def small_report() -> Report:
    """Return what the rules of the small graph find in it."""
    return check(assembled(graph_files(MINI)), Asked([SHAPES]))


def bad_expected() -> dict[str, Any]:
    """Return what each bad file is expected to meet with, by its name."""
    return yaml.safe_load(BAD_EXPECTED.read_text("utf-8"))


def met(store: Store, path: Path, asked: Asked) -> dict[str, Any]:
    """Return what a file meets with when it is checked over a store."""
    try:
        report = check_over(store, [path], asked)
    except BacThangError as error:
        return {"error": told(error)}
    return {
        "faults": [told(fault) for fault in report.faults],
        "violations": sorted(
            f"{finding.code} {compact(finding.focus.value)}"
            for finding in report.findings
            if finding.severity is Severity.VIOLATION
        ),
    }


def told(fault: BacThangError) -> str:
    """Return a fault by its kind and line."""
    return f"{type(fault).__name__}, line {fault.facts['line']}"
