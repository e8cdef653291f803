"""The documents as a list to look through: by step, issuer, term, kind, words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
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
_MORE: Final = """
SELECT ?document ?kind ?title ?text ?place ?report WHERE {
  ?document a bt:PolicyDocument .
  { ?document a ?kind FILTER (STRSTARTS(STR(?kind), STR(bt:)) && ?kind != bt:PolicyDocument) }
  UNION { ?document dcterms:title ?title FILTER (LANG(?title) = "%s") }
  UNION { ?document bt:plainText ?text }
  UNION { ?part bt:inDocument ?document ; bt:statedIn ?place }
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
class Listing:
    """The documents that fit what was asked, by step; and all that can be asked for."""

    by_rank: tuple[tuple[int, tuple[Line, ...]], ...]
    issuers: tuple[Named, ...]
    terms: tuple[Named, ...]
    kinds: tuple[Named, ...]
    shown: int
    all: int


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

    def fits(self, line: Line) -> bool:
        """Tell whether a document is among what is asked for."""
        return (
            self.rank in (0, line.rank)
            and _is(self.issuer, line.issuer)
            and _is(self.term, line.term)
            and (not self.kind or any(kind.local == self.kind for kind in line.kinds))
            and (line.is_quoted or not self.quoted)
            and all(word in line.text for word in plain_text(self.words).split())
        )


def lines(store: Store, lang: Lang) -> tuple[Line, ...]:
    """Return every document, from the top of the staircase down; of joint issuers the first."""
    rows = {node(row, "document"): row for row in reversed(select(store, QUERY))}
    more = select(store, _MORE % lang)
    named = naming(store, [*rows.values(), *more], lang)
    about: defaultdict[NamedNode, list[Row]] = defaultdict(list)
    for row in more:
        about[node(row, "document")].append(row)
    return tuple(
        Line(
            document=sure(named(row, "document")),
            number=text_of(row, "number"),
            title=next((text_of(one, "title") for one in about[thing] if "title" in one), ""),
            issuer=named(row, "issuer"),
            rank=int(text_of(row, "rank") or UNRANKED),
            term=named(row, "term"),
            date=text_of(row, "date"),
            kinds=tuple(kind for one in about[thing] if (kind := named(one, "kind"))),
            targets=int(text_of(row, "targets")),
            parts=int(text_of(row, "parts")),
            is_quoted=any("place" in one for one in about[thing]),
            text=next((text_of(one, "text") for one in about[thing] if "text" in one), ""),
        )
        for thing, row in reversed(rows.items())
    )


def listing(known: Iterable[Line], asked: Asked) -> Listing:
    """Return the documents that fit; words are found with or without diacritics."""
    known = tuple(known)
    fitting = [line for line in known if asked.fits(line)]
    ranks = dict.fromkeys(line.rank for line in fitting)
    return Listing(
        by_rank=tuple(
            (rank, tuple(line for line in fitting if line.rank == rank)) for rank in ranks
        ),
        issuers=_all(known, lambda line: [line.issuer]),
        terms=_all(known, lambda line: [line.term]),
        kinds=_all(known, lambda line: line.kinds),
        shown=len(fitting),
        all=len(known),
    )


def _is(wanted: str, thing: Named | None) -> bool:
    return not wanted or (thing is not None and thing.local == wanted)


def _all(known: Iterable[Line], of: Callable[[Line], Iterable[Named | None]]) -> tuple[Named, ...]:
    """Return what lines have in a column, in the order of the staircase."""
    return tuple(dict.fromkeys(one for line in known for one in of(line) if one))
