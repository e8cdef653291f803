"""Page numbers and running heads: known by where they stand, and by coming back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from .lines import LABEL, Line

PAGE_NUMBER: Final = "page-number"
RUNNING_HEAD: Final = "running-head"

_SURE: Final = re.compile(r"- ?\d{1,4} ?-|(trang|page)[ :]*\d{1,4}( ?(/|of|trên) ?\d{1,4})?")
_LIKELY: Final = re.compile(r"\d{1,4}( ?(/|of) ?\d{1,4})?|\[\d{1,4}\]|\d{1,4} ?\| ?p ?a ?g ?e")
_BARE: Final = re.compile(r"\d{1,4}")
_DIGITS: Final = re.compile(r"\d+")
_EDGE: Final = 2
"""Lines at the top and bottom of a page among which its number and head stand."""
_TIMES: Final = 3
"""How often a line has to come back, or numbers to count on."""
_PAGE: Final = 400
"""Letters between two page numbers, at the least."""
_LONGEST: Final = 120


def paginated(lines: Sequence[Line], pages: Sequence[int]) -> Mapping[int, str]:
    """Return which lines, by their places in the list, are page numbers and running heads.

    ``pages`` are the offsets at which a page ends, where the text tells.
    """
    lowered = [line.text.lower() for line in lines]
    edges = set(_edges(lines, pages))
    found = {index: PAGE_NUMBER for index, words in enumerate(lowered) if _SURE.fullmatch(words)}
    found |= {index: PAGE_NUMBER for index in edges if _LIKELY.fullmatch(lowered[index])}
    found |= dict.fromkeys(_counting(lines), PAGE_NUMBER)
    beside = edges | {near for index in found for near in (index - 1, index + 1)}
    beside = {index for index in beside if 0 <= index < len(lines) and index not in found}
    heads = {i: _DIGITS.sub("", lowered[i]) for i in beside if _may_recur(lines[i].text)}
    times = Counter(heads.values())
    return found | {
        index: RUNNING_HEAD
        for index, words in heads.items()
        if times[words] >= _TIMES and any(map(str.isalpha, words))
    }


def _may_recur(text: str) -> bool:
    return len(text) <= _LONGEST and not LABEL.match(text)


def _edges(lines: Sequence[Line], pages: Sequence[int]) -> Iterator[int]:
    if not pages:
        return
    starts = [line.start for line in lines]
    for end in (0, *pages, starts[-1] + 1 if starts else 0):
        first = bisect_left(starts, end)
        yield from range(max(0, first - _EDGE), min(len(lines), first + _EDGE))


def _counting(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that are a bare number, and count on from page to page."""
    chains: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if _BARE.fullmatch(line.text):
            number = int(line.text)
            chain = chains.pop(number - 1, [])
            if chain and line.start - lines[chain[-1]].end < _PAGE:
                chain = []
            if number not in chains or len(chain) >= len(chains[number]):
                chains[number] = [*chain, index]
    for chain in chains.values():
        if len(chain) >= _TIMES:
            yield from chain
