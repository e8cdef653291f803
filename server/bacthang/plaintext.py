"""The form in which words are searched: no case, no diacritics, single spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The Unicode block of combining diacritical marks: all that Vietnamese letters decompose into.
_DIACRITICS: Final = re.compile("[\u0300-\u036f]+")


def plain_text(text: str) -> str:
    """Return ``text`` in lower case without diacritics, đ as d, runs of white space as one space.

    A reader may then type ``nong thon moi`` and find *nông thôn mới*.
    """
    lowered = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    return " ".join(_DIACRITICS.sub("", unicodedata.normalize("NFD", lowered)).split())
