"""On which documents a document stands, as its head and its own sentences tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from ...errors import UnreadableNumber, Wording
from ...resolve import resolve
from ...stores import Store
from ..cleaning import Cleaned
from ..proposal import Doubt, LinkProposal, Why
from ..structure import Block, Outline
from ..tables import table
from .graph import Graph
from .identity import Identity
from .mentions import Mention, congresses, mentions
from .places import ANY, place_of

_FILLER: Final = (
    r"(?: (?:có hiệu quả|hiệu quả|nghiêm túc|thắng lợi|tốt|sâu sắc|các nội dung|nội dung"
    r"|của|theo|và)){0,3} $"
)
_ENDS: Final = re.compile(r"[.;]\s+(?=[^\W\d_])|\n")
_JOINT: Final = re.compile(r"[^.\n]{0,260}?(?:[,;]|\bvà)(?: của)? $")
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


_TERM: Final = Doubt(
    "chosen-by-term",
    Wording(
        "Số này có ở nhiều khóa; đã chọn văn bản của khóa ứng với năm của văn bản đang đọc.",
        "Several terms have this number; the one whose years fit this document was chosen.",
    ),
)


class _Rule(NamedTuple):
    rule: str
    relation: str
    line: bool
    pattern: re.Pattern[str]


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
        last: tuple[_Rule, int] | None = None
        for mention in sorted(named, key=lambda one: one.start):
            if _same(mention, own):
                continue
            led = _led(text, mention, basis, last, more)
            if led is None:
                continue
            rule, words = led
            last = rule, mention.end
            other, candidates = _other(mention, cleaned.text, store, graph, more)
            doubt = None if other else _UNKNOWN
            if candidates:
                other, doubt = _of_term(candidates, year, graph)
            if other is not None and other == own.known:
                continue
            begin = _begin(named, own, words)
            found.setdefault(
                (rule.relation, other.value if other else mention.printed),
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
            if block.section in {"", "context"} and block.document == 0:
                heads = [head.text.lower() for head in outline.heads(block)]
                yield block.start, block.end, any(head.startswith(_BASIS) for head in heads)
    yield *_sentence(cleaned.text, own.start, own.end), False


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    least = max(0, start - _SENTENCE)
    before = [match.end() for match in _ENDS.finditer(text, least, start)]
    behind = _ENDS.search(text, end)
    return (before[-1] if before else least), (behind.start() if behind else len(text))


def _led(
    text: str, mention: Mention, basis: bool, last: tuple[_Rule, int] | None, more: Path | None
) -> tuple[_Rule, int] | None:
    """Return by which rule a mention is linked, and where the words begin that say so.

    A mention that an enumeration joins to the last one, and one in a list of bases, needs no words
    of its own.
    """
    for rule in _rules(more):
        words = _leading(rule, text, mention)
        if words is not None:
            return rule, words
    if last and _JOINT.fullmatch(text, last[1], mention.start):
        return last[0], mention.start
    if basis:
        return next(rule for rule in _rules(more) if rule.line), mention.start
    return None


def _leading(rule: _Rule, text: str, mention: Mention) -> int | None:
    """Return where the words begin that a rule wants before a mention."""
    line = text.rfind("\n", 0, mention.start) + 1
    begin = line if rule.line else max(0, mention.start - _REACH)
    match = rule.pattern.search(text[begin : mention.start].lower())
    if match is None or (rule.line and match.start() > 3):
        return None
    return begin + match.start()


def _begin(named: Sequence[Mention], own: Identity, words: int) -> int:
    """Begin at the document itself, where the same words name it before the other."""
    mine = [one for one in named if _same(one, own) and one.end <= words]
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


def _of_term(
    candidates: Sequence[NamedNode], year: int | None, graph: Graph
) -> tuple[NamedNode | None, Doubt]:
    """Return the one of several documents whose term holds a year, if there is just one."""
    spans = {one: graph.years.get(graph.terms.get(one, one)) for one in candidates}
    fitting = [one for one, span in spans.items() if span and year and span[0] < year <= span[1]]
    return (fitting[0], _TERM) if len(fitting) == 1 else (None, _SEVERAL)


@cache
def _rules(more: Path | None) -> Sequence[_Rule]:
    return tuple(
        _Rule(
            entry["rule"],
            entry["relation"],
            bool(entry.get("line")),
            re.compile(rf"(?<!\w)(?:{_either(entry['before'])}){_FILLER}"),
        )
        for entry in table("relations", more)
    )


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
