"""From a name as typed to the indicator, body, area or policy field that it names."""

from __future__ import annotations

import difflib
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from .errors import AmbiguousName, UnknownName, Wording
from .iris import compact, expand
from .namespaces import PREFIXES
from .plaintext import plain_text
from .selecting import node, select
from .stores import Store

_NAMES = """
SELECT DISTINCT ?thing ?name WHERE {
  VALUES ?class { %s }
  ?thing a ?class ; rdfs:label|skos:prefLabel|skos:altLabel ?name .
}
"""


class Sort(NamedTuple):
    """A sort of thing that people name: its prefix, its classes, and the word for it."""

    prefix: str
    classes: str
    word: Wording


SORTS: Final[dict[str, Sort]] = {
    "indicator": Sort("ind", "bt:Indicator", Wording("chỉ tiêu", "indicator")),
    "body": Sort(
        "body", "bt:PartyBody bt:StateBody bt:PublicInstitution", Wording("cơ quan", "body")
    ),
    "area": Sort("area", "bt:AdministrativeUnit", Wording("địa bàn", "area")),
    "field": Sort("field", "skos:Concept", Wording("lĩnh vực", "policy field")),
}


def lookup(store: Store, sort: str, typed: str) -> NamedNode:
    """Return the one thing of that sort with that IRI, slug, or name in either language.

    Case and diacritics do not matter; part of a name, in whole words, will do when only one thing
    has it. Raises UnknownName, with the names most like it, or AmbiguousName.
    """
    prefix, _, word = SORTS[sort]
    names = _names(store, sort)
    slug = NamedNode(PREFIXES[prefix] + typed) if _is_slug(typed) else None
    for iri in (expand(typed), slug):
        if iri in names:
            return iri
    wanted = plain_text(typed)
    exact = [thing for thing, own in names.items() if wanted in own]
    within = [
        thing for thing, own in names.items() if any(f" {wanted} " in f" {name} " for name in own)
    ]
    match exact or within:
        case [thing]:
            return thing
        case []:
            near = _near(wanted, names)
            raise UnknownName(kind_vi=word.vi, kind_en=word.en, name=typed, near=near)
        case several:
            candidates = ", ".join(sorted(compact(thing.value) for thing in several))
            raise AmbiguousName(kind_vi=word.vi, kind_en=word.en, name=typed, candidates=candidates)


def _names(store: Store, sort: str) -> dict[NamedNode, set[str]]:
    """Return the names of everything of a sort, as plain text."""
    prefix, classes, _ = SORTS[sort]
    names: dict[NamedNode, set[str]] = {}
    for row in select(store, _NAMES % classes):
        thing = node(row, "thing")
        if thing.value.startswith(PREFIXES[prefix]):
            names.setdefault(thing, set()).add(plain_text(row["name"].value))
    return names


def _is_slug(typed: str) -> bool:
    return typed.isascii() and typed.replace("-", "").isalnum()


def _near(wanted: str, names: dict[NamedNode, set[str]]) -> str:
    things = {name: thing for thing, own in names.items() for name in own}
    close = difflib.get_close_matches(wanted, things, n=5, cutoff=0.5)
    return ", ".join(dict.fromkeys(compact(things[name].value) for name in close)) or "—"
