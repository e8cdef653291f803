"""What follows from how documents, provisions, bodies and areas hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode

from ..errors import CircularParts, Tell
from ..facts import Facts, Kinds
from ..namespaces import BASE, BT, ELI, RDF, RDFS, SKOS, XSD
from ..skolem import Statement
from ..stores.base import Subject

Parts = dict[Subject, set[NamedNode]]

_REFERRING = frozenset(
    (BT.implements, BT.alignsWith, ELI.based_on, ELI.amends, ELI.repeals, ELI.cites)
)


def plain_links(facts: Facts) -> Iterator[Statement]:
    """Yield each ``bt:DocumentLink`` as the plain triple it stands for, and as a reference."""
    told: set[Statement] = set()
    for link in facts.values(BT.linkFrom):
        for lower in facts.nodes(BT.linkFrom, link):
            for relation in facts.nodes(BT.linkType, link):
                for upper in facts.nodes(BT.linkTo, link):
                    told.add((lower, relation, upper))
                    if relation in _REFERRING:
                        told.add((lower, ELI.refers_to, upper))
    yield from told


def supertypes(kinds: Kinds) -> Iterator[Statement]:
    """Yield the superclasses within ``bt:``; of documents also eli:Work, of provisions never."""
    for subject, implied in kinds.implied.items():
        for kind in implied:
            yield subject, RDF.type, kind
    for document in kinds.members(BT.PolicyDocument):
        yield document, RDF.type, ELI.Work


def close_matches(facts: Facts) -> Iterator[Statement]:
    """Yield skos:closeMatch the other way round, among things of ours."""
    said = facts.values(SKOS.closeMatch)
    for subject, terms in said.items():
        for term in terms:
            if (
                isinstance(term, NamedNode)
                and term.value.startswith(BASE)
                and subject not in said.get(term, ())
            ):
                yield term, SKOS.closeMatch, subject


def concept_labels(facts: Facts) -> Iterator[Statement]:
    """Yield rdfs:label for each skos:prefLabel, its subproperty: all things are named by one."""
    said = facts.values(RDFS.label)
    for subject, name in facts.pairs(SKOS.prefLabel):
        if name not in said.get(subject, ()):
            yield subject, RDFS.label, name


def documents_above(facts: Facts, kinds: Kinds, tell: Tell) -> Parts:
    """Return the documents, or sets of documents, at the top of each thing's ``bt:partOf`` chain.

    Tells of the first thing whose chain runs in a circle, CircularParts.
    """
    documents = kinds.members(BT.PolicyDocument, ELI.ComplexWork)
    above: Parts = {}
    circular: list[CircularParts] = []
    for part in facts.values(BT.partOf):
        tops = _tops(part, facts)
        if tops is None:
            circular.append(CircularParts(node=part))
        elif found := tops & documents:
            above[part] = found
    tell(circular[:1])
    return above


def _tops(part: Subject, facts: Facts) -> set[NamedNode] | None:
    """Return what the chain above a part ends in; None of a chain that runs in a circle."""
    tops: set[NamedNode] = set()
    seen: set[Subject] = set()
    queue: list[Subject] = [part]
    while queue:
        for upper in facts.nodes(BT.partOf, queue.pop()):
            if upper not in facts.values(BT.partOf):
                tops.add(upper)
            elif upper not in seen:
                seen.add(upper)
                queue.append(upper)
    return None if not tops or part in seen else tops


def in_document(documents: Parts) -> Iterator[Statement]:
    """Yield ``bt:inDocument``."""
    for part, found in documents.items():
        for document in found:
            yield part, BT.inDocument, document


def applies_to(facts: Facts, targets: Iterable[Subject], documents: Parts) -> Iterator[Statement]:
    """Yield the area of each target that names none: the one its document's issuer governs.

    A body that governs no area counts as the nearest body above it that does.
    """
    areas: dict[NamedNode, list[NamedNode]] = {}
    for target in targets:
        if target not in facts.values(BT.appliesTo):
            for document in documents.get(target, ()):
                if document not in areas:
                    areas[document] = sorted(
                        facts.governed(facts.nodes(BT.issuedBy, document)), key=str
                    )
                for area in areas[document]:
                    yield target, BT.appliesTo, area


def effective_periods(
    facts: Facts, targets: Iterable[Subject], documents: Parts
) -> Iterator[Statement]:
    """Yield the document's period for each target that has neither a year nor a period."""
    starts, ends = facts.values(BT.periodStart), facts.values(BT.periodEnd)
    dated = (facts.values(BT.targetYear), starts, ends)
    for target in targets:
        if not any(target in known for known in dated):
            for document in documents.get(target, ()):
                for start in starts.get(document, ()):
                    yield target, BT.periodStart, start
                for end in ends.get(document, ()):
                    yield target, BT.periodEnd, end


def modelled_counts(facts: Facts, kinds: Kinds) -> Iterator[Statement]:
    """Yield how many things of the class that a source counts the graph holds, as ``bt:modelled``.

    They are counted at any depth below what the count is part of, but not within one another: a
    task inside a task is not one more. Of a set of documents, its members count too, with what is
    in them; with ``bt:ofBody`` only what that body leads.
    """
    below: defaultdict[Subject, set[Subject]] = defaultdict(set)
    for relation, upward in ((BT.partOf, True), (ELI.has_member, False)):
        for subject, term in facts.pairs(relation):
            if isinstance(term, NamedNode):
                whole, part = (term, subject) if upward else (subject, term)
                below[whole].add(part)
    members = cache(lambda classes: kinds.members(*classes))
    for count in kinds.members(BT.DeclaredCount):
        counted = members(tuple(facts.nodes(BT.countOf, count)))
        held: set[Subject] = set()
        passed: set[Subject] = set()
        queue: list[Subject] = [*facts.nodes(BT.partOf, count)]
        while queue:
            parts = below.get(queue.pop(), set()) - passed
            passed |= parts
            held |= parts & counted
            queue += parts - counted
        if bodies := set(facts.nodes(BT.ofBody, count)):
            held = {part for part in held if bodies & set(facts.nodes(BT.leadBody, part))}
        yield count, BT.modelled, Literal(str(len(held)), datatype=XSD.integer)
