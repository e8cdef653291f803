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
from .issuing import Issuer, committee_of, issuer_of
from .mentions import Mention, congresses, genre_code, mentions

_ISSUING: Final = re.compile(r"(?:ban hành|thông qua)(?: \w+){0,2} $")
_TITLED: Final = re.compile(
    r"[^“\".;:]{0,50}?(?:về(?: việc)?|là|:)? ?[“\"](?P<title>[^“”\"]{12,400})[”\"]"
)
_QUOTED: Final = re.compile(r"[“\"](?P<title>[^“”\"]{12,400})[”\"]?")
_NUMBER_LINE: Final = re.compile(
    r"^ ?Số ?:? ?(?P<number>[0-9]{1,5} ?[-/][^\s,;]{4,30})", re.M | re.I
)
_FORMAL: Final = re.compile(r"^số\b|ngày [0-9]{1,2}\b", re.I)
_POLITICAL: Final = re.compile(r"báo cáo chính trị", re.I)
_HEAD: Final = 3000
_OPENING: Final = 0.4
_LONGEST: Final = 60
_TITLE: Final = 300


@dataclass(frozen=True)
class Identity:
    """What tells a document; ``start`` and ``end`` are the clean offsets of where it is named."""

    start: int
    end: int
    title: str
    genre: str
    printed: str
    mention: Mention | None
    issuer: Issuer
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
    issuer = issuer_of(found, text, graph, more)
    return _resolved(found, _title(found, text, titles), issuer, store, graph)


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
    issuer = committee_of(main.genre == "congress", main.issuer, graph, more)
    return _resolved(mention, title, issuer, store, graph)


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
    return about[0] if about else _below_genre(found, titles) or found.printed


def _below_genre(found: Mention, titles: Sequence[Block]) -> str:
    """Return the line of a document's head that stands below the name of its genre."""
    named = False
    for block in titles:
        if named and block.start > found.start and not _FORMAL.search(block.text):
            return block.text
        named = named or (block.text.isupper() and bool(genre_code(block.text)))
    return ""


def _resolved(found: Mention, title: str, issuer: Issuer, store: Store, graph: Graph) -> Identity:
    known: NamedNode | None = None
    candidates: tuple[NamedNode, ...] = ()
    where = issuer.place.name if issuer.place else ""
    if found.genre == "congress":
        known = graph.congress(found.ordinal, where)
    elif found.reading:
        known, candidates = _documents(found, issuer.body, store, graph)
    return Identity(
        start=found.start,
        end=found.end,
        title=title,
        genre=found.genre,
        printed=found.printed,
        mention=found,
        issuer=issuer,
        known=known,
        candidates=candidates,
        slug=_slug(found, title, where),
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
    issuer = issuer_of(mention, text, graph, more)
    where = issuer.place.name if issuer.place else ""
    title = block.text[:_TITLE]
    return Identity(
        start=block.start,
        end=block.end,
        title=title,
        genre="",
        printed="",
        mention=None,
        issuer=issuer,
        known=None,
        candidates=(),
        slug=_slug(mention, title, where),
    )


def _slug(found: Mention, title: str, where: str) -> str:
    if found.genre == "congress":
        return slug(f"{where} {found.ordinal} congress")
    if found.reading:
        year = found.reading.year or found.reading.signed or ""
        number = f"{found.reading.number:02d}"
        return slug(f"{where} {year} {number} {found.genre}")
    return slug(f"{where} {title}")


def slug(words: str) -> str:
    """Return words as they may stand in an IRI: lower case, no diacritics, hyphens; or nothing."""
    parts = re.findall(r"[a-z0-9]+", plain_text(words))
    short = ""
    for part in parts:
        if len(short) + len(part) >= _LONGEST:
            break
        short = f"{short}-{part}" if short else part
    return short
