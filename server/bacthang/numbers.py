"""Document numbers as Vietnamese offices and newspapers print them.

::

    reference = [ words [ "số" ] ] number [ symbol ] { hint } [ title ]
    symbol    = "-" genre "/" issuer              Party: 15-NQ/TW
              | "/" [ year "/" ] genre "-" issuer State: 183/KH-UBND, 132/2003/NĐ-CP
              | "/" year "/" assembly             laws:  31/2024/QH15
    hint      = "khóa" roman | "nhiệm kỳ" year "-" year | "ngày" date | "năm" year | "của" body
    title     = ( “ | : | "về" | "on" ) anything

The two styles are often mixed up in print (``15/NQ-TW``, ``05/CTr-TU``), so the issuer's
abbreviation, not the punctuation, tells the Party from the State; only for an abbreviation that
is not listed here does the punctuation decide.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, TypedDict

from .errors import UnreadableNumber
from .plaintext import plain_text

Family = Literal["Party", "State"]

_GENRE_WORDS: Final[dict[str, str]] = {
    "nghị quyết": "NQ", "resolution": "NQ",
    "chương trình": "CTr", "chương trình hành động": "CTr", "chương trình công tác": "CTr",
    "programme": "CTr", "program": "CTr", "action programme": "CTr", "action program": "CTr",
    "kế hoạch": "KH", "plan": "KH",
    "hướng dẫn": "HD", "guidance": "HD",
    "quyết định": "QĐ", "decision": "QĐ", "quy định": "QĐ", "regulation": "QĐ",
    "chỉ thị": "CT", "directive": "CT",
    "kết luận": "KL", "conclusion": "KL",
    "thông báo": "TB", "thông tư": "TT", "circular": "TT", "tờ trình": "TTr",
    "báo cáo": "BC", "đề án": "ĐA", "quy chế": "QC", "công văn": "CV", "phương án": "PA",
    "nghị định": "NĐ", "decree": "NĐ", "pháp lệnh": "PL", "luật": "L", "law": "L",
}  # fmt: skip
_PARTY: Final = (
    "TW", "TU", "QU", "HU", "ThU", "ĐU", "ĐUK", "ĐH", "BCT", "BCSĐ", "VPTW", "VPTU",
    "BTCTW", "BTCTU", "BTGTW", "BTGTU", "BDVTW", "BDVTU", "BNCTW", "BNCTU", "UBKTTW", "UBKTTU",
)  # fmt: skip
_STATE: Final = ("CP", "TTg", "CTN", "VPCP", "UBND", "HĐND", "QH", "UBTVQH")

_GENRES: Final = {plain_text(code): code for code in _GENRE_WORDS.values()}
_WORDS: Final = {plain_text(words): code for words, code in _GENRE_WORDS.items()}
_ISSUERS: Final = {plain_text(code): code for code in (*_PARTY, *_STATE)}
_LOCAL_GENRES: Final = ("CTr",)
"""Genres in which ``TƯ`` is a city committee misprinted, rather than the centre."""

_LETTER = "[A-Za-zĐđƯưƠơÂâÊêÔôĂă]"
_REFERENCE = re.compile(
    rf"""
    (?P<words> [^\W\d_]+ (?:\ [^\W\d_]+)* [.:]? \ ? )?
    (?P<number> [0-9]{{1,5}} )
    (?: \ ?/\ ? (?P<year> (?:19|20)[0-9]{{2}} ) (?=\ ?/) )?
    (?: \ ?/\ ? (?P<assembly> (?:QH|UBTVQH) [0-9]{{1,2}} ) (?!\w)
      | \ ?(?P<first> [-/] )? \ ? (?P<genre> {_LETTER}+ )
        \ ?(?P<second> [-/] ) \ ? (?P<issuer> {_LETTER}+ [0-9]* (?:[.&-]{_LETTER}+)* ) (?!\w)
      | \ ?[-/]\ ? (?P<bare_genre> {_LETTER}+ ) (?![\w/-])
    )?
    (?P<rest> .* )
    """,
    re.VERBOSE,
)
_HINTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:khóa|khoá|khoa|term) (?P<term>[IVXLC]+)\b",
        r"(?P<term>[IVXLC]+)(?=\)|$)",
        r"(?:nhiệm kỳ|nhiem ky|term) (?P<start>[0-9]{4}) ?- ?(?P<end>[0-9]{4})\b",
        r"(?:(?:ngày|ngay|dated|of) )?(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})"
        r"[/.-](?P<signed>[0-9]{4})\b",
        r"(?:năm|nam|of)? ?(?P<signed>(?:19|20)[0-9]{2})\b",
        r"(?:của|cua|of|by) (?P<body>[^\W\d_]+"
        r"(?: (?!(?:về|ve|on|ngày|khóa|nhiệm kỳ|nhiem ky)\b"
        r"|(?:ngay|dated|of|năm|nam) [0-9]|(?:khoá|khoa|term) [IVXLC0-9]+\b)[^\W\d_]+)*)",
    )
)
_TITLE = re.compile(r"[“”\"«:]|(?:về|on)\b", re.IGNORECASE)
_SEPARATORS = " ,;.()[]-"
_LIKE_HYPHEN = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(map(ord, "⁄∕"), "/")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


class _Hints(TypedDict):
    term: str | None
    period: tuple[int, int] | None
    signed: int | None
    signed_on: datetime.date | None
    body: str | None


@dataclass(frozen=True)
class DocumentNumber:
    """A printed number, read.

    ``issuers`` holds the readings of the issuer's abbreviation, the likeliest first: two for the
    ``TƯ`` that may be TW or TU, none where only words and number are printed. ``year`` is the one
    inside a State number; ``term``, ``period``, ``signed`` (a year), ``signed_on`` (the day, where
    one is printed) and ``body`` are hints printed around it.
    """

    number: int
    genre: str | None = None
    issuers: tuple[str, ...] = ()
    family: Family | None = None
    year: int | None = None
    term: str | None = None
    period: tuple[int, int] | None = None
    signed: int | None = None
    signed_on: datetime.date | None = None
    body: str | None = None

    @property
    def normal(self) -> str | None:
        """The normal form under the likeliest reading; None unless number and symbol are there."""
        return self.normal_forms[0] if self.normal_forms else None

    @property
    def normal_forms(self) -> tuple[str, ...]:
        """The normal form under each reading of the issuer; numbers below 10 keep their zero."""
        return tuple(self._normal(issuer) for issuer in self.issuers)

    def _normal(self, issuer: str) -> str:
        number = f"{self.number:02d}" if self.year is None else f"{self.number:02d}/{self.year}"
        if self.genre is None:
            return f"{number}/{issuer}"
        if self.family == "Party":
            return f"{number}-{self.genre}/{issuer}"
        return f"{number}/{self.genre}-{issuer}"


def parse(printed: str) -> DocumentNumber:
    """Read a reference to a document as printed.

    Raises UnreadableNumber for text that is not one, or says more than the grammar knows: a
    number half understood would find the wrong document.
    """
    text = " ".join(
        unicodedata.normalize("NFC", printed).translate(_LIKE_HYPHEN | _INVISIBLE).split()
    )
    match = _REFERENCE.fullmatch(text)
    if match is None or int(match["number"]) == 0:
        raise UnreadableNumber(printed=printed)
    named = _genre_named(match["words"] or "", printed)
    coded = match["genre"] or match["bare_genre"]
    if match["genre"] and not match["first"] and plain_text(coded) not in _GENRES:
        raise UnreadableNumber(printed=printed)
    genre = _genre_coded(coded, named) if coded else named
    issuers = _issuers(match["issuer"] or match["assembly"], genre)
    return DocumentNumber(
        number=int(match["number"]),
        genre=genre if not match["assembly"] else None,
        issuers=issuers,
        family=_family(issuers[0], match) if issuers else None,
        year=int(match["year"]) if match["year"] else None,
        **_hints(match["rest"], printed),
    )


def _genre_named(words: str, printed: str) -> str | None:
    names = plain_text(words.rstrip(" .:")).split()
    if names and names[-1] in {"so", "no", "number"}:
        names.pop()
    if not names:
        return None
    try:
        return _WORDS[" ".join(names)]
    except KeyError:
        raise UnreadableNumber(printed=printed) from None


def _genre_coded(code: str, named: str | None) -> str:
    """Read a genre's code; the words before it tell a CT that is a CTr from a directive."""
    genre = _GENRES.get(plain_text(code), code.upper())
    return "CTr" if (genre, named) == ("CT", "CTr") else genre


