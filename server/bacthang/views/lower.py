"""The lower side of a pair: an area with the documents that act within it, or one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

_OF_AREA: Final = """
    ?document bt:actsWithin {area} ; bt:issuedBy/bt:level/bt:rank ?rank .
    {area} bt:level/bt:rank ?own . FILTER (?rank >= ?own)
    MINUS {{ ?document eli:has_member ?member }}"""
_STOCK: Final = """
SELECT ?document (MIN(?rank) AS ?nearest) WHERE {%s
}
GROUP BY ?document
"""


@dataclass(frozen=True)
class Lower:
    """What stands below: an area, or a document."""

    iri: NamedNode
    is_area: bool

    @property
    def pattern(self) -> str:
        """The pattern by which a query finds each ``?document`` of this side."""
        if self.is_area:
            return _OF_AREA.format(area=self.iri)
        return f"\n    VALUES ?document {{ {self.iri} }}"

    @property
    def stock(self) -> str:
        """The query for the documents of an area, and behind them those of areas within it."""
        return _STOCK % self.pattern
