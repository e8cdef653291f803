"""What can be written in a query of this graph: prefixes, classes, properties, and named things."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import LANGS, Lang
from ..iris import compact
from ..listings import Listings, Writer
from ..lookup import SORTS
from ..lookup import names_of as all_names_of
from ..namespaces import PREFIXES
from ..naming import names_of
from ..selecting import node, select
from ..stores import Store

_CLASSES: Final = (
    "SELECT ?term (COUNT(*) AS ?n) { ?s a ?term } GROUP BY ?term ORDER BY DESC(?n) ?term"
)
_PROPERTIES: Final = (
    "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term ORDER BY DESC(?n) ?term"
)
_VALUES: Final = """
SELECT DISTINCT ?term { ?term a ?class FILTER (STRSTARTS(STR(?term), STR(bt:)) &&
                                               STRSTARTS(STR(?class), STR(bt:))) } ORDER BY ?term
"""

MOST: Final = 5_000
"""How many things are offered by name."""


@dataclass(frozen=True)
class Terms:
    """IRIs with their names, those used most first; ``prefixes`` by name.

    Of things the first ``MOST``, the indicators and fields before all.
    """

    prefixes: dict[str, str]
    classes: dict[str, str]
    properties: dict[str, str]
    things: dict[str, str]


def terms_of(store: Store, lang: Lang) -> Terms:
    """Return what the default graph has, named in a language."""
    order = sorted(SORTS, key=lambda sort: sort not in ("indicator", "field"))
    things = [thing for sort in order for thing in _by_iri(all_names_of(store, sort))][:MOST]
    return Terms(
        dict(PREFIXES),
        _named(store, _found(store, _CLASSES), lang),
        _named(store, _found(store, _PROPERTIES), lang),
        _named(store, [*_found(store, _VALUES), *things], lang),
    )


def _found(store: Store, query: str) -> list[NamedNode]:
    return [node(row, "term") for row in select(store, query)]


def _by_iri(things: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(things, key=lambda thing: thing.value)


def _named(store: Store, terms: Iterable[NamedNode], lang: Lang) -> dict[str, str]:
    names = names_of(store, terms, lang)
    return {term.value: "" if name == compact(term.value) else name for term, name in names.items()}


def write(writer: Writer, store: Store) -> None:
    """Write what can be written in a query, in each language."""
    for lang in LANGS:
        told = json.dumps(asdict(terms_of(store, lang)), ensure_ascii=False)
        writer.value(_NAME % lang, told)


def kept(known: Listings, lang: Lang) -> str:
    """Return what can be written in a query as JSON."""
    return known.value(_NAME % lang, str)


_NAME: Final = "terms.%s"
