"""Targets of one document set beside one another: year after year, and reading beside reading.

Both are hash joins over values: the same joins on document, indicator and area cost a SPARQL engine
hundreds of times more. What is written is one plain statement for each pair that a person should
look at; the rules TGT-02 and TGT-04 read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode

from ..facts import Facts
from ..intervals import Direction, Outcome, judge
from ..namespaces import BT
from ..skolem import Statement
from .commitments import About, Moment, Said, Witness
from .structure import Parts

_ANY_SCOPE: Final[frozenset[str]] = frozenset()
_DIRECTIONS: Final = {BT[member.value]: member for member in Direction}


def falling_behind(facts: Facts, said: Iterable[Said]) -> Iterator[Statement]:
    """Yield ``bt:fallsBehind`` from each target to the one of an earlier year that asks for more.

    A series is what one document says of one indicator, area and scope with one kind of recurrence.
    Each moment is compared with the nearest one before it that can be compared, the best witnessed
    reading with the best witnessed; what only the press tells takes no part.
    """
    series: defaultdict[tuple[About, NamedNode], list[Said]] = defaultdict(list)
    for one in said:
        if one.dated and one.witness > Witness.PRESS:
            series[one.about, one.moment.kind].append(one)
    for (about, _), members in series.items():
        steps = sorted(_surest(members).values(), key=lambda one: one.moment)
        direction = facts.node(BT.direction, about.indicator)
        for place, later in enumerate(steps):
            for earlier in reversed(steps[:place]):
                if earlier.moment.end >= later.moment.end:
                    continue
                outcome = judge(
                    later.commitment,
                    earlier.commitment,
                    _DIRECTIONS.get(direction) if direction else None,
                ).outcome
                if outcome is Outcome.WEAKER:
                    yield later.target, BT.fallsBehind, earlier.target
                if outcome is not Outcome.NOT_COMPARABLE:
                    break


def differing_readings(facts: Facts, said: Iterable[Said], documents: Parts) -> Iterator[Statement]:
    """Yield ``bt:differsFrom`` between targets of one document that give one thing two values.

    Each reading is set against the best witnessed one, so that there are no more pairs than
    readings. One that names no scope may mean any that another witness names; two that name
    different ones do not differ.
    To these come the pairs that an author has joined by ``bt:conflictsWith``.
    """
    readings: defaultdict[tuple[About, Moment], list[Said]] = defaultdict(list)
    for one in said:
        readings[one.about._replace(scope=_ANY_SCOPE), one.moment].append(one)
    told: set[frozenset[object]] = set()
    for members in readings.values():
        best: dict[frozenset[str], Said] = {}
        for one in members:
            scope = one.about.scope
            if scope not in best or best[scope].witness < one.witness:
                best[scope] = one
        for one in members:
            surest = best[one.about.scope]
            if one is surest and one.about.scope and _ANY_SCOPE in best:
                surest = _elsewhere(facts, one, best[_ANY_SCOPE])
            if one.commitment != surest.commitment:
                told.add(frozenset((one.target, surest.target)))
                yield one.target, BT.differsFrom, surest.target
    indicators = facts.values(BT.indicator)
    for one_target, other in sorted(facts.pairs(BT.conflictsWith), key=str):
        if (
            isinstance(other, NamedNode)
            and one_target in indicators
            and other in indicators
            and documents.get(one_target) == documents.get(other)
            and frozenset((one_target, other)) not in told
        ):
            told.add(frozenset((one_target, other)))
            yield one_target, BT.differsFrom, other


def _elsewhere(facts: Facts, one: Said, unscoped: Said) -> Said:
    """Return the reading without a scope if another witness gives it, else ``one`` itself.

    Of one witness it is the whole of which the other is a part.
    """
    theirs, own = (facts.nodes(BT.reportedIn, said.target) for said in (unscoped, one))
    alike = (not theirs and not own) or not set(theirs).isdisjoint(own)
    return one if alike else unscoped


def _surest(members: Iterable[Said]) -> dict[Moment, Said]:
    """Return the best witnessed reading of each moment; of equals the first."""
    best: dict[Moment, Said] = {}
    for one in members:
        if one.moment not in best or best[one.moment].witness < one.witness:
            best[one.moment] = one
    return best
