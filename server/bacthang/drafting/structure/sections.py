"""What a heading announces, by its own words: targets, tasks, results and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..tables import table

_WORD: Final = re.compile(r"\w+")
_NEAR: Final = 60
_RUN_IN: Final = 14
_CLAUSE: Final = 30


class _Phrases(NamedTuple):
    """Phrases as one pattern, the longer first, and the section of each."""

    pattern: re.Pattern[str]
    sections: Mapping[str, str]


class _Tables(NamedTuple):
    fillers: frozenset[str]
    announcing: re.Pattern[str]
    future: re.Pattern[str]
    counted: re.Pattern[str]
    words: _Phrases
    anywhere: _Phrases
    opening: _Phrases
    past: _Phrases


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
    for match in told.words.pattern.finditer(lowered):
        ahead = lowered[max(0, match.start() - _NEAR) : match.start()]
        if told.announcing.search(ahead):
            counted.append((match.start(), len(match[0]), told.words.sections[match[0]]))
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
    if match := told.opening.pattern.match(lowered):
        return told.opening.sections[match[0]]
    if match := told.past.pattern.match(lowered):
        return None if told.future.search(lowered) else told.past.sections[match[0]]
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
    return told.counted.search(last) is not None


def _joined(text: str, entry: tuple[int, int, str], last: int) -> bool:
    """Tell whether a phrase and the last one are one enumeration ("nhiệm vụ, giải pháp")."""
    start, length, _ = entry
    between = text[start + length : last]
    return start >= last or re.fullmatch(r"(?:[ ,]|và|những|các)*", between) is not None


def _first(text: str, phrases: _Phrases, fillers: frozenset[str]) -> str | None:
    """Return the section whose phrase stands first, behind nothing but fillers and numbers."""
    for word in _WORD.finditer(text):
        if match := phrases.pattern.match(text, word.start()):
            return phrases.sections[match[0]]
        if not (word[0] in fillers or word[0].isdigit()):
            return None
    return None


def _anywhere(text: str, phrases: _Phrases) -> str | None:
    match = phrases.pattern.search(text)
    return phrases.sections[match[0]] if match else None


@cache
def _tables(more: Path | None) -> _Tables:
    entries = table("sections", more)

    def listed(key: str) -> list[str]:
        return [word for entry in entries for word in entry.get(key, ())]

    def phrases(key: str) -> _Phrases:
        sections: dict[str, str] = {}
        for entry in entries:
            for words in entry.get(key, ()):
                sections.setdefault(words.lower(), entry["section"])
        return _Phrases(re.compile(rf"(?<!\w)(?:{_either(sections)})(?!\w)"), sections)

    words = phrases("words")
    verbs = _either(listed("announcing"))
    return _Tables(
        fillers=frozenset(listed("fillers")),
        announcing=re.compile(
            rf"(?:(?<!\w)(?:{verbs})|(?<![\w/.])[0-9]{{1,3}})"
            r"[ :]+(?:(?:[0-9]{1,3}|một|số|các|những|nhóm|hệ|thống|được|cụ|thể|sau)[ :]+)*$"
        ),
        future=re.compile("|".join(map(re.escape, listed("future")))),
        counted=re.compile(
            rf"(?<![\w/.])[0-9]{{1,3}} (?:nhóm )?(?:{_either(words.sections)})(?!\w)[^.;]{{0,40}}$"
        ),
        words=words,
        anywhere=phrases("anywhere"),
        opening=phrases("opening"),
        past=phrases("past"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
