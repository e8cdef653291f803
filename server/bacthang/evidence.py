"""Where a statement stands: its quotes in the texts, or the pages that report it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from pyoxigraph import NamedNode

from .errors import Lang
from .naming import names_of
from .selecting import Row, node, select
from .stores import Store

_PLACES = """
SELECT ?about ?source ?quote ?start ?end ?role WHERE {
  VALUES ?about { %s }
  ?about bt:statedIn ?place .
  ?place oa:hasSource ?source ; oa:hasSelector ?words , ?position .
  ?words oa:exact ?quote .
  ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?place bt:role ?role }
}
"""
_HOLDERS = """
SELECT ?about ?source ?start ?end WHERE {
  VALUES ?about { %s }
  ?about bt:partOf ?holder .
  ?holder bt:statedIn ?place .
  ?place oa:hasSource ?source ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
}
"""
_REPORTS = """
SELECT ?about ?address ?certainty WHERE {
  VALUES ?about { %s }
  ?about bt:reportedIn ?report .
  ?report dcterms:source ?address .
  OPTIONAL { ?report bt:certainty ?certainty }
}
"""


Span = tuple[str, int, int]
"""A file, and where in it something begins and ends."""


@dataclass(frozen=True, order=True)
class Quote:
    """A quote at its place; ``is_context`` when it only lends a year, subject or the like."""

    source: str
    start: int
    end: int
    text: str
    is_context: bool

    @property
    def place(self) -> str:
        """The file and the offsets, as one writes them."""
        return f"{self.source}:{self.start}–{self.end}"


def quotes_of(store: Store, things: Iterable[NamedNode]) -> dict[NamedNode, list[Quote]]:
    """Return the quotes of each thing that has any, its own before those of context.

    Of a commitment printed twice, the one in its printed item comes first.
    """
    found: dict[NamedNode, list[Quote]] = {}
    for row in select(store, _PLACES % " ".join(map(str, things))):
        found.setdefault(node(row, "about"), []).append(
            Quote(
                source=_file_of(row),
                start=int(row["start"].value),
                end=int(row["end"].value),
                text=row["quote"].value,
                is_context="role" in row,
            )
        )
    twice = [about for about, quotes in found.items() if sum(not q.is_context for q in quotes) > 1]
    around = _holders_of(store, twice)

    return {
        about: sorted(quotes, key=partial(_order, around.get(about, ())))
        for about, quotes in found.items()
    }


def _order(around: Iterable[Span], quote: Quote) -> tuple[bool, bool, Quote]:
    inside = any(
        source == quote.source and start <= quote.start and quote.end <= end
        for source, start, end in around
    )
    return quote.is_context, not inside, quote


def _holders_of(store: Store, things: Iterable[NamedNode]) -> dict[NamedNode, list[Span]]:
    """Return where the parts that hold some things stand."""
    around: dict[NamedNode, list[Span]] = {}
    for row in select(store, _HOLDERS % " ".join(map(str, things))):
        place = (_file_of(row), int(row["start"].value), int(row["end"].value))
        around.setdefault(node(row, "about"), []).append(place)
    return around


def _file_of(row: Row) -> str:
    """Return the name of the file that a place stands in."""
    return unquote(row["source"].value.rpartition("/")[2])


def reports_of(
    store: Store, things: Iterable[NamedNode]
) -> dict[NamedNode, list[tuple[str, NamedNode | None]]]:
    """Return the addresses that report each thing, each with its certainty."""
    found: dict[NamedNode, list[tuple[str, NamedNode | None]]] = {}
    for row in select(store, _REPORTS % " ".join(map(str, things))):
        certainty = node(row, "certainty") if "certainty" in row else None
        found.setdefault(node(row, "about"), []).append((row["address"].value, certainty))
    return {thing: sorted(reports, key=str) for thing, reports in found.items()}


class Witnesses:
    """The witness of each of many things: its first quote, or the pages that report it."""

    def __init__(self, store: Store, things: Iterable[NamedNode], lang: Lang) -> None:
        things = list(things)
        self._quotes = quotes_of(store, things)
        self._reports = reports_of(store, things)
        certainties = {kind for own in self._reports.values() for _, kind in own if kind}
        self._names = names_of(store, certainties, lang)

    def order(self, thing: NamedNode) -> list[Quote]:
        """Return what puts things in the order of their text."""
        return self._quotes.get(thing, [])[:1]

    def said(self, thing: NamedNode) -> tuple[str, str]:
        """Return the words quoted, and the place or the address with its certainty."""
        if quotes := self._quotes.get(thing):
            return quotes[0].text, quotes[0].place
        reports = self._reports.get(thing, [])
        return "", "; ".join(
            f"{address} ({self._names[kind]})" if kind else address for address, kind in reports
        )
