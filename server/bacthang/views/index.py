"""What can be found by words: everything that has a name, and every sentence of the texts.

The index is made once an edition and held in memory: for each word the entries that have it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from ..errors import LANGS, Wording
from ..evidence import Quote, quotes_of
from ..iris import compact
from ..naming import names_of
from ..questions import Question
from ..selecting import node, select, text_of
from ..stores import Store
from .words import words_in

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


class Index:
    """Entries by the words that they have."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)
        self.by_key = {entry.key: entry for entry in self.entries}
        postings: defaultdict[str, set[int]] = defaultdict(set)
        self.names: list[tuple[str, ...]] = []
        self.quotes: list[str] = []
        for place, entry in enumerate(self.entries):
            self.names.append(tuple(_spaced(name) for name in (*entry.title, *entry.names)))
            self.quotes.append(_spaced(entry.quote.text) if entry.quote else "")
            for text in (*self.names[-1], self.quotes[-1]):
                for word in text.split():
                    postings[word].add(place)
        self._postings: Mapping[str, set[int]] = postings
        self.vocabulary = sorted(postings)

    def having(self, word: str, begins: bool = False) -> set[int]:
        """Return the places of the entries that have a word, or one that begins so."""
        if not begins:
            return set(self._postings.get(word, ()))
        found: set[int] = set()
        for known in self.vocabulary[bisect_left(self.vocabulary, word) :]:
            if not known.startswith(word):
                break
            found |= self._postings[known]
        return found


def index_of(store: Store, questions: Iterable[Question]) -> Index:
    """Read everything that can be found, with the questions of the library."""
    things = (entry for group, (_, own) in GROUPS.items() if own for entry in _named(store, group))
    return Index((*things, *_sentences(store), *_asked(questions), *_rules(store)))


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
    called = [names_of(store, (*names, *kinds.values(), *documents.values()), la) for la in LANGS]
    quotes = quotes_of(store, names) if group in ("targets", "provisions") else {}

    def said(thing: NamedNode | None) -> Wording:
        return Wording(*(own[thing] for own in called)) if thing else _NONE

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
    return f" {' '.join(word.plain for word in words_in(text))} "
