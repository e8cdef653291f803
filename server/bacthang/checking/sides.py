"""What people are told of the things that findings name: names, document, quotes, addresses.

A figure is never shown without its sentence or, when it is only reported, its address (DESIGN
section 1); so both sides of a finding come with theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Wording
from ..evidence import Quote, quotes_of, reports_of
from ..naming import names_of
from ..selecting import node, select
from ..stores import Store

_DOCUMENTS: Final = """
SELECT DISTINCT ?thing ?document WHERE {
  { VALUES ?thing { %(things)s } ?thing a bt:PolicyDocument . BIND (?thing AS ?document) }
  UNION { VALUES ?thing { %(things)s } ?thing bt:inDocument ?document }
  UNION { VALUES ?thing { %(things)s } ?thing bt:linkFrom ?document }
  UNION { VALUES ?thing { %(things)s } ?said bt:statedIn ?thing ; bt:inDocument ?document }
  UNION { VALUES ?thing { %(things)s } ?said bt:statedIn ?thing ; bt:linkFrom ?document }
  UNION { VALUES ?thing { %(things)s } ?document bt:statedIn ?thing ; a bt:PolicyDocument }
}
ORDER BY ?thing ?document
"""
_NUMBERS: Final = "SELECT ?thing ?number { VALUES ?thing { %s } ?thing bt:number ?number }"
_AT_ONCE: Final = 1000
"""How many things are asked of in one query, lest it grow beyond what a store takes."""


@dataclass(frozen=True)
class Report:
    """A page that reports something, and how certain it is."""

    address: str
    certainty: Wording | None


@dataclass(frozen=True)
class Thing:
    """What people are told of one thing.

    ``documents`` are those that it is, or is part of; ``number`` is that of a document itself.
    """

    iri: NamedNode
    name: Wording
    number: str
    documents: tuple[NamedNode, ...]
    quotes: tuple[Quote, ...]
    reports: tuple[Report, ...]

    @property
    def document(self) -> NamedNode | None:
        """The document that a thing is told under."""
        return self.documents[0] if self.documents else None


Things = dict[NamedNode, Thing]


def things_of(store: Store, named: Iterable[NamedNode]) -> Things:
    """Return what is told of each of the things, and of the documents that they belong to."""
    wanted = sorted(set(named), key=str)
    found: Things = {}
    for some in _pieces(wanted):
        found |= _told(store, some)
    documents = {document for thing in found.values() for document in thing.documents}
    for some in _pieces(sorted(documents - found.keys(), key=str)):
        found |= _told(store, some)
    return found


def _told(store: Store, things: Sequence[NamedNode]) -> Things:
    vi, en = (names_of(store, things, lang) for lang in ("vi", "en"))
    documents = _pairs(store, _DOCUMENTS, things, "document")
    numbers = {
        node(row, "thing"): row["number"].value
        for row in select(store, _NUMBERS % " ".join(map(str, things)))
    }
    quotes, reports = quotes_of(store, things), reports_of(store, things)
    kinds = {kind for own in reports.values() for _, kind in own if kind}
    kinds_vi, kinds_en = (names_of(store, kinds, lang) for lang in ("vi", "en"))
    return {
        thing: Thing(
            thing,
            Wording(vi[thing], en[thing]),
            numbers.get(thing, ""),
            tuple(documents.get(thing, ())),
            tuple(quotes.get(thing, ())),
            tuple(
                Report(address, Wording(kinds_vi[kind], kinds_en[kind]) if kind else None)
                for address, kind in reports.get(thing, ())
            ),
        )
        for thing in things
    }


def _pairs(
    store: Store, query: str, things: Iterable[NamedNode], name: str
) -> dict[NamedNode, list[NamedNode]]:
    found: dict[NamedNode, list[NamedNode]] = {}
    for row in select(store, query % {"things": " ".join(map(str, things))}):
        found.setdefault(node(row, "thing"), []).append(node(row, name))
    return found


def _pieces(things: Sequence[NamedNode]) -> Iterator[Sequence[NamedNode]]:
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]
