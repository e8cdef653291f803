"""The rows of each table (DESIGN section 6, ``export``), before they are put in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from ..checking.findings import named
from ..checking.report import in_order
from ..checking.sides import things_of
from ..checking.table import COLUMNS as FINDING_COLUMNS
from ..checking.table import rows as finding_rows
from ..checking.writing import stored_findings
from ..namespaces import BT, DCTERMS, ELI, FOAF, QUDT, SKOS
from . import cells
from .graph import Cells, Graph, Row

_PROVISIONS: Final = (
    BT.Objective,
    BT.Task,
    BT.Solution,
    BT.Breakthrough,
    BT.Scheme,
    BT.Requirement,
    BT.Undertaking,
)


def targets(graph: Graph) -> Iterator[Row]:
    """Yield a row for each target, quoted or reported."""
    facts = graph.facts
    items = graph.kinds.members(BT.TargetItem)
    for target in graph.members(BT.Target):
        document = graph.document_of(target)
        holder = facts.node(BT.partOf, target)
        indicator = facts.node(BT.indicator, target)
        row: Cells = {
            "target": cells.iri(target),
            **_document_cells(graph, document),
            "area": cells.labels(facts, BT.appliesTo, target),
            "item": cells.iri(holder) if holder and holder in items else "",
            "indicator": cells.iri(indicator) if indicator else "",
            "indicator_vi": cells.label(facts, indicator, "vi") if indicator else "",
            "indicator_en": cells.label(facts, indicator, "en") if indicator else "",
            "field": cells.names(facts, BT.policyField, indicator) if indicator else "",
            "comparator": cells.names(facts, BT.comparator, target),
            "lower": cells.literals(facts, BT.lowerBound, target),
            "upper": cells.literals(facts, BT.upperBound, target),
            "printed": cells.literals(facts, BT.printedValue, target),
            "unit": cells.names(facts, QUDT.hasUnit, target),
            "year": cells.literals(facts, BT.targetYear, target),
            "period_start": cells.literals(facts, BT.periodStart, target),
            "period_end": cells.literals(facts, BT.periodEnd, target),
            "recurrence": cells.names(facts, BT.recurrence, target),
            "baseline_year": cells.literals(facts, BT.baselineYear, target),
            "scope": cells.words(facts, BT.scope, target, "vi"),
            **graph.place_cells(target),
            "witness": graph.witness(target),
            "certainty": graph.certainty(target),
            "address": graph.addresses(target),
        }
        yield Row(row["document"], graph.place(target), target.value, row)


def provisions(graph: Graph) -> Iterator[Row]:
    """Yield a row for all that is to be reached or done in words, and who does it."""
    facts = graph.facts
    for provision in graph.members(*_PROVISIONS):
        document = graph.document_of(provision)
        of_document = _document_cells(graph, document)
        row: Cells = {
            "provision": cells.iri(provision),
            "kind": graph.kind(provision, *_PROVISIONS),
            "document": of_document["document"],
            "number": of_document["number"],
            "issuer": of_document["issuer"] or graph.issuer_cells(provision)["issuer"],
            "ordinal": cells.literals(facts, BT.ordinal, provision),
            "title": cells.words(facts, DCTERMS.title, provision, "vi"),
            "lead_body": cells.labels(facts, BT.leadBody, provision),
            "coordinating_body": cells.labels(facts, BT.coordinatingBody, provision),
            **graph.place_cells(provision),
        }
        yield Row(row["document"], graph.place(provision), provision.value, row)


def documents(graph: Graph) -> Iterator[Row]:
    """Yield a row for each document and each set of documents."""
    facts = graph.facts
    for document in graph.members(BT.PolicyDocument, ELI.ComplexWork):
        issuers = facts.nodes(BT.issuedBy, document)
        row: Cells = {
            "document": cells.iri(document),
            "kind": graph.kind(document, BT.PolicyDocument, ELI.ComplexWork),
            "number": cells.literals(facts, BT.number, document),
            "printed": cells.literals(facts, ELI.id_local, document),
            "title_vi": _title(graph, document, "vi"),
            "title_en": _title(graph, document, "en"),
            **graph.issuer_cells(document),
            "area": cells.joined(
                name
                for issuer in issuers
                for area in graph.facts.governed([issuer])
                if (name := cells.label(facts, area, "vi"))
            ),
            "term": cells.labels(facts, BT.term, document),
            "date": cells.literals(facts, ELI.date_document, document),
            "period_start": cells.literals(facts, BT.periodStart, document),
            "period_end": cells.literals(facts, BT.periodEnd, document),
            "signatory": cells.joined(
                cells.words(facts, FOAF.name, person, "vi")
                for person in facts.nodes(BT.signedBy, document)
            ),
            **graph.place_cells(document),
            "witness": graph.witness(document),
            "address": graph.addresses(document),
        }
        yield Row(row["document"], graph.place(document), document.value, row)


def links(graph: Graph) -> Iterator[Row]:
    """Yield a row for each link between documents, and for each document carried out."""
    facts = graph.facts
    for link in graph.members(BT.DocumentLink):
        for source in facts.nodes(BT.linkFrom, link):
            for relation in facts.nodes(BT.linkType, link):
                for goal in facts.nodes(BT.linkTo, link):
                    yield _link(graph, link, source, relation, goal)
    for undertaking in graph.members(BT.Undertaking):
        for goal in facts.nodes(BT.carriesOut, undertaking):
            yield _link(graph, undertaking, undertaking, BT.carriesOut, goal)


def indicators(graph: Graph) -> Iterator[Row]:
    """Yield a row for each indicator, with how many targets use it."""
    facts = graph.facts
    uses = Counter(
        indicator
        for target in graph.members(BT.Target)
        for indicator in facts.nodes(BT.indicator, target)
    )
    for indicator in graph.members(BT.Indicator):
        row: Cells = {
            "indicator": cells.iri(indicator),
            "label_vi": cells.label(facts, indicator, "vi"),
            "label_en": cells.label(facts, indicator, "en"),
            "field": cells.names(facts, BT.policyField, indicator),
            "direction": cells.names(facts, BT.direction, indicator),
            "additive": cells.literals(facts, BT.additive, indicator),
            "unit": cells.names(facts, QUDT.hasUnit, indicator),
            "share_of": cells.iris(facts, BT.shareOf, indicator),
            "close_to": cells.iris(facts, SKOS.closeMatch, indicator),
            "targets": str(uses[indicator]),
        }
        yield Row("", None, indicator.value, row)


def alignments(graph: Graph) -> Iterator[Row]:
    """Yield a row for each pair up the staircase, and for each target missing below."""
    facts = graph.facts
    for alignment in graph.members(BT.Alignment):
        lower = facts.node(BT.lowerTarget, alignment)
        upper = facts.node(BT.upperTarget, alignment)
        both = [target for target in (lower, upper) if target]
        row: Cells = {
            "alignment": cells.iri(alignment),
            "basis": cells.names(facts, BT.basis, alignment),
            "outcome": cells.names(facts, BT.outcome, alignment),
            "close": cells.literals(facts, BT.close, alignment),
            "reason": cells.names(facts, BT.reason, alignment),
            "indicator": _first(cells.iris(facts, BT.indicator, target) for target in both),
            "year": _first(cells.literals(facts, BT.targetYear, target) for target in both),
            **_side(graph, "lower", lower, facts.node(BT.lowerDocument, alignment)),
            **_side(graph, "upper", upper, None),
            "upper_certainty": graph.certainty(upper) if upper else "",
        }
        place = graph.place(lower) if lower else None
        yield Row(row["lower_document"], place, alignment.value, row)


def declared_counts(graph: Graph) -> Iterator[Row]:
    """Yield a row for each count that a source states."""
    facts = graph.facts
    for count in graph.members(BT.DeclaredCount):
        of_document = _document_cells(graph, graph.document_of(count))
        row: Cells = {
            "document": of_document["document"],
            "number": of_document["number"],
            "counted": cells.literals(facts, BT.countedWords, count),
            "declared": cells.literals(facts, BT.declared, count),
            "modelled": cells.literals(facts, BT.modelled, count),
            "listing": cells.names(facts, BT.listing, count),
            **graph.place_cells(count),
        }
        yield Row(row["document"], graph.place(count), count.value, row)


def findings(graph: Graph) -> Iterator[Row]:
    """Yield a row for each finding that the build has stored, in the order of a report."""
    found = stored_findings(graph.store)
    told = in_order(found, things_of(graph.store, named(found)))
    for number, row in enumerate(finding_rows(told)):
        yield Row("", None, f"{number:09}", dict(zip(FINDING_COLUMNS, row, strict=True)))


ROWS: Final[Mapping[str, Callable[[Graph], Iterator[Row]]]] = MappingProxyType(
    {
        "targets": targets,
        "provisions": provisions,
        "documents": documents,
        "links": links,
        "indicators": indicators,
        "alignments": alignments,
        "declared_counts": declared_counts,
        "findings": findings,
    }
)
"""Where the rows of each table come from, by its name in ``tables.yaml``."""


def _document_cells(graph: Graph, document: NamedNode | None) -> Cells:
    """Return what a row says of the document that it stands in."""
    if document is None:
        return {"document": "", "number": "", "issuer": "", "level": ""}
    return {
        "document": cells.iri(document),
        "number": cells.literals(graph.facts, BT.number, document),
        **graph.issuer_cells(document),
    }


def _title(graph: Graph, document: NamedNode, lang: str) -> str:
    """Return the title of a document, or the label by which it goes where none is known."""
    return cells.words(graph.facts, DCTERMS.title, document, lang) or cells.label(
        graph.facts, document, lang
    )


def _link(
    graph: Graph, witness: NamedNode, source: NamedNode, relation: NamedNode, goal: NamedNode
) -> Row:
    row: Cells = {
        "from": cells.iri(source),
        "from_number": cells.literals(graph.facts, BT.number, source),
        "relation": cells.local(relation),
        "to": cells.iri(goal),
        "to_number": cells.literals(graph.facts, BT.number, goal),
        **graph.place_cells(witness),
    }
    return Row(source.value, graph.place(witness), f"{witness.value} {goal.value}", row)


def _side(graph: Graph, side: str, target: NamedNode | None, document: NamedNode | None) -> Cells:
    """Return what an alignment says of one of its targets, or of the document that lacks it."""
    place = graph.place(target) if target else None
    document = document or (graph.document_of(target) if target else None)
    return {
        f"{side}_target": cells.iri(target) if target else "",
        f"{side}_document": cells.iri(document) if document else "",
        f"{side}_printed": cells.literals(graph.facts, BT.printedValue, target) if target else "",
        f"{side}_quote": place.quote if place else "",
    }


def _first(found: Iterator[str]) -> str:
    return next((value for value in found if value), "")
