"""Names for new indicators: the words of the phrase, in ASCII."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from ..slugs import LONGEST
from .words import Syllable, folded

_SHARES: Final = frozenset({"PERCENT", "PERMILLE"})
_COUNTS: Final = frozenset({"NUM", "PERSON"})
_SHARE_HEADS: Final = (
    "ty le",
    "ty trong",
    "ty suat",
    "co cau",
    "toc do",
    "muc",
    "chi so",
    "do che",
)
_COUNT_HEADS: Final = ("so", "tong", "chi so", "thu hang", "luot", "xep")
_UNNAMED: Final = "chi-so"


def slug(row: Sequence[Syllable], unit: str | None) -> str:
    """Return a name of at most 60 characters for what a phrase measures in a unit.

    A share and a number of the same things have different names. A long name keeps its beginning
    and ends in four letters of its whole, so that two long ones stay two.
    """
    words = [word for word in (_ascii(syllable) for syllable in row) if word]
    spaced = " ".join(words)
    if unit in _SHARES and not spaced.startswith(_SHARE_HEADS):
        words = ["ty", "le", *words]
    elif unit in _COUNTS and not spaced.startswith(_COUNT_HEADS):
        words = ["so", *words]
    whole = "-".join(words) or _UNNAMED
    return whole if len(whole) <= LONGEST else _cut(whole)


def _ascii(syllable: Syllable) -> str:
    """Return a syllable as it is printed, without diacritics; nothing for another script."""
    bare = folded(syllable.printed.lower())
    return "".join(letter for letter in bare if letter.isascii() and letter.isalnum())


def _cut(whole: str) -> str:
    sign = sha256(whole.encode()).hexdigest()[:4]
    begun = whole[: LONGEST - len(sign) - 1]
    return f"{begun.rpartition('-')[0] or begun}-{sign}"
