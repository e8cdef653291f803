"""The inferences that a few new statements change, drawn from a slice of the graph.

``inference`` says what follows; this module only says of what it can follow. First the things of
which something else may follow now, then all that inferences read of those; both by lookups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from ...errors import Tell
from ...facts import Kinds, PassingFacts
from ...inference import infer
from ...inference.structure import modelled_counts
from ...namespaces import BT, ELI, ID, OA, ORG, QUDT, RDF, RDFS, SKOS
from ...reading import by_property
from ...skolem import Place, Statement
from .lookups import Lookups, back, out
from .statements import Change, Said

_LINKS = (BT.implements, BT.alignsWith, ELI.based_on)
_UNDER = (ORG.subOrganizationOf, BT.ledBy)
_NAMES = (RDFS.label, SKOS.prefLabel)

_OF_PARTS = (BT.partOf, RDF.type, BT.issuedBy, BT.periodStart, BT.periodEnd, *_NAMES)
"""Properties of a thing on which inferences about its parts hang."""
_OF_BODIES = (RDF.type, BT.governs, *_UNDER)
"""Properties of a body on which inferences about the bodies under it and their documents do."""
_OF_USERS = (*_NAMES, BT.direction)
"""Properties of an indicator or unit on which inferences about its targets do."""
_OF_COUNTS = (BT.partOf, ELI.has_member, RDF.type, BT.leadBody, BT.countOf, BT.ofBody)
"""Properties of anything counted, on which declared counts do."""

_READ_WITH = (
    *out(BT.partOf, BT.issuedBy, *_UNDER, BT.governs, BT.locatedIn),
    *out(BT.indicator, QUDT.hasUnit, SKOS.closeMatch, BT.conflictsWith, BT.reportedIn),
    *(*back(BT.linkFrom), *out(BT.linkTo, *_LINKS)),
)
"""How to come from a thing to all that inferences about it read."""


def changed_inferences(
    lookups: Lookups,
    new: Collection[Statement],
    places: Iterable[Place],
    tell: Tell,
) -> Change:
    """Return what follows, and no longer follows, since ``new`` is in the store.

    ``places`` are those of the new statements. Tells what ``infer`` tells, of the slice.
    """
    touched = _touched(lookups, new)
    counts = _counts(lookups, new) | {thing for thing in touched if _is_count(lookups, thing)}
    told = set(new)
    drawn = {
        statement
        for statement in infer(
            _facts(lookups, touched, told), [*places, *_places(lookups, touched)], (), tell
        )
        if statement[0] in touched and statement[1] != BT.modelled
    }
    drawn |= set(_counted(lookups, counts, told))
    before = {
        statement
        for thing in touched | counts
        for statement in lookups.inferred(thing)
        if thing in touched or statement[1] == BT.modelled
    }
    return Change(drawn - before, before - drawn)


def _touched(lookups: Lookups, new: Collection[Statement]) -> set[NamedNode]:
    """Return the things of which something else may follow."""
    said = Said(new)
    areas = lookups.closure(said.subjects(BT.locatedIn), back(BT.locatedIn))
    bodies = lookups.closure(
        said.subjects(*_OF_BODIES) | lookups.step(areas, back(BT.governs)), back(*_UNDER)
    )
    links = said.subjects(BT.linkFrom, BT.linkType, BT.linkTo)
    lower = lookups.step(links, out(BT.linkFrom)) | said.subjects(*_LINKS)
    whole = said.subjects(*_OF_PARTS) | lookups.step(bodies, back(BT.issuedBy))
    told = (
        *(said.subjects(), lookups.closure(whole, back(BT.partOf))),
        lookups.step(said.subjects(BT.certainty), back(BT.reportedIn)),
    )
    beside = _set_beside(lookups, set().union(*told))
    things = (
        *(*told, beside, said.objects(SKOS.closeMatch), bodies),
        lookups.closure(lower, back(*_LINKS)),
        lookups.step(said.subjects(*_OF_USERS), back(BT.indicator, QUDT.hasUnit)),
    )
    return set().union(*things)


def _set_beside(lookups: Lookups, things: set[NamedNode]) -> set[NamedNode]:
    """Return the targets that those among things are set beside, and that are set beside them."""
    series = _series(lookups, things)
    return series | _series(lookups, lookups.step(series, back(BT.conflictsWith)))


def _series(lookups: Lookups, things: set[NamedNode]) -> set[NamedNode]:
    """Return the targets of one document and indicator with one among things."""
    indicators = {t: found for t in things if (found := lookups.step((t,), out(BT.indicator)))}
    wholes = lookups.closure(indicators, out(BT.partOf))
    parts = lookups.closure(wholes, back(BT.partOf))
    shared = set().union(*indicators.values())
    return {part for part in parts if lookups.step((part,), out(BT.indicator)) & shared}


def _counts(lookups: Lookups, new: Collection[Statement]) -> set[NamedNode]:
    """Return the declared counts of which the counted may be more now."""
    said = Said(new)
    parts = said.subjects(*_OF_COUNTS) | said.objects(ELI.has_member)
    above = lookups.closure(parts, (*out(BT.partOf), *back(ELI.has_member)))
    counts = {part for part in lookups.step(above, back(BT.partOf)) if _is_count(lookups, part)}
    return counts | {part for part in parts if _is_count(lookups, part)}


def _is_count(lookups: Lookups, thing: NamedNode) -> bool:
    return lookups.holds((thing, RDF.type, BT.DeclaredCount))


def _facts(lookups: Lookups, touched: set[NamedNode], new: set[Statement]) -> PassingFacts:
    """Return what inferences about ``touched`` read."""
    return _sliced(lookups, lookups.closure(touched, _READ_WITH), new)


def _counted(lookups: Lookups, counts: set[NamedNode], new: set[Statement]) -> Iterator[Statement]:
    """Yield ``bt:modelled`` of counts, from all that is below what they count in."""
    wholes = lookups.step(counts, out(BT.partOf))
    below = lookups.closure(wholes, (*back(BT.partOf), *out(ELI.has_member)))
    facts = _sliced(lookups, counts | below, new)
    for statement in modelled_counts(facts, Kinds(facts)):
        if statement[0] in counts:
            yield statement


def _sliced(lookups: Lookups, things: set[NamedNode], new: set[Statement]) -> PassingFacts:
    """Return the authored statements about things, and the classes of the ontology."""
    facts = PassingFacts()
    facts.take({RDFS.subClassOf: lookups.pairs(RDFS.subClassOf)})
    for thing in things:
        facts.take(by_property(set(lookups.about(thing)) - (lookups.inferred(thing) - new)))
    return facts


def _places(lookups: Lookups, things: set[NamedNode]) -> Iterator[Place]:
    """Yield the places that the store holds of things and of the unnamed nodes below them."""
    for thing in things:
        nodes, ahead = {thing}, {thing}
        while ahead:
            below = {o for node in ahead for _, _, o in lookups.about(node) if _is_unnamed(o)}
            ahead = {o for o in below if isinstance(o, NamedNode)} - nodes
            nodes |= ahead
        for place in lookups.step(nodes, out(BT.statedIn)):
            yield from _place(lookups, thing, place)


def _is_unnamed(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(ID.iri + "node/")


def _place(lookups: Lookups, about: NamedNode, place: NamedNode) -> Iterator[Place]:
    selectors = lookups.step((place,), out(OA.hasSelector))
    said = {p: o for node in (place, *selectors) for _, p, o in lookups.about(node)}
    match said.get(OA.hasSource), said.get(OA.exact), said.get(OA.start), said.get(OA.end):
        case NamedNode() as source, Literal() as quote, Literal() as start, Literal() as end:
            at = int(start.value), int(end.value)
            yield Place(about.value, BT.role not in said, source.value, *at, quote.value)
