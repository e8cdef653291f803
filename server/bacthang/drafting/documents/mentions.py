"""Documents that a text names: by number, or by genre and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ...errors import UnreadableNumber
from ...numbers import DocumentNumber, parse
from ..tables import table
from .places import NAME, UPPER, issuers

_LETTERS: Final = r"[A-Za-zĐđƯưƠơÂâÊêÔôĂă]"
_SYMBOL: Final = (
    rf"[0-9]{{1,5}}(?:/(?:19|20)[0-9]{{2}})? ?[-/] ?{_LETTERS}{{1,6}} ?[-/] ?"
    rf"{_LETTERS}{{1,8}}[0-9]{{0,2}}(?:[-.]{_LETTERS}{{1,8}})?|[0-9]{{1,5}}/(?:19|20)[0-9]{{2}}/QH[0-9]{{1,2}}"
)
_HINTS: Final = (
    r"(?:,? (?:ngày )?[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
    r"|,? ngày [0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4}"
    r"|,? khóa [IVXLC]+\b)*"
)
_LONG_DATE: Final = re.compile(r"ngày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})")
_CONGRESS: Final = re.compile(
    r"(?:(?:nghị quyết|văn kiện|báo cáo chính trị)(?: của| trình)? )?đại hội"
    r"(?: đại biểu)?(?: toàn quốc)?(?: lần thứ (?P<first>[IVXLC]+))?[^.;:\n]{0,60}?đảng bộ"
    r"(?: (?:các )?(?:quận|huyện|tỉnh|thành phố|thị xã|xã|phường|thị trấn|khối))?"
    rf"(?: (?!lần thứ)(?-i:[{UPPER}]\w*)){{0,5}}(?:,? lần thứ (?P<second>[IVXLC]+))?"
    r"(?:,? (?:\()?nhiệm kỳ [0-9]{4} ?- ?[0-9]{4}\)?)?"
    r"|đại hội(?: đại biểu)?(?: đảng bộ)? lần thứ (?P<third>[IVXLC]+)"
    r"(?:,? (?:\()?nhiệm kỳ [0-9]{4} ?- ?[0-9]{4}\)?)?",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """A document named in the clean text; ``reading`` is None for one without a number.

    ``symbol`` tells whether the number is printed with its symbol; ``ordinal`` is that of a
    congress.
    """

    start: int
    end: int
    printed: str
    genre: str
    reading: DocumentNumber | None
    symbol: bool = False
    ordinal: str = ""

    @property
    def key(self) -> str:
        """What two mentions of one document have in common: its number, or the words."""
        normal = self.reading.normal if self.reading else None
        return normal or self.printed


def mentions(text: str, more: Path | None = None) -> tuple[Mention, ...]:
    """Return the documents that a clean text names by a number, in its order."""
    found: list[Mention] = []
    for match in _numbered(more).finditer(text):
        printed = " ".join(match[0].split()).strip(" ,")
        reading = _reading(printed)
        if reading is not None:
            found.append(
                Mention(
                    match.start(),
                    match.start() + len(match[0].rstrip(" ,")),
                    printed,
                    reading.genre or genre_code(match["words"] or "", more),
                    reading,
                    symbol=match["symbol"] is not None,
                )
            )
    return tuple(found)


def congresses(text: str) -> tuple[Mention, ...]:
    """Return the places of a clean text that name a Party congress or what it passed."""
    return tuple(
        Mention(
            match.start(),
            match.end(),
            " ".join(match[0].split()),
            "congress",
            None,
            ordinal=match["first"] or match["second"] or match["third"] or "",
        )
        for match in _CONGRESS.finditer(text)
    )


def genre_code(words: str, more: Path | None = None) -> str:
    """Return the code of the genre that words begin with, or nothing."""
    lowered = words.lower().strip(' “"')
    for name, code, _ in genre_names(more):
        if lowered.startswith(name):
            return code
    return ""


def genre_class(code: str, more: Path | None = None) -> str:
    """Return the class of documents with that code in their number."""
    if code == "congress":
        return "CongressDocument"
    return next((cls for _, own, cls in genre_names(more) if own == code), "PolicyDocument")


@cache
def genre_names(more: Path | None = None) -> Sequence[tuple[str, str, str]]:
    """Return each name of a genre with its code and class, the longer names first."""
    named = [
        (name.lower(), entry["code"], entry["class"])
        for entry in table("genres", more)
        for name in entry["names"]
    ]
    return sorted(named, key=lambda entry: -len(entry[0]))


@cache
def _numbered(more: Path | None) -> re.Pattern[str]:
    words = "|".join(re.escape(name) for name, _, _ in genre_names(more))
    named = (name for entry in issuers(more) for name in entry.names)
    bodies = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<words>{words})(?: (?:hành động|công tác|toàn khóa))* ?(?:số:? ?)?)?"
        rf"(?P<symbol>(?<![\w/.-])(?:{_SYMBOL})(?![\w/])){_HINTS}(?: của (?:{bodies})(?: {NAME})?)?"
        rf"|(?:{words})(?: toàn khóa)? (?:số )?(?P<plain>0?[0-9]{{1,2}})"
        r"(?![\w/%.,-]*[0-9%])(?! [0-9])\b",
        re.IGNORECASE,
    )


def _reading(printed: str) -> DocumentNumber | None:
    """Read a number with what is printed around it, or at least the number."""
    dated = _LONG_DATE.sub(r"ngày \1/\2/\3", printed)
    for shown in (dated, re.sub(r" (?:hành động|công tác|toàn khóa)\b", "", dated, flags=re.I)):
        with suppress(UnreadableNumber):
            return parse(shown)
    bare = re.search(_SYMBOL, printed)
    if bare:
        with suppress(UnreadableNumber):
            return parse(bare[0])
    return None
