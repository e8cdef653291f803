"""Words in a text as people type and read them: found without case or diacritics, marked, cut out.

A word is a run of letters and digits. Its plain form is what ``plaintext`` makes of it, so that
``nong thon`` finds *nông thôn*, and ``tỉ lệ`` *tỷ lệ*; what is marked is the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ..plaintext import plain_text

_WORD: Final = re.compile(r"[\w\u0300-\u036f]+")
_EITHER: Final = re.compile(r"^(h|k|l|m|s|t|v|qu)y$")
_AROUND: Final = 90


class Word(NamedTuple):
    """One word of a text: its plain form, and where it stands."""

    plain: str
    start: int
    end: int


class Piece(NamedTuple):
    """A run of a text, and whether it is what was looked for."""

    text: str
    is_match: bool = False


@dataclass(frozen=True)
class Wanted:
    """The words looked for, in their order; of the last one the beginning will do."""

    words: tuple[str, ...]

    def fits(self, word: str, place: int) -> bool:
        """Tell whether a word is the one wanted at a place, or begins like it at the last."""
        sought = self.words[place]
        return word == sought or (place == len(self.words) - 1 and word.startswith(sought))

    def runs(self, words: Sequence[Word]) -> list[tuple[int, int]]:
        """Return where all the words stand one behind the other, as (start, end) in the text."""
        if not (size := len(self.words)):
            return []
        return [
            (words[at].start, words[at + size - 1].end)
            for at in range(len(words) - size + 1)
            if all(self.fits(words[at + place].plain, place) for place in range(size))
        ]

    def places(self, words: Sequence[Word]) -> list[tuple[int, int]]:
        """Return where they stand together; where they nowhere do, where each stands."""
        return self.runs(words) or [
            (word.start, word.end)
            for word in words
            if any(self.fits(word.plain, place) for place in range(len(self.words)))
        ]


def words_in(text: str) -> list[Word]:
    """Return the words of a text, in order; diacritics that stand on no letter are none."""
    return [
        Word(plain, m.start(), m.end()) for m in _WORD.finditer(text) if (plain := _plain(m[0]))
    ]


def plain_words(text: str) -> list[str]:
    """Return the same words, plain, without their places."""
    return [plain for word in _WORD.findall(text) if (plain := _plain(word))]


@lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    """Return a word plain, with i where Vietnamese writes i or y at will: *tỷ*, *tỉ*, *kỹ*, *kĩ*.

    A text says the same few thousand words again and again.
    """
    return _EITHER.sub(r"\1i", plain_text(word))


def wanted(typed: str) -> Wanted:
    """Return the words that somebody typed."""
    return Wanted(tuple(plain_words(typed)))


def marked(text: str, sought: Wanted) -> tuple[Piece, ...]:
    """Return a text in pieces, those marked that were looked for."""
    pieces: list[Piece] = []
    done = 0
    for start, end in sought.places(words_in(text)):
        if start >= done:
            pieces += [Piece(text[done:start]), Piece(text[start:end], is_match=True)]
            done = end
    return tuple(piece for piece in (*pieces, Piece(text[done:])) if piece.text)


def cut_out(text: str, sought: Wanted) -> tuple[Piece, ...]:
    """Return what stands around the first match, cut at words, with an ellipsis where it is cut."""
    places = sought.places(words_in(text))
    first, last = places[0] if places else (0, 0)
    start, end = max(0, first - _AROUND), min(len(text), last + 2 * _AROUND)
    if start:
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        end = max(text.rfind(" ", last, end), last)
    shown = marked(" ".join(text[start:end].split()), sought)
    before, after = (Piece("… "),) if start else (), (Piece(" …"),) if end < len(text) else ()
    return (*before, *shown, *after)
