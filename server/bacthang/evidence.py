"""Where a statement stands: its quotes in the texts, or the pages that report it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import NamedNode

from .errors import Lang
from .naming import names_of
from .selecting import node, select
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
_REPORTS = """
SELECT ?about ?address ?certainty WHERE {
  VALUES ?about { %s }
  ?about bt:reportedIn ?report .
  ?report dcterms:source ?address .
  OPTIONAL { ?report bt:certainty ?certainty }
}
"""


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
    """Return the quotes of each thing that has any, its own before those of context."""
    found: dict[NamedNode, list[Quote]] = {}
    for row in select(store, _PLACES % " ".join(map(str, things))):
        found.setdefault(node(row, "about"), []).append(
            Quote(
                source=unquote(row["source"].value.rpartition("/")[2]),
                start=int(row["start"].value),
                end=int(row["end"].value),
                text=row["quote"].value,
                is_context="role" in row,
            )
        )
    return {
        thing: sorted(quotes, key=lambda quote: (quote.is_context, quote))
        for thing, quotes in found.items()
    }


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
