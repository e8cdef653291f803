"""Which things are worth a search engine's visit: those that have a name, and no more."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from pyoxigraph import NamedNode

from ..listings import Line, Listings, Writer
from ..namespaces import DCTERMS, FOAF, ID, RDFS, SH
from ..selecting import node, select
from ..stores import Store

_NAMED: Final = "SELECT DISTINCT ?thing WHERE {{ ?thing {} ?name }}"
_NAMING: Final = (RDFS.label, DCTERMS.title, FOAF.name)
_PREFIXES: Final = f"SELECT ?thing WHERE {{ ?thing {SH.declare} ?prefix }}"


def listed(store: Store) -> list[NamedNode]:
    """Return the things that have a name, by IRI; collections of prefixes are none."""
    asked = (_NAMED.format(property_) for property_ in _NAMING)
    named = {node(row, "thing") for query in asked for row in select(store, query)}
    named -= {node(row, "thing") for row in select(store, _PREFIXES)}
    own = (thing for thing in named if thing.value.startswith(ID.iri))
    return sorted(own, key=attrgetter("value"))


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
