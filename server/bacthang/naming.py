"""What things are called: one name for each IRI, in the reader's language where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from .errors import Lang
from .iris import compact
from .namespaces import DCTERMS, FOAF, RDFS, SKOS
from .selecting import node, select
from .stores import Store

_NAMES = """
SELECT ?thing ?property ?name WHERE {
  VALUES ?thing { %s }
  ?thing ?property ?name .
  FILTER (?property IN (rdfs:label, dcterms:title, foaf:name, skos:prefLabel))
}
"""
_AT_ONCE: Final = 1_000
"""How many things are asked of in one query, lest it grow beyond what a store takes."""

_RANKS: Final = {RDFS.label: 1, DCTERMS.title: 2, FOAF.name: 3, SKOS.prefLabel: 4}


def names_of(store: Store, things: Iterable[NamedNode], lang: Lang) -> dict[NamedNode, str]:
    """Return a name for every one of the things; its short IRI for one without any."""
    wanted = list(dict.fromkeys(things))
    best: dict[NamedNode, tuple[tuple[bool, int, str], str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in select(store, _NAMES % " ".join(map(str, some))):
            name, thing = row["name"], node(row, "thing")
            language = name.language if isinstance(name, Literal) else None
            order = (language not in {lang, None}, _RANKS[node(row, "property")], name.value)
            if thing not in best or order < best[thing][0]:
                best[thing] = (order, name.value)
    return {thing: best[thing][1] if thing in best else compact(thing.value) for thing in wanted}
