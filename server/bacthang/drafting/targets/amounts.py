"""Amounts: a figure or a range of two, with its unit, as one printed run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from .figures import HALF, NUMBER, VULGAR, canonical, share, value
from .masks import Mask
from .words import lexicon

_WHOLE: Final = 100
_MOST: Final = 40
"""Items in a list, at most."""
_NUMBERED: Final = re.compile(r"\d{1,2}\s*-\s+\d")
_SEPARATOR: Final = r"\s*(?:-|÷|~|đến|tới|—|–|và)\s*"
_MULTIPLES: Final = {"đôi": Decimal(2), "rưỡi": Decimal("1.5"), "ba": Decimal(3), "bốn": Decimal(4)}
_NOUN: Final = re.compile(r"\s+[\"“]?(?=[^\W\d_])")


@dataclass(frozen=True)
class Amount:
    """A value or range in base units; ``start`` and ``end`` enclose figure and unit.

    ``unit`` is a local name, NUM for what is merely counted and "" for a figure with nothing to
    say what it is. ``kind`` is "plain", "fraction" (of a whole, in percent), "ratio" (8/8 of them)
    or "multiple" (in percent of change). ``rule`` is that of the unit.
    """

    start: int
    end: int
    lower: Decimal
    upper: Decimal | None
    unit: str
    rule: str
    kind: str = "plain"
    noun: bool = False


def amounts(low: str, masked: Sequence[Mask], more: Path | None = None) -> list[Amount]:
    """Return the amounts of a lower-case text that no mask covers, in order."""
    found: list[Amount] = []
    taken = 0
    for amount in _all(low, more):
        if amount.start < taken or any(mask.start <= amount.start < mask.end for mask in masked):
            continue
        found.append(amount)
        taken = amount.end
    return found


def _all(low: str, more: Path | None) -> Iterator[Amount]:
    place = 0
    pattern = _pattern(more)
    while match := pattern.search(low, place):
        amount = _read(match, low, more)
        if amount:
            yield amount
        place = max(amount.end if amount else match.start() + 1, match.start() + 1)
        if not amount:
            place = _after_digits(low, match.start())


def _after_digits(low: str, start: int) -> int:
    """Return where the figure that begins at ``start`` is over, so that no part of it is read."""
    found = re.compile(r"[\d.,/]*\d|.").match(low, start)
    return found.end() if found else start + 1


@cache
def _pattern(more: Path | None) -> re.Pattern[str]:
    units = lexicon("units", more).glued
    per = lexicon("units", more, tail=True).glued
    return re.compile(
        rf"""
        (?P<multiple>(?:gấp|bằng(?=\s+[\d.,]+\s+lần))\s+(?:hơn\s+|trên\s+|khoảng\s+|ít\s+nhất\s+|tối\s+thiểu\s+|từ\s+)*
            (?:(?P<times>{NUMBER})(?:\s*(?:-|đến)\s*(?P<times_to>{NUMBER}))?\s*lần|(?P<times_word>đôi|rưỡi|ba|bốn)\b(?:\s+lần)?))
        |(?P<fold_run>(?:(?<=tăng\s)|(?<=tăng\sthêm\s))(?:(?:hơn|trên|khoảng|ít\s+nhất|tối\s+thiểu|từ)\s+)*(?P<fold>{NUMBER})\s*lần(?!\w))
        |(?P<vulgar>[{"".join(VULGAR)}])
        |(?P<half>{HALF.pattern})
        |(?<![\w.,/-])(?P<part>\d{{1,4}})\s?/\s?(?P<whole>\d{{1,4}})(?![\d./-]|\s*(?:19|20)\d\d)(?P<ratio_noun>\s+[^\W\d_]+)?
        |(?<![\w/])(?<!\d[.,])(?P<one>{NUMBER})(?:\s*(?P<unit_one>{units})(?P<per_one>\s*(?:{per}))?)?
            (?:(?P<separator>{_SEPARATOR})(?P<two>{NUMBER})(?!\s*/\s*\d))?
            (?:\s*(?P<unit>{units})(?P<per>\s*(?:{per}))?
                |(?:\s+[^\W\d_]+){{1,3}}?(?P<noun_per>\s*(?:{per})))?
        """,
        re.VERBOSE,
    )


def _read(match: re.Match[str], low: str, more: Path | None) -> Amount | None:
    start, end = match.span()
    if match["multiple"] or match["fold_run"]:
        return _multiple(match)
    if match["vulgar"]:
        return Amount(start, end, VULGAR[match["vulgar"]], None, "PERCENT", "fraction", "fraction")
    if match["half"]:
        return Amount(start, end, Decimal(50), None, "PERCENT", "fraction", "fraction")
    if match["part"]:
        percent = share(match["part"], match["whole"])
        if percent is None or not match["ratio_noun"]:
            return None
        counted = match["ratio_noun"].strip()
        end = match.start("ratio_noun")
        if (
            counted in ("số", "tổng", "so", "lượng", "diện", "mức", "thời")
            or Decimal(match["part"]) * 2 == Decimal(match["whole"]) == 2
        ):
            return Amount(start, end, percent, None, "PERCENT", "fraction", "fraction")
        return Amount(start, match.end(), percent, None, "PERCENT", "ratio", "ratio")
    return _plain(match, low, more)


def _multiple(match: re.Match[str]) -> Amount:
    first = match["times"] or match["fold"]
    times = value(first) if first else _MULTIPLES[match["times_word"]]
    upper = (value(match["times_to"]) - 1) * 100 if match["times_to"] else None
    lower = canonical((times - 1) * 100)
    upper = canonical(upper) if upper is not None else None
    start, end = match.span()
    return Amount(start, end, lower, upper, "PERCENT", "multiple", "multiple")


def _plain(match: re.Match[str], low: str, more: Path | None) -> Amount | None:
    units = lexicon("units", more)
    start, end = match.span()
    two = match["two"]
    if (
        two
        and start == 0
        and _NUMBERED.match(low)
        and value(two) == _WHOLE
        and value(match["one"]) < _MOST
    ):
        # "8 - 100% hộ dân": at the head of an item the first figure is its number.
        second = _pattern(more).match(low, match.start("two"))
        return _read(second, low, more) if second else None
    if two and "và" in match["separator"]:
        # "80% và 90%" are two figures.
        return _single(match, low, more)
    if match["unit_one"] and bool(two) != bool(match["unit"]):
        # In "65% đến 2030" the second is no value; in "80% đảng viên" the noun is no unit.
        return _single(match, low, more)
    printed = match["unit"] or match["unit_one"]
    one = value(match["one"])
    upper = value(two) if two else None
    if upper is not None and upper <= one:
        return _single(match, low, more)
    if match["noun_per"]:
        tail = units.entry(match["noun_per"].strip())
        return Amount(start, end, canonical(one), upper, tail["unit"], tail["rule"])
    if not printed:
        return _counted(match, low, one, upper)
    entry = units.entry(printed)
    amount = Amount(
        start,
        end,
        one,
        upper,
        entry["unit"],
        entry["rule"],
        "count" if entry.get("noun") else "plain",
        noun=bool(entry.get("noun")),
    )
    if per := match["per"] or match["per_one"]:
        tail = units.entry(per.strip())
        amount = replace(amount, unit=tail["unit"], rule=tail["rule"])
    first = units.entry(match["unit_one"]) if two and match["unit_one"] else entry
    return _scaled(amount, Decimal(first.get("factor", 1)), Decimal(entry.get("factor", 1)))


def _scaled(amount: Amount, first: Decimal, second: Decimal) -> Amount:
    lower = canonical(amount.lower * first)
    upper = canonical(amount.upper * second) if amount.upper is not None else None
    return replace(amount, lower=lower, upper=upper)


def _single(match: re.Match[str], low: str, more: Path | None) -> Amount | None:
    """Read the first of two figures alone."""
    end = match.end("unit_one") if match["unit_one"] else match.end("one")
    alone = _pattern(more).match(low[:end], match.start())
    if alone is None or alone["two"]:
        return None
    return (
        _plain(alone, low, more)
        if alone["unit_one"] or alone["unit"]
        else _counted(alone, low, value(alone["one"]), None)
    )


def _counted(match: re.Match[str], low: str, one: Decimal, upper: Decimal | None) -> Amount | None:
    """Read a figure with no unit: a count when a noun follows it."""
    start, end = match.span()
    noun = bool(_NOUN.match(low, end))
    return Amount(start, end, one, upper, "NUM" if noun else "", "count", "count", noun=noun)
