"""The tables of words, compiled: syllables to concepts, and concepts to what they keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..tables import table
from .words import Keys, keys

EMPTY: Final = ""
"""The concept of words that say nothing about what is measured."""

_HEAVIEST: Final = 4


@dataclass(frozen=True)
class Contrast:
    """A group of concepts that keep indicators apart; ``named`` where only both sides' words do.

    Those with ``after`` count only right behind a concept of the groups named there; those of an
    ``own`` group, when a phrase has one, replace all of that group in its scope.
    """

    rule: str
    concepts: frozenset[str]
    named: bool
    numbers: bool
    levels: bool
    after: frozenset[str]
    own: bool


class Prepared(NamedTuple):
    """A row of syllables without what only says where, and the words for levels in those places."""

    row: Keys
    places: frozenset[str]


class Vocabulary:
    """What the tables ``synonyms`` and ``contrasts`` say, with those of ``more`` before ours."""

    def __init__(self, more: Path | None = None) -> None:
        self._forms: dict[Keys, str] = {}
        self._sizes: dict[str, int] = {}
        synonyms, contrasts = table("synonyms", more), table("contrasts", more)
        self._shorts = dict(_shorts(synonyms))
        self._dropped = {keys(word): () for entry in synonyms for word in entry.get("dropped", ())}
        self._where = _listed(synonyms, "where")
        self._givers = _listed(synonyms, "givers")
        self._actors = _listed(synonyms, "actors")
        self._begins = _listed(synonyms, "begins")
        self._acts = _listed(synonyms, "acts")
        self._level_words = {
            keys(word): word for entry in contrasts for word in entry.get("levels", ())
        }
        for entry in synonyms:
            for form in entry.get("same", ()):
                self._learn(form, entry["rule"], entry["same"][0])
            for form in entry.get("empty", ()):
                self._learn(form, EMPTY, form)
            for form in entry.get("together", ()):
                self.concept(form)
        for entry in synonyms:
            for form in entry.get("begins", ()):
                self.concept(form)
        self._covered = {
            entry["rule"]: self.concept(entry["covers"]) for entry in synonyms if "covers" in entry
        }
        self.contrasts = tuple(self._contrast(entry) for entry in contrasts)
        self._longest = max(map(len, self._forms), default=1)
        self._after = dict(self._only_after())
        self.levels = {row: self.concept(word) for row, word in self._level_words.items()}

    def concept(self, word: str) -> str:
        """Return the concept of one word of a table, which is learned if it is new."""
        return self._learn(word, word, word)

    def covered(self, concepts: Iterable[str]) -> frozenset[str]:
        """Return what the concepts of a phrase say besides, so that it need not be said again."""
        return frozenset(self._covered[one] for one in concepts if one in self._covered)

    def replaced(self, concepts: frozenset[str]) -> frozenset[str]:
        """Return what the concepts of a phrase replace in the scope it stands in."""
        own = {one.rule for one in self.contrasts if one.own and one.concepts & concepts}
        groups = (one.concepts for one in self.contrasts if one.rule in own or one.after & own)
        return frozenset().union(*groups)

    def counts(self, concept: str, before: str) -> bool:
        """Return whether a concept says something behind the one ``before`` it."""
        return concept not in self._after or before in self._after[concept]

    def size(self, concept: str) -> int:
        """Return how much a concept weighs: the syllables of its first form, four at most."""
        return self._sizes.get(concept, 1)

    def prepared(self, row: Sequence[str]) -> Prepared:
        """Return a row with abbreviations written out, and without places and idle words."""
        kept, places = self._without_places(_replaced(row, self._shorts))
        return Prepared(_replaced(kept, self._dropped), places)

    def said(self, row: Keys) -> tuple[tuple[Keys, str], ...]:
        """Return the forms of a prepared row and their concepts, cut so that forms are longest.

        A syllable that no table has is its own concept; what only begins a phrase is left out.
        """
        scores, cuts = [0], [0]
        for end in range(1, len(row) + 1):
            starts = (
                start
                for start in range(max(0, end - self._longest), end)
                if start == end - 1 or row[start:end] in self._forms
            )
            score, cut = max((scores[start] + (end - start) ** 2, -start) for start in starts)
            scores.append(score)
            cuts.append(-cut)
        found: list[Keys] = []
        end = len(row)
        while end:
            found.append(row[cuts[end] : end])
            end = cuts[end]
        forms = dropwhile(lambda form: form in self._begins, reversed(found))
        return tuple((form, self._forms.get(form, form[0])) for form in forms)

    @property
    def syllables(self) -> frozenset[str]:
        """All syllables of the tables."""
        forms = (*self._forms, *self._shorts, *self._dropped, *self._where, *self._level_words)
        return frozenset(key for form in forms for key in form)

    def _only_after(self) -> Iterator[tuple[str, frozenset[str]]]:
        groups = {contrast.rule: contrast.concepts for contrast in self.contrasts}
        for contrast in self.contrasts:
            for concept in contrast.concepts if contrast.after else ():
                yield concept, frozenset().union(*(groups[rule] for rule in contrast.after))

    def _without_places(self, row: Keys) -> Prepared:
        kept: list[str] = []
        places: set[str] = set()
        at = 0
        while at < len(row):
            if found := self._place(row, at):
                level, at = found
                places.add(self._level_words[level])
            else:
                kept.append(row[at])
                at += 1
        return Prepared(tuple(kept), frozenset(places))

    def _place(self, row: Keys, at: int) -> tuple[Keys, int] | None:
        """Return the level of a place that begins at ``at``, and where it ends, if there is one.

        It is one behind "trên địa bàn", before "giao", or when a phrase begins with who acts.
        """
        for before in (*self._where, *(() if at else self._actors), ()):
            begun = at + len(before)
            level = _longest(self._level_words, row, begun) if row[at:begun] == before else ()
            end = begun + len(level)
            behind = self._givers if at else (*self._givers, *self._acts)
            if level and (before in self._where or _at(row, end, behind)):
                return level, end
        return None

    def _learn(self, form: str, concept: str, first: str) -> str:
        known = self._forms.setdefault(self.prepared(keys(form)).row, concept)
        size = len(self.prepared(keys(first)).row)
        self._sizes.setdefault(known, min(size, _HEAVIEST))
        return known

    def _contrast(self, entry: Mapping[str, Any]) -> Contrast:
        words = [*entry.get("apart", ()), *entry.get("levels", ())]
        return Contrast(
            rule=entry["rule"],
            concepts=frozenset(map(self.concept, words)) - {EMPTY},
            named=entry.get("when") == "named",
            numbers=bool(entry.get("numbers")),
            levels="levels" in entry,
            after=frozenset(entry.get("after", ())),
            own=bool(entry.get("own")),
        )


def _shorts(entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Keys, Keys]]:
    for entry in entries:
        for short in entry.get("short", ()):
            yield keys(short), keys(entry["full"])


def _listed(entries: Sequence[Mapping[str, Any]], key: str) -> tuple[Keys, ...]:
    """Return the words that entries list under a key, the longest first."""
    words = (keys(word) for entry in entries for word in entry.get(key, ()))
    return tuple(sorted(words, key=len, reverse=True))


def _at(row: Keys, at: int, words: Iterable[Keys]) -> bool:
    return any(row[at : at + len(word)] == word for word in words)


def _replaced(row: Sequence[str], words: Mapping[Keys, Keys]) -> Keys:
    """Return a row with each of ``words`` replaced, the longest first."""
    out: list[str] = []
    at = 0
    while at < len(row):
        found = _longest(words, row, at)
        out += words[found] if found else row[at : at + 1]
        at += len(found) or 1
    return tuple(out)


def _longest(forms: Mapping[Keys, object], row: Sequence[str], at: int) -> Keys:
    longest = max(map(len, forms), default=0)
    for length in range(min(longest, len(row) - at), 0, -1):
        if (form := tuple(row[at : at + length])) in forms:
            return form
    return ()
