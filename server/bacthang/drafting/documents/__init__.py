"""The documents that a text holds: what each is, what it contains and on what it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ...errors import Wording
from ...stores import Store
from ..cleaning import Cleaned
from ..proposal import (
    CountProposal,
    DocumentProposal,
    Doubt,
    LinkProposal,
    ProvisionProposal,
    Why,
)
from ..slugs import slug
from ..structure import Outline
from .counts import counts
from .dates import horizons, known_since, period, plan_year, signatory, signing_day, term_years
from .graph import Graph, folded
from .identity import Identity, heading_identity, main_identity
from .links import congress_link, links
from .mentions import genre_class, mentions
from .provisions import provisions

_HEAD: Final = 1500
_NEW: Final = Doubt(
    "new-document",
    Wording(
        "Đồ thị chưa có văn bản này; hãy xem số hiệu, cơ quan ban hành và khóa có đúng không.",
        "The graph does not have this document; see whether number, issuer and term are right.",
    ),
)
_SEVERAL: Final = Doubt(
    "several-documents",
    Wording(
        "Nhiều văn bản của đồ thị có số này; hãy chọn bằng --document.",
        "Several documents of the graph have this number; choose with --document.",
    ),
)
_ISSUER: Final = Doubt(
    "issuer",
    Wording(
        "Không đọc được cơ quan ban hành; hãy ghi bt:issuedBy.",
        "The issuer could not be read; give bt:issuedBy.",
    ),
)

__all__ = ["documents"]


def documents(
    cleaned: Cleaned,
    outline: Outline,
    store: Store,
    name: str,
    known: NamedNode | None = None,
    more: Path | None = None,
) -> tuple[DocumentProposal, ...]:
    """Return the documents of a text, one for each start of its outline, without their targets.

    ``name`` is the text's file name, after which a document without number or title is called.
    ``known`` fixes the document that the text as a whole is. What the graph does not have is
    proposed as new, with a doubt; nothing is guessed.
    """
    if not outline.blocks:
        return ()
    reader = _Reader(cleaned, outline, store, name, known, more)
    return tuple(reader.document(place) for place in range(len(outline.starts)))


class _Reader:
    """Reads the documents of one text, over the names that a graph knows."""

    def __init__(
        self,
        cleaned: Cleaned,
        outline: Outline,
        store: Store,
        name: str,
        known: NamedNode | None,
        more: Path | None,
    ) -> None:
        self._cleaned, self._outline, self._store, self._more = cleaned, outline, store, more
        self._name, self._known = name, known
        self._graph = Graph.of(store)
        self._main = main_identity(cleaned, outline, store, self._graph, more)
        self._page = known_since(cleaned)
        self._mentions = mentions(cleaned.text, more)

    def document(self, place: int) -> DocumentProposal:
        """Return the document that begins with a start of the outline."""
        own = self._identity(place)
        is_main = own is self._main
        known = (self._known if is_main else None) or own.known
        issuer = own.issuer.body
        if known:
            issuer = self._graph.issuers.get(known, issuer)
        head = self._cleaned.text[:_HEAD]
        told = f"{own.title}. {head}" if is_main else f"{own.title} {own.printed}"
        years = period(own.title) or plan_year(own.title) or period(told)
        area = self._main.issuer.place
        held = provisions(self._cleaned, self._outline, place, self._graph, area, self._more)
        date = _date(own, self._cleaned, is_main)
        page = self._page
        return DocumentProposal(
            kind=genre_class(own.genre, self._more),
            title=own.title,
            place=self._cleaned.span(own.start, own.end),
            slug=own.slug or slug(self._name.rsplit(".", 1)[0]),
            known=known,
            number=_number(own),
            printed_numbers=(own.printed,) if own.mention and own.mention.reading else (),
            issuer=issuer,
            issuer_name=own.issuer.name,
            area=_area(issuer, own, self._graph),
            term=self._term(known, own),
            term_years=term_years(told) or term_years(head),
            date=date,
            known_since=page[0] if page else None,
            signatory=signatory(self._cleaned) if is_main else None,
            period=years,
            horizons=horizons(own.title, beyond=years[1] if years else 0),
            contexts=(self._cleaned.span(page[1].start, page[1].end),) if page else (),
            provisions=held,
            counts=self._counts(place, held),
            links=self._links(place, own, date, years),
            doubts=_doubts(own, known, issuer),
            why=(Why("main-document" if is_main else "programme-heading", own.printed),),
        )

    def _identity(self, place: int) -> Identity:
        """Return which document begins there: the text's own, or that of a heading."""
        block = self._outline.blocks[self._outline.starts[place]]
        headed = block.heading and block.style != "title" and len(self._outline.starts) > 1
        if not (place or headed):
            return self._main
        return heading_identity(block, self._main, self._store, self._graph, self._more)

    def _counts(self, place: int, held: Sequence[ProvisionProposal]) -> tuple[CountProposal, ...]:
        named = {
            (one.reading.number, one.genre) for one in self._mentions if one.symbol and one.reading
        }
        genres = Counter(genre for _, genre in named)
        several = {genre_class(genre, self._more) for genre, n in genres.items() if n > 1}
        classes = several.union(one.kind for one in held)
        return counts(self._cleaned, self._outline, place, classes, self._more)

    def _term(self, known: NamedNode | None, own: Identity) -> NamedNode | None:
        """Return the term of a document: its own, or that of the congress it carries out."""
        terms = self._graph.terms
        if known in terms:
            return terms[known]
        above = self._main.known if own is not self._main else None
        return terms.get(above) if above else None

    def _links(
        self, place: int, own: Identity, date: str | None, years: tuple[int, int] | None
    ) -> tuple[LinkProposal, ...]:
        day = date or (self._page[0] if self._page else None)
        year = int(day[:4]) if day else years[1] if years else None
        found = links(
            self._cleaned, self._outline, place, own, self._store, self._graph, year, self._more
        )
        if own is self._main:
            return found
        first = next((one for one in self._outline.blocks if one.style != "title"), None)
        link = congress_link(self._cleaned, self._main, first, self._graph)
        return (link, *found) if link else found


def _number(own: Identity) -> str | None:
    if own.mention and own.mention.reading and own.mention.symbol:
        return own.mention.reading.normal
    return None


def _area(issuer: NamedNode | None, own: Identity, graph: Graph) -> NamedNode | None:
    if issuer in graph.governed:
        return graph.governed[issuer]
    if own.issuer.place is None:
        return None
    return graph.areas.get(folded(f"{own.issuer.place.kind} {own.issuer.place.name}"))


def _date(own: Identity, cleaned: Cleaned, is_main: bool) -> str | None:
    reading = own.mention.reading if own.mention else None
    if reading and reading.signed_on:
        return reading.signed_on.isoformat()
    return signing_day(cleaned.lines[:20]) if is_main else None


def _doubts(own: Identity, known: NamedNode | None, issuer: NamedNode | None) -> tuple[Doubt, ...]:
    if known:
        return ()
    found = [_SEVERAL if own.candidates else _NEW]
    if issuer is None and not own.issuer.name:
        found.append(_ISSUER)
    return tuple(found)
