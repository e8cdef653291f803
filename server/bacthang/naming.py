"""What things are called: one name for each IRI, in the reader's language where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from .errors import LANGS, Lang
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
    return _names(store, things, (lang,))[lang]


def names_in_both(store: Store, things: Iterable[NamedNode]) -> dict[Lang, dict[NamedNode, str]]:
    """Return the same for each language, asked for once."""
    return _names(store, things, LANGS)


def _names(
    store: Store, things: Iterable[NamedNode], langs: Iterable[Lang]
) -> dict[Lang, dict[NamedNode, str]]:
    wanted = list(dict.fromkeys(things))
    best: dict[Lang, dict[NamedNode, tuple[tuple[bool, int, str], str]]] = {la: {} for la in langs}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in select(store, _NAMES % " ".join(map(str, some))):
            name, thing = row["name"], node(row, "thing")
            language = name.language if isinstance(name, Literal) else None
            for lang, own in best.items():
                rank = _RANKS[node(row, "property")]
                order = (language not in {lang, None}, rank, name.value)
                if thing not in own or order < own[thing][0]:
                    own[thing] = (order, name.value)
    return {
        lang: {thing: own[thing][1] if thing in own else compact(thing.value) for thing in wanted}
        for lang, own in best.items()
    }
