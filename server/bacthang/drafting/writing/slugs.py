"""Words as a draft writes them down: in names, on one line, waiting for a translation."""

from __future__ import annotations

from typing import Final

from .. import slugs

_TO_TRANSLATE: Final = "[to translate] "


def slug(words: str) -> str:
    """Return words as the last part of an IRI; ``unnamed`` for none."""
    return slugs.slug(words) or "unnamed"


def untranslated(vi: str) -> str:
    """Return what stands in place of an English name that only a person can give."""
    return _TO_TRANSLATE + vi


def one_line(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


def capitalised(words: str) -> str:
    """Return words with a capital at their beginning; the rest is as it was."""
    return words[:1].upper() + words[1:]
