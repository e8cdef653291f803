"""Proposals without a reader: what curators wrote of a text, as values that a reader could give."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from bacthang.drafting.proposal import (
    CountProposal,
    DocumentProposal,
    ItemProposal,
    LinkProposal,
    Match,
    Proposal,
    ProvisionProposal,
    Span,
    TargetProposal,
)
from bacthang.facts import Facts
from bacthang.namespaces import BT, DCTERMS, ELI, FOAF, OA, QUDT, RDF, source_graph, source_text
from bacthang.stores import Store

PROVISIONS = ("Objective", "Task", "Solution", "Breakthrough", "Scheme", "Requirement")


class Curated:
    """What the graph says of one text, as a proposal."""

    def __init__(self, store: Store, source: str) -> None:
        self.source = source
        self.facts = Facts(store)
        graph = source_graph(source)
        self.kinds: dict[NamedNode, list[str]] = defaultdict(list)
        for quad in store.quads(None, RDF.type, None, graph):
            if isinstance(quad.object, NamedNode) and quad.object in BT:
                self.kinds[quad.subject].append(BT.local(quad.object))
        self.told = sorted(
            {q.subject for q in store.quads(None, BT.statedIn, None, graph)}, key=str
        )
        (text,) = store.quads(source_text(source), BT.text)
        self.text = text.object.value

    def proposal(self) -> Proposal:
        """Return all of it."""
        inside = {q for thing in self.kinds for q in self.facts.nodes(BT.inDocument, thing)}
        titled = {t for t in self.told if t.value.count("/") == 6 and "/document/" in t.value}
        sets = {t for t in titled if self._is_set(t)}
        documents = sorted((inside | titled) - sets, key=str)
        return Proposal(self.source, self.text, tuple(map(self._document, documents)))

    def _is_set(self, thing: NamedNode) -> bool:
        return ELI.ComplexWork in self.facts.nodes(RDF.type, thing)

    def _document(self, iri: NamedNode) -> DocumentProposal:
        parts = [t for t in self.kinds if iri in self.facts.nodes(BT.inDocument, t)]
        parts.sort(key=lambda part: (self._main(part), part.value))
        provisions = [part for part in parts if set(self.kinds[part]) & {*PROVISIONS}]
        place = self._places(iri)[0] if self._places(iri) else Span(0, 1)
        return DocumentProposal(
            kind="Programme",
            title=self.facts.text(DCTERMS.title, iri, "vi") or "",
            place=place,
            slug=iri.value.rpartition("/")[2],
            known=iri,
            issuer=self.facts.node(BT.issuedBy, iri),
            date=self._literal(ELI.date_document, iri),
            known_since=self._literal(BT.knownSince, iri),
            signatory=self._signatory(iri),
            period=self._period(iri),
            horizons=tuple(self._integers(BT.horizon, iri)),
            contexts=tuple(self._places(iri, context=True)),
            items=tuple(
                ItemProposal(
                    self._main(item),
                    self._literal(BT.printedLabel, item) or "",
                    self._targets(item, parts),
                )
                for item in parts
                if "TargetItem" in self.kinds[item]
            ),
            provisions=tuple(self._provision(one, provisions, parts) for one in provisions),
            counts=tuple(self._count(c) for c in parts if "DeclaredCount" in self.kinds[c]),
            links=tuple(
                self._link(link)
                for link in sorted(self.kinds, key=str)
                if "DocumentLink" in self.kinds[link] and iri in self.facts.nodes(BT.linkFrom, link)
            ),
        )

    def _signatory(self, iri: NamedNode) -> str | None:
        person = self.facts.node(BT.signedBy, iri)
        return self.facts.text(FOAF.name, person, None) if person else None

    def _provision(self, iri: NamedNode, siblings: list[Any], parts: list[Any]) -> Any:
        holder = self.facts.node(BT.partOf, iri)
        return ProvisionProposal(
            kind=next(kind for kind in PROVISIONS if kind in self.kinds[iri]),
            place=self._main(iri),
            label=self._literal(BT.printedLabel, iri) or "",
            title=self.facts.text(DCTERMS.title, iri, "vi") or "",
            parent=siblings.index(holder) if holder in siblings else None,
            period=self._period(iri),
            horizons=tuple(self._integers(BT.horizon, iri)),
            lead_bodies=tuple(self.facts.nodes(BT.leadBody, iri)),
            coordinating_bodies=tuple(self.facts.nodes(BT.coordinatingBody, iri)),
            targets=self._targets(iri, parts),
            contexts=tuple(self._places(iri, context=True)),
        )

    def _targets(self, holder: NamedNode, parts: list[NamedNode]) -> tuple[TargetProposal, ...]:
        own = [
            part
            for part in parts
            if "Target" in self.kinds[part] and holder in self.facts.nodes(BT.partOf, part)
        ]
        return tuple(self._target(one, own) for one in own)

    def _target(self, iri: NamedNode, siblings: list[NamedNode]) -> TargetProposal:
        indicator = self.facts.node(BT.indicator, iri)
        assert indicator
        whole = self.facts.node(BT.within, iri)
        dated = self._integers(BT.targetYear, iri)
        document = self.facts.node(BT.inDocument, iri)
        period = self._period(iri)
        return TargetProposal(
            quote=self._main(iri),
            phrase=self.facts.name(indicator, "vi") or "",
            comparator=self._local(BT.comparator, iri) or "",
            lower=self.facts.decimal(BT.lowerBound, iri),
            upper=self.facts.decimal(BT.upperBound, iri),
            unit=self._local(QUDT.hasUnit, iri),
            printed=self._literal(BT.printedValue, iri) or "",
            year=dated[0] if dated else None,
            before=bool(self.facts.nodes(BT.timing, iri)),
            recurrence=self._local(BT.recurrence, iri),
            period=None if document and period == self._period(document) else period,
            baseline_year=self.facts.integer(BT.baselineYear, iri),
            relative_to=self._local(BT.relativeTo, iri),
            qualified=self.facts.flag(BT.qualified, iri),
            scope=self.facts.text(BT.scope, iri, "vi"),
            within=siblings.index(whole) if whole in siblings else None,
            contexts=tuple(self._places(iri, context=True)),
            match=Match(indicator, 1.0, None, 0.0),
        )

    def _count(self, iri: NamedNode) -> CountProposal:
        return CountProposal(
            place=self._main(iri),
            counted=self._local(BT.countOf, iri) or "",
            declared=self.facts.integer(BT.declared, iri) or 0,
            words=self._literal(BT.countedWords, iri) or "",
            listing=self._local(BT.listing, iri) or "",
        )

    def _link(self, iri: NamedNode) -> LinkProposal:
        return LinkProposal(
            place=self._main(iri),
            relation=self._local(BT.linkType, iri) or "",
            printed="",
            other=self.facts.node(BT.linkTo, iri),
        )

    def _main(self, iri: NamedNode) -> Span:
        return self._places(iri)[0]

    def _places(self, iri: NamedNode, context: bool = False) -> list[Span]:
        found = []
        for place in self.facts.nodes(BT.statedIn, iri):
            if bool(self.facts.nodes(BT.role, place)) != context:
                continue
            source = self.facts.node(OA.hasSource, place)
            if source is None or unquote(source.value.rpartition("/")[2]) != self.source:
                continue
            for selector in self.facts.nodes(OA.hasSelector, place):
                start = self.facts.integer(OA.start, selector)
                end = self.facts.integer(OA.end, selector)
                if start is not None and end is not None:
                    found.append(Span(start, end))
        return sorted(found)

    def _period(self, iri: NamedNode) -> tuple[int, int] | None:
        starts = self._integers(BT.periodStart, iri)
        ends = self._integers(BT.periodEnd, iri)
        return (starts[0], ends[0]) if starts and ends else None

    def _integers(self, predicate: NamedNode, iri: NamedNode) -> list[int]:
        terms = self.facts.values(predicate).get(iri, ())
        return [int(Decimal(term.value)) for term in terms if isinstance(term, Literal)]

    def _literal(self, predicate: NamedNode, iri: NamedNode) -> str | None:
        terms = self.facts.values(predicate).get(iri, ())
        return next((term.value for term in terms if isinstance(term, Literal)), None)

    def _local(self, predicate: NamedNode, iri: NamedNode) -> str | None:
        node = self.facts.node(predicate, iri)
        return node.value.replace("#", "/").rpartition("/")[2] if node else None
