"""Targets, documents and areas as plain values, ready to be paired.

Nothing here knows a store. Terms stay pyoxigraph terms, so that they compare and hash at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from pyoxigraph import NamedNode

from ..closure import Links
from ..intervals import Commitment, Direction


class Recurrence(StrEnum):
    """What span a figure speaks of: local names of ``bt:Recurrence``."""

    BY_YEAR = "byYear"
    EVERY_YEAR = "everyYear"
    AVERAGE_PER_YEAR = "averagePerYear"
    OVER_PERIOD = "overPeriod"


class Time(NamedTuple):
    """When a target is to hold: one year, every year of a span, or over a span as a whole."""

    recurrence: Recurrence
    start: int
    end: int

    def moments(self) -> Iterator[Time]:
        """Yield the moments at which this time meets another that has the same moment.

        A figure for every year meets in each year of its span; rates and totals only the same
        rate or total over the same span.
        """
        if self.recurrence is Recurrence.EVERY_YEAR:
            for year in range(self.start, self.end + 1):
                yield Time(Recurrence.BY_YEAR, year, year)
        else:
            yield self


class Certainty(IntEnum):
    """How sure it is that a target was set; by the best of its witnesses."""

    PRESS = 0
    DRAFT = 1
    ADOPTED = 2


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A document, the rank of its issuer (smaller is higher) and the areas that issuer governs."""

    iri: NamedNode
    rank: int
    areas: Set[NamedNode]


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A target that has an indicator, an area, a time and a document of known level."""

    iri: NamedNode
    document: Document
    indicator: NamedNode
    areas: Set[NamedNode]
    time: Time
    commitment: Commitment
    certainty: Certainty


@dataclass(frozen=True)
class Staircase:
    """Everything that pairing needs to know of the graph.

    ``supports`` is what a document stands on (implements, alignsWith, based_on, mixed);
    ``implementers`` leads from a document down to the policy documents that implement it;
    ``told`` holds the documents of which some target is known, dated or not; ``additive`` the
    indicators whose values in the parts add up to the value in the whole.
    """

    targets: list[Target]
    documents: Mapping[NamedNode, Document]
    located_in: Links
    supports: Links
    implementers: Links
    close: Links
    directions: Mapping[NamedNode, Direction]
    told: Set[NamedNode]
    additive: Set[NamedNode]

    def direction(self, lower: NamedNode, upper: NamedNode) -> Direction | None:
        """Return the direction that both indicators improve in, if they have one in common."""
        direction = self.directions.get(lower)
        return direction if direction == self.directions.get(upper) else None
