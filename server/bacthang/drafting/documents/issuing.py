"""Who issued a document: by the letters of its number and the names that the text prints most."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from .graph import Graph
from .mentions import Mention, congresses
from .places import ANY, Issuers, Place, issuers, organisations, place_of

_CONGRESS: Final = "ĐH"
_HEAD: Final = 900
_LINES: Final = 6
_LONGEST: Final = 14
_KIND: Final = re.compile(rf"đảng bộ (?:các )?({'|'.join(ANY)})(?!\w)", re.IGNORECASE)


class Issuer(NamedTuple):
    """The name of a body, its area as printed, and the body of the graph that it is."""

    name: str = ""
    place: Place | None = None
    body: NamedNode | None = None


def issuer_of(found: Mention, text: str, graph: Graph, more: Path | None) -> Issuer:
    """Return who issued a document that a text names."""
    codes = found.reading.issuers if found.reading else ()
    if found.genre == "congress" or _CONGRESS in codes:
        named = found if found.genre == "congress" else next(iter(congresses(text)), found)
        return _congress(named, text, graph, more)
    sorts = [entry for entry in issuers(more) if set(codes) & set(entry.codes)]
    if not codes and (heading := _organisation(text, more)):
        return Issuer(heading, place_of(heading, ANY, more), graph.body([heading]))
    if not codes:
        sorts = [entry for entry in issuers(more) if entry.places]
    best, found_often = Issuer(), -1
    for entry in sorts:
        place = place_of(text, entry.places, more)
        if entry.places and place is None:
            continue
        score = max(_told(text, name, place) for name in entry.names)
        if score > max(found_often, 0 if not codes else -1):
            names = _spelled(entry, place)
            best, found_often = Issuer(names[0], place, graph.body(names)), score
    return best


def _organisation(text: str, more: Path | None) -> str:
    """Return the line near the top of a text that an organisation's name begins, as its issuer."""
    for line in text.strip()[:_HEAD].split("\n")[:_LINES]:
        words = line.strip()
        lowered = words.lower().removeprefix("ban chấp hành ")
        if lowered.startswith(organisations(more)) and len(words.split()) <= _LONGEST:
            return words
    return ""


def _congress(named: Mention, text: str, graph: Graph, more: Path | None) -> Issuer:
    """Return the congress of the area named with it, or of the one of its kind named most."""
    kind = _KIND.search(named.printed)
    place = (
        place_of(named.printed, ANY, more)
        or (place_of(text, (kind[1].lower(),), more) if kind else None)
        or place_of(text, ANY, more)
    )
    where = f" {place.kind} {place.name}" if place else ""
    ordinal = f" lần thứ {named.ordinal}" if named.ordinal else ""
    name = f"Đại hội{ordinal} Đảng bộ{where}"
    return Issuer(name, place, graph.body([name]))


def _told(text: str, name: str, place: Place | None) -> int:
    """Count how often a text names such a body, that of the place counting more."""
    lowered = text.lower()
    own = lowered.count(f"{name} {place.name.lower()}") if place else 0
    return 5 * own + lowered.count(name)


def _spelled(entry: Issuers, place: Place | None) -> list[str]:
    """Return the names that a body of a place may have, the fullest first."""
    capital = [name[0].upper() + name[1:] for name in entry.names]
    if place is None:
        return capital
    short = [f"{name} {place.name}" for name in capital]
    long = [f"{name} {place.kind} {place.name}" for name in capital]
    return [*short, *long] if len(entry.places) < 3 else [*long, *short]


def committee_of(congress: bool, of: Issuer, graph: Graph, more: Path | None) -> Issuer:
    """Return the committee that issues the programmes of a congress; else the issuer itself."""
    for entry in issuers(more) if congress and of.place else ():
        if of.place and of.place.kind in entry.places and entry.names[0].endswith("ủy"):
            names = _spelled(entry, of.place)
            return Issuer(names[0], of.place, graph.body(names))
    return of
