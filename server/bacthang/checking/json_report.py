"""A report as JSON for software: every key is always there, whatever was found.

::

    {
      "version": "0.1.0",
      "conforms": false,
      "counts": {"Violation": 0, "Warning": 1, "Info": 0},
      "rules": [{"code", "title": {"vi", "en"}, "reasons": [{"vi", "en"}], "severities", "shapes",
                 "findings": how many}],
      "findings": [{"iri", "code", "severity", "message": {"vi", "en"}, "focus": thing,
                    "other": thing or null, "path", "value", "shape", "constraint", "component"}],
      "faults": [{"message": {"vi", "en"}, "remedy": {"vi", "en"}}]
    }

where a thing is ``{"iri", "name": {"vi", "en"}, "document", "number", "quotes": [{"text", "source",
"start", "end", "context"}], "reports": [{"address", "certainty": {"vi", "en"} or null}]}``.
``path``, ``value``, ``constraint`` and ``document`` may be null.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from pyoxigraph import Literal, NamedNode

from ..errors import LANGS, BacThangError, Wording
from ..stores.base import Term
from ..version import program_version
from .findings import Finding
from .report import Report
from .sides import Thing


def as_json(report: Report) -> bytes:
    """Return the report as JSON in UTF-8."""
    found = Counter(finding.code for finding in report.findings)
    told = {
        "version": program_version(),
        "conforms": not report.findings,
        "counts": {severity.local: n for severity, n in report.counts.items()},
        "rules": [
            {
                "code": rule.code,
                "title": _both(rule.title),
                "reasons": [_both(reason) for reason in rule.reasons],
                "severities": [severity.local for severity in rule.severities],
                "shapes": [shape.value for shape in rule.shapes],
                "findings": found[rule.code],
            }
            for rule in report.rules.values()
        ],
        "findings": [_finding(finding, report) for finding in report.findings],
        "faults": [_fault(fault) for fault in report.faults],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    result = finding.result
    return {
        "iri": finding.iri.value,
        "code": finding.code,
        "severity": finding.severity.local,
        "message": _both(finding.message),
        "focus": _thing(finding.focus, report),
        "other": None if finding.other is None else _thing(finding.other, report),
        "path": result.path,
        "value": None if result.value is None else _text(result.value),
        "shape": _text(result.shape),
        "constraint": None if result.constraint is None else _text(result.constraint),
        "component": result.component.value,
    }


def _thing(term: Term, report: Report) -> dict[str, Any]:
    thing = report.things.get(term) if isinstance(term, NamedNode) else None
    if thing is None:
        text = _text(term)
        empty: dict[str, Any] = {"document": None, "number": "", "quotes": [], "reports": []}
        return {"iri": text, "name": _both(Wording(text, text)), **empty}
    return {
        "iri": thing.iri.value,
        "name": _both(thing.name),
        "document": thing.document.value if thing.document else None,
        "number": _number(thing, report),
        "quotes": [
            {
                "text": quote.text,
                "source": quote.source,
                "start": quote.start,
                "end": quote.end,
                "context": quote.is_context,
            }
            for quote in thing.quotes
        ],
        "reports": [
            {
                "address": page.address,
                "certainty": _both(page.certainty) if page.certainty else None,
            }
            for page in thing.reports
        ],
    }


def _number(thing: Thing, report: Report) -> str:
    return report.things[thing.document].number if thing.document else thing.number


def _fault(fault: BacThangError) -> dict[str, Any]:
    return {
        "message": {lang: fault.message(lang) for lang in LANGS},
        "remedy": {lang: fault.remedy(lang) for lang in LANGS},
    }


def _both(words: Wording) -> dict[str, str]:
    return words._asdict()


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
