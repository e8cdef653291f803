"""From an amount and the words around it to comparator, bounds and unit (DESIGN section 3)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..tables import table
from .due import Due
from .tokens import Token
from .words import alternatives, lexicon

_EVERY: Final = re.compile(
    r"(?:\s*[^\W\d_]+){0,8}?\s*(?:/\s*(?:1\s+)?năm(?!\w)|mỗi\s+năm|một\s+năm)"
)


_MORE: Final = re.compile(r"hơn|trên|ít nhất|tối thiểu")


_AVERAGE: Final = re.compile(
    r"(?:tăng|giảm|phát triển|kết nạp)\s+(?:trung\s+)?bình\s+quân(?!\s+đầu)"
)
_BOUND: Final = re.compile(r"(?:,|và)\s*$")


class Value(NamedTuple):
    """What a value commits to, in base units."""

    comparator: str
    lower: Decimal | None
    upper: Decimal | None
    unit: str | None
    recurrence: str


def valued(low: str, start: int, end: int, token: Token, due: Due, more: Path | None) -> Value:
    """Return the value of a clause that runs from ``start`` to ``end``."""
    amount, around = token.amount, token.lead
    clause = low[start:end]
    if token.sort == "milestone":
        return Value("complete", None, None, None, due.recurrence)
    if token.sort == "zero":
        return Value(
            "maintain" if around.keep else "reach", None, Decimal(0), "NUM", due.recurrence
        )
    unit = _unit(clause, amount.unit, more)
    change = "" if unit == "RANK_STEP" else _change(low, start, token, more)
    rate = _is_rate(low[start : token.amount.start], more)
    recurrence = due.recurrence
    if unit == "PERCENT-PER-YR" and not recurrence:
        recurrence = "averagePerYear" if "bình quân" in clause else "everyYear"
    elif not recurrence and (
        _EVERY.match(low[amount.end : end]) or amount.rule.endswith("-per-year")
    ):
        recurrence = "averagePerYear" if "bình quân" in low[start : amount.start] else "everyYear"
    if recurrence == "everyYear" and _AVERAGE.search(low, start, amount.start):
        recurrence = "averagePerYear"
    yearly = recurrence == "averagePerYear" or (rate and recurrence == "everyYear")
    if unit == "PERCENT" and amount.kind == "plain" and (change or rate) and yearly:
        unit = "PERCENT-PER-YR"
    comparator = around.comparator
    if amount.kind == "multiple":
        change = "increaseBy"
        if _MORE.search(low[amount.start : amount.end]):
            comparator = comparator or "moreThan"
    if comparator == "" and _from_alone(low, start, token):
        comparator = "atLeast"
    if change:
        return _changed(change, comparator, token, unit, recurrence)
    if amount.upper is not None:
        return Value("between", amount.lower, amount.upper, unit, recurrence)
    if not comparator:
        comparator = "maintain" if _kept(low, start, token, more) else "reach"
    if any(why.rule == "rank" for why in around.why):
        return Value("atMost", None, amount.lower, unit or "NUM", recurrence)
    if comparator in ("atMost", "lessThan"):
        return Value(comparator, None, amount.lower, unit, recurrence)
    least = around.falls or not amount.lower or lower_is_better(clause, more)
    if comparator in ("reach", "maintain") and least:
        return Value(comparator, None, amount.lower, unit, recurrence)
    return Value(comparator, amount.lower, None, unit, recurrence)


def _changed(
    change: str, comparator: str, token: Token, unit: str | None, recurrence: str
) -> Value:
    amount = token.amount
    if comparator in ("atLeast", "moreThan"):
        return Value(change, amount.lower, None, unit, recurrence)
    if comparator in ("atMost", "lessThan"):
        return Value(change, None, amount.lower, unit, recurrence)
    return Value(change, amount.lower, amount.upper or amount.lower, unit, recurrence)


def _unit(clause: str, unit: str, more: Path | None) -> str | None:
    for entry, pattern in _phrase_units(more):
        if entry["unit"] == unit and pattern.search(clause):
            return str(entry["becomes"])
    return unit or None


@cache
def _phrase_units(more: Path | None) -> tuple[tuple[dict[str, str], re.Pattern[str]], ...]:
    return tuple(
        (dict(entry), re.compile(alternatives(entry["words"], glued=True)))
        for entry in table("phrase_units", more)
    )


def _change(low: str, start: int, token: Token, more: Path | None) -> str:
    """Return the verb of change that governs a value, beside it or at the head of its clause."""
    around = token.lead
    if around.change:
        words = low[start : token.amount.start]
        return "" if _is_rate(words, more) and not _changes_rate(words, more) else around.change
    if around.level:
        return ""
    changes = lexicon("changes", more)
    verb = None
    for match in changes.pattern.finditer(low, start, token.amount.start):
        opens = not low[start : match.start()].strip() or _BOUND.search(low[: match.start()])
        if opens and changes.entry(match[0])["change"] in ("increaseBy", "decreaseBy"):
            verb = match
    if verb is None:
        return ""
    between = low[verb.end() : token.amount.start]
    levels = lexicon("changes", more, change="level").pattern.search(between)
    below = token.lead.comparator in ("lessThan", "atMost")
    return "" if levels or below else str(changes.entry(verb[0])["change"])


def _is_rate(words: str, more: Path | None) -> bool:
    return bool(lexicon("changes", more, change="rate").pattern.search(words))


def _changes_rate(words: str, more: Path | None) -> bool:
    """Tell whether the rate itself is said to rise: "tốc độ tăng … tăng thêm 2%"."""
    rates = list(lexicon("changes", more, change="rate").pattern.finditer(words))
    verbs = list(lexicon("changes", more, change="increaseBy").pattern.finditer(words))
    return bool(verbs) and verbs[-1].start() > rates[-1].end()


def _from_alone(low: str, start: int, token: Token) -> bool:
    """Tell whether "từ" stands before a single figure: "từ 98% số hộ"."""
    amount = token.amount
    if amount.upper is not None or amount.kind != "plain":
        return False
    before = low[start : amount.start].rstrip()
    if not re.search(r"(?<!\w)từ$", before):
        return False
    return not re.match(r"\s*(?:năm|\(?\s*năm|lên|xuống|hiện|của)\b", low[amount.end :])


def _kept(low: str, start: int, token: Token, more: Path | None) -> bool:
    if token.lead.keep:
        return True
    return bool(lexicon("changes", more, change="maintain").pattern.match(low, start))


def lower_is_better(clause: str, more: Path | None = None) -> bool:
    """Tell whether what a clause measures should be low, by its words alone."""
    for entry, words, unless in _lower(more):
        if entry and words.search(clause) and not unless.search(clause):
            return True
    return False


@cache
def _lower(more: Path | None) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            entry["rule"],
            re.compile(alternatives(entry["words"])),
            re.compile(alternatives(entry["unless"]) if entry.get("unless") else r"(?!)"),
        )
        for entry in table("lower_better", more)
    )
