"""Which targets are compared with which, and which have nothing below them.

A hash join: the targets above are shelved by indicator and moment, then by area and rank, so that a
target below touches only those it can be paired with. Time grows with targets and pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from ..closure import NOTHING, Closure
from .staircase import Certainty, Document, Staircase, Target, Time

Shelf = dict[NamedNode, dict[int, list[Target]]]
"""The targets of one indicator and moment, by area and rank."""


class Pair(NamedTuple):
    """Two targets to compare; ``linked`` when a path of links joins their documents."""

    lower: Target
    upper: Target
    linked: bool


class Gap(NamedTuple):
    """A target above that a document implementing its document does not take up.

    ``told`` is false of a document of which no target is known at all: the graph cannot tell
    whether it is missing there, or only from the graph.
    """

    upper: Target
    document: Document
    told: bool


class Pairing:
    """The pairs of one staircase, and then its gaps."""

    def __init__(self, staircase: Staircase) -> None:
        self._staircase = staircase
        self._supports = Closure(staircase.supports)
        self._located_in = Closure(staircase.located_in)
        self._shelves = self._shelved(t for t in staircase.targets if t.certainty > Certainty.PRESS)

    def pairs(self, lower: Target) -> list[Pair]:
        """Return the pairs below which ``lower`` stands, each once.

        Linked documents are compared at any distance; others of the same territory only at the
        nearest level that has a target of that indicator at that moment, linked ones included.
        """
        found: dict[NamedNode, Pair] = {}
        supports = self._supports[lower.document.iri]
        areas = self._widened(lower.areas)
        for indicator in (lower.indicator, *self._staircase.close.get(lower.indicator, NOTHING)):
            for moment in lower.time.moments():
                above = self._above(indicator, moment, areas, lower.document.rank)
                nearest = max(above, default=0)
                for rank, uppers in above.items():
                    for upper in uppers:
                        linked = upper.document.iri in supports
                        if linked or rank == nearest:
                            found[upper.iri] = Pair(lower, upper, linked)
        return list(found.values())

    def gaps(self, answered: set[tuple[NamedNode, NamedNode]]) -> Iterator[Gap]:
        """Yield each upper target and lower document between which nothing was found.

        ``answered`` holds the (upper target, lower document) between which something was.
        """
        below = self._staircase.implementers
        documents = self._staircase.documents
        for upper in self._staircase.targets:
            if upper.certainty is Certainty.PRESS:
                continue
            for iri in below.get(upper.document.iri, NOTHING):
                document = documents.get(iri)
                if (
                    document
                    and document.rank > upper.document.rank
                    and (upper.iri, iri) not in answered
                    and not upper.areas.isdisjoint(self._widened(document.areas))
                ):
                    yield Gap(upper, document, iri in self._staircase.told)

    def _shelved(self, targets: Iterable[Target]) -> dict[tuple[NamedNode, Time], Shelf]:
        shelves: dict[tuple[NamedNode, Time], Shelf] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        for target in targets:
            for moment in target.time.moments():
                shelf = shelves[target.indicator, moment]
                for area in target.areas:
                    shelf[area][target.document.rank].append(target)
        return shelves

    def _above(
        self, indicator: NamedNode, moment: Time, areas: Iterable[NamedNode], rank: int
    ) -> dict[int, list[Target]]:
        """Return the targets that ``areas`` lie under and that a higher level set, by rank."""
        shelf = self._shelves.get((indicator, moment), {})
        found: dict[int, list[Target]] = defaultdict(list)
        for area in areas:
            for height, targets in shelf.get(area, {}).items():
                if height < rank:
                    found[height] += targets
        return found

    def _widened(self, areas: Iterable[NamedNode]) -> set[NamedNode]:
        """Return the areas and every area that one of them lies in."""
        wide = set(areas)
        for area in areas:
            wide |= self._located_in[area]
        return wide
