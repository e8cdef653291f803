"""What can be written in a query of this graph: prefixes, classes, properties, and named things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..iris import compact
from ..lookup import SORTS
from ..lookup import names_of as all_names_of
from ..namespaces import PREFIXES
from ..naming import names_of
from ..selecting import node, select
from ..stores import Store

_CLASSES: Final = "SELECT ?term (COUNT(*) AS ?n) { ?s a ?term } GROUP BY ?term ORDER BY DESC(?n)"
_PROPERTIES: Final = (
    "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term ORDER BY DESC(?n)"
)
_VALUES: Final = """
SELECT DISTINCT ?term { ?term a ?class FILTER (STRSTARTS(STR(?term), STR(bt:)) &&
                                               STRSTARTS(STR(?class), STR(bt:))) } ORDER BY ?term
"""


@dataclass(frozen=True)
class Terms:
    """IRIs with their names, those used most first; ``prefixes`` by name."""

    prefixes: dict[str, str]
    classes: dict[str, str]
    properties: dict[str, str]
    things: dict[str, str]


def terms_of(store: Store, lang: Lang) -> Terms:
    """Return what the default graph has, named in a language."""
    things = [thing for sort in SORTS for thing in all_names_of(store, sort)]
    return Terms(
        dict(PREFIXES),
        _named(store, _found(store, _CLASSES), lang),
        _named(store, _found(store, _PROPERTIES), lang),
        _named(store, [*_found(store, _VALUES), *things], lang),
    )


def _found(store: Store, query: str) -> list[NamedNode]:
    return [node(row, "term") for row in select(store, query)]


def _named(store: Store, terms: Iterable[NamedNode], lang: Lang) -> dict[str, str]:
    names = names_of(store, terms, lang)
    return {term.value: "" if name == compact(term.value) else name for term, name in names.items()}
