"""The values of a sentence in order: amounts, zeros in words, and milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from ..proposal import Why
from .amounts import Amount, amounts
from .lead import Lead, lead
from .masks import Mask
from .times import Time
from .words import lexicon

_BOUNDARY: Final = re.compile(r"(?:^|[,;:.(])\s*(?:[\"“]\s*)?$")
_SUBJECT: Final = re.compile(r",\s*(?:[^\W\d_]+\s+){1,7}$")
"""Who is to do it, between a comma and the verb: "đến năm 2025, quận cơ bản hoàn thành"."""
_GRADE: Final = re.compile(r"\s+(?:tốt|xuất sắc|nhiệm vụ|chương trình|vượt)")
_OPENS: Final = re.compile(r"(?:^|[;.:])\s*$")
_NEAR: Final = 60


@dataclass(frozen=True)
class Token:
    """A value and the words around it that say how it is meant.

    ``sort`` is amount, zero or milestone; ``start`` and ``end`` are those of the whole.
    """

    sort: str
    start: int
    end: int
    amount: Amount
    lead: Lead
    rule: str


def tokens(
    low: str, masked: Sequence[Mask], times: Sequence[Time], more: Path | None
) -> list[Token]:
    """Return the values of a lower-case text in order; figures of times are none.

    The words that say how an amount is meant stand in its own line, as its sentence does.
    """
    found: list[Token] = []
    since = 0
    for amount in amounts(low, masked, more):
        if any(time.start <= amount.start < time.end for time in times):
            continue
        line = low.rfind("\n", 0, amount.start) + 1
        around = lead(low, max(since, line), amount, list(times), more)
        found.append(Token("amount", around.start, around.end, amount, around, amount.rule))
        since = amount.end
    found += [
        token
        for token in _worded(low, more)
        if not any(other.start < token.end and token.start < other.end for other in found)
    ]
    return sorted(found, key=lambda token: token.start)


def _worded(low: str, more: Path | None) -> Iterator[Token]:
    for match in _openings(more).finditer(low):
        at = match.start()
        entry = lexicon("milestones", more, where="start").entry(match[0])
        if entry["value"] == "none":
            continue
        if _GRADE.match(low, match.end()) and not _OPENS.search(low[max(0, at - _NEAR) : at]):
            continue
        near = entry["value"] == "complete" and _SUBJECT.search(low[max(0, at - _NEAR) : at])
        if not near and not _begins_clause(low, at, more):
            continue
        sort = "zero" if entry["value"] == "zero" else "milestone"
        amount = Amount(at, match.end(), Decimal(0), None, "NUM", entry["rule"], sort, noun=True)
        keep = match[0].startswith(("duy trì", "giữ"))
        why = (Why(entry["rule"], match[0]),)
        around = Lead(at, match.end(), "", keep=keep, why=why)
        yield Token(sort, at, match.end(), amount, around, entry["rule"])


@cache
def _openings(more: Path | None) -> re.Pattern[str]:
    return lexicon("milestones", more, where="start").pattern


def _begins_clause(low: str, at: int, more: Path | None) -> bool:
    """Tell whether a clause begins here: after a boundary, and words that only open it."""
    before = low[max(0, at - _NEAR) : at].rstrip()
    while True:
        if _BOUNDARY.search(before) or not before:
            return True
        shorter = _opener_end(more).sub("", before).rstrip()
        if shorter == before:
            return False
        before = shorter


@cache
def _opener_end(more: Path | None) -> re.Pattern[str]:
    times = r"(?:(?:đến|vào|trước)\s+)?(?:(?:hết|cuối)\s+)?(?:năm\s+)?(?:19|20)\d\d,?"
    sources = (lexicon("openers", more).source, lexicon("times", more).source, times)
    return re.compile(rf"(?:{'|'.join(sources)})[\s,]*$")
