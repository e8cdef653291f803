"""The printed label of a block: which style of the table it has, and which number in its list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..tables import table

_ALPHABET: Final = "abcdđefghiklmnopqrstuvxy"
_COUNTING: Final = (
    *("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"),
    *("mười một", "mười hai", "mười ba", "mười bốn", "mười lăm"),
)
_ORDINAL: Final = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SPELLED: Final = {"bẩy": "bảy", "bẩy mươi": "bảy mươi", "nhì": "hai", "bốn": "tư"}
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_PLACES: Final[Mapping[str, str]] = {
    "số.số": r"[0-9]{1,2}(?:\.[0-9]{1,2})+(?:\.(?![0-9])|(?= ))",
    "số": r"[0-9]{1,2}",
    "La Mã": r"(?-i:[IVX]{1,6})",
    "la mã": r"(?-i:[ivx]{1,5})",
    "chữ hoa": r"(?-i:[A-ZĐ])",
    "chữ": r"(?-i:[a-zđ])",
    "số đếm": "(?:" + "|".join(sorted((*_COUNTING, "bẩy"), key=len, reverse=True)) + ")",
    "thứ tự": "(?:"
    + "|".join(sorted((*_ORDINAL, "bẩy", "nhì", "bốn"), key=len, reverse=True))
    + ")",
}
_AFTER_WORD: Final = r"(?![\w%])(?! *[0-9/])[ .:,;-]*"
_AFTER_MARK: Final = r"(?![0-9]) *"
_AFTER_RANGE: Final = r"(?! *[0-9]) *"


class Label(NamedTuple):
    """A label as printed, where the text after it begins, and what it says of its place."""

    printed: str
    end: int
    style: str
    level: int
    ordinal: int | None


class _Style(NamedTuple):
    rule: str
    level: int
    pattern: re.Pattern[str]
    ordinal: Callable[[str], int | None]


PARTS: Final = 2
STRONG: Final = 5
BULLETS: Final = 12
"""The last level of parts and chapters, the last one that divides a text, that of no numbers."""


def labels(text: str, more: Path | None = None) -> tuple[Label, ...]:
    """Return every label that a text may begin with, as the table has them.

    A bullet before a worded label ("* Một là") belongs to it.
    """
    found = _at(text, 0, more)
    if any(label.ordinal is None for label in found):
        behind = [
            label
            for label in _at(text, found[0].end, more)
            if label.ordinal is not None and label.printed[0].isalpha()
        ]
        worded = [label for label in behind if len(label.printed.split()) > 1]
        if worded:
            return tuple(
                label._replace(printed=text[: label.end].strip(" :,;")) for label in worded
            )
    return found


def _at(text: str, start: int, more: Path | None) -> tuple[Label, ...]:
    found: list[Label] = []
    for style in _styles(more):
        if match := style.pattern.match(text, start):
            ordinal = style.ordinal(match["number"]) if "number" in match.groupdict() else None
            if ordinal == 0:
                continue
            printed = match["label"]
            found.append(Label(printed, match.end(), style.rule, style.level, ordinal))
    return tuple(found)


@cache
def _styles(more: Path | None) -> Sequence[_Style]:
    return tuple(
        _Style(entry["rule"], int(entry["level"]), *_compiled(label))
        for entry in table("headings", more)
        for label in sorted(entry["labels"], key=len, reverse=True)
    )


def _compiled(label: str) -> tuple[re.Pattern[str], Callable[[str], int | None]]:
    """Turn a label as a curator writes it into a pattern and the reading of its number."""
    kind = next((place for place in _PLACES if f"{{{place}}}" in label), None)
    pieces = re.split(r"(\{[^}]*\}| +)", label)
    source = "".join(
        f"(?P<number>{_PLACES[piece[1:-1]]})"
        if piece.startswith("{")
        else (" *" if not piece.strip() else re.escape(piece))
        for piece in pieces
        if piece
    )
    if kind == "số.số":
        after = " *"
    elif label.endswith("}") or label[-1].isalnum():
        after = _AFTER_WORD
    elif kind:
        after = _AFTER_RANGE if label[-1] == "-" else _AFTER_MARK
    else:
        after = " *"
    return re.compile(f"(?P<label>{source}){after}", re.IGNORECASE), _READERS[kind or ""]


def _counted(words: Sequence[str]) -> Callable[[str], int]:
    def read(printed: str) -> int:
        word = printed.casefold()
        word = word if word in words else _SPELLED.get(word, word)
        return words.index(word) + 1 if word in words else 0

    return read


def _roman(printed: str) -> int:
    """Read a Roman number; 0 for letters that are none."""
    values = [_ROMAN[letter] for letter in printed.lower()]
    total = sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
    return total if re.fullmatch(r"x{0,3}(ix|iv|v?i{0,3})", printed.lower()) else 0


def _letter(printed: str) -> int:
    return _ALPHABET.find(printed.lower()) + 1


_READERS: Final[Mapping[str, Callable[[str], int | None]]] = {
    "số.số": lambda printed: int(printed.rstrip(".").rsplit(".", 1)[1]),
    "số": int,
    "La Mã": _roman,
    "la mã": _roman,
    "chữ hoa": _letter,
    "chữ": _letter,
    "số đếm": _counted(_COUNTING),
    "thứ tự": _counted(_ORDINAL),
    "": lambda printed: None,
}
