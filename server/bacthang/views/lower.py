"""The lower side of a pair: an area with the documents that act within it, or one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..selecting import node, select
from ..stores import Store
from .first import MOST, Whole, first

_OF_AREA: Final = """
    ?document bt:actsWithin {area} ; bt:issuedBy/bt:level/bt:rank ?rank .
    {area} bt:level/bt:rank ?own . FILTER (?rank >= ?own)
    MINUS {{ ?document eli:has_member ?member }}"""
_ANY: Final = "SELECT ?document WHERE {%s\n} LIMIT %d"
_STOCK: Final = """
SELECT ?document (MIN(?rank) AS ?nearest) WHERE {%s
}
GROUP BY ?document
"""


@dataclass(frozen=True)
class Lower:
    """What stands below: an area or a document, and the pattern that finds each ``?document``."""

    iri: NamedNode
    pattern: str
    stock: tuple[NamedNode, ...]
    whole: Whole | None


def lower_side(store: Store, iri: NamedNode, is_area: bool, with_stock: bool) -> Lower:
    """Return an area with its documents, behind them those of areas within it; or a document.

    Few documents are named in the pattern, and a query starts from them. Of more, the first are
    told ``with_stock``.
    """
    if not is_area:
        return Lower(iri, _named([iri]), (iri,), None)
    pattern = _OF_AREA.format(area=iri)
    is_long = len(select(store, _ANY % (pattern, MOST + 1))) > MOST
    if is_long and not with_stock:
        return Lower(iri, pattern, (), None)
    rows, whole = first(store, _STOCK % pattern, "nearest", "document")
    stock = tuple(node(row, "document") for row in rows)
    return Lower(iri, pattern if whole else _named(stock), stock, whole)


def _named(documents: Iterable[NamedNode]) -> str:
    return f"\n    VALUES ?document {{ {' '.join(map(str, documents))} }}"
