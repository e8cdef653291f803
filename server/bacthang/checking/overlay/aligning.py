"""The alignments that a few changed statements change, computed from a slice of the graph.

``alignment`` pairs and judges; this module only finds the slice in which its answer about the
changed targets, and about all that share an indicator with them, is the answer of the whole graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from ...alignment import align
from ...facts import PassingFacts
from ...namespaces import BT, ELI, ORG, RDF, SKOS
from ...reading import by_property
from ...skolem import Statement
from ...stores.base import Term
from .lookups import Lookups, back, out
from .statements import Change, Said

_LINKS = (BT.implements, BT.alignsWith, ELI.based_on)
_UNDER = (ORG.subOrganizationOf, BT.ledBy)


class _Dirty(NamedTuple):
    """What pairs may come out otherwise for: targets and documents."""

    targets: set[NamedNode]
    documents: set[NamedNode]


def changed_alignments(lookups: Lookups, changed: Collection[Statement]) -> Change:
    """Return the statements of alignments that come and go, since ``changed`` came or went."""
    dirty = _dirty(lookups, changed)
    if not dirty.targets and not dirty.documents:
        return Change(set(), set())
    shared = _with_close(lookups, lookups.step(dirty.targets, out(BT.indicator)))
    lower = lookups.step(shared, back(BT.indicator))
    kept = _Scope(lower, dirty)
    drawn = kept.of(
        (quad.subject, quad.predicate, quad.object)
        for quad in align(_slice(lookups, dirty, _with_close(lookups, shared)))
    )
    nodes = (
        lookups.step(lower, back(BT.lowerTarget))
        | lookups.step(dirty.targets, back(BT.upperTarget))
        | lookups.step(dirty.documents, back(BT.lowerDocument))
    )
    before = kept.of(statement for node in nodes for statement in lookups.about(node))
    return Change(drawn - before, before - drawn)


class _Scope:
    """Which alignments the slice is right about."""

    def __init__(self, lower: set[NamedNode], dirty: _Dirty) -> None:
        self._lower = lower
        self._dirty = dirty

    def of(self, statements: Iterable[Statement]) -> set[Statement]:
        """Return the statements of those alignments."""
        nodes: dict[object, dict[NamedNode, Term]] = {}
        for subject, predicate, term in statements:
            nodes.setdefault(subject, {})[predicate] = term
        return {
            (node, predicate, term)
            for node, said in nodes.items()
            if isinstance(node, NamedNode) and self._covers(said)
            for predicate, term in said.items()
        }

    def _covers(self, said: dict[NamedNode, Term]) -> bool:
        if BT.lowerTarget in said:
            return said[BT.lowerTarget] in self._lower
        return (
            said.get(BT.upperTarget) in self._dirty.targets
            or said.get(BT.lowerDocument) in self._dirty.documents
        )


def _dirty(lookups: Lookups, changed: Collection[Statement]) -> _Dirty:
    """Return the targets and documents of which something that pairing reads has changed."""
    said = Said(changed)
    bodies = lookups.closure(said.subjects(BT.level, BT.governs, *_UNDER), back(*_UNDER))
    areas = lookups.closure(said.subjects(BT.locatedIn), back(BT.locatedIn))
    bodies |= lookups.closure(lookups.step(areas, back(BT.governs)), back(*_UNDER))
    indicators = said.subjects(SKOS.closeMatch, BT.direction, BT.additive)
    indicators |= said.objects(SKOS.closeMatch)
    documents = (
        lookups.closure(said.subjects(*_LINKS), back(*_LINKS))
        | lookups.step(bodies, back(BT.issuedBy))
        | said.subjects(BT.issuedBy)
        | {s for s in said.subjects(RDF.type) if lookups.holds((s, RDF.type, BT.PolicyDocument))}
    )
    targets = (
        {s for s in said.subjects() if lookups.step((s,), out(BT.indicator))}
        | lookups.step(indicators, back(BT.indicator))
        | lookups.step(areas, back(BT.appliesTo))
        | lookups.step(said.subjects(BT.certainty), back(BT.reportedIn))
        | lookups.step(documents, back(BT.inDocument))
    )
    return _Dirty(targets, documents | lookups.step(targets, out(BT.inDocument)))


def _with_close(lookups: Lookups, indicators: set[NamedNode]) -> set[NamedNode]:
    return indicators | lookups.step(indicators, out(SKOS.closeMatch))


def _slice(lookups: Lookups, dirty: _Dirty, indicators: set[NamedNode]) -> PassingFacts:
    """Return what pairing reads: the targets that can meet the dirty ones, and all around them."""
    neighbours = dirty.documents | lookups.step(dirty.documents, (*out(BT.implements),))
    neighbours |= lookups.step(lookups.step(dirty.targets, out(BT.inDocument)), back(BT.implements))
    targets = lookups.step(indicators, back(BT.indicator)) | {
        part
        for part in lookups.step(neighbours, back(BT.inDocument))
        if lookups.step((part,), out(BT.indicator))
    }
    documents = neighbours | lookups.step(targets, out(BT.inDocument))
    documents = lookups.closure(documents, out(*_LINKS))
    bodies = lookups.closure(lookups.step(documents, out(BT.issuedBy)), out(*_UNDER))
    areas = lookups.step(targets, out(BT.appliesTo)) | lookups.step(bodies, out(BT.governs))
    things = (
        *(targets, documents, bodies, lookups.closure(areas, out(BT.locatedIn))),
        *(indicators | lookups.step(targets, out(BT.indicator)),),
        *(lookups.step(bodies, out(BT.level)), lookups.step(targets, out(BT.reportedIn))),
    )
    facts = PassingFacts()
    for thing in set().union(*things):
        facts.take(by_property(lookups.about(thing)))
    return facts
