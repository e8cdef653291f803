"""Days as people write them: 17/3/2021, 17 March 2021."""

from __future__ import annotations

from datetime import date
from typing import Final

from ..errors import Lang

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def day(written: str, lang: Lang) -> str:
    """Return a date of ISO 8601 as it is written in a language; anything else as it is."""
    if len(written) != len("2021-03-17"):
        return written
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return written
    if lang == "vi":
        return f"{found.day}/{found.month}/{found.year}"
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"
