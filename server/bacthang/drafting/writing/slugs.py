"""Names for new things, made of their words: ASCII, kebab-case, not too long."""

from __future__ import annotations

import re
from typing import Final

from ...plaintext import plain_text

_LONGEST: Final = 60
_TO_TRANSLATE: Final = "[to translate] "


def slug(words: str, longest: int = _LONGEST) -> str:
    """Return words as the last part of an IRI, cut between words; ``unnamed`` for none."""
    parts = re.findall(r"[a-z0-9]+", plain_text(words))
    while len(parts) > 1 and len("-".join(parts)) > longest:
        parts.pop()
    return "-".join(parts)[:longest] or "unnamed"


def untranslated(vi: str) -> str:
    """Return what stands in place of an English name that only a person can give."""
    return _TO_TRANSLATE + vi


def one_line(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


def capitalised(words: str) -> str:
    """Return words with a capital at their beginning; the rest is as it was."""
    return words[:1].upper() + words[1:]
