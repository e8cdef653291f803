"""Search over everything: what somebody typed → the things it may mean, by sort, the best first.

Words are found with or without diacritics, in names of both languages and in the sentences quoted.
A document number is read as ``resolve`` reads it. What was typed is not kept anywhere.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from ..errors import Lang, UnreadableNumber, Wording
from ..evidence import Quote
from ..identity import Candidate
from ..iris import expand
from ..listings import Found as Kept
from ..listings import Index, unpacked
from ..numbers import parse
from ..resolve import Resolution, resolve
from ..stores import Store
from .index import GROUPS, Entry
from .words import Piece, Wanted, cut_out, marked, wanted

LONGEST: Final = 200
"""How much of what is typed is looked for, in characters."""

PER_PAGE: Final = 100
"""How many things of one sort are told on one page."""

COUNTED: Final = 10_000
"""Up to how many things of a sort are counted."""

_FIRST, _RANKED = 6, 200
"""How many of a sort are told beside those of others; of how many the best are looked for."""
_MOST_RANKED: Final = 1_000
_SUGGESTED, _UNKNOWN, _ALIKE = 4, 3, 2_000
_CANDIDATES: Final = 30
"""How many documents of one number are shown: every commune of a country has its 01."""
_COMMON: Final = 20_000
"""How many entries have a word that tells nothing."""
_WHOLE: Final = 100.0
_DIFFERS: Final = (
    ("issuer", Wording("cơ quan ban hành", "issuer")),
    ("term", Wording("nhiệm kỳ", "term")),
    ("date", Wording("ngày ký", "date")),
)


@dataclass(frozen=True)
class Hit:
    """One thing found: its title with the match marked, where it belongs, and its sentence."""

    entry: Entry
    title: tuple[Piece, ...]
    also: tuple[Piece, ...]
    kind: str
    within: str
    sentence: tuple[Piece, ...]

    @property
    def quote(self) -> Quote | None:
        """The place of its sentence."""
        return self.entry.quote


@dataclass(frozen=True)
class Group:
    """The things found of one sort; ``total`` counts those not shown too, to ``COUNTED`` at most.

    ``pages`` is how many pages those fill that can be turned to.
    """

    name: str
    title: str
    hits: tuple[Hit, ...]
    total: int
    pages: int

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.total >= COUNTED


@dataclass(frozen=True)
class Reading:
    """A document number as it was read, and the documents that have it, or come nearest.

    ``total`` counts these, of which only the first are given; ``corrected`` is its normal form
    where it was printed otherwise; ``differing`` says in what those that have it differ.
    """

    candidates: tuple[Candidate, ...]
    nearest: tuple[Candidate, ...]
    total: int
    corrected: str
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What was found for the words typed.

    ``is_loose`` when nothing has all the words, so that those with the most are shown;
    ``suggested`` are words of the graph that are spelled like those it does not know.
    """

    typed: str
    reading: Reading | None
    groups: tuple[Group, ...]
    total: int
    is_loose: bool
    suggested: tuple[str, ...]


