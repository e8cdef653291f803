"""The letters of a text in one form, each with its place in the source.

``tables/letters.yaml`` says which letters become which. What is composed or taken apart (a letter
and its marks, a ligature) keeps the place of the whole.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from .tables import table

_MARKS: Final = "\u0300-\u034e\u0350-\u036f"
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_WORD: Final = re.compile(rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*")
_TOKEN: Final = re.compile(r"\S+")


@dataclass(frozen=True)
class Lettered:
    """A text in one form; of each letter, where it begins and ends in the source."""

    text: str
    starts: array[int]
    ends: array[int]


@dataclass(frozen=True)
class _Rules:
    """The table, made ready: what is looked for, and what it becomes."""

    singles: Mapping[str, str]
    single: re.Pattern[str]
    look_alikes: Mapping[int, str]
    look_alike: re.Pattern[str]
    latin: re.Pattern[str]
    groups: Mapping[str, str]
    group: re.Pattern[str]


def lettered(source: str) -> Lettered:
    """Return a text with its letters, marks, spaces and line breaks in one form."""
    rules = _rules()
    text = source
    if rules.look_alike.search(text):
        text = _WORD.sub(lambda word: _mended(word[0], rules), text)
    places = array("I", range(len(text) + 1))
    found = _rewritten(
        Lettered(text, places[:-1], places[1:]),
        rules.single,
        lambda match: _single(match[0], rules.singles),
    )
    if not unicodedata.is_normalized("NFC", found.text):
        found = _rewritten(found, _TOKEN, lambda match: unicodedata.normalize("NFC", match[0]))
    grouped = rules.group.sub(lambda match: _group(match[0], rules.groups), found.text)
    return Lettered(grouped, found.starts, found.ends)


def _rewritten(
    before: Lettered, pattern: re.Pattern[str], become: Callable[[re.Match[str]], str]
) -> Lettered:
    """Replace what a pattern finds; all that comes of it has the place of the whole."""
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    at = 0
    for match in pattern.finditer(before.text):
        new = become(match)
        start, end = match.span()
        if new == match[0]:
            continue
        pieces += before.text[at:start], new
        starts += before.starts[at:start]
        ends += before.ends[at:start]
        if new:
            starts.extend([before.starts[start]] * len(new))
            ends.extend([before.ends[end - 1]] * len(new))
        at = end
    pieces.append(before.text[at:])
    starts += before.starts[at:]
    ends += before.ends[at:]
    return Lettered("".join(pieces), starts, ends)


def _single(found: str, singles: Mapping[str, str]) -> str:
    if len(found) == 1:
        return singles[found]
    if found == "\r\n":
        return "\n"
    return unicodedata.normalize("NFC", "".join(singles.get(char, char) for char in found))


def _group(found: str, groups: Mapping[str, str]) -> str:
    old = found.lstrip(" ")
    return groups[old].rjust(len(found))


def _mended(word: str, rules: _Rules) -> str:
    return word.translate(rules.look_alikes) if rules.latin.fullmatch(word) else word


@cache
def _rules() -> _Rules:
    singles = {"\r": "\n"}
    look_alikes: dict[str, str] = {}
    groups: dict[str, str] = {}
    patterns: list[tuple[str, str]] = []
    for entry in table("letters"):
        pairs = dict(entry.get("pairs") or dict.fromkeys(entry["of"], entry["become"]))
        where = entry.get("where", "")
        if where == "latin-word":
            look_alikes |= pairs
        elif not where:
            singles |= pairs
        else:
            if where != "line-start":
                pairs = {old: new for pair in pairs.items() for old, new in _cased(*pair)}
            groups |= pairs
            patterns += [(old, _PLACES[where].format(re.escape(old))) for old in pairs]
    patterns.sort(key=lambda pattern: -len(pattern[0]))
    ignored = _class(char for char, new in singles.items() if not new)
    blank = _class(char for char, new in singles.items() if not new.strip())
    alike = _class((*look_alikes, *filter(str.isalpha, singles)))
    return _Rules(
        singles,
        re.compile(rf"\r\n|[^\s{blank}{_MARKS}](?:[{ignored}]*[{_MARKS}])+|[{_class(singles)}]"),
        str.maketrans(look_alikes),
        re.compile(f"[{_class(look_alikes)}]"),
        re.compile(rf"[{_LATIN}{_MARKS}{alike}]+"),
        groups,
        re.compile("|".join(pattern for _, pattern in patterns), re.MULTILINE),
    )


_PLACES: Final[Mapping[str, str]] = {
    "line-start": r"^ *{}",
    "word-end": rf"{{}}(?![^\W\d_]|[{_MARKS}])",
    "within-word": r"{}(?=[^\W\d_])",
    "in-word": rf"{{}}(?![{_MARKS}])",
}


def _cased(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return a pair in lower case, with a capital, and in capitals."""
    capital = (old[0].upper() + old[1:], new[0].upper() + new[1:])
    return (old, new), capital, (old.upper(), new.upper())


def _class(letters: Iterable[str]) -> str:
    return "".join(map(re.escape, letters))
