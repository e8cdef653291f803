"""What a phrase or a label says, as sets of concepts: readings can be compared, words cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .vocabulary import EMPTY, Vocabulary
from .words import Keys, Syllable, folded, keys, syllables, without_times

_LONGEST_NAME: Final = 8
_OF: Final = keys("của")
_COMMITTEES: Final = (keys("ủy"), keys("đảng bộ"))


@dataclass(frozen=True)
class Reading:
    """The concepts of a phrase, the levels it speaks of, and those that only say where.

    ``aside`` are the concepts that only its scope has, and that keep nothing apart.
    """

    concepts: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    levels: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()


class Reader:
    """Reads phrases by a vocabulary; ``labels`` are the words that misprints are measured by."""

    def __init__(self, vocabulary: Vocabulary, labels: Iterable[str]) -> None:
        self._vocabulary = vocabulary
        said = {key for label in labels for key in keys(label)}
        self._known = frozenset(said) | vocabulary.syllables
        self._mended = _mended(self._known)
        self._levels = frozenset(vocabulary.levels.values())
        self._apart = frozenset().union(*(one.concepts for one in vocabulary.contrasts))
        self._named = (*vocabulary.levels, *_COMMITTEES)

    def read(self, phrase: str, scope: str = "") -> Reading:
        """Return what a phrase says, and the scope it stands in."""
        said, around = self._heard(phrase), self._heard(scope)
        scoped = around.concepts - self._vocabulary.replaced(said.concepts)
        concepts = said.concepts | scoped
        concepts -= self._vocabulary.covered(concepts) | {EMPTY}
        return Reading(
            concepts=concepts,
            aside=concepts - said.concepts - self._apart,
            levels=concepts & self._levels,
            places=said.places | around.places,
            numbers=said.numbers | around.numbers,
        )

    def _heard(self, phrase: str) -> Reading:
        printed = self._without_names(syllables(without_times(phrase)))
        row, where = self._vocabulary.prepared([self._mend(one.key) for one in printed])
        concepts: set[str] = set()
        places = {self._vocabulary.concept(word) for word in where}
        last: tuple[Keys, str] = ((), EMPTY)
        for form, concept in self._vocabulary.said(row):
            if self._vocabulary.counts(concept, last[1]):
                (places if concept in self._levels and last[0] == _OF else concepts).add(concept)
            last = form, concept
        return Reading(
            concepts=frozenset(concepts),
            places=frozenset(places),
            numbers=frozenset(key for key in row if key[0].isdigit()),
        )

    def _mend(self, key: str) -> str:
        """Return a syllable that no table or label has as the only one that it misprints."""
        return key if key in self._known else self._mended.get(folded(key), key)

    def _without_names(self, row: Sequence[Syllable]) -> list[Syllable]:
        """Return the syllables without proper names: capitals behind a level, or unknown ones."""
        kept: list[Syllable] = []
        at = 0
        while at < len(row):
            end = at
            while end < min(len(row), at + _LONGEST_NAME) and _may_name(row[end]):
                end += 1
            unknown = all(one.key not in self._known for one in row[at:end])
            if end - at >= 2 and (self._ends_in_level(kept) or (at and unknown)):
                at = end
            else:
                kept.append(row[at])
                at += 1
        return kept

    def _ends_in_level(self, row: Sequence[Syllable]) -> bool:
        ends = tuple(one.key for one in row[-2:])
        return any(ends[-len(level) :] == level for level in self._named)


def _may_name(syllable: Syllable) -> bool:
    return syllable.capital and not (len(syllable.printed) > 1 and syllable.printed.isupper())


def _mended(known: frozenset[str]) -> Mapping[str, str]:
    """Return, for each form without diacritics that only one known syllable has, that syllable."""
    by_folded: dict[str, set[str]] = defaultdict(set)
    for key in known:
        by_folded[folded(key)].add(key)
    return {bare: next(iter(full)) for bare, full in by_folded.items() if len(full) == 1}
