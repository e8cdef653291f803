"""A sentence is cut into clauses of one value each; every clause is what a quote covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from .times import Time
from .tokens import Token
from .words import lexicon

_STRONG: Final = re.compile(r";|\.(?=\s)")
_WEAK: Final = re.compile(r",(?!\d)|\s+và\s+|\(|\)|\s-\s|\||:(?=\s)")
_BOUNDS: Final = (",", ";", ":", ".", "(")
_NEAR: Final = 60
_SIZE: Final = re.compile(r"(?:có|từ|quy mô|trên|dưới)\s[^,;]*$")
_COMMA: Final = re.compile(r"[,:]\s")
_CONTENT: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Clause:
    """A run of a text with the value in it, if there is one.

    ``nested`` says that it stands under "trong đó" or in brackets, ``aside`` that it stands in
    brackets without those words.
    """

    start: int
    end: int
    token: Token | None
    nested: bool = False
    aside: bool = False


def clauses(
    low: str,
    start: int,
    end: int,
    tokens: Sequence[Token],
    times: Sequence[Time],
    more: Path | None,
) -> list[Clause]:
    """Cut the run of a sentence into clauses, in order."""
    inside = _without_qualifiers(low, [one for one in tokens if start <= one.start < end], more)
    cuts = [start]
    for strong in _STRONG.finditer(low, start, end):
        if not _in_brackets_alone(low, start, strong.start(), inside):
            cuts.append(strong.end())
    for left, right in pairwise(inside):
        if not any(left.end <= cut <= right.start for cut in cuts):
            cuts.append(_cut(low, start, left, right, times, more))
    for token in inside:
        if token.sort != "amount":
            ended = [other.end for other in inside if other.end <= token.start]
            cuts += _around(low, max([start, *ended]), end, token, times, more)
    bounds = [*sorted(set(cuts)), end]
    found = []
    for begin, stop in pairwise(bounds):
        own = next((one for one in inside if begin <= one.start < stop), None)
        found.append(_clause(low, start, begin, stop, own))
    return found


def _without_qualifiers(low: str, inside: Sequence[Token], more: Path | None) -> list[Token]:
    """Leave out figures that only say which things are meant: "dự án từ 1.000 tỷ đồng trở lên"."""
    kept: list[Token] = []
    for token in inside:
        left = kept[-1] if kept else None
        if left is not None and _leads(low, left, token, more):
            kept.pop()
            left = kept[-1] if kept else None
        if left is None or not _told_together(low, left, token):
            kept.append(token)
        elif token.lead.level or token.lead.change or token.amount.unit.startswith("PERC"):
            if left.amount.kind == "count" and _SIZE.search(low[left.start - 12 : left.end]):
                kept.pop()
            kept.append(token)
    return kept


def _leads(low: str, left: Token, right: Token, more: Path | None) -> bool:
    """Tell whether a milestone only leads to a figure: "hoàn thành tu bổ 12 di tích"."""
    if left.sort != "milestone" or right.sort != "amount":
        return False
    between = low[left.end : right.start]
    if len(between) > _NEAR or _STRONG.search(between):
        return False
    return not any(_starter(more).match(between, mark.end()) for mark in _COMMA.finditer(between))


def _told_together(low: str, left: Token, right: Token) -> bool:
    """Tell whether two figures stand in one run of words, with nothing that parts them."""
    if left.sort == "milestone" or right.sort != "amount":
        return False
    between = low[left.end : right.start]
    return not (_WEAK.search(between) or _STRONG.search(between) or ":" in between)


def _around(
    low: str, start: int, end: int, token: Token, times: Sequence[Time], more: Path | None
) -> Iterator[int]:
    """Yield where the clause of a commitment in words begins and ends: at commas around it."""
    strong = [mark.end() for mark in _STRONG.finditer(low, start, token.start)]
    start = strong[-1] if strong else start
    before = [mark.end() for mark in _COMMA.finditer(low, start, token.start)]
    if before and _CONTENT.search(low, start, before[-1]):
        yield before[-1]
    for mark in _COMMA.finditer(low, token.end, end):
        dated = any(0 <= time.start - mark.end() <= 1 for time in times)
        if dated or _starter(more).match(low, mark.end()) or _other(more).match(low, mark.end()):
            yield mark.end()
            return


def _in_brackets_alone(low: str, start: int, at: int, inside: Sequence[Token]) -> bool:
    """Tell whether a semicolon stands in brackets that hold no value."""
    opened = low.rfind("(", start, at)
    if opened < 0 or low.find(")", opened, at) >= 0:
        return False
    closed = low.find(")", at)
    return not any(opened < token.start < (closed if closed >= 0 else at) for token in inside)


def _clause(low: str, start: int, begin: int, stop: int, token: Token | None) -> Clause:
    before = low[start:begin]
    opened = before.rfind("(") > before.rfind(")") or low[begin:stop].lstrip(" ,").startswith("(")
    own = low[begin:stop].lstrip(" ,;(:-")
    within = own.startswith("trong đó")
    since = before.rfind("(") if opened else -1
    nested = within or (opened and "trong đó" in before[since:])
    return Clause(begin, stop, token, nested, aside=opened and not nested)


def _cut(
    low: str,
    start: int,
    left: Token,
    right: Token,
    times: Sequence[Time],
    more: Path | None,
) -> int:
    """Return where the clause of one value ends and that of the next begins."""
    gap_end = _lead_start(low, left.end, right, times)
    marks = [
        mark
        for mark in _WEAK.finditer(low, left.end, gap_end)
        if mark[0] != ":" or _CONTENT.search(low, mark.end(), gap_end)
    ]
    if not marks:
        dated = (time.start for time in times if left.end <= time.start < gap_end)
        return next(dated, gap_end)
    last = marks[-1]
    if not _CONTENT.search(low, last.end(), gap_end):
        return _after(last)
    starter = _starter(more)
    for mark in marks:
        if mark[0] in "()" or starter.match(low, mark.end()):
            return _after(mark)
    head_valued = len(_CONTENT.findall(low, start, left.start)) < 2 or _follows(low, left)
    return _after(last if head_valued else marks[0])


def _follows(low: str, token: Token) -> bool:
    """Tell whether what a value counts stands behind it: a boundary stands before the value."""
    before = low[: token.start].rstrip()
    return not before or before[-1] in ",;:.(-"


def _after(mark: re.Match[str]) -> int:
    return mark.start() if mark[0] == "(" else mark.end()


def _lead_start(low: str, since: int, token: Token, times: Sequence[Time]) -> int:
    """Return where the words begin that lead to a value: comparison, change, and a time."""
    at = token.start
    moved = True
    while moved:
        moved = False
        for time in times:
            between = low[time.end : at]
            ahead = low[since : time.start].rstrip()
            apart = "," in between and ahead[-1:] not in _BOUNDS
            if since <= time.start < at and not between.strip(" ,:") and not apart:
                at, moved = time.start, True
    return max(at, since)


@cache
def _starter(more: Path | None) -> re.Pattern[str]:
    openers, starters = lexicon("openers", more).source, lexicon("starters", more).source
    return re.compile(rf"\s*(?:(?:{openers})[\s,]+)?(?:{starters}|\d)")


@cache
def _other(more: Path | None) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{lexicon('milestones', more, where='start').source})")
