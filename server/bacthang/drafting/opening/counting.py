"""Numbers as labels of lists have them: 1, 01, a, A, iv, IV."""

from __future__ import annotations

import re
from typing import Final

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_MOST: Final = 3_999
_WHOLE: Final = re.compile(r"\s*(-?[0-9]{1,6})\s*")


def counted(number: int, style: str) -> str:
    """Return a number in a style of Word, such as ``lowerRoman`` or ``upperLetter``.

    What a style cannot write, and a style that is not known, is decimal.
    """
    if style == "decimalZero":
        return f"{number:02d}"
    if not 0 < number <= _MOST:
        return str(number)
    if style in ("lowerRoman", "upperRoman"):
        said = _roman(number)
    elif style in ("lowerLetter", "upperLetter"):
        times, index = divmod(number - 1, len(_LETTERS))
        said = _LETTERS[index] * (times + 1)
    else:
        return str(number)
    return said.upper() if style.startswith("upper") else said


def whole(told: str | None, otherwise: int) -> int:
    """Return the whole number that an attribute tells, if it tells one of some size."""
    found = _WHOLE.fullmatch(told or "")
    return int(found[1]) if found else otherwise


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        said += letters * times
    return said
