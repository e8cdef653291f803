"""The tables of words, compiled: syllables to concepts, and concepts to what they keep apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..tables import table
from .words import folded, keys

Keys = tuple[str, ...]

EMPTY: Final = ""
"""The concept of words that say nothing about what is measured."""


@dataclass(frozen=True)
class Contrast:
    """A group of concepts that keep indicators apart; ``named`` where only both sides' words do."""

    rule: str
    concepts: frozenset[str]
    named: bool
    numbers: bool
    levels: bool


class Vocabulary:
    """What the tables ``synonyms`` and ``contrasts`` say, with those of ``more`` before ours."""

    def __init__(self, more: Path | None = None) -> None:
        self._forms: dict[Keys, str] = {}
        self._sizes: dict[str, int] = {}
        synonyms, contrasts = table("synonyms", more), table("contrasts", more)
        self._shorts = dict(_shorts(synonyms))
        self._longest_short = max(map(len, self._shorts), default=1)
        for entry in synonyms:
            for form in entry.get("same", ()):
                self._learn(form, entry["rule"], entry["same"][0])
            for form in entry.get("empty", ()):
                self._learn(form, EMPTY, form)
        self._covered = {
            entry["rule"]: self.concept(entry["covers"]) for entry in synonyms if "covers" in entry
        }
        self.contrasts = tuple(self._contrast(entry) for entry in contrasts)
        self._longest = max(map(len, self._forms), default=1)

    def concept(self, word: str) -> str:
        """Return the concept of one word of a table, which is learned if it is new."""
        return self._learn(word, word, word)

    def covered(self, concepts: Iterable[str]) -> frozenset[str]:
        """Return what the concepts of a phrase say besides, so that it need not be said again."""
        return frozenset(self._covered[one] for one in concepts if one in self._covered)

    def size(self, concept: str) -> int:
        """Return how much a concept weighs: the syllables of its first form."""
        return self._sizes.get(concept, 1)

    def spelled_out(self, row: Sequence[str]) -> Keys:
        """Return a row of syllables with its abbreviations written out."""
        out: list[str] = []
        at = 0
        while at < len(row):
            found = _longest(self._shorts, row, at, self._longest_short)
            out += self._shorts[found] if found else row[at : at + 1]
            at += len(found) or 1
        return tuple(out)

    def concepts(self, row: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Yield each concept of a row with where it begins and ends; longest forms first.

        A syllable that no table has is its own concept.
        """
        at = 0
        while at < len(row):
            found = _longest(self._forms, row, at, self._longest)
            end = at + (len(found) or 1)
            yield (self._forms[found] if found else row[at]), at, end
            at = end

    def knows(self, key: str) -> bool:
        """Return whether a syllable by itself is an entry of the tables."""
        return (key,) in self._forms

    @property
    def syllables(self) -> frozenset[str]:
        """All syllables of the tables."""
        return frozenset(key for form in self._forms for key in form)

    def _learn(self, form: str, concept: str, first: str) -> str:
        row = self.spelled_out(keys(form))
        known = self._forms.setdefault(row, concept)
        self._sizes.setdefault(known, len(self.spelled_out(keys(first))))
        return known

    def _contrast(self, entry: Mapping[str, Any]) -> Contrast:
        words = [*entry.get("apart", ()), *entry.get("levels", ())]
        return Contrast(
            rule=entry["rule"],
            concepts=frozenset(map(self.concept, words)) - {EMPTY},
            named=entry.get("when") == "named",
            numbers=bool(entry.get("numbers")),
            levels="levels" in entry,
        )


def _shorts(entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Keys, Keys]]:
    for entry in entries:
        for short in entry.get("short", ()):
            yield keys(short), keys(entry["full"])


def _longest(forms: Mapping[Keys, object], row: Sequence[str], at: int, longest: int) -> Keys:
    for length in range(min(longest, len(row) - at), 0, -1):
        if (form := tuple(row[at : at + length])) in forms:
            return form
    return ()


def tolerant(known: frozenset[str]) -> Mapping[str, str]:
    """Return, for each form without diacritics that only one known syllable has, that syllable."""
    by_folded: dict[str, set[str]] = defaultdict(set)
    for key in known:
        by_folded[folded(key)].add(key)
    return {bare: next(iter(full)) for bare, full in by_folded.items() if len(full) == 1}
