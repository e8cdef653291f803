"""Figures as Vietnamese print writes them: ``36.000``, ``65.5``, ``12,37``, ``¾``, ``8/8``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

NUMBER: Final = (
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?"
    r"|\d{1,3}(?:[ ]\d{3})+(?=\s*(?:tỷ|tỉ|triệu|nghìn|đồng|người|ha\b|lao|lượt|hộ|usd))"
    r"|\d+(?:[.,]\d+)?)"
)
VULGAR: Final[dict[str, Decimal]] = {
    "½": Decimal(50),
    "¼": Decimal(25),
    "¾": Decimal(75),
    "⅓": Decimal("33.33"),
    "⅔": Decimal("66.67"),
    "⅕": Decimal(20),
}
HALF: Final = re.compile(r"một\s+nửa|phân\s+nửa|một\s+phần\s+hai")
_CENT: Final = Decimal("0.01")


def value(printed: str) -> Decimal:
    """Return the number that is printed.

    A dot before three digits groups thousands, else it is a decimal point; a comma is a decimal
    comma unless it groups thousands more than once, or three noughts follow it.
    """
    text = printed.replace(" ", "")
    if text.count(",") > 1 or re.fullmatch(r"\d{1,3},000", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    else:
        text = text.replace(",", ".")
    return Decimal(text)


def share(part: str, whole: str) -> Decimal | None:
    """Return what a fraction is in percent, to two decimals; None when it is none."""
    above, below = Decimal(part), Decimal(whole)
    if not below or above > below:
        return None
    return canonical((above * 100 / below).quantize(_CENT))


def canonical(number: Decimal) -> Decimal:
    """Return a number without noughts that say nothing."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
