"""What a clause measures: its words without value, comparison, time and opening words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from ..tables import table
from .words import lexicon

_EDGES: Final = " \t\n,;:.-–+*•|()[]…/"
_WORD: Final = re.compile(r"[^\W\d_]+")
_HOLLOW: Final = frozenset(words for entry in table("hollow") for words in entry["words"])


def phrase(low: str, text: str, start: int, end: int, out: Iterable[tuple[int, int]]) -> str:
    """Return the words of a run of ``text`` that none of the runs ``out`` covers."""
    kept = list(text[start:end])
    for begin, stop in out:
        for place in range(max(begin, start), min(stop, end)):
            kept[place - start] = " "
    words = " ".join("".join(kept).split())
    return re.sub(r"\s+([,;:.)])", r"\1", words).strip(_EDGES + '"“”')


def content(words: str) -> int:
    """Return how many words of a phrase say what is measured."""
    return sum(1 for word in _WORD.findall(words.lower()) if word not in _HOLLOW)


def opened(low: str, start: int, end: int, more: Path | None) -> int:
    """Return where a clause begins once the words that only open it are left out."""
    pattern = _opening(more)
    while start < end:
        if low[start] in _EDGES + '"“”' and low[start] != "“":
            start += 1
        elif match := pattern.match(low, start, end):
            start = match.end()
        else:
            break
    return start


def closed(low: str, start: int, end: int) -> int:
    """Return where a clause ends without the signs after it; brackets stay in pairs."""
    while end > start and low[end - 1] in " \t\n,;:.-–+*•|[…/(":
        end -= 1
    if low[start:end].endswith(")") and low.count("(", start, end) < low.count(")", start, end):
        return closed(low, start, end - 1)
    if low[start:end].endswith(" và"):
        return closed(low, start, end - 3)
    return end


@cache
def _opening(more: Path | None) -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon('openers', more).source})(?=[\s,:]|$)")


@cache
def pledge(more: Path | None) -> re.Pattern[str]:
    """Return a pattern for the words that begin a pledge in the middle of a sentence."""
    return re.compile(lexicon("openers", more, rule="pledge").source)
