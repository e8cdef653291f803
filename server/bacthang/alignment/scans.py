"""The staircase, read from statements one property at a time.

Joins happen here and in ``pairing.py``, by hashing: the same join on indicator, year and area asked
of a SPARQL engine costs fifty times more.

A property that should have one value and has two is read as if it had none: which of the two is
meant only a person can say, and the shapes ask for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode

from ..facts import Facts
from ..governing import governed
from ..intervals import Commitment, Comparator, Direction
from ..namespaces import BT, ELI, ORG, QUDT, RDF, SKOS
from ..stores.base import Term
from .staircase import Certainty, Document, Recurrence, Staircase, Target, Time

Nodes = dict[NamedNode, Set[NamedNode]]
Value = TypeVar("Value")
Member = TypeVar("Member", bound=StrEnum)

_TRUE: Final = Literal(True)


def read(facts: Facts) -> Staircase:
    """Return what ``facts`` say of targets, documents, areas and indicators.

    The inferences are among them already: plain links between documents, ``bt:inDocument``,
    ``bt:appliesTo``, effective periods, close matches both ways.
    """
    documents = {document.iri: document for document in _documents(facts)}
    implements = _nodes(facts, BT.implements)
    return Staircase(
        targets=list(_targets(facts, documents)),
        documents=documents,
        located_in=_nodes(facts, BT.locatedIn),
        supports=_merged(implements, _nodes(facts, BT.alignsWith), _nodes(facts, ELI.based_on)),
        implementers=_reversed(implements, _instances(facts, BT.PolicyDocument)),
        close=_nodes(facts, SKOS.closeMatch),
        directions=_single(facts, BT.direction, _member(Direction)),
        told=_told(facts),
        additive=_said_true(facts, BT.additive),
    )


def _targets(facts: Facts, documents: Mapping[NamedNode, Document]) -> Iterator[Target]:
    """Yield the targets that can meet another: with indicator, area, time and a level."""
    in_document = _single(facts, BT.inDocument, _node)
    areas = _nodes(facts, BT.appliesTo)
    times = _times(facts)
    commitment = _commitments(facts)
    certainty = _certainties(facts)
    for target, indicator in _single(facts, BT.indicator, _node).items():
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


def _told(facts: Facts) -> set[NamedNode]:
    """Return the documents of which some target is known."""
    in_document = _single(facts, BT.inDocument, _node)
    targets = _nodes(facts, BT.indicator)
    return {in_document[target] for target in targets if target in in_document}


def _said_true(facts: Facts, predicate: NamedNode) -> set[NamedNode]:
    return {s for s, o in facts.pairs(predicate) if o == _TRUE and isinstance(s, NamedNode)}


def _times(facts: Facts) -> dict[NamedNode, Time]:
    """Return the time of each target that has one.

    A span counts when both ends are known; of one with a single known end, a figure for every year
    holds at least in that year. Without a recurrence only a year dates a target.
    """
    years = _single(facts, BT.targetYear, _integer)
    starts = _single(facts, BT.periodStart, _integer)
    ends = _single(facts, BT.periodEnd, _integer)
    recurrences = _single(facts, BT.recurrence, _member(Recurrence))
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


def _commitments(facts: Facts) -> Callable[[NamedNode], Commitment]:
    comparators = _single(facts, BT.comparator, _member(Comparator))
    lowers = _single(facts, BT.lowerBound, _decimal)
    uppers = _single(facts, BT.upperBound, _decimal)
    relations = _single(facts, BT.relativeTo, _node)
    units = _single(facts, QUDT.hasUnit, _node)
    baselines = _single(facts, BT.baselineYear, _integer)
    return lambda target: Commitment(
        comparators.get(target),
        lowers.get(target),
        uppers.get(target),
        relations.get(target),
        units.get(target),
        baselines.get(target),
    )


def _certainties(facts: Facts) -> Callable[[NamedNode], Certainty]:
    """Return how sure a target is: quoted, or by the best of its reports.

    A target with no witness at all is for the shapes to refuse, not for us to hide.
    """
    grades = {BT.adopted: Certainty.ADOPTED, BT.draft: Certainty.DRAFT, BT.press: Certainty.PRESS}
    certainties = {
        report: grades[grade]
        for report, grade in _single(facts, BT.certainty, _node).items()
        if grade in grades
    }
    quoted = facts.values(BT.statedIn).keys()
    reports = _nodes(facts, BT.reportedIn)

    def certainty(target: NamedNode) -> Certainty:
        if target in quoted or target not in reports:
            return Certainty.ADOPTED
        return max(certainties.get(report, Certainty.PRESS) for report in reports[target])

    return certainty


def _documents(facts: Facts) -> Iterator[Document]:
    """Yield the documents, and sets of documents, whose issuer has a level.

    Of joint issuers the highest counts.
    """
    issuers = _nodes(facts, BT.issuedBy)
    levels = _single(facts, BT.level, _node)
    ranks = _single(facts, BT.rank, _integer)
    areas = _nodes(facts, BT.governs)
    above = _merged(_nodes(facts, ORG.subOrganizationOf), _nodes(facts, BT.ledBy))
    for document in _instances(facts, BT.PolicyDocument) | _instances(facts, ELI.ComplexWork):
        bodies = issuers.get(document, set())
        rank = min((ranks[levels[b]] for b in bodies if levels.get(b) in ranks), default=None)
        if rank is not None:
            spoken_for = governed(bodies, lambda b: areas.get(b, ()), lambda b: above.get(b, ()))
            yield Document(document, rank, frozenset(spoken_for))


def _instances(facts: Facts, type_: NamedNode) -> set[NamedNode]:
    return {s for s, o in facts.pairs(RDF.type) if o == type_ and isinstance(s, NamedNode)}


def _nodes(facts: Facts, predicate: NamedNode) -> Nodes:
    """Return every IRI that each subject points at."""
    found: Nodes = {}
    same: dict[tuple[Term, ...], frozenset[NamedNode]] = {}
    for subject, terms in facts.values(predicate).items():
        nodes = same.get(terms)
        if nodes is None:
            nodes = same[terms] = frozenset(term for term in terms if isinstance(term, NamedNode))
        if nodes and isinstance(subject, NamedNode):
            found[subject] = nodes
    return found


def _single(
    facts: Facts, predicate: NamedNode, read_value: Callable[[Term], Value | None]
) -> dict[NamedNode, Value]:
    """Return the one readable value of each subject that has just one."""
    reading = cache(read_value)
    return {
        subject: value
        for subject, terms in facts.values(predicate).items()
        if len(terms) == 1
        and isinstance(subject, NamedNode)
        and (value := reading(terms[0])) is not None
    }


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
    together: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    for some in links:
        for start, ends in some.items():
            together[start] |= ends
    return dict(together)


def _reversed(links: Nodes, starts: set[NamedNode]) -> Nodes:
    """Return where each of the links from ``starts`` comes from."""
    back: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    for start in links.keys() & starts:
        for end in links[start]:
            back[end].add(start)
    return dict(back)
