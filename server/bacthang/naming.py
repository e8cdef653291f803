"""What things are called: one name for each IRI, in the reader's language where there is one."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from .errors import Lang
from .iris import compact
from .selecting import node, select
from .stores import Store

_NAMES = """
SELECT ?thing ?name ?rank WHERE {
  VALUES ?thing { %s }
  VALUES (?property ?rank) {
    (rdfs:label 1) (dcterms:title 2) (foaf:name 3) (skos:prefLabel 4)
  }
  ?thing ?property ?name .
}
"""


def names_of(store: Store, things: Iterable[NamedNode], lang: Lang) -> dict[NamedNode, str]:
    """Return a name for every one of the things; its short IRI for one without any."""
    wanted = list(dict.fromkeys(things))
    best: dict[NamedNode, tuple[tuple[bool, int, str], str]] = {}
    for row in select(store, _NAMES % " ".join(map(str, wanted))) if wanted else ():
        name, thing = row["name"], node(row, "thing")
        language = name.language if isinstance(name, Literal) else None
        order = (language not in {lang, None}, int(row["rank"].value), name.value)
        if thing not in best or order < best[thing][0]:
            best[thing] = (order, name.value)
    return {thing: best[thing][1] if thing in best else compact(thing.value) for thing in wanted}
