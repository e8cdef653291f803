"""The form in which words are searched: no case, no diacritics, single spaces."""

from __future__ import annotations

import unicodedata


def plain_text(text: str) -> str:
    """Return ``text`` in lower case without diacritics, đ as d, runs of white space as one space.

    A reader may then type ``nong thon moi`` and find *nông thôn mới*.
    """
    lowered = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    letters = unicodedata.normalize("NFD", lowered)
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
