"""Which document a text, or a part of one, is: number, genre, issuer, term, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ...errors import UnreadableNumber
from ...resolve import resolve
from ...stores import Store
from ..cleaning import Cleaned
from ..slugs import slug
from ..structure import Block, Outline
from .choosing import chosen, of_congress
from .graph import Graph
from .issuing import Issuer, committee_of, issuer_of
from .mentions import Mention, genre_code, mentions

_TITLED: Final = re.compile(
    r"[^“\".;:]{0,50}?(?:về(?: việc)?|là|:)? ?[“\"](?P<title>[^“”\"]{12,400})[”\"]"
)
_QUOTED: Final = re.compile(r"[“\"](?P<title>[^“”\"]{12,400})[”\"]?")
_FORMAL: Final = re.compile(r"^số\b|^[^,]{2,40}, ?ngày [0-9]", re.I)
_TITLE: Final = 300


@dataclass(frozen=True)
class Identity:
    """What tells a document; ``start`` and ``end`` are the clean offsets of where it is named.

    ``elsewhere`` is true of one whose area the graph does not have.
    """

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
    elsewhere: bool = False


def main_identity(
    cleaned: Cleaned, outline: Outline, store: Store, graph: Graph, more: Path | None
) -> Identity:
    """Return which document the text as a whole is, or is about."""
    text = cleaned.text
    titles = [block for block in outline.blocks if block.style == "title"]
    found = chosen(text, titles, outline, more)
    resolution = of_congress(found, titles)
    if found and resolution:
        issuer = issuer_of(resolution, text, graph, more)
        whole = _resolved(resolution, resolution.printed, issuer, store, graph)
        return replace(whole, genre=found.genre)
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
        known, candidates = _documents(found, issuer, store, graph)
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
        elsewhere=issuer.place is not None and not graph.has_area(issuer.place),
    )


def _documents(
    found: Mention, issuer: Issuer, store: Store, graph: Graph
) -> tuple[NamedNode | None, tuple[NamedNode, ...]]:
    """Return the document of the graph with that number and issuer, or those it may be.

    An area that the graph does not have has none of its documents.
    """
    with suppress(UnreadableNumber):
        listed = tuple(one.document for one in resolve(store, found.printed).candidates)
        own = tuple(one for one in listed if issuer.body and graph.issuers.get(one) == issuer.body)
        if issuer.place is None and len(listed) == 1 and found.symbol:
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
