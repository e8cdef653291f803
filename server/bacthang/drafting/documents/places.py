"""Which area a text is about, and which body of it speaks: by the names it prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..tables import table

UPPER: Final = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""Capital letters, for a character class."""
_NOT: Final = r"(?!(?i:lần|khóa|khoá|nhiệm|giai|đến|về|trong|đoàn|ủy|uỷ|đảng)\b)"
NAME: Final = rf"(?-i:{_NOT}[{UPPER}][\w’']*(?: {_NOT}[{UPPER}][\w’']*){{0,3}})"
_HEAD: Final = 900
ANY: Final = ("quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "thành phố", "tỉnh")
"""The kinds of area that have a Party organisation."""


class Place(NamedTuple):
    """A kind of area and its name, as printed: "quận", then the name alone."""

    kind: str
    name: str


class Issuers(NamedTuple):
    """What the table says of one sort of body."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]


@cache
def organisations(more: Path | None = None) -> tuple[str, ...]:
    """Return the names of organisations that stand beside committees and People's bodies."""
    return tuple(
        name.lower() for entry in table("issuers", more) for name in entry.get("organisations", ())
    )


@cache
def issuers(more: Path | None = None) -> Sequence[Issuers]:
    """Return the sorts of bodies that issue documents."""
    return tuple(_issuers(entry) for entry in table("issuers", more))


def _issuers(entry: Any) -> Issuers:
    return Issuers(
        tuple(entry["codes"]),
        tuple(name.lower() for name in entry["names"]),
        tuple(kind.lower() for kind in entry["places"]),
    )


def places(text: str, more: Path | None = None) -> Counter[Place]:
    """Return the areas that a text names, with how often; those of its beginning count more."""
    counted: Counter[Place] = Counter()
    for match in _pattern(more).finditer(text):
        weight = 3 if match.start() < _HEAD else 1
        name = _spelled(match["name"])
        for kind in _kinds(match["kind"].lower(), more):
            counted[Place(kind, name)] += weight
    return counted


def place_of(text: str, kinds: Sequence[str], more: Path | None = None) -> Place | None:
    """Return the area of one of those kinds that a text speaks of most."""
    counted = [(n, place) for place, n in places(text, more).items() if place.kind in kinds]
    return max(counted, key=lambda entry: entry[0])[1] if counted else None


def _kinds(kind: str, more: Path | None) -> Sequence[str]:
    """Return the kinds of area that a word before a name tells: itself, or those of a body."""
    kind = {"tp.": "thành phố", "tp": "thành phố"}.get(kind, kind)
    of_body = [entry.places for entry in issuers(more) if kind in entry.names]
    if not of_body:
        return (kind,)
    return of_body[0] if len(of_body[0]) == 1 else of_body[0][:1]


def _spelled(name: str) -> str:
    return " ".join(word.capitalize() if word.isupper() else word for word in name.split())


@cache
def _pattern(more: Path | None) -> re.Pattern[str]:
    kinds = {kind for entry in issuers(more) for kind in entry.places}
    bodies = {name for entry in issuers(more) if len(entry.places) == 1 for name in entry.names}
    words = "|".join(sorted(map(re.escape, kinds | bodies), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<kind>(?i:{words})) ?(?P<name>{NAME}|[0-9]{{1,2}}(?![\w/.,%]))")
