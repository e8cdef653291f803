"""On which documents a document stands, as its head and its own sentences tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ...errors import UnreadableNumber, Wording
from ...resolve import resolve
from ...stores import Store
from ..cleaning import Cleaned
from ..proposal import Doubt, LinkProposal, Why
from ..structure import Block, Outline
from .graph import Graph
from .identity import Identity
from .mentions import Mention, congresses, mentions
from .places import ANY, issuers, place_of
from .relations import Rule, led

_ENDS: Final = re.compile(r"[.;]\s+(?=[^\W\d_])|\n")
_SENTENCE: Final = 1000
_REACH: Final = 70
_PREFACE: Final = 6
_BASIS: Final = ("căn cứ", "cơ sở pháp lý", "cơ sở chính trị")
_UNKNOWN: Final = Doubt(
    "unknown-document",
    Wording(
        "Đồ thị không có văn bản nào được in như thế; hãy thêm văn bản hoặc bỏ liên kết.",
        "The graph has no document printed so; add the document, or drop the link.",
    ),
)
_SEVERAL: Final = Doubt(
    "several-documents",
    Wording(
        "Nhiều văn bản của đồ thị được in như thế; hãy chọn một.",
        "Several documents of the graph are printed so; choose one.",
    ),
)


_ELSEWHERE: Final = Doubt(
    "other-area",
    Wording(
        "Văn bản đang đọc thuộc địa bàn mà đồ thị chưa có; số này có thể là của địa bàn ấy.",
        "This document is of an area that the graph does not have; the number may be from there.",
    ),
)
_TERM: Final = Doubt(
    "chosen-by-term",
    Wording(
        "Số này có ở nhiều khóa; đã chọn văn bản của khóa ứng với năm của văn bản đang đọc.",
        "Several terms have this number; the one whose years fit this document was chosen.",
    ),
)


def links(
    cleaned: Cleaned,
    outline: Outline,
    document: int,
    own: Identity,
    store: Store,
    graph: Graph,
    year: int | None = None,
    more: Path | None = None,
) -> tuple[LinkProposal, ...]:
    """Return the relations of a document to others, each once, at its first place.

    ``year`` is one in which the document is known to have been there; it tells which of several
    terms is meant whose numbers begin anew.
    """
    found: dict[tuple[str, str], LinkProposal] = {}
    for start, end, basis in _where(cleaned, outline, document, own):
        text = cleaned.text[start:end]
        named = [*mentions(text, more), *congresses(text)]
        last: tuple[Rule, int] | None = None
        for mention in sorted(named, key=lambda one: one.start):
            if _same(mention, own):
                continue
            by = led(text, mention, basis, last, more)
            if by is None:
                continue
            rule, words = by
            last = rule, mention.end
            other, candidates = _other(mention, cleaned.text, store, graph, more)
            doubt = None if other else _UNKNOWN
            if own.elsewhere and (other or candidates) and _local(mention, graph, more):
                other, candidates, doubt = (
                    None,
                    (*candidates, *([other] if other else ())),
                    _ELSEWHERE,
                )
            elif candidates:
                other, doubt = _of_term(candidates, year, graph)
            if other is not None and other == own.known:
                continue
            begin = _begin(text, named, own, words)
            found.setdefault(
                (rule.relation, other.value if other else mention.key),
                LinkProposal(
                    place=cleaned.span(start + begin, start + mention.end),
                    relation=rule.relation,
                    printed=mention.printed,
                    other=other,
                    candidates=candidates,
                    doubts=(doubt,) if doubt else (),
                    why=(Why(rule.rule, text[words : mention.end]),),
                ),
            )
    return tuple(found.values())


def congress_link(
    cleaned: Cleaned, main: Identity, first: Block | None, graph: Graph
) -> LinkProposal | None:
    """Return the link of a programme to the congress whose page it stands on."""
    if main.genre != "congress" or first is None:
        return None
    doubts = () if main.known else (_UNKNOWN,)
    return LinkProposal(
        place=cleaned.span(first.start, first.end),
        relation="implements",
        printed=main.printed,
        other=main.known,
        doubts=doubts,
        why=(Why("programme-of-congress", main.printed),),
    )


def _where(
    cleaned: Cleaned, outline: Outline, document: int, own: Identity
) -> Iterator[tuple[int, int, bool]]:
    """Yield where a document speaks of itself: its head, its preface, the sentence naming it.

    With each goes whether it stands in a list of what the document is based on.
    """
    if document == 0:
        titles = [block for block in outline.blocks if block.style == "title"]
        if titles:
            yield titles[0].start, titles[-1].end, False
        body = [block for block in outline.blocks if block.style != "title"]
        preface = body[:_PREFACE]
        for block in [*preface, *(one for one in body[_PREFACE:] if one.section == "context")]:
            told = block.section in {"", "context"} or (block in body[:2] and not block.label)
            if told and block.document == 0:
                heads = [head.text.lower() for head in outline.heads(block)]
                yield block.start, block.end, any(head.startswith(_BASIS) for head in heads)
    yield *_sentence(cleaned.text, own.start, own.end), False


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    least = max(0, start - _SENTENCE)
    before = [match.end() for match in _ENDS.finditer(text, least, start)]
    behind = _ENDS.search(text, end)
    return (before[-1] if before else least), (behind.start() if behind else len(text))


def _begin(text: str, named: Sequence[Mention], own: Identity, words: int) -> int:
    """Begin at the document itself, where the same line names it before the other."""
    line = text.rfind("\n", 0, words) + 1
    mine = [one for one in named if _same(one, own) and line <= one.start and one.end <= words]
    return mine[-1].start if mine and words - mine[-1].end < _REACH else words


def _same(mention: Mention, own: Identity) -> bool:
    if own.mention is None or mention.reading is None or own.mention.reading is None:
        return mention.genre == own.genre == "congress"
    return (mention.reading.number, mention.genre, mention.reading.issuers) == (
        own.mention.reading.number,
        own.mention.genre,
        own.mention.reading.issuers,
    )


def _other(
    mention: Mention, text: str, store: Store, graph: Graph, more: Path | None
) -> tuple[NamedNode | None, tuple[NamedNode, ...]]:
    if mention.genre == "congress":
        place = place_of(mention.printed, ANY, more) or place_of(text, ANY, more)
        return graph.congress(mention.ordinal, place.name if place else ""), ()
    with suppress(UnreadableNumber):
        resolution = resolve(store, mention.printed)
        listed = tuple(one.document for one in resolution.candidates)
        return (listed[0], ()) if len(listed) == 1 else (None, listed)
    return None, ()


def _local(mention: Mention, graph: Graph, more: Path | None) -> bool:
    """Tell whether a number is of a body of some area, and its area is not printed with it."""
    reading = mention.reading
    if reading is None or (reading.body and graph.body([reading.body])):
        return False
    codes = set(reading.issuers)
    return not codes or any(codes & set(entry.codes) and entry.places for entry in issuers(more))


def _of_term(
    candidates: Sequence[NamedNode], year: int | None, graph: Graph
) -> tuple[NamedNode | None, Doubt]:
    """Return the one of several documents whose term holds a year, if there is just one."""
    spans = {one: graph.years.get(graph.terms.get(one, one)) for one in candidates}
    fitting = [one for one, span in spans.items() if span and year and span[0] < year <= span[1]]
    return (fitting[0], _TERM) if len(fitting) == 1 else (None, _SEVERAL)
