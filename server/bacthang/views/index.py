"""What can be found by words: everything that has a name, and every sentence of the texts.

The index is written once an edition, beside the lists of the pages (``listings/index.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from ..errors import LANGS, Wording
from ..evidence import Quote, quotes_of
from ..iris import compact
from ..listings import Found, IndexWriter, Writer, packed
from ..naming import names_in_both
from ..questions import Question
from ..selecting import node, select, text_of
from ..stores import Store
from .words import plain_words

_PROVISIONS: Final = (
    "bt:Objective bt:Task bt:Solution bt:Breakthrough bt:Scheme bt:Requirement bt:Undertaking"
)
GROUPS: Final[dict[str, tuple[Wording, str]]] = {
    "documents": (Wording("Văn bản", "Documents"), "bt:PolicyDocument eli:ComplexWork"),
    "indicators": (Wording("Chỉ số", "Indicators"), "bt:Indicator"),
    "targets": (Wording("Chỉ tiêu", "Targets"), "bt:Target"),
    "provisions": (Wording("Mục tiêu, nhiệm vụ, đề án", "Objectives, tasks, schemes"), _PROVISIONS),
    "bodies": (Wording("Cơ quan", "Bodies"), "bt:PartyBody bt:StateBody bt:PublicInstitution"),
    "areas": (Wording("Địa bàn", "Areas"), "bt:AdministrativeUnit"),
    "people": (Wording("Người", "People"), "foaf:Person"),
    "fields": (Wording("Lĩnh vực", "Policy fields"), "skos:Concept"),
    "texts": (Wording("Trong lời văn", "In the texts"), ""),
    "questions": (Wording("Câu hỏi có sẵn", "Ready-made questions"), ""),
    "rules": (Wording("Quy tắc", "Rules"), ""),
    "terms": (Wording("Thuật ngữ", "Terms"), "owl:Class owl:ObjectProperty owl:DatatypeProperty"),
}
"""The sorts of things found, in the order they are shown; with their classes, where they have."""

_NAMES: Final = """
SELECT ?thing ?class ?name ?document WHERE {
  VALUES ?class { %s }
  ?thing a ?class ;
    rdfs:label|skos:prefLabel|skos:altLabel|dcterms:title|foaf:name|bt:number|eli:id_local ?name .
  OPTIONAL { ?thing bt:inDocument ?document }
  FILTER (STRSTARTS(STR(?thing), "https://w3id.org/bacthang/"))
}
ORDER BY ?thing ?class ?name
"""
_SENTENCES: Final = """
SELECT ?source ?text ?start ?end WHERE {
  ?sentence a bt:Sentence ; oa:hasSource ?source ; oa:hasSelector ?words , ?position .
  ?words oa:exact ?text .
  ?position oa:start ?start ; oa:end ?end .
}
ORDER BY ?source ?start
"""
_RULES: Final = """
SELECT ?code ?name WHERE {
  GRAPH graph:shapes { ?shape dcterms:identifier ?code ; rdfs:label ?name }
}
ORDER BY ?code ?name
"""
_NONE: Final = Wording("", "")
_AT_ONCE: Final = 1_000
"""How many things are asked of in one query."""


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    ``key`` is its IRI, the name of a question or the code of a rule; ``names`` all that it is
    called; ``quote`` its sentence; ``within`` the document it belongs to.
    """

    group: str
    key: str
    title: Wording
    names: tuple[str, ...]
    kind: Wording = _NONE
    within: Wording = _NONE
    quote: Quote | None = None


def write(writer: Writer, store: Store, questions: Iterable[Question]) -> None:
    """Write everything that can be found, with the questions of the library."""
    own: dict[str, Iterable[Entry]] = {
        group: _named(store, group) for group, (_, classes) in GROUPS.items() if classes
    }
    others = {"texts": _sentences(store), "questions": _asked(questions), "rules": _rules(store)}
    write_entries(writer, own | others)


def write_entries(writer: Writer, entries: Mapping[str, Iterable[Entry]]) -> None:
    """Write entries by their groups."""
    kept = IndexWriter(writer.connection)
    for group in GROUPS:
        kept.write(group, map(_kept, entries.get(group, ())))
    kept.end()


def _kept(entry: Entry) -> Found:
    return Found(
        entry.key,
        packed(entry),
        tuple(_spaced(name) for name in (*entry.title, *entry.names)),
        _spaced(entry.quote.text) if entry.quote else "",
    )


def _named(store: Store, group: str) -> Iterator[Entry]:
    """Yield the things of some classes that have names."""
    names: dict[NamedNode, dict[str, None]] = {}
    kinds: dict[NamedNode, NamedNode] = {}
    documents: dict[NamedNode, NamedNode] = {}
    for row in select(store, _NAMES % GROUPS[group][1]):
        thing = node(row, "thing")
        names.setdefault(thing, {})[row["name"].value] = None
        kinds.setdefault(thing, node(row, "class"))
        if "document" in row:
            documents[thing] = node(row, "document")
    things = [*names]
    for start in range(0, len(things), _AT_ONCE):
        some = {thing: names[thing] for thing in things[start : start + _AT_ONCE]}
        yield from _entries(store, group, some, kinds, documents)


def _entries(
    store: Store,
    group: str,
    names: Mapping[NamedNode, Iterable[str]],
    kinds: Mapping[NamedNode, NamedNode],
    documents: Mapping[NamedNode, NamedNode],
) -> Iterator[Entry]:
    """Yield some things with what they are called, where they belong, and their sentences."""
    others = {own[thing] for thing in names for own in (kinds, documents) if thing in own}
    called = names_in_both(store, (*names, *others))
    quotes = quotes_of(store, names) if group in ("targets", "provisions") else {}

    def said(thing: NamedNode | None) -> Wording:
        return Wording(*(called[lang][thing] for lang in LANGS)) if thing else _NONE

    for thing, own in names.items():
        quoted = quotes.get(thing, [])
        local = (compact(thing.value).partition(":")[2],) if group == "terms" else ()
        yield Entry(
            group=group,
            key=thing.value,
            title=said(thing),
            names=(*own, *local),
            kind=said(kinds[thing]),
            within=said(documents.get(thing)),
            quote=quoted[0] if quoted else None,
        )


def _sentences(store: Store) -> Iterator[Entry]:
    for row in select(store, _SENTENCES):
        source = unquote(row["source"].value.rpartition("/")[2])
        start, end = int(text_of(row, "start")), int(text_of(row, "end"))
        quote = Quote(source, start, end, text_of(row, "text"), is_context=False)
        yield Entry("texts", quote.place, _NONE, (), quote=quote)


def _asked(questions: Iterable[Question]) -> Iterator[Entry]:
    for asked in questions:
        yield Entry("questions", asked.name, asked.title, (asked.name, *asked.question))


def _rules(store: Store) -> Iterator[Entry]:
    names: dict[str, dict[str, str]] = {}
    for row in select(store, _RULES):
        language = getattr(row["name"], "language", None) or "vi"
        names.setdefault(text_of(row, "code"), {}).setdefault(language, text_of(row, "name"))
    for code, own in names.items():
        spare = next(iter(own.values()))
        yield Entry("rules", code, Wording(*(own.get(la, spare) for la in LANGS)), (code,))


def _spaced(text: str) -> str:
    """Return the plain words of a text between single spaces, one before and one behind."""
    return f" {' '.join(plain_words(text))} "