def search(
    index: Index, store: Store, typed: str, lang: Lang, only: str = "", page: int = 1
) -> Found:
    """Find what somebody typed; with ``only``, a page of the things of one sort."""
    typed = " ".join(typed.split())[:LONGEST]
    sought = wanted(typed)
    iri = expand(typed)
    if iri and (own := index.keyed(iri.value)):
        ranked, is_loose = {own[0]: ([(_entry(own[1]), _WHOLE)], 1)}, False
    else:
        most = _MOST_RANKED if only else _RANKED
        ranked, is_loose = _ranked(index, sought, typed, most) if sought.words else ({}, False)
    order = list(GROUPS)
    size = PER_PAGE if only else _FIRST
    start = (page - 1) * size if only else 0
    groups = tuple(
        Group(
            name,
            GROUPS[name][0].plain(lang),
            tuple(_hit(entry, sought, lang) for entry, _ in own[start : start + size]),
            total,
            max(1, -(-len(own) // PER_PAGE)),
        )
        for name, (own, total) in sorted(
            ranked.items(), key=lambda group: (-int(group[1][0][0][1]) // 10, order.index(group[0]))
        )
        if only in ("", name)
    )
    suggested = _suggested(index, sought) if is_loose or not ranked else ()
    all_found = sum(total for _, total in ranked.values())
    return Found(typed, _reading(store, typed, lang), groups, all_found, is_loose, suggested)


_Rated = tuple[Entry, float]
_Ranked = dict[str, tuple[list[_Rated], int]]
"""By sort the best of the entries found, and how many there are."""


def _ranked(index: Index, sought: Wanted, typed: str, most: int) -> tuple[_Ranked, bool]:
    """Return the entries with all the words, best first; else those with half of them or more."""
    words = sought.words
    found: _Ranked = {}
    for sort in index.sorts:
        total = index.count(sort, words, COUNTED)
        if total:
            found[sort] = _rated(index.having(sort, words, most), sought, typed), total
    if found or len(words) == 1:
        return found, False
    some = index.having_some(words, -(-len(words) // 2), _COMMON)
    return {n: (_rated(own, sought, typed), len(own)) for n, own in some.items() if own}, True


def _rated(found: Iterable[Kept], sought: Wanted, typed: str) -> list[_Rated]:
    rated = [(entry, _worth(own, entry, sought, typed)) for own in found for entry in [_entry(own)]]
    return sorted(rated, key=lambda own: (-own[1], own[0].key))


def _entry(kept: Kept) -> Entry:
    return unpacked(Entry, kept.data)


def _worth(kept: Kept, entry: Entry, sought: Wanted, typed: str) -> float:
    """Return how well an entry fits: in its name rather than in its sentence, whole, at its head.

    Of equals, one with the same diacritics comes first, then one that says little else.
    """
    phrase = f" {' '.join(sought.words)}"
    names, quote = kept.names, kept.quote
    worth = 0.0
    if any(name == f"{phrase} " for name in names):
        worth = _WHOLE
    elif any(name.startswith(phrase) for name in names):
        worth = 80
    elif any(phrase in name for name in names):
        worth = 60
    elif phrase in quote:
        worth = 40
    elif any(all(f" {word}" in name for word in sought.words) for name in names):
        worth = 30
    told = " ".join((*entry.title, *entry.names, entry.quote.text if entry.quote else ""))
    if typed.casefold() in told.casefold():
        worth += 9
    shortest = min((len(name) for name in names if phrase in name), default=len(quote))
    return worth + 4 / (4 + shortest)


def _hit(entry: Entry, sought: Wanted, lang: Lang) -> Hit:
    title = marked(entry.title.plain(lang), sought)
    sentence = cut_out(entry.quote.text, sought) if entry.quote else ()
    also: tuple[Piece, ...] = ()
    if not _has_match(title) and not _has_match(sentence):
        others = (marked(name, sought) for name in entry.names)
        also = next((pieces for pieces in others if _has_match(pieces)), ())
    return Hit(entry, title, also, entry.kind.plain(lang), entry.within.plain(lang), sentence)


def _has_match(pieces: Iterable[Piece]) -> bool:
    return any(piece.is_match for piece in pieces)


def _reading(store: Store, typed: str, lang: Lang) -> Reading | None:
    """Return the documents of a number; None when it is none that any document is like."""
    with suppress(UnreadableNumber):
        number = parse(typed)
        found = resolve(store, typed)
        if found.candidates or (found.nearest and number.genre and number.issuers):
            return _read(found, typed, lang)
    return None


def _read(found: Resolution, typed: str, lang: Lang) -> Reading:
    normal = found.reading.normal_forms if found.reading else ()
    corrected = ""
    if normal and not any(form.casefold() in typed.casefold() for form in normal):
        known = {candidate.number for candidate in found.candidates}
        corrected = next((form for form in normal if form in known), normal[0])
    differing = tuple(
        word.plain(lang)
        for name, word in _DIFFERS
        if len({getattr(candidate, name) for candidate in found.candidates}) > 1
    )
    return Reading(
        found.candidates[:_CANDIDATES],
        found.nearest[:_CANDIDATES],
        len(found.candidates or found.nearest),
        corrected,
        differing,
    )


def _suggested(index: Index, sought: Wanted) -> tuple[str, ...]:
    """Return, for the first words that the graph does not have, those spelled most like them."""
    unknown = [word for word in sought.words if not index.knows(word)][:_UNKNOWN]
    near = (
        difflib.get_close_matches(word, [*index.like(word, _ALIKE)], n=2, cutoff=0.7)
        for word in unknown
    )
    return tuple(dict.fromkeys(other for own in near for other in own))[:_SUGGESTED]
