"""The lines of a clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LABEL: Final = re.compile(
    r"[-+*•]|\(?\d{1,2}(\.\d{1,2})*[.)/:]+(?!\d)|[A-Za-zđĐ]\d?[.)]\s|\(?[IVXLC]{1,6}[.)\s-]"
    r"|(Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Phụ lục|PHỤ LỤC|Biểu|BIỂU|Bảng|Bước) [\dIVXLC]"
    r"|(Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là\b|Thứ (nhất|hai|ba|tư|năm|sáu|bảy|tám|chín)\b"
)
"""What begins an item or a heading, and so never runs on from the line before."""

_LINE: Final = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Line:
    """A line or paragraph: clean offsets, its text without white space at its ends.

    ``furniture`` is empty for content, else the rule that dropped the line.
    """

    start: int
    end: int
    text: str
    furniture: str = ""


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that are not empty, each as content."""
    for match in _LINE.finditer(text):
        if words := match[0].strip():
            start = match.end() - len(match[0].lstrip())
            yield Line(start, start + len(words), words)
