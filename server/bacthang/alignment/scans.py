"""The staircase, read from a store in one plain scan a property.

Joins happen here and in ``pairing.py``, by hashing: the same join on indicator, year and area asked
of a SPARQL engine costs fifty times more, and plain scans are the same over any store.

A property that should have one value and has two is read as if it had none: which of the two is
meant only a person can say, and the shapes ask for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from ..governing import governed
from ..intervals import Commitment, Comparator, Direction
from ..namespaces import BT, ELI, ORG, QUDT, RDF, SKOS
from ..stores.base import Store, Term
from .staircase import Certainty, Document, Recurrence, Staircase, Target, Time

Nodes = dict[NamedNode, set[NamedNode]]
Value = TypeVar("Value")
Member = TypeVar("Member", bound=StrEnum)


def read(store: Store) -> Staircase:
    """Return what ``store`` says of targets, documents, areas and indicators.

    The store holds the inferences already: plain links between documents, ``bt:inDocument``,
    ``bt:appliesTo``, effective periods, close matches both ways.
    """
    documents = {document.iri: document for document in _documents(store)}
    implements = _nodes(store, BT.implements)
    return Staircase(
        targets=list(_targets(store, documents)),
        documents=documents,
        located_in=_nodes(store, BT.locatedIn),
        supports=_merged(implements, _nodes(store, BT.alignsWith), _nodes(store, ELI.based_on)),
        implementers=_reversed(implements, _instances(store, BT.PolicyDocument)),
        close=_nodes(store, SKOS.closeMatch),
        directions=_single(store, BT.direction, _member(Direction)),
        told=_told(store),
        additive=_said_true(store, BT.additive),
    )


def _targets(store: Store, documents: Mapping[NamedNode, Document]) -> Iterator[Target]:
    """Yield the targets that can meet another: with indicator, area, time and a level."""
    in_document = _single(store, BT.inDocument, _node)
    areas = _nodes(store, BT.appliesTo)
    times = _times(store)
    commitment = _commitments(store)
    certainty = _certainties(store)
    for target, indicator in _single(store, BT.indicator, _node).items():
        if target in in_document and target in areas and target in times:
            document = documents.get(in_document[target])
            if document:
                yield Target(
                    target,
                    document,
                    indicator,
                    frozenset(areas[target]),
                    times[target],
                    commitment(target),
                    certainty(target),
                )


def _told(store: Store) -> set[NamedNode]:
    """Return the documents of which some target is known."""
    in_document = _single(store, BT.inDocument, _node)
    targets = _nodes(store, BT.indicator)
    return {in_document[target] for target in targets if target in in_document}


def _said_true(store: Store, predicate: NamedNode) -> set[NamedNode]:
    subjects = (quad.subject for quad in store.quads(p=predicate, o=Literal(True)))
    return {subject for subject in subjects if isinstance(subject, NamedNode)}


def _times(store: Store) -> dict[NamedNode, Time]:
    """Return the time of each target that has one.

    A span counts when both ends are known; of one with a single known end, a figure for every year
    holds at least in that year. Without a recurrence only a year dates a target.
    """
    years = _single(store, BT.targetYear, _integer)
    starts = _single(store, BT.periodStart, _integer)
    ends = _single(store, BT.periodEnd, _integer)
    recurrences = _single(store, BT.recurrence, _member(Recurrence))
    times = {
        target: Time(Recurrence.BY_YEAR, year, year)
        for target, year in years.items()
        if recurrences.get(target, Recurrence.BY_YEAR) is Recurrence.BY_YEAR
    }
    for target, recurrence in recurrences.items():
        if recurrence is not Recurrence.BY_YEAR:
            known = [bound[target] for bound in (starts, ends) if target in bound]
            if len(known) == 2 or (known and recurrence is Recurrence.EVERY_YEAR):
                times[target] = Time(recurrence, known[0], known[-1])
            elif target in years:
                times[target] = Time(recurrence, years[target], years[target])
    return times


def _commitments(store: Store) -> Callable[[NamedNode], Commitment]:
    comparators = _single(store, BT.comparator, _member(Comparator))
    lowers = _single(store, BT.lowerBound, _decimal)
    uppers = _single(store, BT.upperBound, _decimal)
    relations = _single(store, BT.relativeTo, _node)
    units = _single(store, QUDT.hasUnit, _node)
    baselines = _single(store, BT.baselineYear, _integer)
    return lambda target: Commitment(
        comparators.get(target),
        lowers.get(target),
        uppers.get(target),
        relations.get(target),
        units.get(target),
        baselines.get(target),
    )


def _certainties(store: Store) -> Callable[[NamedNode], Certainty]:
    """Return how sure a target is: quoted, or by the best of its reports.

    A target with no witness at all is for the shapes to refuse, not for us to hide.
    """
    grades = {BT.adopted: Certainty.ADOPTED, BT.draft: Certainty.DRAFT, BT.press: Certainty.PRESS}
    certainties = {
        report: grades[grade]
        for report, grade in _single(store, BT.certainty, _node).items()
        if grade in grades
    }
    quoted = {quad.subject for quad in store.quads(p=BT.statedIn)}
    reports = _nodes(store, BT.reportedIn)

    def certainty(target: NamedNode) -> Certainty:
        if target in quoted or target not in reports:
            return Certainty.ADOPTED
        return max(certainties.get(report, Certainty.PRESS) for report in reports[target])

    return certainty


def _documents(store: Store) -> Iterator[Document]:
    """Yield the documents, and sets of documents, whose issuer has a level.

    Of joint issuers the highest counts.
    """
    issuers = _nodes(store, BT.issuedBy)
    levels = _single(store, BT.level, _node)
    ranks = _single(store, BT.rank, _integer)
    areas = _nodes(store, BT.governs)
    above = _merged(_nodes(store, ORG.subOrganizationOf), _nodes(store, BT.ledBy))
    for document in _instances(store, BT.PolicyDocument) | _instances(store, ELI.ComplexWork):
        bodies = issuers.get(document, set())
        rank = min((ranks[levels[b]] for b in bodies if levels.get(b) in ranks), default=None)
        if rank is not None:
            spoken_for = governed(bodies, lambda b: areas.get(b, ()), lambda b: above.get(b, ()))
            yield Document(document, rank, frozenset(spoken_for))


def _instances(store: Store, type_: NamedNode) -> set[NamedNode]:
    subjects = (quad.subject for quad in store.quads(p=RDF.type, o=type_))
    return {subject for subject in subjects if isinstance(subject, NamedNode)}


def _nodes(store: Store, predicate: NamedNode) -> Nodes:
    """Return every IRI that each subject points at."""
    found: Nodes = defaultdict(set)
    for subject, _, value, _ in store.quads(p=predicate):
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            found[subject].add(value)
    return dict(found)


def _single(
    store: Store, predicate: NamedNode, read_value: Callable[[Term], Value | None]
) -> dict[NamedNode, Value]:
    """Return the one readable value of each subject that has just one."""
    found: dict[NamedNode, Term] = {}
    doubtful: set[NamedNode] = set()
    for subject, _, value, _ in store.quads(p=predicate):
        if isinstance(subject, NamedNode) and found.setdefault(subject, value) != value:
            doubtful.add(subject)
    read_values = ((subject, read_value(term)) for subject, term in found.items())
    return {s: value for s, value in read_values if value is not None and s not in doubtful}


def _node(term: Term) -> NamedNode | None:
    return term if isinstance(term, NamedNode) else None


def _decimal(term: Term) -> Decimal | None:
    try:
        value = Decimal(term.value) if isinstance(term, Literal) else None
    except ArithmeticError:
        return None
    return value if value is not None and value.is_finite() else None


def _integer(term: Term) -> int | None:
    """Read a year or a rank; one of five digits is a slip, and its span would be endless."""
    try:
        value = int(term.value) if isinstance(term, Literal) else None
    except ValueError:
        return None
    return value if value is not None and 0 < value <= 9999 else None


def _member(kind: type[Member]) -> Callable[[Term], Member | None]:
    """Return a reader of the controlled values of ``kind``."""
    members = {BT[member.value]: member for member in kind}
    return lambda term: members.get(term) if isinstance(term, NamedNode) else None


def _merged(*links: Nodes) -> Nodes:
    together: Nodes = defaultdict(set)
    for some in links:
        for start, ends in some.items():
            together[start] |= ends
    return dict(together)


def _reversed(links: Nodes, starts: set[NamedNode]) -> Nodes:
    """Return where each of the links from ``starts`` comes from."""
    back: Nodes = defaultdict(set)
    for start in links.keys() & starts:
        for end in links[start]:
            back[end].add(start)
    return dict(back)
