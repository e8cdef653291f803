"""What stands right before and after an amount: comparison, change, upkeep."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from ..proposal import Why
from .amounts import Amount
from .times import Time
from .words import lexicon

_REACH: Final = 120


@dataclass(frozen=True)
class Lead:
    """How an amount is meant; ``start`` and ``end`` enclose it with the words that say so.

    ``change`` is increaseBy, decreaseBy or "", ``keep`` says that something is to be maintained,
    ``falls`` that it comes down to the value.
    """

    start: int
    end: int
    comparator: str
    change: str = ""
    keep: bool = False
    about: bool = False
    level: bool = False
    falls: bool = False
    why: tuple[Why, ...] = ()


@cache
def _run(more: Path | None) -> re.Pattern[str]:
    words = "|".join(_sources(more).values())
    return re.compile(rf"(?:(?:{words})[\s:,]*)+$")


@cache
def _one(more: Path | None) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{one})" for name, one in _sources(more).items()))


@cache
def _sources(more: Path | None) -> dict[str, str]:
    return {
        "comparator": lexicon("comparators", more, where="before").source,
        "change": lexicon("changes", more).source,
        "filler": lexicon("fillers", more).source,
    }


def lead(low: str, since: int, amount: Amount, times: list[Time], more: Path | None) -> Lead:
    """Read the words around an amount, those after ``since`` in the text.

    Times in between are stepped over: "tăng bình quân trong 5 năm 10%".
    """
    start = max(since, amount.start - _REACH)
    before = low[start : amount.start]
    for time in times:
        if start <= time.start and time.end <= amount.start:
            at = time.start - start
            before = before[:at] + " " * (time.end - time.start) + before[time.end - start :]
    run = _run(more).search(before)
    found = Lead(amount.start, amount.end, "")
    if run:
        found = _words(run[0], start + run.start(), found, more)
    return _with_after(low, amount, found, more)


def _words(run: str, at: int, found: Lead, more: Path | None) -> Lead:
    begins: int | None = None
    after_gap = 0
    comparator, change, keep, about, level, falls = "", "", False, False, False, False
    why: list[Why] = []
    for match in _one(more).finditer(run):
        if run[after_gap : match.start()].count(" ") > 2 or ":" in run[after_gap : match.start()]:
            begins = None
        if begins is None or (match["comparator"] and not change and not keep):
            begins = match.start() if begins is None else begins
        after_gap = match.end()
        if match["comparator"]:
            entry = lexicon("comparators", more, where="before").entry(match[0])
            about = about or entry.get("doubt") == "about"
            if entry["comparator"] != "reach":
                comparator = entry["comparator"]
            why.append(Why(entry["rule"], match[0]))
        if match["change"]:
            entry = lexicon("changes", more).entry(match[0])
            why.append(Why(entry["rule"], match[0]))
            match entry["change"]:
                case "maintain":
                    keep = True
                case "level" | "rate":
                    falls = falls or change == "decreaseBy" or match[0].startswith("xuống")
                    change, level = "", True
                case verb:
                    change = verb
    if ":" in run[after_gap:] or run[after_gap:].count(" ") > 2:
        begins = None
    start = at + begins if begins is not None and (comparator or change or keep or level) else None
    if start is None and begins is not None:
        start = at + begins
    return Lead(
        found.start if start is None else start,
        found.end,
        comparator,
        change,
        keep,
        about,
        level,
        falls,
        tuple(why),
    )


def _with_after(low: str, amount: Amount, found: Lead, more: Path | None) -> Lead:
    """Read "trở lên" and its like, after the unit or after the noun that is counted."""
    after = lexicon("comparators", more, where="after")
    words = _after(more, noun=amount.noun).match(low, amount.end)
    if not words:
        return found
    entry = after.entry(words[1])
    return replace(
        found,
        end=words.end(),
        comparator=entry["comparator"],
        why=(*found.why, Why(entry["rule"], words[1])),
    )


@cache
def _after(more: Path | None, *, noun: bool) -> re.Pattern[str]:
    source = lexicon("comparators", more, where="after").source
    between = r"(?:\s+[^\W\d_]+(?:/[^\W\d_]+)?){0,5}?" if noun else '["”)]?'
    return re.compile(rf"{between}\s*({source})")
