"""Words as they are compared: one spelling for one syllable, times and place names set aside.

Vietnamese writes a syllable in several ways (hòa, hoà; tỷ, tỉ; qui, quy), and so do labels and
texts. Diacritics are kept: without them *xã*, *xa* and *xả* would be one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

Keys = tuple[str, ...]
"""Syllables and numbers as they are compared, in order."""

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d{3}(?!\d))*")
_PER_HEAD: Final = re.compile(r"/\s*(?:1\s*|đầu\s+)?người\b", re.IGNORECASE)
_FINAL_Y: Final = re.compile(r"^((?:[bcdđghklmnpqrstvx]+|qu))y(\W?)$")

_YEAR: Final = r"(?:19|20)\d\d"
_TIMES: Final = re.compile(
    rf"""(?<!\w)(?:
      (?:bình\ quân\ )?(?:h[àằ]ng|mỗi)\ năm
    | bình\ quân\ (?:một\ |1\ )?năm
    | (?:bình\ quân\ |trong\ |cả\ |sau\ )?\d{{1,2}}\ năm
    | so\ với\ (?:(?:đầu|cuối)\ )?(?:năm\ {_YEAR}|nhiệm\ kỳ|cùng\ kỳ|năm\ trước)
    | (?<!so\ sánh\ )(?<!cố\ định\ )(?<!giá\ )năm\ {_YEAR}
    | (?<!so\ sánh\ )(?<!so\ sánh\ năm\ )(?<!cố\ định\ )(?<!cố\ định\ năm\ )(?<!giá\ năm\ ){_YEAR}
    | tầm\ nhìn\ đến
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)


class Syllable(NamedTuple):
    """One syllable or number: as compared, as printed, and whether it begins with a capital."""

    key: str
    printed: str
    capital: bool


def without_times(phrase: str) -> str:
    """Return the phrase without years, periods and recurrences; a price base keeps its year."""
    return " ".join(_TIMES.sub(" ", unicodedata.normalize("NFC", phrase)).split())


def syllables(phrase: str) -> tuple[Syllable, ...]:
    """Return the syllables and numbers of a phrase, in order."""
    return tuple(_syllables(unicodedata.normalize("NFC", phrase)))


def _syllables(phrase: str) -> Iterator[Syllable]:
    for found in _SYLLABLE.finditer(_PER_HEAD.sub(" bình quân đầu người ", phrase)):
        printed = found[0]
        yield Syllable(_key(printed), printed, printed[0].isupper())


def keys(phrase: str) -> Keys:
    """Return the syllables of a phrase as they are compared."""
    return tuple(syllable.key for syllable in syllables(phrase))


def _key(syllable: str) -> str:
    """Return a syllable in lower case with its tone behind it, and i for y where both are said."""
    if syllable[0].isdigit():
        return re.sub(r"[.,]", "", syllable).lstrip("0") or "0"
    parts = unicodedata.normalize("NFD", syllable.lower())
    tone = "".join(mark for mark in parts if mark in _TONES)
    letters = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return _FINAL_Y.sub(r"\1i\2", letters) + tone


def folded(key: str) -> str:
    """Return a compared syllable without its diacritics."""
    bare = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def has(row: Keys, words: Keys) -> bool:
    """Return whether ``words`` stand together somewhere in ``row``."""
    return any(row[at : at + len(words)] == words for at in range(len(row) - len(words) + 1))
