"""What the targets of one document commit to, as values that can be set beside one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from ..facts import Facts
from ..intervals import Commitment, Comparator
from ..namespaces import BT, QUDT
from ..skolem import Statement
from ..stores.base import Subject, Term
from .structure import Parts


class Witness(IntEnum):
    """How well a target is witnessed; by the best of its witnesses."""

    PRESS = 0
    DRAFT = 1
    ADOPTED = 2
    QUOTED = 3


class About(NamedTuple):
    """What a target of a document speaks of, but for time and value."""

    document: NamedNode
    indicator: NamedNode
    areas: frozenset[Term]
    scope: frozenset[str]


class Moment(NamedTuple):
    """When a figure holds: ``kind`` is its recurrence, ``byYear`` if it has none."""

    kind: NamedNode
    start: int
    end: int


class Said(NamedTuple):
    """A target with a readable value, and the moment for which it is set."""

    target: NamedNode
    about: About
    moment: Moment
    dated: bool
    commitment: Commitment
    witness: Witness


_COMPARATORS: Final = {BT[member.value]: member for member in Comparator}
_WITNESSES: Final = {BT.adopted: Witness.ADOPTED, BT.draft: Witness.DRAFT}


def commitments(
    facts: Facts, targets: Iterable[Subject], documents: Parts, defaults: Iterable[Statement]
) -> Iterator[Said]:
    """Yield what each target says that says it clearly, in the order of their IRIs.

    ``defaults`` are the areas and periods that targets take from their documents. A property that
    is given twice where one is meant is read as not given: which is right only a person can say,
    and the shapes ask for it.
    """
    taken: defaultdict[tuple[NamedNode, Subject], list[Term]] = defaultdict(list)
    for subject, predicate, term in defaults:
        taken[predicate, subject].append(term)

    def year(predicate: NamedNode, target: Subject) -> int | None:
        return _year([*taken[predicate, target], *facts.values(predicate).get(target, ())])

    for target in sorted(targets, key=str):
        within = documents.get(target, set())
        indicator = _only(facts, BT.indicator, target)
        commitment = _commitment(facts, target)
        moment = _moment(
            _only(facts, BT.recurrence, target),
            year(BT.targetYear, target),
            (year(BT.periodStart, target), year(BT.periodEnd, target)),
        )
        if (
            isinstance(target, NamedNode)
            and len(within) == 1
            and indicator
            and commitment.readable
            and moment
        ):
            areas = [*facts.nodes(BT.appliesTo, target), *taken[BT.appliesTo, target]]
            about = About(next(iter(within)), indicator, frozenset(areas), _scope(facts, target))
            dated = moment.kind != BT.byYear or moment.start == moment.end
            yield Said(target, about, moment, dated, commitment, _witness(facts, target))


def _commitment(facts: Facts, target: Subject) -> Commitment:
    comparator = _only(facts, BT.comparator, target)
    bounds = [facts.values(bound).get(target, ()) for bound in (BT.lowerBound, BT.upperBound)]
    if any(len(values) > 1 for values in bounds):
        return Commitment(None)
    lower, upper = (facts.decimal(bound, target) for bound in (BT.lowerBound, BT.upperBound))
    if any(bound is not None and not bound.is_finite() for bound in (lower, upper)):
        return Commitment(None)
    return Commitment(
        comparator=_COMPARATORS.get(comparator) if comparator else None,
        lower=lower,
        upper=upper,
        relative_to=_only(facts, BT.relativeTo, target),
        unit=_only(facts, QUDT.hasUnit, target),
        baseline=_year(facts.values(BT.baselineYear).get(target, ())),
    )


def _moment(
    recurrence: NamedNode | None, year: int | None, span: tuple[int | None, int | None]
) -> Moment | None:
    start, end = span
    kind = recurrence or BT.byYear
    if year is not None and (kind == BT.byYear or start is None or end is None):
        return Moment(kind, year, year)
    if start is not None and end is not None:
        return Moment(kind, start, end)
    return None


def _witness(facts: Facts, target: Subject) -> Witness:
    """Return the best witness; a target with none is for the rules to refuse, not us to hide."""
    reports = facts.nodes(BT.reportedIn, target)
    if target in facts.values(BT.statedIn) or not reports:
        return Witness.QUOTED
    said = (grade for report in reports for grade in facts.nodes(BT.certainty, report))
    return max((_WITNESSES.get(grade, Witness.PRESS) for grade in said), default=Witness.PRESS)


def _only(facts: Facts, predicate: NamedNode, subject: Subject) -> NamedNode | None:
    nodes = facts.nodes(predicate, subject)
    return nodes[0] if len(nodes) == 1 else None


def _year(terms: Iterable[Term]) -> int | None:
    """Return the year that is given, once; one of more than four digits is a slip."""
    match list(terms):
        case [Literal() as term] if term.value.isdecimal() and len(term.value) <= 4:
            return int(term.value)
    return None


def _scope(facts: Facts, target: Subject) -> frozenset[str]:
    """Return whom a target counts, in the language that every source is in."""
    return frozenset(
        term.value
        for term in facts.values(BT.scope).get(target, ())
        if isinstance(term, Literal) and term.language == "vi"
    )
