"""How well the graph knows each document: from its own words, from pages about it, or by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang, Wording
from ..listings import Line, Listings, Writer
from ..selecting import node, select
from ..stores import Store

_WITNESSED: Final = """
SELECT DISTINCT ?document { VALUES ?document { %s } ?part bt:inDocument ?document ; %s ?witness }
"""
_TARGETS: Final = """
SELECT ?document (COUNT(DISTINCT ?target) AS ?n) (COUNT(DISTINCT ?quoted) AS ?seen) {
  VALUES ?document { %s }
  ?target bt:inDocument ?document ; a bt:Target .
  OPTIONAL { ?target bt:statedIn ?place . BIND (?target AS ?quoted) }
} GROUP BY ?document
"""
_TOLD: Final = Wording("{n} chỉ tiêu", "{n} targets")
_TOLD_ONE: Final = Wording("1 chỉ tiêu", "1 target")
_NO_TARGET: Final = Wording("chưa biết chỉ tiêu nào", "no target known")


class Known(StrEnum):
    """How well a document is known."""

    QUOTED = "quoted"
    REPORTED = "reported"
    NAMED = "named"

    @property
    def word(self) -> Wording:
        """What people are told."""
        return _WORDS[self]


_WORDS: Final = {
    Known.QUOTED: Wording("có câu trích", "quoted"),
    Known.REPORTED: Wording("theo nguồn tin", "reported"),
    Known.NAMED: Wording("chỉ biết tên", "known by name only"),
}


@dataclass(frozen=True)
class Knowledge:
    """What is known of some documents; one that nothing is said of is known by name."""

    quoted: frozenset[NamedNode]
    reported: frozenset[NamedNode]
    targets: Mapping[NamedNode, int]
    quoted_targets: Mapping[NamedNode, int]

    def of(self, document: NamedNode) -> Known:
        """Return how well a document is known: by the best witness of any of its parts."""
        if document in self.quoted:
            return Known.QUOTED
        return Known.REPORTED if document in self.reported else Known.NAMED

    def words(self, document: NamedNode, lang: Lang) -> str:
        """Return in words how many targets of a document are known, and from where."""
        known, n = self.of(document), self.targets.get(document, 0)
        if known is Known.NAMED:
            return known.word.plain(lang)
        told = _TOLD_ONE.plain(lang) if n == 1 else _TOLD.said(lang, n=n)
        if not n:
            told = _NO_TARGET.plain(lang)
        if known is Known.REPORTED or (n and not self.quoted_targets.get(document)):
            return f"{told}, {Known.REPORTED.word.plain(lang)}"
        return told


def knowledge(store: Store, documents: Iterable[NamedNode]) -> Knowledge:
    """Return how well each of some documents is known."""
    wanted = " ".join(sorted(map(str, set(documents))))
    quoted, reported = (
        frozenset(node(row, "document") for row in select(store, _WITNESSED % (wanted, witness)))
        for witness in ("bt:statedIn", "bt:reportedIn")
    )
    rows = select(store, _TARGETS % wanted)
    targets, seen = (
        {node(row, "document"): int(row[name].value) for row in rows} for name in ("n", "seen")
    )
    return Knowledge(quoted, reported, targets, seen)


Knowing = Callable[[Iterable[NamedNode]], Knowledge]
"""Tells how well some documents are known."""


def write(writer: Writer, store: Store) -> None:
    """Write how well each document is known."""
    documents = [node(row, "document") for row in select(store, _DOCUMENTS)]
    writer.lines(_NAME, _kept(store, documents))


def known_in(known: Listings) -> Knowing:
    """Return what tells how well documents are known, as it was written."""

    def told(documents: Iterable[NamedNode]) -> Knowledge:
        kept = {
            thing: own
            for thing in documents
            if (own := known.keyed(_NAME, _Kept, thing.value)) is not None
        }
        return Knowledge(
            frozenset(thing for thing, own in kept.items() if own.known is Known.QUOTED),
            frozenset(thing for thing, own in kept.items() if own.known is Known.REPORTED),
            {thing: own.targets for thing, own in kept.items()},
            {thing: own.quoted for thing, own in kept.items()},
        )

    return told


@dataclass(frozen=True)
class _Kept:
    """How well one document is known, and how many of its targets are, and are quoted."""

    known: Known
    targets: int
    quoted: int


_NAME: Final = "known"
_DOCUMENTS: Final = "SELECT DISTINCT ?document { ?part bt:inDocument ?document } ORDER BY ?document"
_AT_ONCE: Final = 500


def _kept(store: Store, documents: Sequence[NamedNode]) -> Iterator[Line]:
    for start in range(0, len(documents), _AT_ONCE):
        some = documents[start : start + _AT_ONCE]
        own = knowledge(store, some)
        for thing in some:
            counts = own.targets.get(thing, 0), own.quoted_targets.get(thing, 0)
            yield Line(thing.value, _Kept(own.of(thing), *counts))
