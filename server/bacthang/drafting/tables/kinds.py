"""The kinds of values that an entry of a table may have, and what each is called."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from ...errors import Wording

PLACES: Final = ("số", "số.số", "La Mã", "la mã", "chữ hoa", "chữ", "số đếm", "thứ tự")
"""What may stand for the number in a label of ``headings.yaml``."""

_ENTRY_NAME: Final = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_PLACE: Final = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Kind:
    """A kind of value: whether one is of it, and what it is called."""

    fits: Callable[[Any], bool]
    called: Wording


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(x, str) and x.strip() for x in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _is_pattern(value: Any) -> bool:
    try:
        re.compile(str(value).replace("{n}", "n"))
    except re.error:
        return False
    return isinstance(value, str) and value != ""


def _is_label(value: str) -> bool:
    places = _PLACE.findall(value)
    return len(places) <= 1 and all(place in PLACES for place in places)


def one_of(*names: str) -> Kind:
    """Return the kind of values that are one of these names."""
    said = ", ".join(f"“{name}”" for name in names)
    return Kind(lambda value: value in names, Wording(f"một trong: {said}", f"one of: {said}"))


TEXT: Final = Kind(lambda value: isinstance(value, str), Wording("chữ", "words"))
NAME: Final = Kind(
    lambda value: isinstance(value, str) and bool(_ENTRY_NAME.fullmatch(value)),
    Wording("một tên viết liền, không dấu", "a name in plain letters without spaces"),
)
WORDS: Final = Kind(
    _is_words,
    Wording(
        'các cách viết trong ngoặc vuông, mỗi cách trong ngoặc kép: ["…", "…"]',
        'ways of writing in brackets, each in quotation marks: ["…", "…"]',
    ),
)
NUMBER: Final = Kind(
    _is_number, Wording("một số lớn hơn 0, viết liền", "a number above 0, without separators")
)
YES: Final = Kind(
    lambda value: isinstance(value, bool), Wording("true hoặc false", "true or false")
)
PATTERN: Final = Kind(_is_pattern, Wording("một biểu thức chính quy", "a regular expression"))
PAIRS: Final = Kind(
    lambda value: isinstance(value, dict), Wording("các cặp {a: b}", "pairs {a: b}")
)
_NUMBERS: Final = " ".join(f"{{{place}}}" for place in PLACES)
LABELS: Final = Kind(
    lambda value: _is_words(value) and all(map(_is_label, value)),
    Wording(
        f"các nhãn trong ngoặc vuông, chỗ của số là một trong: {_NUMBERS}",
        f"labels in brackets, with the number as one of: {_NUMBERS}",
    ),
)
