"""When a commitment is due: years, periods, recurrences, and what a change is measured against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from .words import lexicon

_YEAR: Final = r"(?:19|20)\d{2}"
_MONTHS: Final = r"(?:(?:tháng|quý)\s+(?:\d{1,2}|[ivx]+)\s*(?:/|năm|-)?\s*)"
_DAY: Final = r"(?:(?:ngày\s+)?\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*)"
_PERIOD: Final = rf"{_YEAR}\s*(?:-|–|đến|tới)\s*(?:năm\s+)?{_YEAR}"
_LIST: Final = rf"{_YEAR}(?:\s*(?:,|;|và|,\s*và)\s*(?:đến\s+)?(?:năm\s+)?{_YEAR}(?!\s*-))*"


@dataclass(frozen=True)
class Time:
    """A printed time: ``sort`` is year, period, recurrence, termEnd, baseline or termStart.

    ``years`` are those named; ``before`` says that the last is excluded ("trước năm 2025"),
    ``since`` that the time is when something begins.
    """

    start: int
    end: int
    sort: str
    years: tuple[int, ...] = ()
    recurrence: str = ""
    before: bool = False
    since: bool = False
    rule: str = ""


@cache
def _pattern(more: Path | None) -> re.Pattern[str]:
    words = lexicon("times", more).source
    return re.compile(
        rf"""
        (?P<base>(?:so\s+với|so)\s+
            (?:[^\d,;.()]{{0,30}}?\s)?(?:năm\s+)?(?P<base_year>{_YEAR})(?P<base_to>\s*-\s*{_YEAR})?)
        |(?P<school>năm\s+học\s+(?P<school_years>{_PERIOD}))
        |(?P<period>(?:(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|trong\s+(?:5|năm)\s+năm|(?:5|năm)\s+năm|các\s+năm|từ(?:\s+năm)?)\s*)?
            [(]?\s*(?P<period_years>{_PERIOD})\s*[)]?)
        |(?P<year>(?:(?P<before>trước)\s+|(?P<since>từ|kể\s+từ|sau|ngay\s+từ|từ\s+đầu)\s+
                |(?:đến|tới|vào|trong|hết|của|cho)\s+)*
            (?:(?:hết|cuối|đầu|giữa|thời\s+điểm)\s+)*(?:{_MONTHS}|{_DAY})?
            (?:(?:năm\s+cuối\s+)?(?:năm|nhiệm\s+kỳ)\s+)(?P<years>{_LIST}))
        |(?P<bare>(?:(?P<before_bare>trước)|đến|tới|vào|hết|cuối)\s+(?:(?:hết|cuối|khoảng)\s+)*
            (?:{_MONTHS}|{_DAY})?(?P<bare_years>{_LIST})(?![\d.,]*\d|\s*(?:%|tỷ|triệu|người|hộ|đồng)))
        |(?P<bracketed>(?<=\()\s*(?P<bracketed_years>{_LIST})\s*(?=\)))
        |(?P<words>{words})
        """,
        re.VERBOSE,
    )


@lru_cache(maxsize=256)
def times(low: str, more: Path | None = None) -> tuple[Time, ...]:
    """Return the times printed in a lower-case text, in order."""
    return tuple(_read(match, more) for match in _pattern(more).finditer(low))


def _read(match: re.Match[str], more: Path | None) -> Time:
    start, end = match.span()
    if match["base"]:
        years: tuple[int, ...] = (int(match["base_year"]),)
        if match["base_to"]:
            years += (int(match["base_to"].strip(" -")),)
        return Time(start, end, "baseline", years, rule="baseline")
    if match["school"]:
        return Time(start, end, "year", _years(match["school_years"])[-1:], rule="school-year")
    if match["period"]:
        return Time(start, end, "period", _years(match["period_years"]), rule="period")
    if match["words"]:
        entry = lexicon("times", more).entry(match["words"])
        gives = entry["gives"]
        if gives in ("termEnd", "termStart"):
            return Time(start, end, gives, rule=entry["rule"])
        return Time(start, end, "recurrence", recurrence=gives, rule=entry["rule"])
    named = _years(match["years"] or match["bare_years"] or match["bracketed_years"])
    before = bool(match["before"] or match["before_bare"])
    return Time(start, end, "year", named, before=before, since=bool(match["since"]), rule="year")


def _years(printed: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(int, re.findall(_YEAR, printed))))
