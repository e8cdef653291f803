"""Which document a text, or a part of one, is: number, genre, issuer, term, title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ...errors import UnreadableNumber
from ...plaintext import plain_text
from ...resolve import resolve
from ...stores import Store
from ..cleaning import Cleaned
from ..structure import Block, Outline
from .graph import Graph
from .mentions import Mention, congresses, genre_code, mentions
from .places import Issuers, Place, issuers, place_of

_ISSUING: Final = re.compile(r"(?:ban hành|thông qua)(?: \w+){0,2} $")
_TITLED: Final = re.compile(
    r"[^“\".;:]{0,50}?(?:về(?: việc)?|là|:)? ?[“\"](?P<title>[^“”\"]{12,400})[”\"]"
)
_QUOTED: Final = re.compile(r"[“\"](?P<title>[^“”\"]{12,400})[”\"]?")
_NUMBER_LINE: Final = re.compile(
    r"^ ?Số ?:? ?(?P<number>[0-9]{1,5} ?[-/][^\s,;]{4,30})", re.M | re.I
)
_POLITICAL: Final = re.compile(r"báo cáo chính trị", re.I)
_HEAD: Final = 3000
_OPENING: Final = 0.4
_LONGEST: Final = 60


@dataclass(frozen=True)
class Identity:
    """What tells a document; ``start`` and ``end`` are the clean offsets of where it is named."""

    start: int
    end: int
    title: str
    genre: str
    printed: str
    mention: Mention | None
    issuer: NamedNode | None
    issuer_name: str
    place: Place | None
    known: NamedNode | None
    candidates: tuple[NamedNode, ...]
    slug: str


def main_identity(
    cleaned: Cleaned, outline: Outline, store: Store, graph: Graph, more: Path | None
) -> Identity:
    """Return which document the text as a whole is, or is about."""
    text = cleaned.text
    titles = [block for block in outline.blocks if block.style == "title"]
    found = _numbered(text, titles, more) or _titled(titles, more)
    congress = congresses(text)
    if found is None and congress and _about_congress(congress, titles, outline):
        found = next((one for one in congress if one.ordinal), congress[0])
    found = found or _most_named(text, more)
    if found is None:
        return _nameless(titles, outline, text, graph, more)
    name, place, issuer = _issuer(found, text, graph, more)
    title = _title(found, text, titles)
    return _resolved(found, title, name, place, issuer, store, graph)


def heading_identity(
    block: Block, main: Identity, store: Store, graph: Graph, more: Path | None
) -> Identity:
    """Return which document a heading of one of several programmes names."""
    named = next(iter(mentions(block.text, more)), None)
    mention = Mention(
        block.start,
        block.end,
        named.printed if named else "",
        genre_code(block.text, more),
        named.reading if named else None,
        symbol=bool(named and named.symbol),
    )
    quoted = _QUOTED.search(block.text)
    title = quoted["title"] if quoted else block.text.rstrip(" .")
    name, place, issuer = _committee(main, graph, more)
    return _resolved(mention, title, name, place, issuer, store, graph)


def _numbered(text: str, titles: Sequence[Block], more: Path | None) -> Mention | None:
    """Return the number in a document's own head, or behind a verb of issuing near the top."""
    line = _NUMBER_LINE.search(text[:_HEAD])
    named = mentions(text, more)
    if line:
        genre = next(
            (genre_code(block.text, more) for block in titles if genre_code(block.text, more)), ""
        )
        for mention in mentions(line["number"], more):
            start = line.start("number")
            return mention._replace(
                start=start, end=start + len(mention.printed), genre=mention.genre or genre
            )
    for mention in named:
        before = text[max(0, mention.start - 40) : mention.start]
        if mention.symbol and mention.start < _OPENING * len(text) and _ISSUING.search(before):
            return mention
    return None


def _most_named(text: str, more: Path | None) -> Mention | None:
    """Return the numbered document that a text names most often, the first of several."""
    named = [one for one in mentions(text, more) if one.symbol]
    often = Counter(one.reading.normal for one in named if one.reading)
    ranked = sorted(
        named, key=lambda one: (-often[one.reading.normal] if one.reading else 0, one.start)
    )
    return ranked[0] if ranked else None


def _titled(titles: Sequence[Block], more: Path | None) -> Mention | None:
    """Return the genre that the title begins with, as an unnumbered document."""
    for block in titles:
        genre = genre_code(block.text, more)
        if genre and not (congresses(block.text) or _POLITICAL.match(block.text)):
            return Mention(block.start, block.end, block.text, genre, None)
    return None


def _about_congress(found: Sequence[Mention], titles: Sequence[Block], outline: Outline) -> bool:
    first = next((block for block in outline.blocks if block.style != "title"), None)
    head = max((*(block.end for block in titles), first.end if first else 0), default=0)
    return len(found) > 1 or found[0].start <= head


