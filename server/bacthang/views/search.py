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
from ..numbers import parse
from ..resolve import Resolution, resolve
from ..stores import Store
from .index import GROUPS, Entry, Index
from .words import Piece, Wanted, cut_out, marked, wanted

LONGEST: Final = 200
"""How much of what is typed is looked for, in characters."""

_ALL, _FIRST = 400, 6
_SUGGESTED, _UNKNOWN = 4, 3
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
    """The things found of one sort; ``total`` counts those not shown too."""

    name: str
    title: str
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True)
class Reading:
    """A document number as it was read, and the documents that have it, or come nearest.

    ``corrected`` is its normal form where it was printed otherwise; ``differing`` says in what the
    candidates differ, when there are several.
    """

    candidates: tuple[Candidate, ...]
    nearest: tuple[Candidate, ...]
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


def search(index: Index, store: Store, typed: str, lang: Lang, only: str = "") -> Found:
    """Find what somebody typed; with ``only``, the things of one sort, all of them."""
    typed = " ".join(typed.split())[:LONGEST]
    sought = wanted(typed)
    iri = expand(typed)
    if iri and iri.value in index.by_key:
        ranked, is_loose = [(index.by_key[iri.value], _WHOLE)], False
    else:
        ranked, is_loose = _ranked(index, sought, typed) if sought.words else ([], False)
    best: dict[str, int] = {}
    by_group: dict[str, list[Entry]] = {}
    for entry, worth in ranked:
        best.setdefault(entry.group, -int(worth) // 10)
        by_group.setdefault(entry.group, []).append(entry)
    order = list(GROUPS)
    shown = _ALL if only else _FIRST
    groups = tuple(
        Group(
            name,
            GROUPS[name][0].plain(lang),
            tuple(_hit(entry, sought, lang) for entry in own[:shown]),
            len(own),
        )
        for name, own in sorted(
            by_group.items(), key=lambda group: (best[group[0]], order.index(group[0]))
        )
        if only in ("", name)
    )
    suggested = _suggested(index, sought) if is_loose or not ranked else ()
    return Found(typed, _reading(store, typed, lang), groups, len(ranked), is_loose, suggested)


def _ranked(index: Index, sought: Wanted, typed: str) -> tuple[list[tuple[Entry, float]], bool]:
    """Return the entries with all the words, best first; else those with half of them or more."""
    words = sought.words
    having = [index.having(word, begins=word is words[-1]) for word in words]
    places = set.intersection(*having)
    is_loose = not places and len(words) > 1
    counted = {place: len(words) for place in places}
    if is_loose:
        for own in having:
            for place in own:
                counted[place] = counted.get(place, 0) + 1
        most = max(counted.values(), default=0)
        counted = {p: n for p, n in counted.items() if n == most and 2 * n >= len(words)}
    rated = [(index.entries[place], _worth(index, place, sought, typed)) for place in counted]
    return sorted(rated, key=lambda own: (-own[1], own[0].key)), is_loose


def _worth(index: Index, place: int, sought: Wanted, typed: str) -> float:
    """Return how well an entry fits: in its name rather than in its sentence, whole, at its head.

    Of equals, one with the same diacritics comes first, then one that says little else.
    """
    phrase = f" {' '.join(sought.words)}"
    entry, names, quote = index.entries[place], index.names[place], index.quotes[place]
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
    return Reading(found.candidates, found.nearest, corrected, differing)


def _suggested(index: Index, sought: Wanted) -> tuple[str, ...]:
    """Return, for the first words that the graph does not have, those spelled most like them."""
    known = set(index.vocabulary)
    unknown = [word for word in sought.words if word not in known][:_UNKNOWN]
    near = (
        difflib.get_close_matches(
            word, [other for other in index.vocabulary if other[0] == word[0]], n=2, cutoff=0.7
        )
        for word in unknown
    )
    return tuple(dict.fromkeys(other for own in near for other in own))[:_SUGGESTED]
