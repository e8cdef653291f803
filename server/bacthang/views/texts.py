"""The source texts as pages show them: whole, with every passage that a statement quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from ..errors import LANGS, Lang, UnknownName
from ..listings import Line as Kept
from ..listings import Listings, Writer
from ..namespaces import ID
from ..naming import names_of
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .homes import Home, homes_of
from .named import Named
from .passages import Paragraph, Span, broken, laid_out

_TEXTS: Final = """
SELECT ?text ?title ?issued ?hash (STRLEN(?words) AS ?length) WHERE {
  ?text a bt:SourceText ; bt:sha256 ?hash ; bt:text ?words .
  OPTIONAL { ?text dcterms:title ?title }
  OPTIONAL { ?text dcterms:issued ?issued }
}
ORDER BY ?text
"""
_PASSAGES: Final = """
SELECT ?text (COUNT(*) AS ?n) WHERE {
  SELECT DISTINCT ?text ?start ?end WHERE {
    { SELECT DISTINCT ?place { ?statement bt:statedIn ?place } }
    { SELECT ?place ?text { ?place oa:hasSource ?text } }
    { SELECT ?place ?position { ?place oa:hasSelector ?position } }
    { SELECT ?position ?start { ?position oa:start ?start } }
    { SELECT ?position ?end { ?position oa:end ?end } }
  }
}
GROUP BY ?text
"""
_TARGETS: Final = """
SELECT ?text (COUNT(DISTINCT ?target) AS ?n) WHERE {
  { SELECT ?target { ?target a bt:Target } }
  { SELECT ?target ?place { ?target bt:statedIn ?place MINUS { ?place bt:role ?role } } }
  { SELECT ?place ?text { ?place oa:hasSource ?text } }
}
GROUP BY ?text
"""
"""Each pattern by itself: the engine then reads them from end to end, and joins them by hashes."""
_WORDS: Final = "SELECT ?words WHERE { %s bt:text ?words }"
_SENTENCES: Final = """
SELECT DISTINCT ?start ?end WHERE {
  ?sentence a bt:Sentence ; oa:hasSource %s ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
}
"""
"""The sentences of a text, which searches lead to, as well as what is quoted."""
_WHOLES: Final = """
SELECT DISTINCT ?text ?document WHERE {
  { SELECT ?document { ?document a bt:PolicyDocument } }
  { SELECT ?document ?place { ?document bt:statedIn ?place MINUS { ?place bt:role ?role } } }
  { SELECT ?place ?text { ?place oa:hasSource ?text } }
}
"""
_PARTS: Final = """
SELECT DISTINCT ?text ?document WHERE {
  { SELECT ?part ?document { ?part bt:inDocument ?document . ?document a bt:PolicyDocument } }
  { SELECT ?part ?place { ?part bt:statedIn ?place MINUS { ?place bt:role ?role } } }
  { SELECT ?place ?text { ?place oa:hasSource ?text } }
}
"""
"""Which documents a text bears out: itself, or one of its parts."""
QUERY: Final = """
SELECT ?start ?end ?quote ?role ?statement ?kind
WHERE {
  ?place oa:hasSource %s ; oa:hasSelector ?words , ?position .
  ?words oa:exact ?quote .
  ?position oa:start ?start ; oa:end ?end .
  ?statement bt:statedIn ?place ; a ?kind .
  OPTIONAL { ?place bt:role ?role }
}
ORDER BY ?start DESC(?end) ?statement ?kind
"""
"""Every passage that something quotes from a text, with what quotes it."""


PER_PAGE: Final = 50
"""How many texts are told on one page."""

_NAME: Final = "texts.%s"
_NEAR: Final = 10


@dataclass(frozen=True)
class Text:
    """One source text; ``targets`` counts those that it states."""

    iri: NamedNode
    file: str
    title: str
    issued: str
    sha256: str
    length: int
    passages: int
    targets: int
    documents: tuple[Named, ...]

    @property
    def name(self) -> str:
        """What the text is called: its title, or its file where it has none."""
        return self.title or self.file


@dataclass(frozen=True)
class Said:
    """One statement that a passage bears out; as context it lends only a year, subject or so."""

    home: Home
    is_context: bool


@dataclass(frozen=True)
class Passage:
    """One quoted passage, its number on the page, and all that rests on it."""

    span: Span
    number: int
    statements: tuple[Said, ...]

    @property
    def tone(self) -> str:
        """What the passage mainly states, for its colour: target, part, document, link, context."""
        own = [said.home.tone for said in self.statements if not said.is_context]
        return next((tone for tone in _TONES if tone in own), "context")


@dataclass(frozen=True)
class Page:
    """A text whole."""

    text: Text
    paragraphs: Sequence[Paragraph]
    space: str
    passages: Mapping[Span, Passage]
    query: str

    @cached_property
    def broken(self) -> tuple[Span, ...]:
        """The passages told in several pieces."""
        return broken(self.paragraphs)

    @cached_property
    def tones(self) -> tuple[str, ...]:
        """The tones that occur, the weightiest first."""
        found = {passage.tone for passage in self.passages.values()}
        return tuple(tone for tone in (*_TONES, "context") if tone in found)


_TONES: Final = ("target", "part", "document", "link", "other")


def write(writer: Writer, store: Store) -> None:
    """Write the list of texts, by file name, in each language."""
    rows, documents = select(store, _TEXTS), _documents(store)
    passages, targets = _counts(store, _PASSAGES), _counts(store, _TARGETS)
    for lang in LANGS:
        names = names_of(store, {one for own in documents.values() for one in own}, lang)
        found = (
            _text(
                row,
                passages.get(iri, 0),
                targets.get(iri, 0),
                tuple(Named(one, names[one]) for one in documents.get(iri, ())),
            )
            for row in rows
            for iri in [node(row, "text")]
        )
        writer.lines(_NAME % lang, (Kept(text.iri.value, text) for text in found))


def _documents(store: Store) -> dict[NamedNode, list[NamedNode]]:
    """Return, in order, the documents that each text bears out."""
    pairs = {
        (node(row, "text"), node(row, "document"))
        for query in (_WHOLES, _PARTS)
        for row in select(store, query)
    }
    found: dict[NamedNode, list[NamedNode]] = {}
    for text, document in sorted(pairs, key=lambda pair: [one.value for one in pair]):
        found.setdefault(text, []).append(document)
    return found


def _counts(store: Store, query: str) -> dict[NamedNode, int]:
    return {node(row, "text"): int(text_of(row, "n")) for row in select(store, query)}


def listed(known: Listings, lang: Lang, page: int = 1) -> tuple[list[Text], int]:
    """Return a page of the texts, and how many pages there are."""
    name = _NAME % lang
    pages = max(1, -(-known.count(name) // PER_PAGE))
    return known.lines(name, Text, start=(page - 1) * PER_PAGE, most=PER_PAGE), pages


def page(store: Store, known: Listings, iri: NamedNode, lang: Lang) -> Page:
    """Return a source text with its passages.

    Raises UnknownName when there is none of that IRI.
    """
    text = known.keyed(_NAME % lang, Text, iri.value)
    if text is None:
        others = known.lines(_NAME % lang, Text, most=_NEAR)
        near = ", ".join(text.file for text in others) or "—"
        raise UnknownName(
            kind_vi="văn bản nguồn", kind_en="source text", name=file_of(iri), near=near
        )
    passages = _passages(store, select(store, QUERY % iri), lang)
    (words,) = select(store, _WORDS % iri)
    sentences = map(_span, select(store, _SENTENCES % iri))
    paragraphs, space = laid_out(text_of(words, "words"), passages, sentences)
    return Page(text, paragraphs, space, passages, QUERY % iri)


def file_of(iri: NamedNode) -> str:
    """Return the name of the file that a source text is."""
    return unquote(iri.value.removeprefix(ID["source/"].value))


def _text(row: Row, passages: int, targets: int, documents: tuple[Named, ...]) -> Text:
    iri = node(row, "text")
    return Text(
        iri=iri,
        file=file_of(iri),
        title=text_of(row, "title"),
        issued=text_of(row, "issued"),
        sha256=text_of(row, "hash"),
        length=int(text_of(row, "length")),
        passages=passages,
        targets=targets,
        documents=documents,
    )


def _span(row: Row) -> Span:
    return Span(int(text_of(row, "start")), int(text_of(row, "end")))


def _passages(store: Store, rows: Iterable[Row], lang: Lang) -> dict[Span, Passage]:
    """Return the passages in the order of the text, the longest first where several begin."""
    statements: dict[Span, dict[NamedNode, bool]] = {}
    for row in rows:
        own, statement = statements.setdefault(_span(row), {}), node(row, "statement")
        own[statement] = own.get(statement, True) and "role" in row
    homes = homes_of(store, {one for own in statements.values() for one in own}, lang)
    return {
        span: Passage(
            span,
            number,
            tuple(
                sorted(
                    (Said(homes[thing], is_context) for thing, is_context in own.items()),
                    key=lambda said: (said.is_context, said.home.order),
                )
            ),
        )
        for number, (span, own) in enumerate(statements.items(), 1)
    }
