"""What can be found by words: everything that has a name, and every sentence of the texts.

The index is written once an edition, beside the lists of the pages (``listings/index.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from ..errors import LANGS, Lang, Wording
from ..evidence import Quote, quotes_of
from ..iris import compact
from ..listings import Found, IndexWriter, Writer, packed
from ..naming import names_in_both
from ..questions import Question
from ..selecting import Row, Value, node, select, text_of
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

_LABELS: Final = """
SELECT ?thing ?class ?name ?document WHERE {
  VALUES ?class { %s }
  ?thing a ?class ; rdfs:label ?name .
  OPTIONAL { ?thing bt:inDocument ?document }
  FILTER (STRSTARTS(STR(?thing), "https://w3id.org/bacthang/"))
}
"""
_NAMES: Final = """
SELECT ?thing ?class ?name WHERE {
  VALUES ?class { %s }
  ?thing a ?class ;
    skos:prefLabel|skos:altLabel|dcterms:title|foaf:name|bt:number|eli:id_local ?name .
  FILTER (STRSTARTS(STR(?thing), "https://w3id.org/bacthang/"))
}
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
    known = _known(store, GROUPS[group][1])
    unlabelled = {thing for thing in known.names if not all(known.label(thing, la) for la in LANGS)}
    around = {*known.kinds.values(), *known.documents.values(), *unlabelled}
    called = names_in_both(store, around)
    said = {thing: Wording(*(called[lang][thing] for lang in LANGS)) for thing in around}
    things = [*known.names]
    for start in range(0, len(things), _AT_ONCE):
        some = things[start : start + _AT_ONCE]
        quotes = quotes_of(store, some) if group in ("targets", "provisions") else {}
        for thing in some:
            quoted = quotes.get(thing, [])
            local = (compact(thing.value).partition(":")[2],) if group == "terms" else ()
            yield Entry(
                group=group,
                key=thing.value,
                title=said.get(thing) or Wording(*(known.label(thing, lang) for lang in LANGS)),
                names=(*sorted(known.names[thing]), *local),
                kind=said[known.kinds[thing]],
                within=said[known.documents[thing]] if thing in known.documents else _NONE,
                quote=quoted[0] if quoted else None,
            )


@dataclass(frozen=True)
class _Known:
    """What things are called, of which class they are, and which document they belong to."""

    names: dict[NamedNode, set[str]] = field(default_factory=dict)
    labels: dict[NamedNode, list[Value]] = field(default_factory=dict)
    kinds: dict[NamedNode, NamedNode] = field(default_factory=dict)
    documents: dict[NamedNode, NamedNode] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Take in a name; of several classes the first by IRI counts."""
        thing, kind = node(row, "thing"), node(row, "class")
        self.names.setdefault(thing, set()).add(row["name"].value)
        self.kinds[thing] = min(kind, self.kinds.get(thing, kind), key=attrgetter("value"))

    def label(self, thing: NamedNode, lang: Lang) -> str:
        """Return the label for a reader of a language; nothing where there is none for them."""
        own = self.labels.get(thing, ())
        fitting = (name.value for name in own if getattr(name, "language", None) in {lang, None})
        return min(fitting, default="")


def _known(store: Store, classes: str) -> _Known:
    known = _Known()
    for row in select(store, _LABELS % classes):
        thing = node(row, "thing")
        known.add(row)
        known.labels.setdefault(thing, []).append(row["name"])
        if "document" in row:
            known.documents[thing] = node(row, "document")
    for row in select(store, _NAMES % classes):
        known.add(row)
    return known


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
