"""The documents as a list to look through: by step, issuer, term, kind, words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from ..errors import LANGS, Lang
from ..iris import local_name
from ..listings import Line as Kept
from ..listings import Listings, Narrowed, Writer
from ..naming import names_of
from ..plaintext import plain_text
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .commitments import UNRANKED
from .named import Named, naming, sure

QUERY: Final = """
SELECT ?document ?number ?issuer ?rank ?term ?date
       (COUNT(DISTINCT ?target) AS ?targets) (COUNT(DISTINCT ?part) AS ?parts)
WHERE {
  ?document a bt:PolicyDocument .
  OPTIONAL { ?document bt:number ?number }
  OPTIONAL { ?document bt:issuedBy ?issuer . OPTIONAL { ?issuer bt:level/bt:rank ?rank } }
  OPTIONAL { ?document bt:term ?term }
  OPTIONAL { ?document eli:date_document ?date }
  OPTIONAL { ?part bt:inDocument ?document ; a bt:Provision }
  OPTIONAL { ?target bt:inDocument ?document ; a bt:Target }
}
GROUP BY ?document ?number ?issuer ?rank ?term ?date
ORDER BY (COALESCE(?rank, 9)) ?issuer ?number ?document
"""
"""What the list says, as anybody can ask it."""

_FACTS: Final = """
SELECT ?document ?number ?issuer ?rank ?term ?date WHERE {
  ?document a bt:PolicyDocument .
  OPTIONAL { ?document bt:number ?number }
  OPTIONAL { ?document bt:issuedBy ?issuer . OPTIONAL { ?issuer bt:level/bt:rank ?rank } }
  OPTIONAL { ?document bt:term ?term }
  OPTIONAL { ?document eli:date_document ?date }
}
ORDER BY (COALESCE(?rank, 9)) ?issuer ?number ?document
"""
_PARTS: Final = """
SELECT ?document (COUNT(DISTINCT ?part) AS ?n)
WHERE { ?part a %s ; bt:inDocument ?document } GROUP BY ?document
"""
_MORE: Final = """
SELECT ?document ?kind ?title ?text ?place ?report WHERE {
  ?document a bt:PolicyDocument .
  { ?document a ?kind FILTER (STRSTARTS(STR(?kind), STR(bt:)) && ?kind != bt:PolicyDocument) }
  UNION { ?document dcterms:title ?title }
  UNION { ?document bt:plainText ?text }
  UNION { { SELECT DISTINCT ?document (true AS ?place) WHERE {
    ?part bt:inDocument ?document ; bt:statedIn ?any } } }
  UNION { ?document bt:reportedIn ?report }
}
ORDER BY ?document ?kind
"""


@dataclass(frozen=True)
class Line:
    """One document; ``is_quoted`` when parts of it are quoted from a text that the graph holds."""

    document: Named
    number: str
    title: str
    issuer: Named | None
    rank: int
    term: Named | None
    date: str
    kinds: tuple[Named, ...]
    targets: int
    parts: int
    is_quoted: bool
    text: str


@dataclass(frozen=True)
class Choices:
    """What a list can be narrowed to; ``left_out`` counts what is not offered, being too many."""

    offered: tuple[Named, ...]
    left_out: int


@dataclass(frozen=True)
class Listing:
    """A page of the documents that fit what was asked, by step; and all that can be asked for.

    ``counts`` says how many fit on each step, ``shown`` how many in all.
    """

    by_rank: tuple[tuple[int, tuple[Line, ...]], ...]
    counts: Mapping[int, int]
    issuers: Choices
    terms: Choices
    kinds: Choices
    shown: int
    all: int

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-self.shown // PER_PAGE))


PER_PAGE: Final = 200
"""How many documents are told on one page."""

MOST_CHOICES: Final = 300
"""How many choices are offered to narrow a list."""

NO_RANK: Final = -1
"""The rank of no step: nothing fits it."""


@dataclass(frozen=True)
class Asked:
    """What a list is asked for: local names, the rank of a step, words; empty for anything."""

    rank: int = 0
    issuer: str = ""
    term: str = ""
    kind: str = ""
    quoted: bool = False
    words: str = ""

    @property
    def narrowed(self) -> Narrowed:
        """What a list is narrowed by."""
        facets = {
            "rank": str(self.rank or ""),
            "issuer": self.issuer,
            "term": self.term,
            "kind": self.kind,
            "quoted": "yes" if self.quoted else "",
        }
        return Narrowed(
            {name: value for name, value in facets.items() if value},
            tuple(plain_text(self.words).split()),
        )


@dataclass(frozen=True)
class Facts:
    """What is known of each document, from the foot of the staircase up, whatever the language."""

    rows: dict[NamedNode, Row]
    more: list[Row]
    targets: Mapping[NamedNode, int]
    parts: Mapping[NamedNode, int]


def facts(store: Store) -> Facts:
    """Ask for what is known of each document; of joint issuers the first counts."""
    return Facts(
        {node(row, "document"): row for row in reversed(select(store, _FACTS))},
        select(store, _MORE),
        _counts(store, "bt:Target"),
        _counts(store, "bt:Provision"),
    )


def lines(store: Store, known: Facts, lang: Lang) -> Iterator[Line]:
    """Yield every document, from the top of the staircase down."""
    rows = known.rows
    named = naming(store, [*rows.values(), *known.more], lang)
    about: defaultdict[NamedNode, list[Row]] = defaultdict(list)
    for row in known.more:
        about[node(row, "document")].append(row)
    for thing, row in reversed(rows.items()):
        yield Line(
            document=sure(named(row, "document")),
            number=text_of(row, "number"),
            title=next((text_of(one, "title") for one in about[thing] if _is_in(one, lang)), ""),
            issuer=named(row, "issuer"),
            rank=int(text_of(row, "rank") or UNRANKED),
            term=named(row, "term"),
            date=text_of(row, "date"),
            kinds=tuple(kind for one in about[thing] if (kind := named(one, "kind"))),
            targets=known.targets.get(thing, 0),
            parts=known.parts.get(thing, 0),
            is_quoted=any("place" in one for one in about[thing]),
            text=next((text_of(one, "text") for one in about[thing] if "text" in one), ""),
        )


def _is_in(row: Row, lang: Lang) -> bool:
    return getattr(row.get("title"), "language", None) == lang


def write(writer: Writer, store: Store) -> None:
    """Write the list of documents in each language."""
    known = facts(store)
    for lang in LANGS:
        writer.lines(_NAME % lang, _kept(lines(store, known, lang)))


def listing(known: Listings, store: Store, asked: Asked, lang: Lang, page: int = 1) -> Listing:
    """Return a page of the documents that fit; words are found with or without diacritics."""
    name, narrowed = _NAME % lang, asked.narrowed
    some = known.lines(name, Line, narrowed, (page - 1) * PER_PAGE, PER_PAGE)
    counts = {int(rank): n for rank, n in known.options(name, "rank", narrowed).items()}

    def all_of(facet: str, chosen: str) -> Choices:
        return _choices(store, [*known.options(name, f"{facet} iri")], chosen, lang)

    return Listing(
        by_rank=tuple(
            (rank, own)
            for rank in counts
            if (own := tuple(line for line in some if line.rank == rank))
        ),
        counts=counts,
        issuers=all_of("issuer", asked.issuer),
        terms=all_of("term", asked.term),
        kinds=all_of("kind", asked.kind),
        shown=sum(counts.values()),
        all=known.count(name),
    )


_NAME: Final = "documents.%s"


def _counts(store: Store, kind: str) -> dict[NamedNode, int]:
    return {node(row, "document"): int(row["n"].value) for row in select(store, _PARTS % kind)}


def _kept(found: Iterable[Line]) -> Iterator[Kept]:
    for line in found:
        facets: dict[str, list[Named]] = {
            "issuer": [line.issuer] if line.issuer else [],
            "term": [line.term] if line.term else [],
            "kind": [*line.kinds],
        }
        yield Kept(
            line.document.iri.value,
            replace(line, text=""),
            line.text,
            {name: [one.local for one in own] for name, own in facets.items()}
            | {f"{name} iri": [one.iri.value for one in own] for name, own in facets.items()}
            | {"rank": [str(line.rank)], "quoted": ["yes"] if line.is_quoted else []},
        )


def _choices(store: Store, iris: list[str], chosen: str, lang: Lang) -> Choices:
    """Return what may be chosen in the order of the staircase, what is chosen always with it."""
    things = [NamedNode(iri) for iri in iris]
    offered = things[:MOST_CHOICES]
    offered += [thing for thing in things[MOST_CHOICES:] if local_name(thing.value) == chosen]
    names = names_of(store, offered, lang)
    return Choices(
        tuple(Named(thing, names[thing]) for thing in offered), len(things) - len(offered)
    )
