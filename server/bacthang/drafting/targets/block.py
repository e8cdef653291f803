"""The targets of one block of a text: a printed item, or a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...sentences import sentences
from .finding import Passed, Reading
from .masks import masks
from .passage import Passage
from .setting import Setting
from .telling import Telling
from .times import Time, times
from .tokens import Token, tokens
from .words import lowered

_FIGURE: Final = re.compile(r"\d")
_LONG: Final = 3000
"""Characters of a paragraph; what is longer is read in pieces."""
_NEAR: Final = 90
_AND_MORE: Final = re.compile(r"\s*(?:[^\W\d_]+\s+){0,3}?trở\s+lên")
_FROM: Final = re.compile(r"(?<!\w)từ(?: mức)?$")
_BECOMES: Final = re.compile(r"[^;.]{0,60}?(?<!\w)(?<!trở )(?:lên|xuống|còn)(?!\w)")
_TIMELESS: Final = ("price-base", "standard-of-period", "law-of-year")
"""Masks whose years are no time of a target."""


def read(text: str, setting: Setting) -> Reading:
    """Return the targets of a block's text, and the figures that are none.

    A text too long for a paragraph is read in pieces that end with a sentence or a clause, so that
    the work grows with its length alone.
    """
    whole = Reading()
    for start, end in _pieces(text):
        piece = _read(text[start:end], setting)
        held = len(whole.found)
        for found in piece.found:
            found.shift(start)
            if found.within is not None:
                found.within += held
        whole.found += piece.found
        whole.passed += [
            Passed(one.start + start, one.end + start, one.rule) for one in piece.passed
        ]
    return whole


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > _LONG:
        window = text[start : start + _LONG]
        end = max(window.rfind(mark) + len(mark) for mark in (". ", "; ", "\n"))
        if end < _LONG // 2:
            end = window.rfind(" ") + 1 or _LONG
        yield start, start + end
        start += end
    yield start, len(text)


def _read(text: str, setting: Setting) -> Reading:
    low = lowered(text)
    masked = masks(low, setting.more)
    printed = [
        time
        for time in times(low, setting.more)
        if not any(
            mask.start <= time.start < mask.end and mask.rule in _TIMELESS for mask in masked
        )
    ]
    values: list[Token] = []
    bases: list[Token] = []
    for token in tokens(low, masked, printed, setting.more):
        (bases if _is_base(low, token) else values).append(token)
    printed = [_of_base(low, time, bases) for time in printed]
    reading = Reading(
        passed=[
            *(Passed(*mask) for mask in masked if _FIGURE.search(low, mask.start, mask.end)),
            *(Passed(base.amount.start, base.amount.end, "base-of-change") for base in bases),
        ]
    )
    telling = Telling(Passage(text, low, printed, setting), values, reading)
    for number, sentence in enumerate(sentences(text)):
        telling.sentence(sentence.start, sentence.end, first=number == 0)
    reading.passed.sort()
    return reading


def _of_base(low: str, time: Time, bases: Sequence[Token]) -> Time:
    """Return a time as the baseline that it is when it tells of where a change begins."""
    for base in bases:
        after = low[base.amount.end : time.start]
        if time.sort == "year" and base.amount.end <= time.start and not after.strip(" ("):
            return replace(time, sort="baseline")
    return time


def _is_base(low: str, token: Token) -> bool:
    """Tell whether a value is only where a change begins: "từ 65% năm 2020 lên 80%"."""
    amount = token.amount
    if token.sort != "amount" or amount.upper is not None:
        return False
    before = low[: amount.start].rstrip()
    after = low[amount.end : amount.end + _NEAR]
    return bool(_FROM.search(before) and _BECOMES.match(after) and not _AND_MORE.match(after))
