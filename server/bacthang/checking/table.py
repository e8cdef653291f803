"""Findings as the table ``findings.csv`` (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode

from ..csvfile import csv_bytes
from ..stores.base import Term
from .findings import Finding

COLUMNS: Final = ("code", "severity", "focus", "other", "message_vi", "message_en")


def rows(findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each finding, in the order given."""
    for finding in findings:
        yield (
            finding.code,
            finding.severity.local,
            _text(finding.focus),
            _text(finding.other),
            finding.message.vi,
            finding.message.en,
        )


def as_csv(findings: Iterable[Finding]) -> bytes:
    """Return the table as CSV, as ``export`` writes it."""
    return csv_bytes(COLUMNS, rows(findings))


def _text(term: Term | None) -> str:
    """Return an IRI in full; of a focus that is none, what it says; nothing of nothing."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode) else str(term)
