"""Days, terms and years that a text prints about its document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from ..cleaning import Cleaned
from ..lines import Line
from .places import UPPER

_DAY: Final = re.compile(r"(?<![\d/])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})(?!\d)")
_SIGNING: Final = re.compile(
    rf"(?:^|  |[|] )(?:(?-i:[{UPPER}])[^,|0-9]{{1,40}}, ?)?ngày (?P<day>[0-9]{{1,2}}"
    r"(?: tháng [0-9]{1,2} năm |[/.-][0-9]{1,2}[/.-])(?:19|20)[0-9]{2})\.?$",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(
    r"(?:giai đoạn|nhiệm kỳ|thời kỳ|khóa)[^.;:\d]{0,12}"
    r"((?:19|20)[0-9]{2}) ?- ?((?:19|20)?[0-9]{2})\b",
    re.IGNORECASE,
)
_PLAN_YEAR: Final = re.compile(
    r"(?<!đến )(?<!tới )(?<!trước )(?<!từ )(?<!vào )năm ((?:19|20)\d{2})[\s.\"”)]*$"
)
_TERM: Final = re.compile(r"nhiệm kỳ \(?((?:19|20)[0-9]{2}) ?- ?((?:19|20)[0-9]{2})", re.IGNORECASE)
_HORIZON: Final = re.compile(
    r"(?:đến(?: hết)?(?: cuối)?|tầm nhìn(?: đến)?|định hướng(?: đến)?)(?: năm)? (20[0-9]{2})\b"
    r"(?! ?-)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(rf"[{UPPER}]\w*(?: [{UPPER}]\w*){{1,4}}$")
_SIGNED: Final = re.compile(
    rf"(?:đồng chí|ông|bà) (?P<name>(?:[{UPPER}]\w* ?){{2,5}})"
    r"[^.;\n]{0,120}? (?:đã )?ký ban hành"
)
_SIGNERS: Final = re.compile(
    r"(?:BÍ THƯ|PHÓ BÍ THƯ|CHỦ TỊCH|PHÓ CHỦ TỊCH|KT\. ?CHỦ TỊCH|TM\. ?|T/M ?|GIÁM ĐỐC)"
)
_HEAD: Final = 25


def known_since(cleaned: Cleaned) -> tuple[str, Line] | None:
    """Return the day of the page, and the line that prints it: of its furniture, near the top."""
    dated = [line for line in cleaned.lines if line.furniture == "date-line"]
    for line in (*dated, *(one for one in cleaned.lines[:_HEAD] if one.furniture)):
        for match in _DAY.finditer(line.text):
            if day := _iso(*map(int, match.groups())):
                return day, line
    return None


def signing_day(lines: Iterable[Line]) -> str | None:
    """Return the day of signing that the head of a document prints, behind the place or alone."""
    for line in lines:
        if match := _SIGNING.search(line.text):
            return _iso(*map(int, re.findall(r"[0-9]+", match["day"])))
    return None


def signatory(cleaned: Cleaned) -> str | None:
    """Return who signed, as a sentence tells or the end of the document prints."""
    if match := _SIGNED.search(cleaned.text):
        return match["name"].strip()
    tail = cleaned.lines[-12:]
    titles = [place for place, line in enumerate(tail) if _SIGNERS.match(line.text)]
    for line in tail[titles[-1] + 1 :] if titles else ():
        if _NAME.match(line.text) and not line.text.isupper():
            return line.text
    return None


def period(text: str) -> tuple[int, int] | None:
    """Return the latest years that words plan for: "giai đoạn 2021-2025"."""
    found: list[tuple[int, int]] = []
    for match in _YEARS.finditer(text):
        first, last = (
            int(match[1]),
            int(match[2] if len(match[2]) == 4 else match[1][:2] + match[2]),
        )
        if first < last <= first + 30:
            found.append((first, last))
    return max(found, default=None)


def plan_year(title: str) -> tuple[int, int] | None:
    """Return the one year that a title ends with, as a period: "Kế hoạch … năm 2024"."""
    found = _PLAN_YEAR.search(title.lower())
    return (int(found[1]), int(found[1])) if found else None


def term_years(text: str) -> tuple[int, int] | None:
    """Return the years of the latest term that a text names."""
    found = [(int(match[1]), int(match[2])) for match in _TERM.finditer(text)]
    return max(found, default=None)


def horizons(text: str, beyond: int = 0) -> tuple[int, ...]:
    """Return the years up to which words look ahead, after ``beyond``, in order."""
    years = {int(match[1]) for match in _HORIZON.finditer(text)}
    return tuple(sorted(year for year in years if year > beyond))


def _iso(day: int, month: int, year: int) -> str | None:
    with suppress(ValueError):
        return datetime.date(year, month, day).isoformat()
    return None
