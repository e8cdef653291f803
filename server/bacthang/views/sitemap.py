"""Which things are worth a search engine's visit: those that have a name, and no more."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from ..listings import Line, Listings, Writer
from ..namespaces import ID
from ..selecting import node, select
from ..stores import Store

_NAMED: Final = f"""
SELECT DISTINCT ?thing WHERE {{
  {{ ?thing rdfs:label ?name }}
  UNION {{ ?thing dcterms:title ?name }}
  UNION {{ ?thing foaf:name ?name }}
  FILTER (STRSTARTS(STR(?thing), "{ID.iri}"))
  MINUS {{ ?thing sh:declare ?prefix }}
}}
ORDER BY ?thing
"""


def listed(store: Store) -> list[NamedNode]:
    """Return the things that have a name, by IRI."""
    return [node(row, "thing") for row in select(store, _NAMED)]


def write(writer: Writer, store: Store) -> None:
    """Write the list of them."""
    writer.lines(_NAME, (Line(thing.value, thing) for thing in listed(store)))


def count(known: Listings) -> int:
    """Return how many there are."""
    return known.count(_NAME)


def some(known: Listings, start: int, most: int) -> list[NamedNode]:
    """Return so many of them from the one at ``start``."""
    return known.lines(_NAME, NamedNode, start=start, most=most)


_NAME: Final = "sitemap"
