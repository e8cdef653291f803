"""What stands in the districts of a city: their documents, their wards', and what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..namespaces import BT
from ..selecting import node, select
from ..stores import Store

_DISTRICTS: Final = """
SELECT DISTINCT ?area WHERE { ?area bt:locatedIn %s ; bt:level bt:district } ORDER BY ?area
"""
_DOCUMENTS: Final = """
SELECT DISTINCT ?area ?level ?document WHERE {
  ?area bt:locatedIn %s ; bt:level bt:district .
  ?document bt:actsWithin ?area ; bt:issuedBy/bt:level ?level .
  FILTER (?level IN (bt:district, bt:ward))
  FILTER NOT EXISTS { ?document eli:has_member ?member }
}
ORDER BY ?area ?document
"""
_SAYINGS: Final = """
SELECT DISTINCT ?area ?level ?saying ?programme WHERE {
  ?saying bt:carriesOut ?programme ; bt:leadBody/bt:governs ?place .
  ?place bt:level ?level ; bt:locatedIn? ?area .
  ?area bt:locatedIn %s ; bt:level bt:district .
}
ORDER BY ?area ?saying ?programme
"""


@dataclass(frozen=True)
class Issued:
    """A document of a district, or of one of its wards."""

    document: NamedNode
    area: NamedNode
    is_ward: bool


@dataclass(frozen=True)
class Saying:
    """Somebody of a district, or of one of its wards, saying that a document is carried out."""

    saying: NamedNode
    programme: NamedNode
    area: NamedNode
    is_ward: bool


@dataclass(frozen=True)
class Below:
    """All that stands in the districts of one city."""

    districts: tuple[NamedNode, ...]
    issued: tuple[Issued, ...]
    sayings: tuple[Saying, ...]

    def areas_of(self) -> Mapping[NamedNode, list[Issued]]:
        """Return in which districts each document stands."""
        found: defaultdict[NamedNode, list[Issued]] = defaultdict(list)
        for one in self.issued:
            found[one.document].append(one)
        return found


def below(store: Store, city: NamedNode) -> Below:
    """Return what stands in the districts of a city."""
    return Below(
        tuple(node(row, "area") for row in select(store, _DISTRICTS % city)),
        tuple(
            Issued(node(row, "document"), node(row, "area"), node(row, "level") == BT.ward)
            for row in select(store, _DOCUMENTS % city)
        ),
        tuple(
            Saying(
                node(row, "saying"),
                node(row, "programme"),
                node(row, "area"),
                node(row, "level") == BT.ward,
            )
            for row in select(store, _SAYINGS % city)
        ),
    )


def cities(store: Store) -> tuple[NamedNode, ...]:
    """Return the areas that have districts, those with most documents below first."""
    rows = select(
        store,
        """SELECT ?city (COUNT(DISTINCT ?document) AS ?n) WHERE {
          ?area bt:level bt:district ; bt:locatedIn ?city .
          OPTIONAL { ?document bt:actsWithin ?area }
        } GROUP BY ?city ORDER BY DESC(?n) ?city""",
    )
    return tuple(node(row, "city") for row in rows)
