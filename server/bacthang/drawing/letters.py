"""How wide words are when they are drawn, judged so that no reader's font makes them wider.

SVG does not wrap text. A picture that is to hold whatever font a device has must break its lines
by widths that common fonts stay below; these are the widest of DejaVu Sans, Noto Sans and Arial.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_BY_WIDTH: Final = {
    0.28: "'",
    0.32: " ijl",
    0.35: ",.:;I·‘’",
    0.40: "!()-/[\\]f²",
    0.44: "rt",
    0.50: '"J`',
    0.56: "*?L_csz|–",
    0.60: "kvxy“”",
    0.64: "$0123456789FTabdeghnopqu{}đơ",
    0.68: "EKPSYư",
    0.72: "ABCRVXZ",
    0.78: "&DGHNUĐ",
    0.85: "#+<=>OQ^w~×≤≥",
    0.93: "MƠƯ",
    1.03: "%@Wm—…→",
}
_WIDTHS: Final = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_WIDEST: Final = 1.03
_BOLD: Final = 1.15


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a line of text is at most, in the unit of ``size``.

    A mark above or below its letter takes no room; a letter not foreseen takes that of the widest.
    """
    letters = unicodedata.normalize("NFC", text)
    return sum(map(_width, letters)) * size * (_BOLD if bold else 1.0)


def wrapped(text: str, size: float, most: float, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text, none wider than ``most``; a word that is too wide is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size, bold) <= most:
            lines[-1] = joined
        else:
            lines += _broken(word, size, most, bold)
    return tuple(lines)


def _broken(word: str, size: float, most: float, bold: bool) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and width_of(piece + letter, size, bold) > most:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0.0
    base = unicodedata.normalize("NFD", letter)
    if len(base) == 1:
        return _WIDEST
    horned = {"o\u031b": "ơ", "u\u031b": "ư", "O\u031b": "Ơ", "U\u031b": "Ư"}
    return _WIDTHS.get(horned.get(base[:2], base[0]), _WIDEST)
