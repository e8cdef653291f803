"""Findings as RDF: a ``sh:ValidationReport`` without blank nodes, and back again.

SHACL 1.0, section 3.6, says what a report holds. Beyond it each result carries its code as
``dcterms:identifier``, so that a query need not look for the rule of its shape.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeGuard

from pyoxigraph import Literal, NamedNode, Triple

from ..canonical import content_hash
from ..errors import NoFindings
from ..namespaces import DCTERMS, FINDINGS_GRAPH, ID, RDF, RDFS, SH
from ..selecting import node, select
from ..shacl import Result, Shapes
from ..stores import Store
from ..stores.base import Term
from .findings import Finding, finding_of
from .paths import path_node, path_triples

_REPORT = ID.iri + "validation/"
_SAID: Final = """
SELECT ?finding ?says ?what WHERE {
  VALUES ?finding { %s }
  GRAPH graph:findings { ?finding ?says ?what }
}
"""
_PATHS: Final = f"""
SELECT DISTINCT ?path ?name WHERE {{
  VALUES ?finding {{ %s }}
  GRAPH graph:findings {{ ?finding {SH.resultPath} ?path . ?path rdfs:label ?name }}
}}
"""
_AT_ONCE: Final = 500
"""How many findings are asked of in one query."""


def shapes_hash(shapes: Shapes) -> str:
    """Return the SHA-256 of the statements of shapes, in whatever order they were read."""
    return content_hash(sorted({str(Triple(*statement)) for statement in shapes.triples}))


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


def stored_findings(store: Store, wanted: Sequence[NamedNode] | None = None) -> list[Finding]:
    """Return the findings that a build has stored, all or those of some IRIs.

    Raises NoFindings when the build did not check.
    """
    if not store.info().shapes_hash:
        raise NoFindings(path=store.url)
    said: defaultdict[Term, defaultdict[NamedNode, list[Term]]]
    said = defaultdict(lambda: defaultdict(list))
    triples = _stored(store) if wanted is None else _stored_of(store, wanted)
    for subject, predicate, term in triples:
        said[subject][predicate].append(term)
    return [
        finding_of(_result(own, said), _text(own[DCTERMS.identifier]))
        for own in said.values()
        if SH.focusNode in own
    ]


def _stored(store: Store) -> Iterator[tuple[Term, NamedNode, Term]]:
    for quad in store.quads(g=FINDINGS_GRAPH):
        yield quad.subject, quad.predicate, quad.object


def _stored_of(store: Store, wanted: Sequence[NamedNode]) -> Iterator[tuple[Term, NamedNode, Term]]:
    """Yield what is said of some findings, and the names of the paths that they speak of."""
    for start in range(0, len(wanted), _AT_ONCE):
        some = " ".join(map(str, wanted[start : start + _AT_ONCE]))
        for row in select(store, _SAID % some):
            yield row["finding"], node(row, "says"), row["what"]
        for row in select(store, _PATHS % some):
            yield row["path"], RDFS.label, row["name"]


def _text(terms: Sequence[Term]) -> str:
    return next((term.value for term in terms if isinstance(term, Literal)), "")


def _is_literal(term: Term) -> TypeGuard[Literal]:
    return isinstance(term, Literal)


def _result(
    own: Mapping[NamedNode, list[Term]], said: Mapping[Term, Mapping[NamedNode, list[Term]]]
) -> Result:
    def one(predicate: NamedNode) -> Any:
        return next(iter(own.get(predicate, ())), None)

    path = one(SH.resultPath)
    label = _text(said[path][RDFS.label]) if path in said else ""
    return Result(
        one(SH.focusNode),
        path and (label or str(path)),
        one(SH.value),
        one(SH.sourceConstraintComponent),
        one(SH.sourceShape),
        one(SH.sourceConstraint),
        one(SH.resultSeverity),
        tuple(sorted(filter(_is_literal, own.get(SH.resultMessage, ())), key=str)),
    )