def _title(found: Mention, text: str, titles: Sequence[Block]) -> str:
    if found.genre == "congress":
        return found.printed
    behind = _TITLED.match(text, found.end)
    if behind:
        return behind["title"].strip()
    about = [block.text for block in titles if block.text.lower().startswith(("về ", "v/v"))]
    if about:
        return about[0]
    below = [block for block in titles if block.start > found.start and not block.text.isupper()]
    if found.reading is None and below:
        return below[0].text
    return found.printed


def _issuer(
    found: Mention, text: str, graph: Graph, more: Path | None
) -> tuple[str, Place | None, NamedNode | None]:
    """Return the name of the issuer, its area as printed, and the body of the graph it is."""
    if found.genre == "congress":
        place = place_of(found.printed, _KINDS, more) or place_of(text, _KINDS, more)
        where = f"{place.kind} {place.name}" if place else ""
        ordinal = f" lần thứ {found.ordinal}" if found.ordinal else ""
        name = f"Đại hội{ordinal} Đảng bộ {where}".strip()
        return name, place, graph.body([name])
    codes = found.reading.issuers if found.reading else ()
    sorts = [entry for entry in issuers(more) if set(codes) & set(entry.codes)]
    if not codes:
        sorts = [entry for entry in issuers(more) if entry.places]
    best: tuple[int, str, Place | None, NamedNode | None] = (-1, "", None, None)
    for entry in sorts:
        place = place_of(text, entry.places, more)
        if entry.places and place is None:
            continue
        score = max(_told(text, name, place) for name in entry.names)
        if score > best[0]:
            names = _spelled(entry, place)
            best = (score, names[0], place, graph.body(names))
    return best[1:]


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


def _committee(
    main: Identity, graph: Graph, more: Path | None
) -> tuple[str, Place | None, NamedNode | None]:
    """Return the committee that issues the programmes of a congress or set; else the issuer."""
    if main.genre == "congress" and main.place:
        for entry in issuers(more):
            if main.place.kind in entry.places and entry.names[0].endswith("ủy"):
                names = _spelled(entry, main.place)
                return names[0], main.place, graph.body(names)
    return main.issuer_name, main.place, main.issuer


def _resolved(
    found: Mention,
    title: str,
    name: str,
    place: Place | None,
    issuer: NamedNode | None,
    store: Store,
    graph: Graph,
) -> Identity:
    known: NamedNode | None = None
    candidates: tuple[NamedNode, ...] = ()
    if found.genre == "congress":
        known = graph.congress(found.ordinal, place.name if place else "")
    elif found.reading:
        known, candidates = _documents(found, issuer, store, graph)
    return Identity(
        found.start,
        found.end,
        title,
        found.genre,
        found.printed,
        found,
        issuer,
        name,
        place,
        known,
        candidates,
        _slug(found, title, place),
    )


def _documents(
    found: Mention, issuer: NamedNode | None, store: Store, graph: Graph
) -> tuple[NamedNode | None, tuple[NamedNode, ...]]:
    """Return the document of the graph with that number and issuer, or those it may be."""
    with suppress(UnreadableNumber):
        listed = tuple(one.document for one in resolve(store, found.printed).candidates)
        own = tuple(one for one in listed if issuer and graph.issuers.get(one) == issuer)
        if issuer is None and len(listed) == 1 and found.symbol:
            return listed[0], ()
        return (own[0], ()) if len(own) == 1 else (None, own)
    return None, ()


def _nameless(
    titles: Sequence[Block], outline: Outline, text: str, graph: Graph, more: Path | None
) -> Identity:
    """Return a document of which the text tells no number, genre or congress."""
    block = titles[-1] if titles else outline.blocks[0]
    mention = Mention(block.start, block.end, "", "", None)
    name, place, issuer = _issuer(mention, text, graph, more)
    return Identity(
        block.start, block.end, block.text[:300], "", "", None, issuer, name, place, None, (),
        _slug(mention, block.text, place),
    )  # fmt: skip


def _slug(found: Mention, title: str, place: Place | None) -> str:
    where = place.name if place else ""
    if found.genre == "congress":
        return slug(f"{where} {found.ordinal} congress")
    if found.reading:
        year = found.reading.year or found.reading.signed or ""
        number = f"{found.reading.number:02d}"
        return slug(f"{where} {year} {number} {found.genre}")
    return slug(f"{where} {title}")


def slug(words: str) -> str:
    """Return words as they may stand in an IRI: lower case, no diacritics, hyphens."""
    parts = re.findall(r"[a-z0-9]+", plain_text(words))
    short = ""
    for part in parts:
        if len(short) + len(part) >= _LONGEST:
            break
        short = f"{short}-{part}" if short else part
    return short or "document"


_KINDS: Final = ("quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "thành phố", "tỉnh")
