"""The documents that a text holds: what each is, what it contains and on what it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ...errors import Wording
from ...stores import Store
from ..cleaning import Cleaned
from ..proposal import DocumentProposal, Doubt, Span, Why
from ..structure import Outline
from .counts import counts
from .dates import horizons, known_since, period, signatory, signing_day, term_years
from .graph import Graph, folded
from .identity import Identity, heading_identity, main_identity
from .links import congress_link, links
from .mentions import genre_class
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
    ``known`` fixes the first document, or that of a text that holds one. What the graph does not
    have is proposed as new, with a doubt; nothing is guessed.
    """
    if not outline.blocks:
        return ()
    graph = Graph.of(store)
    main = main_identity(cleaned, outline, store, graph, more)
    found = []
    for document, start in enumerate(outline.starts):
        block = outline.blocks[start]
        own = (
            heading_identity(block, main, store, graph, more)
            if document or (block.heading and block.style != "title" and len(outline.starts) > 1)
            else main
        )
        found.append(
            _document(cleaned, outline, document, own, main, store, graph, known, name, more)
        )
    return tuple(found)


def _document(
    cleaned: Cleaned,
    outline: Outline,
    document: int,
    own: Identity,
    main: Identity,
    store: Store,
    graph: Graph,
    fixed: NamedNode | None,
    name: str,
    more: Path | None,
) -> DocumentProposal:
    is_main = own is main
    known = fixed if fixed and is_main else own.known
    issuer = graph.issuers.get(known, own.issuer) if known else own.issuer
    head = cleaned.text[:_HEAD]
    told = f"{own.title} {own.printed}" if not is_main else f"{own.title}. {head}"
    years = period(own.title) or period(told) or (period(head) if is_main else None)
    page = known_since(cleaned)
    held = provisions(cleaned, outline, document, graph, more)
    found = links(cleaned, outline, document, own, store, graph, more)
    if not is_main:
        first = next((one for one in outline.blocks if one.style != "title"), None)
        link = congress_link(cleaned, main, first, graph)
        found = (link, *found) if link else found
    return DocumentProposal(
        kind=genre_class(own.genre, more),
        title=own.title,
        place=cleaned.span(own.start, own.end),
        slug=own.slug
        if own.slug != "document"
        else folded(name.rsplit(".", 1)[0]).replace(" ", "-"),
        known=known,
        number=_number(own),
        printed_numbers=(own.printed,) if own.mention and own.mention.reading else (),
        issuer=issuer,
        issuer_name=own.issuer_name,
        area=_area(issuer, own, graph),
        term=graph.terms.get(known) if known else None,
        term_years=term_years(told) or term_years(head),
        date=_date(own, cleaned, is_main),
        known_since=page[0] if page else None,
        signatory=signatory(cleaned) if is_main else None,
        period=years,
        horizons=horizons(own.title, beyond=years[1] if years else 0),
        contexts=(cleaned.span(page[1].start, page[1].end),) if page else (),
        provisions=held,
        counts=counts(cleaned, outline, document, {one.kind for one in held}, more),
        links=found,
        doubts=_doubts(own, known, issuer),
        why=(
            Why("main-document" if is_main else "programme-heading", own.printed or own.title[:80]),
        ),
    )


def _number(own: Identity) -> str | None:
    if own.mention and own.mention.reading and own.mention.symbol:
        return own.mention.reading.normal
    return None


def _area(issuer: NamedNode | None, own: Identity, graph: Graph) -> NamedNode | None:
    if issuer in graph.governed:
        return graph.governed[issuer]
    if own.place is None:
        return None
    return graph.areas.get(folded(f"{own.place.kind} {own.place.name}"))


def _date(own: Identity, cleaned: Cleaned, is_main: bool) -> str | None:
    reading = own.mention.reading if own.mention else None
    if reading and reading.signed_on:
        return reading.signed_on.isoformat()
    head: list[Span] = []
    return signing_day(cleaned.lines[:20]) if is_main and not head else None


def _doubts(own: Identity, known: NamedNode | None, issuer: NamedNode | None) -> tuple[Doubt, ...]:
    if known:
        return ()
    found = [_SEVERAL if own.candidates else _NEW]
    if issuer is None and not own.issuer_name:
        found.append(_ISSUER)
    return tuple(found)
