"""A source text, sentence by sentence, with offsets.

Every line is cut for itself, so that a heading or a list item is a sentence too. Within a line a
sentence ends at ``.``, ``!``, ``?`` or ``…`` before white space and a capital, digit or opening
quote, except after an abbreviation (*TP. Hà Nội*) or the number of an item (*3.1. Tiếp tục*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_END: Final = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]*(\w))")
_LAST_WORD: Final = re.compile(r"\S+$")
_ABBREVIATIONS: Final = frozenset(
    f"{short}."
    for short in re.findall(
        r"\S+", "tp tx tt q p h đ/c v.v gs pgs ts ths ks bs kts ncs tr st mr dr"
    )
)
_NUMBERING: Final = re.compile(r"[-+*•\s]*\(?(\d+(\.\d+)*|[a-zđ]|[IVXLC]+)\)?\.", re.IGNORECASE)


class Sentence(NamedTuple):
    """A stretch of a text, without white space at its ends."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, in order; none crosses a line break."""
    for line in re.finditer(r"[^\r\n]+", text):
        start = line.start()
        for end in (*_ends(line[0]), len(line[0])):
            stop = line.start() + end
            if sentence := _trimmed(text, start, stop):
                yield sentence
            start = stop


def _ends(line: str) -> Iterator[int]:
    """Yield where sentences end inside a line."""
    start = 0
    for found in _END.finditer(line):
        so_far = line[start : found.end()]
        follows = found[1]
        if not (follows.isupper() or follows.isdigit()):
            continue
        if _NUMBERING.fullmatch(so_far.strip()) or _abbreviated(so_far):
            continue
        yield found.end()
        start = found.end()


def _abbreviated(so_far: str) -> bool:
    last = _LAST_WORD.search(so_far)
    return last is not None and last[0].lstrip('("“[').lower() in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Sentence | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(start, end, text[start:end]) if start < end else None
