"""What a phrase or a label says, as sets of concepts: readings can be compared, words cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .vocabulary import EMPTY, Vocabulary, tolerant
from .words import Syllable, keys, starts_with, syllables, without_times

_BEFORE_PLACES: Final = tuple(
    keys(words)
    for words in ("trên địa bàn", "địa bàn", "toàn", "của", "trong", "ở", "tại", "cả", "do")
)
_GIVEN: Final = keys("giao")
_COMMITTEES: Final = ("ủy", "đảng bộ")


@dataclass(frozen=True)
class Reading:
    """The concepts of a phrase, the levels it speaks of, and those that only say where."""

    concepts: frozenset[str]
    levels: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]


class Reader:
    """Reads phrases by a vocabulary; ``labels`` are the words that misprints are measured by."""

    def __init__(self, vocabulary: Vocabulary, labels: Iterable[str]) -> None:
        self._vocabulary = vocabulary
        known = {key for label in labels for key in keys(label)}
        self._known = frozenset(known) | vocabulary.syllables
        self._mended = tolerant(self._known)
        self._levels = frozenset().union(
            *(contrast.concepts for contrast in vocabulary.contrasts if contrast.levels)
        )
        self._named = [keys(word) for word in (*self._levels, *_COMMITTEES)]

    def read(self, phrase: str) -> Reading:
        """Return what a phrase says."""
        printed = self._without_names(syllables(without_times(phrase)))
        row = self._vocabulary.spelled_out([self._mend(syllable.key) for syllable in printed])
        found = [item for item in self._vocabulary.concepts(row) if item[0] != EMPTY]
        levels: set[str] = set()
        places: set[str] = set()
        for concept, start, end in found:
            if concept in self._levels:
                (places if _is_place(row, start, end) else levels).add(concept)
        numbers = frozenset(key for key in row if key[0].isdigit())
        concepts = frozenset(concept for concept, _, _ in found) - (places - levels)
        concepts -= self._vocabulary.covered(concepts)
        return Reading(concepts, frozenset(levels), frozenset(places), numbers)

    def _mend(self, key: str) -> str:
        """Return a syllable that no table or label has as the only one that it misprints."""
        return key if key in self._known else self._mended.get(key, key)

    def _without_names(self, row: Sequence[Syllable]) -> list[Syllable]:
        """Return the syllables without proper names: capitals behind a level, or unknown ones."""
        kept: list[Syllable] = []
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and _may_name(row[end]):
                end += 1
            behind_level = self._ends_in_level([syllable.key for syllable in kept])
            unknown = all(syllable.key not in self._known for syllable in row[at:end])
            if end - at >= 2 and (behind_level or (at and unknown)):
                at = end
            else:
                kept.append(row[at])
                at += 1
        return kept

    def _ends_in_level(self, row: Sequence[str]) -> bool:
        return any(starts_with(row[-len(words) :], 0, words) for words in self._named)


def _may_name(syllable: Syllable) -> bool:
    return syllable.capital and not (len(syllable.printed) > 1 and syllable.printed.isupper())


def _is_place(row: Sequence[str], start: int, end: int) -> bool:
    """Return whether a level only says where: "trên địa bàn quận", "thành phố giao"."""
    before = any(
        start >= len(words) and starts_with(row, start - len(words), words)
        for words in _BEFORE_PLACES
    )
    return before or starts_with(row, end, _GIVEN)
