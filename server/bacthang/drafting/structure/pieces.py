"""The paragraphs of a text with their labels, one reading each, and how each looks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from ..cleaning import Cleaned, Line
from .labels import BULLETS, Label, labels

_MEASURED: Final = re.compile(
    r"[0-9] ?(?:%|‰)|[0-9](?: [^\W\d_]+)? (?:đồng|triệu|tỷ|tỉ|USD|ha|người|hộ)\b|[½¾¼]"
)
_ENDED: Final = (".", ";", ",", "!", "?", "…", "./.")
_DOCUMENT: Final = re.compile(
    r"(?:chương trình|kế hoạch)(?: (?:hành động|công tác|toàn khóa))* (?:số:? ?)?[0-9]{1,3}"
    r"(?![0-9.,]*[ %]*[0-9%])[-/\w]*(?: của [^“\"]{3,60})? ?(?:[:.-] ?)?(?:về )?(?:[“\"]|$)",
    re.IGNORECASE,
)
_QUOTED: Final = ("”.", '".', "”;", "”")
_CELLS: Final = " | "
_SHORT: Final = 16
_LONG: Final = 45


@dataclass(frozen=True)
class Piece:
    """A paragraph: its text without its label, in clean offsets, and the label, if it has one."""

    start: int
    end: int
    text: str
    label: Label | None

    @property
    def style(self) -> str:
        """The rule of its label, "row" for a row of a table, else nothing."""
        if self.label:
            return self.label.style
        return "row" if _CELLS in self.text else ""

    @property
    def bare(self) -> bool:
        """Whether it is a label and nothing else, as "Phần thứ nhất" on a line of its own."""
        return self.label is not None and self.text.startswith(self.label.printed)

    @property
    def level(self) -> int | None:
        """The level of its label."""
        return self.label.level if self.label else None

    @property
    def ordinal(self) -> int | None:
        """Its number in its list."""
        return self.label.ordinal if self.label else None

    @cached_property
    def names_document(self) -> bool:
        """Whether it is a line that names a numbered programme or plan, and no sentence."""
        named = self.label is None and not self.long and _DOCUMENT.match(self.text) is not None
        return named and (self.capitals or not self.ended or self.text.endswith(_QUOTED))

    @property
    def bullet(self) -> bool:
        """Whether it is an item without a number."""
        return self.label is not None and self.label.level >= BULLETS

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def ends_open(self) -> bool:
        """Whether it ends in a colon: something follows."""
        return self.text.rstrip(" “\"'").endswith(":")

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence or an item of a list does."""
        return self.text.endswith(_ENDED)

    @cached_property
    def measured(self) -> bool:
        """Whether it holds a figure with a unit."""
        return measured(self.text)

    @cached_property
    def capitals(self) -> bool:
        """Whether it is printed in capitals."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)

    @property
    def short(self) -> bool:
        """Whether it is as short as a heading."""
        return self.words <= _SHORT

    @property
    def long(self) -> bool:
        """Whether it is longer than any heading."""
        return self.words > _LONG


def measured(text: str) -> bool:
    """Tell whether words hold a figure with a unit."""
    return _MEASURED.search(text) is not None


def pieces(cleaned: Cleaned, more: Path | None = None) -> tuple[Piece, ...]:
    """Return the paragraphs that are content, each with the likeliest reading of its label."""
    found: list[Piece] = []
    begins = [line.start for line in cleaned.lines if not line.furniture]
    for paragraph in cleaned.paragraphs:
        if not paragraph.furniture and paragraph.text.strip():
            inner = begins[
                bisect_right(begins, paragraph.start) : bisect_left(begins, paragraph.end)
            ]
            for part in _parts(paragraph, inner, more):
                found.append(_piece(part, found, more))
    return tuple(found)


def _parts(paragraph: Line, inner: Sequence[int], more: Path | None) -> Iterator[Line]:
    """Yield a paragraph in parts, where a line within it begins with a worded label."""
    start = paragraph.start
    for line in inner:
        words = paragraph.text[line - paragraph.start :]
        if words[:1].isupper() and any(len(one.printed) > 2 for one in labels(words, more)):
            yield _part(paragraph, start, line)
            start = line
    yield _part(paragraph, start, paragraph.end)


def _part(paragraph: Line, start: int, end: int) -> Line:
    text = paragraph.text[start - paragraph.start : end - paragraph.start].rstrip()
    return Line(start, start + len(text), text, "")


def _piece(paragraph: Line, before: Sequence[Piece], more: Path | None) -> Piece:
    label = None if _CELLS in paragraph.text else _chosen(labels(paragraph.text, more), before)
    lead = label.end if label else 0
    if label and lead >= len(paragraph.text):
        label, lead = (label, 0) if label.printed[0].isalpha() else (None, 0)
    return Piece(paragraph.start + lead, paragraph.end, paragraph.text[lead:], label)


def _chosen(found: Sequence[Label], before: Sequence[Piece]) -> Label | None:
    """Choose between readings of one label ("I." is a letter or a number): what continues a list.

    Else what begins one, else the style that the table has first.
    """
    if len({label.style for label in found}) < 2:
        return found[0] if found else None
    lasts: dict[str, int | None] = {}
    for piece in reversed(before[-200:]):
        lasts.setdefault(piece.style, piece.ordinal)
    continuing = [
        label for label in found if label.ordinal and lasts.get(label.style) == label.ordinal - 1
    ]
    beginning = [label for label in found if label.ordinal == 1]
    return (continuing or beginning or found)[0]
