"""Words that a cleaned text has, as the source itself prints them."""

from __future__ import annotations

from ..cleaning import cleaned


def as_printed(words: str, quote: str) -> str:
    """Return what a quote prints where its cleaned text has some words; nothing if it has not."""
    if words in quote:
        return words
    text, wanted = cleaned(quote), cleaned(words).text.strip()
    start = text.text.find(wanted)
    return quote[slice(*text.span(start, start + len(wanted)))] if start >= 0 else ""
