"""From a name as typed to what it names: an indicator, body, area, field, document or value."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from itertools import chain
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
  ?thing a ?class ; %s ?name .
}
"""
_VALUES = """
SELECT DISTINCT ?thing ?name WHERE {
  GRAPH graph:ontology { ?thing a ?class ; rdfs:label|skos:prefLabel|skos:altLabel ?name }
  FILTER (STRSTARTS(STR(?thing), STR(bt:)) && STRSTARTS(STR(?class), STR(bt:)))
}
"""
_CALLED = """
SELECT DISTINCT ?thing WHERE { ?thing rdfs:label|skos:prefLabel|dcterms:title ?name } LIMIT 20000
"""
_LABELS = "rdfs:label|skos:prefLabel|skos:altLabel"
_COMPARED: Final = 1_000
"""How many names are compared letter by letter with one that nothing has."""

_VALUE: Final = Wording("giá trị hay IRI", "value or IRI")
_OR: Final = Wording(" hoặc ", " or ")

Names = Mapping[NamedNode, set[str]]
"""What each thing is called, as plain text."""


class Sort(NamedTuple):
    """A sort of thing that people name: prefix, classes, the word for it, and what names it."""

    prefix: str
    classes: str
    word: Wording
    properties: str = _LABELS


SORTS: Final[dict[str, Sort]] = {
    "indicator": Sort("ind", "bt:Indicator", Wording("chỉ tiêu", "indicator")),
    "body": Sort(
        "body", "bt:PartyBody bt:StateBody bt:PublicInstitution", Wording("cơ quan", "body")
    ),
    "area": Sort("area", "bt:AdministrativeUnit", Wording("địa bàn", "area")),
    "field": Sort("field", "skos:Concept", Wording("lĩnh vực", "policy field")),
    "document": Sort(
        "doc",
        "bt:PolicyDocument eli:ComplexWork",
        Wording("văn bản", "document"),
        f"{_LABELS}|dcterms:title|bt:number|eli:id_local",
    ),
}


def lookup(store: Store, sort: str, typed: str) -> NamedNode:
    """Return the one thing of that sort with that IRI, slug, or name in either language.

    Case and diacritics do not matter; part of a name, in whole words, will do when only one thing
    has it. Raises UnknownName, with the names most like it, or AmbiguousName.
    """
    names, word = names_of(store, sort), SORTS[sort].word
    iri = expand(typed)
    if iri and iri in names:
        return iri
    if found := exactly(names, typed) or within(names, typed):
        return the_one(found, [word], typed)
    near = _near(plain_text(typed), _by_name(names))
    raise UnknownName(kind_vi=word.vi, kind_en=word.en, name=typed, near=near)


def value_of(store: Store, typed: str) -> NamedNode:
    """Return the IRI that was typed, or the controlled value of that name, as ``weaker``.

    Raises UnknownName, with those most like it, for an IRI that the graph says nothing of, which
    would only find nothing; AmbiguousName for a name of several values.
    """
    iri = expand(typed)
    if iri and mentioned(store, iri):
        return iri
    names = _collected(store, _VALUES, PREFIXES["bt"])
    if found := exactly(names, typed) or within(names, typed):
        return the_one(found, [_VALUE], typed)
    called = [node(row, "thing") for row in select(store, _CALLED)] if iri else ()
    spelled = {compact(thing.value): thing for thing in called} or _by_name(names)
    near = _near(compact(iri.value) if iri else plain_text(typed), spelled)
    raise UnknownName(kind_vi=_VALUE.vi, kind_en=_VALUE.en, name=typed, near=near)


def names_of(store: Store, sort: str) -> Names:
    """Return what everything of a sort is called."""
    prefix, classes, _, properties = SORTS[sort]
    return _collected(store, _NAMES % (classes, properties), PREFIXES[prefix])


def exactly(names: Names, typed: str) -> list[NamedNode]:
    """Return the things that have that name, or that slug in their IRI."""
    wanted = plain_text(typed)
    return [
        thing
        for thing, own in names.items()
        if wanted in own or wanted == plain_text(compact(thing.value).partition(":")[2])
    ]


def within(names: Names, typed: str) -> list[NamedNode]:
    """Return the things that have a name with those words in a row, whole."""
    wanted = _words(typed)
    return [
        thing
        for thing, own in names.items()
        if wanted and any(f" {wanted} " in f" {_words(name)} " for name in own)
    ]


def the_one(found: Iterable[NamedNode], words: Iterable[Wording], typed: str) -> NamedNode:
    """Return the thing found, if it is but one.

    Raises AmbiguousName with all of them, saying by ``words`` of what sorts they are.
    """
    match list(found):
        case [thing]:
            return thing
        case several:
            kinds = dict.fromkeys(words)
            raise AmbiguousName(
                kind_vi=_OR.vi.join(kind.vi for kind in kinds),
                kind_en=_OR.en.join(kind.en for kind in kinds),
                name=typed,
                candidates=", ".join(sorted(compact(thing.value) for thing in several)),
            )


def mentioned(store: Store, thing: NamedNode) -> bool:
    """Tell whether the dataset says anything of a thing, or by it, or in it."""
    found = chain(
        store.quads(s=thing), store.quads(o=thing), store.quads(p=thing), store.quads(g=thing)
    )
    return next(found, None) is not None


def _collected(store: Store, query: str, base: str) -> Names:
    """Return the names in the rows of a query, of the things whose IRI begins so."""
    names: dict[NamedNode, set[str]] = {}
    for row in select(store, query):
        thing = node(row, "thing")
        if thing.value.startswith(base):
            names.setdefault(thing, set()).add(plain_text(row["name"].value))
    return names


def _words(text: str) -> str:
    """Return the words of a text without what stands between them."""
    return " ".join(re.findall(r"\w+", plain_text(text)))


def _by_name(names: Names) -> dict[str, NamedNode]:
    return {name: thing for thing, own in names.items() for name in own}


def _likely(wanted: str, spelled: Iterable[str]) -> list[str]:
    """Return the names to compare letter by letter: of very many those about as long, in pieces.

    Comparing costs a tenth of a millisecond a name, and there may be hundreds of thousands.
    """
    known = list(spelled)
    if len(known) <= _COMPARED:
        return known
    pieces = set(re.findall(r"\w+", wanted))
    known.sort(
        key=lambda name: (
            -len(pieces.intersection(re.findall(r"\w+", name))),
            abs(len(name) - len(wanted)),
            name,
        )
    )
    return known[:_COMPARED]


def _near(wanted: str, spelled: Mapping[str, NamedNode]) -> str:
    close = difflib.get_close_matches(wanted, _likely(wanted, spelled), n=5, cutoff=0.5)
    return ", ".join(dict.fromkeys(compact(spelled[name].value) for name in close)) or "—"
