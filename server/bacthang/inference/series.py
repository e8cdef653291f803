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

    Each reading is set against the best witnessed one, so that there are fewer pairs than readings.
    To these come the pairs that an author has joined by ``bt:conflictsWith``.
    """
    readings: defaultdict[tuple[About, Moment], list[Said]] = defaultdict(list)
    for one in said:
        readings[one.about, one.moment].append(one)
    told: set[frozenset[object]] = set()
    for members in readings.values():
        best = max(members, key=lambda one: one.witness)
        for one in members:
            if one.commitment != best.commitment:
                told.add(frozenset((one.target, best.target)))
                yield one.target, BT.differsFrom, best.target
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


def _surest(members: Iterable[Said]) -> dict[Moment, Said]:
    """Return the best witnessed reading of each moment; of equals the first."""
    best: dict[Moment, Said] = {}
    for one in members:
        if one.moment not in best or best[one.moment].witness < one.witness:
            best[one.moment] = one
    return best
