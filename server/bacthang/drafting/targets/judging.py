"""Which values are commitments: those of a list of targets, and those that a sentence pledges."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from ..tables import table
from .clauses import Clause
from .due import Due
from .phrases import content
from .setting import Setting
from .tokens import Token
from .words import lexicon

_BEFORE: Final = 40
_LEAST: Final = 2
_NAMED: Final = 4
"""Words of a milestone, its verb with it, that name what is to be done."""
_AHEAD: Final = 400
_WHOLE: Final = 100
_COMPARED: Final = re.compile(r"so với[^,;.]*")
_BASE: Final = re.compile(r"(?<!\w)từ [^,;]{0,60}?(?=(?:lên|xuống|còn)(?!\w))")
_OF_PLAN: Final = re.compile(r"chỉ tiêu|kế hoạch|nghị quyết|dự toán")


def refusal(
    low: str,
    clause: Clause,
    due: Due,
    words: str,
    sentence: tuple[int, int],
    setting: Setting,
    *,
    joined: bool = False,
    pledged: bool = False,
) -> str:
    """Return why a value is no target, as the name of a rule; nothing when it is one.

    ``joined`` says that the sentence holds a target already, ``pledged`` that an earlier sentence
    of the paragraph does.
    """
    token = clause.token
    assert token
    more = setting.more
    if token.sort == "zero" and not setting.listed and _for_lists(token, more):
        return "not-in-list"
    before = low[max(sentence[0], token.start - _BEFORE) : token.start]
    own = low[clause.start : clause.end]
    if setting.section in ("context", "appendix", "organisation") and not _has(own, "strong", more):
        return f"section-{setting.section}"
    if _past(low, clause, due, sentence, setting):
        return "achieved"
    if token.sort == "milestone" and content(words) < _NAMED:
        return "nothing-named"
    if _declared(low, token, more):
        return "declared-count"
    above = token.amount.unit == "PERCENT" and token.amount.lower > _WHOLE
    if above and not setting.listed and _OF_PLAN.search(own):
        return "achieved"
    counted = token.sort == "amount" and token.amount.kind == "count"
    if clause.aside and not due.own and (counted or content(words) < _LEAST):
        return "aside"
    if counted and (reason := _miscounted(low, token, before, words, setting)):
        return reason
    if setting.listed:
        return ""
    if joined and token.sort == "zero":
        return ""
    return _unpledged(low, clause, due, sentence, setting, pledged=pledged)


def _for_lists(token: Token, more: Path | None) -> bool:
    words = token.lead.why[0].words
    return bool(lexicon("milestones", more, where="start").entry(words)["needs"] == "targets")


def _past(low: str, clause: Clause, due: Due, sentence: tuple[int, int], setting: Setting) -> bool:
    own = _BASE.sub("", _COMPARED.sub("", low[clause.start : clause.end]))
    told = due.own or bool(due.inherited)
    years = due.years if told else ()
    if years and setting.since and max(years) < setting.since:
        return True
    if told and due.period and setting.since and due.period[1] < setting.since:
        return True
    if setting.section == "results":
        return not _has(own, "strong", setting.more)
    future = bool(years) and (not setting.since or max(years) >= setting.since)
    if setting.listed:
        return _has(own, "achieved", setting.more) and not future
    if _has(own, "past", setting.more) and not _has(own, "strong", setting.more):
        return True
    if future:
        return False
    whole = _BASE.sub("", low[sentence[0] : sentence[1]])
    return _has(whole, "past", setting.more) and not _has(whole, "strong", setting.more)


def _declared(low: str, token: Token, more: Path | None) -> bool:
    """Tell whether a figure counts what the document itself contains."""
    amount = token.amount
    if amount.kind not in ("count", "ratio") or amount.unit == "":
        return False
    # The noun is part of a ratio, and stands behind a count.
    after = low[amount.start if amount.kind == "ratio" else amount.end :].lstrip("0123456789/ ")
    declared = lexicon("cues", more, sign="declared").pattern.match(after)
    return bool(declared)


def _miscounted(low: str, token: Token, before: str, words: str, setting: Setting) -> str:
    """Return why a mere count is no value: it tells where, or of how many, or nothing at all."""
    more = setting.more
    if not token.amount.unit and not (setting.listed and content(words) >= 2):
        return "bare-figure"
    if not token.lead.comparator and not token.lead.change and not token.lead.level:
        place = _place("place", more).search(before)
        if place and not (place[0].strip() == "cho" and token.amount.unit == "PERSON"):
            return "count-of-places"
        if not setting.listed and _place("prose-place", more).search(before):
            return "count-of-places"
        after = low[token.amount.end :].lstrip()
        if lexicon("cues", more, sign="describes").pattern.match(after) and not setting.listed:
            return "description"
    return ""


def _unpledged(
    low: str,
    clause: Clause,
    due: Due,
    sentence: tuple[int, int],
    setting: Setting,
    *,
    pledged: bool,
) -> str:
    """Return why a value outside lists of targets is no commitment."""
    token = clause.token
    assert token
    whole = low[sentence[0] : sentence[1]]
    more = setting.more
    strong = pledged or _has(whole, "strong", more)
    since = setting.since or 0
    dated = max(due.years, default=-1) >= since or bool(
        due.spans and due.period and due.period[1] >= since
    )
    yearly = due.recurrence in ("everyYear", "averagePerYear", "overPeriod")
    if token.sort == "milestone":
        return "" if dated and strong else "milestone-without-year"
    if token.sort == "zero":
        return "" if strong or dated or setting.section == "objectives" else "no-pledge"
    if token.amount.kind in ("count", "ratio") or token.amount.unit in ("NUM", ""):
        ahead = _has(low[max(sentence[0], token.end - _AHEAD) : token.end], "strong", more)
        bound = due.own or setting.section == "objectives"
        in_time = max(due.years, default=-1) >= since and bound
        yearly = yearly and due.recurrence != "overPeriod"
        return "" if ahead or pledged or yearly or in_time else "count-without-pledge"
    if strong or dated or yearly or _has(whole, "commitment", more):
        return ""
    if token.amount.unit == "PERCENT" and token.amount.lower == _WHOLE:
        return ""
    return "no-pledge"


@lru_cache(maxsize=256)
def _has(words: str, sign: str, more: Path | None) -> bool:
    for other in _unless(sign, more):
        words = words.replace(other, " ")
    return bool(lexicon("cues", more, sign=sign).pattern.search(words))


@cache
def _unless(sign: str, more: Path | None) -> tuple[str, ...]:
    entries = (entry for entry in table("cues", more) if entry["sign"] == sign)
    return tuple(words for entry in entries for words in entry.get("unless", ()))


@cache
def _place(sign: str, more: Path | None) -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon('cues', more, sign=sign).source})\s*$")
