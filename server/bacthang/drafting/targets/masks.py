"""Figures that are no targets: dates, numbers of documents, ages, levels, and their like."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..tables import table

_FIGURE: Final = r"\d[\d.,]*"
_NEAR: Final = 80
"""How far before a match the words of ``unless`` are looked for."""


class Mask(NamedTuple):
    """A run of text whose figures are not read, and the rule that says so."""

    start: int
    end: int
    rule: str


def masks(low: str, more: Path | None = None) -> list[Mask]:
    """Return the runs of a lower-case text that hold no target, in order, overlaps merged."""
    found = sorted(
        Mask(match.start(), match.end(), rule)
        for rule, pattern, unless in _patterns(more)
        for match in pattern.finditer(low)
        if match.end() > match.start()
        and not any(words in _ahead(low, match.start()) for words in unless)
    )
    merged: list[Mask] = []
    for mask in found:
        if merged and mask.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Mask(last.start, max(last.end, mask.end), last.rule)
        else:
            merged.append(mask)
    return merged


def _ahead(low: str, at: int) -> str:
    """Return the words before a place, of the same clause."""
    return low[max(0, at - _NEAR, low.rfind(";", 0, at) + 1) : at]


@cache
def _patterns(more: Path | None) -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    compiled = []
    for entry in table("nontargets", more):
        pattern = re.compile(entry["pattern"].replace("{n}", _FIGURE))
        compiled.append((entry["rule"], pattern, tuple(entry.get("unless", ()))))
    return tuple(compiled)
