"""From the words of a table to patterns over clean lower-case text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from ..tables import table

_GAP: Final = r"\s+"
_WHOLE: Final = r"(?<!\w)"


def lowered(text: str) -> str:
    """Return a text in lower case, common slips of the press mended, of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(one if len(one) == 1 else char for char in text for one in (char.lower(),))
    return _slips().sub(lambda found: _meant()[found[0]], low)


@cache
def _meant() -> Mapping[str, str]:
    return {entry["printed"]: entry["meant"] for entry in table("slips")}


@cache
def _slips() -> re.Pattern[str]:
    return re.compile(alternatives(_meant()))


def pattern(words: str) -> str:
    """Return a pattern for words as a table writes them: any white space, whole words."""
    text = unicodedata.normalize("NFC", words).lower()
    body = _GAP.join(map(re.escape, text.split()))
    before = _WHOLE if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[-1:].isalnum() else ""
    return before + body + after


def alternatives(words: Iterable[str], *, glued: bool = False) -> str:
    """Return a pattern for any of the words, longer ones first.

    ``glued`` ones may follow a letter or figure without a space.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    patterns = map(pattern, ordered)
    return "|".join(one.removeprefix(_WHOLE) if glued else one for one in patterns)


class Lexicon:
    """The entries of a table as one pattern that tells which entry it was."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        self._of: dict[str, Mapping[str, Any]] = {}
        for entry in entries:
            for words in entry["words"]:
                self._of.setdefault(_key(words), entry)
        self.source: Final = alternatives(self._of) if self._of else r"(?!)"
        self.glued: Final = alternatives(self._of, glued=True) if self._of else r"(?!)"
        self.pattern: Final = re.compile(self.source)

    def entry(self, found: str) -> Mapping[str, Any]:
        """Return the entry that found words belong to."""
        return self._of[_key(found)]


@cache
def lexicon(name: str, more: Path | None = None, **having: str | bool) -> Lexicon:
    """Return the words of a table, of those entries alone that have the given values."""
    entries = table(name, more)
    return Lexicon(
        entry for entry in entries if all(entry.get(key) == value for key, value in having.items())
    )


def _key(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).lower().split())
