"""What a heading announces, by its own words: targets, tasks, results and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..tables import table

_WORD: Final = re.compile(r"\w+")
_NEAR: Final = 60
_RUN_IN: Final = 14
_CLAUSE: Final = 30


class _Phrase(NamedTuple):
    section: str
    words: str


class _Tables(NamedTuple):
    fillers: frozenset[str]
    announcing: re.Pattern[str]
    future: re.Pattern[str]
    words: tuple[_Phrase, ...]
    anywhere: tuple[_Phrase, ...]
    opening: tuple[_Phrase, ...]
    past: tuple[_Phrase, ...]


def heading_section(text: str, more: Path | None = None) -> str | None:
    """Return what a short heading announces, by its first words; None when they do not say."""
    told = _tables(more)
    lowered = text.lower()
    first = _first(lowered, told.words, told.fillers) or _anywhere(lowered, told.anywhere)
    if first in {"results", "context"} and told.future.search(lowered):
        return ""
    return first


def lead_in_section(text: str, more: Path | None = None) -> str | None:
    """Return what a sentence announces that leads to a list, by the phrase nearest its end.

    One that follows a number or a verb of announcing goes before others.
    """
    told = _tables(more)
    lowered = text.lower()
    counted: list[tuple[int, int, str]] = []
    for section, words in told.words:
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", lowered):
            ahead = lowered[max(0, match.start() - _NEAR) : match.start()]
            if told.announcing.search(ahead):
                counted.append((match.start(), len(words), section))
    if not counted:
        return heading_section(text, more)
    last = max(start for start, _, _ in counted)
    near = [entry for entry in counted if last - entry[0] <= _NEAR // 2]
    joined = [entry for entry in near if _joined(lowered, entry, last)]
    return max(joined, key=lambda entry: (-entry[0], entry[1]))[2]


def opening_section(text: str, more: Path | None = None) -> str | None:
    """Return what a paragraph says of itself by its first words, or by those before its colon."""
    told = _tables(more)
    lowered = text.lower()
    for section, words in told.opening:
        if re.match(rf"{re.escape(words)}(?!\w)", lowered):
            return section
    for section, words in told.past:
        if re.match(rf"{re.escape(words)}(?!\w)", lowered):
            return None if told.future.search(lowered) else section
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and len(head.split()) <= _RUN_IN:
        return _first(head.lower(), told.words, told.fillers)
    head, copula, _ = text.partition(" là ")
    if copula and len(head.split()) <= _CLAUSE:
        return _first(head.lower(), told.words, told.fillers)
    return None


def future(text: str, more: Path | None = None) -> bool:
    """Tell whether a heading speaks of what is to come."""
    return _tables(more).future.search(text.lower()) is not None


def announces(text: str, more: Path | None = None) -> bool:
    """Tell whether the last sentence of a text says that so many of something follow."""
    told = _tables(more)
    last = re.split(r"(?<=[.!?]) +(?=\w)", text.strip().rstrip(".:"))[-1].lower()
    return any(
        re.search(
            rf"(?<![\w/.])[0-9]{{1,3}} (?:nhóm )?{re.escape(words)}(?!\w)[^.;]{{0,40}}$", last
        )
        for _, words in told.words
    )


def _joined(text: str, entry: tuple[int, int, str], last: int) -> bool:
    """Tell whether a phrase and the last one are one enumeration ("nhiệm vụ, giải pháp")."""
    start, length, _ = entry
    between = text[start + length : last]
    return start >= last or re.fullmatch(r"(?:[ ,]|và|những|các)*", between) is not None


def _first(text: str, phrases: Iterable[_Phrase], fillers: frozenset[str]) -> str | None:
    """Return the section whose phrase stands first, behind nothing but fillers and numbers."""
    place = 0
    while True:
        here = [phrase for phrase in phrases if _at(text, place, phrase.words)]
        if here:
            return max(here, key=lambda phrase: len(phrase.words)).section
        word = _WORD.search(text, place)
        if word is None or not (word[0] in fillers or word[0].isdigit()):
            return None
        following = _WORD.search(text, word.end())
        if following is None:
            return None
        place = following.start()


def _at(text: str, place: int, words: str) -> bool:
    place += re.match(r"\W*", text[place:]).end()  # type: ignore[union-attr]
    return text.startswith(words, place) and not text[place + len(words) :][:1].isalnum()


def _anywhere(text: str, phrases: Sequence[_Phrase]) -> str | None:
    found = [(text.find(phrase.words), phrase.section) for phrase in phrases]
    return min((entry for entry in found if entry[0] >= 0), default=(0, None))[1]


@cache
def _tables(more: Path | None) -> _Tables:
    entries = table("sections", more)

    def listed(key: str) -> list[str]:
        return [word for entry in entries for word in entry.get(key, ())]

    def phrases(key: str) -> tuple[_Phrase, ...]:
        return tuple(
            _Phrase(entry["section"], words.lower())
            for entry in entries
            for words in entry.get(key, ())
        )

    verbs = "|".join(sorted(map(re.escape, listed("announcing")), key=len, reverse=True))
    return _Tables(
        fillers=frozenset(listed("fillers")),
        announcing=re.compile(
            rf"(?:(?<!\w)(?:{verbs})|(?<![\w/.])[0-9]{{1,3}})"
            r"[ :]+(?:(?:[0-9]{1,3}|một|số|các|những|nhóm|hệ|thống|được|cụ|thể|sau)[ :]+)*$"
        ),
        future=re.compile("|".join(map(re.escape, listed("future")))),
        words=phrases("words"),
        anywhere=phrases("anywhere"),
        opening=phrases("opening"),
        past=phrases("past"),
    )