def _issuers(code: str | None, genre: str | None) -> tuple[str, ...]:
    if code is None:
        return ()
    if code.casefold().endswith("tư"):
        readings = (_issuer(code[:-2] + "TW"), _issuer(code[:-2] + "TU"))
        return readings[::-1] if genre in _LOCAL_GENRES else readings
    return (_issuer(code),)


def _issuer(code: str) -> str:
    """Spell an issuer's abbreviation as it is known: ``TTg``, ``UBTVQH15``; else in capitals."""
    letters = code.rstrip("0123456789")
    known = _ISSUERS.get(plain_text(letters))
    return known + code[len(letters) :] if known else code.upper()


def _family(issuer: str, match: re.Match[str]) -> Family:
    stem = re.split(r"[0-9.&-]", issuer)[0]
    if stem in _PARTY:
        return "Party"
    if stem in _STATE or match["year"] or match["first"] == "/":
        return "State"
    return "Party"


def _hints(rest: str, printed: str) -> _Hints:
    found: dict[str, str] = {}
    rest = rest.strip(_SEPARATORS)
    while rest and not _TITLE.match(rest):
        hint = next((m for pattern in _HINTS if (m := pattern.match(rest))), None)
        if hint is None:
            raise UnreadableNumber(printed=printed)
        found |= {name: value for name, value in hint.groupdict().items() if value}
        rest = rest[hint.end() :].strip(_SEPARATORS)
    return {
        "term": found["term"].upper() if "term" in found else None,
        "period": (int(found["start"]), int(found["end"])) if "start" in found else None,
        "signed": int(found["signed"]) if "signed" in found else None,
        "signed_on": _day(found, printed) if "day" in found else None,
        "body": found.get("body"),
    }


def _day(found: dict[str, str], printed: str) -> datetime.date:
    """Return the day that is printed; one that never was makes the whole unreadable."""
    try:
        return datetime.date(*(int(found[part]) for part in ("signed", "month", "day")))
    except ValueError:
        raise UnreadableNumber(printed=printed) from None
