"""Which lines of a text are furniture of its page.

By their words (``tables/furniture.yaml``), by what they follow, and by where they stand: between
title and date, between two pages, at the very end. What bears a label or says a sentence is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from .lines import LABEL, Line
from .pagination import paginated
from .tables import table

_LONGEST: Final = 160
_HEAD: Final = 15
"""Lines among which a text may have menus before it begins."""
_TAIL: Final = 40
"""Lines among which signatures, bylines and notes may stand."""
_BEGUN: Final = 160
"""Letters of a line with which a text has begun."""
_MENU: Final = 60
_CLOSING: Final = 4
"""Lines at the end of a text among which a bare name is that of its author."""
_NAME: Final = range(2, 6)
"""Words of the name of a person."""
_OFFICE: Final = re.compile(r" *[-(,/] *[^.:;%\d]{2,40}$")
_BULLETS: Final = ("-", "+", "*", "•")
_EDGES: Final = " .,:;!-|()[]*•_…/“”\"'"


@dataclass(frozen=True)
class _Rule:
    """An entry of the table, made ready."""

    name: str
    whole: frozenset[str]
    begins: tuple[str, ...]
    holds: tuple[str, ...]
    form: re.Pattern[str] | None
    longest: int
    place: str
    opens: int
    until: tuple[str, ...]
    ends: tuple[str, ...]

    def drops(self, text: str) -> bool:
        """Tell whether a line that follows goes with it."""
        return (
            len(text) <= self.opens
            and (text.startswith(_BULLETS) or not LABEL.match(text))
            and not text.endswith(self.ends)
            and not any(words in text.lower() for words in self.until)
        )

    def fits(self, lowered: str, bare: str) -> bool:
        """Tell whether a line is of this rule, by its words."""
        return len(lowered) <= self.longest and (
            bare in self.whole
            or lowered.startswith(self.begins)
            or any(words in lowered for words in self.holds)
            or (self.form is not None and self.form.fullmatch(lowered) is not None)
        )


def marked(lines: Sequence[Line], pages: Sequence[int] = ()) -> tuple[Line, ...]:
    """Return the lines, those of furniture under the rule that drops them.

    ``pages`` are the offsets at which a page ends.
    """
    found = list(_by_words(lines))
    for index, rule in paginated(lines, pages).items():
        found[index] = found[index] or rule
    for index in _before_date(lines, found):
        found[index] = found[index] or "menu"
    for index in _closing(lines, found):
        found[index] = "byline"
    return tuple(
        replace(line, furniture=rule) if rule else line
        for line, rule in zip(lines, found, strict=True)
    )


def _by_words(lines: Sequence[Line]) -> Iterator[str]:
    begun = False
    opened: _Rule | None = None
    for index, line in enumerate(lines):
        lowered = line.text.lower()
        begun = begun or len(lowered) > _BEGUN
        places = {"", "head" if index < _HEAD and not begun else ""}
        places |= {"tail"} if index >= len(lines) - _TAIL else set()
        rule = _rule(lowered, places)
        if rule is not None:
            opened = rule if rule.opens else opened
            yield rule.name
        elif opened and opened.drops(line.text):
            yield opened.name
        else:
            opened = None
            yield ""


def _rule(lowered: str, places: set[str]) -> _Rule | None:
    bare = lowered.strip(_EDGES)
    for rule in _rules():
        if rule.place in places and rule.fits(lowered, bare):
            return rule
    return None


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            entry["rule"],
            frozenset(entry.get("whole", ())),
            tuple(entry.get("begins", ())),
            tuple(entry.get("holds", ())),
            re.compile(entry["form"]) if "form" in entry else None,
            entry.get("longest", _LONGEST),
            entry.get("place", ""),
            entry.get("opens", 0),
            tuple(entry.get("until", ())),
            tuple(entry.get("ends", ())),
        )
        for entry in table("furniture")
    )


@cache
def _kept() -> tuple[str, ...]:
    return tuple(words for entry in table("furniture") for words in entry.get("keeps", ()))


def _before_date(lines: Sequence[Line], found: Sequence[str]) -> Iterator[int]:
    """Yield the short lines before the title, which is the last before the date of a page."""
    date = next((i for i, rule in enumerate(found[:_HEAD]) if rule == "date-line"), 0)
    title = next((i for i in reversed(range(date)) if not found[i]), 0)
    for index in range(title):
        words = lines[index].text
        if len(words) > _MENU or any(map(str.isdigit, words)) or LABEL.match(words):
            continue
        if not any(kept in words.lower() for kept in _kept()):
            yield index


def _closing(lines: Sequence[Line], found: Sequence[str]) -> Iterator[int]:
    """Yield the names that close a text."""
    last = [index for index, rule in enumerate(found) if not rule][-_CLOSING:]
    for index in reversed(last):
        if not _is_name(lines[index].text):
            return
        yield index


def _is_name(text: str) -> bool:
    """Tell whether a line is the name of a person, with or without an office after it."""
    words = _OFFICE.sub("", text).split()
    return len(words) in _NAME and all(word.isalpha() and word.istitle() for word in words)
