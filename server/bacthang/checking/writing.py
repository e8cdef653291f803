"""Findings as RDF: a ``sh:ValidationReport`` without blank nodes, and back again.

SHACL 1.0, section 3.6, says what a report holds. Beyond it each result carries its code as
``dcterms:identifier``, so that a query need not look for the rule of its shape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from ..namespaces import DCTERMS, ID, RDF, SH
from ..stores.base import Term
from .findings import Finding
from .paths import path_node, path_triples

_REPORT = ID.iri + "validation/"


def report_triples(findings: Sequence[Finding]) -> Iterator[Triple]:
    """Yield the report with its results."""
    digest = hashlib.sha256("\n".join(sorted(f.iri.value for f in findings)).encode()).hexdigest()
    report = NamedNode(_REPORT + digest[:20])
    yield Triple(report, RDF.type, SH.ValidationReport)
    yield Triple(report, SH.conforms, Literal(not findings))
    for finding in findings:
        yield Triple(report, SH.result, finding.iri)
    for finding in findings:
        for predicate, term in _said(finding):
            yield Triple(finding.iri, predicate, term)
    for path in sorted({f.result.path for f in findings if f.result.path}):
        yield from path_triples(path)


def _said(finding: Finding) -> Iterator[tuple[NamedNode, Term]]:
    result = finding.result
    yield RDF.type, SH.ValidationResult
    yield DCTERMS.identifier, Literal(finding.code)
    yield SH.focusNode, result.focus
    yield SH.resultSeverity, result.severity
    yield SH.sourceShape, result.shape
    yield SH.sourceConstraintComponent, result.component
    if result.constraint is not None:
        yield SH.sourceConstraint, result.constraint
    if result.value is not None:
        yield SH.value, result.value
    if result.path is not None:
        yield SH.resultPath, path_node(result.path)
    for message in result.messages:
        yield SH.resultMessage, message
