"""Objectives, tasks, solutions, breakthroughs, schemes and requirements, in the order of a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..cleaning import Cleaned
from ..proposal import ProvisionProposal, Why
from ..structure import Block, Outline
from .bodies import Roles, leading, roles
from .dates import horizons, period
from .graph import Graph
from .parts import DEMAND, Part, parts
from .places import Place

_PARENTHESIS: Final = re.compile(r"\(((?:19|20)[0-9]{2}) ?- ?((?:19|20)[0-9]{2})\)")
_NEAR: Final = 60
_TITLE: Final = 160


def provisions(
    cleaned: Cleaned,
    outline: Outline,
    document: int,
    graph: Graph,
    place: Place | None = None,
    more: Path | None = None,
) -> tuple[ProvisionProposal, ...]:
    """Return the provisions of a document, each with the place of the one it belongs to.

    ``place`` is the area of its issuer, in which the bodies stand that it names.
    """
    found: list[ProvisionProposal] = []
    places: dict[int, int] = {}
    open_paragraph: tuple[int | None, str] | None = None
    for at, block in enumerate(outline.blocks):
        if block.document != document or block.style in {"title", "row"}:
            continue
        above = next((places[a] for a in _ancestors(outline, block) if a in places), None)
        stated = list(parts(block, outline, more))
        paragraph = (block.parent, block.section) if not block.label and not block.heading else None
        joins = paragraph and paragraph == open_paragraph and block.section == "objectives"
        if joins and found and len(stated) == 1:
            whole = cleaned.span(bisect_left(cleaned.offsets, found[-1].place.start), block.end)
            found[-1] = replace(found[-1], place=found[-1].place._replace(end=whole.end))
            continue
        open_paragraph = paragraph if stated else None
        main = None
        for part in stated:
            parent = main if part.rule in {"clause-of-solution", "quoted-scheme"} else above
            found.append(
                _provision(
                    cleaned, outline, block, part, parent, roles(block.text, graph, place), graph
                )
            )
            if main is None:
                main = places[at] = len(found) - 1
    return tuple(found)


def _ancestors(outline: Outline, block: Block) -> Iterator[int]:
    parent = block.parent
    while parent is not None:
        yield parent
        parent = outline.blocks[parent].parent


def _provision(
    cleaned: Cleaned,
    outline: Outline,
    block: Block,
    part: Part,
    parent: int | None,
    who: Roles,
    graph: Graph,
) -> ProvisionProposal:
    words = cleaned.text[part.start : part.end].replace("\n", " ")
    heads = " ".join(head.text for head in outline.heads(block)[:2] if head.heading)
    if part.rule == "demand-of-a-body":
        demand = DEMAND.match(block.text)
        who = leading(demand["body"], graph) if demand else who
    years = _PARENTHESIS.search(words)
    return ProvisionProposal(
        kind=part.kind,
        place=cleaned.span(part.start, part.end),
        label=_label(cleaned, block, part),
        title=_title(words),
        parent=parent,
        period=(int(years[1]), int(years[2])) if years else period(words),
        horizons=_horizons(part.kind, words, heads),
        lead_bodies=who.lead,
        coordinating_bodies=who.join,
        named_bodies=who.named,
        why=(Why(part.rule, block.section or words[:60]),),
    )


def _label(cleaned: Cleaned, block: Block, part: Part) -> str:
    """Return the printed label of what a block states: its own, or the number just before."""
    if part.rule.startswith("numbered-in"):
        before = cleaned.text[block.start : part.start]
        return before[before.rfind("(") :].strip()
    if part.rule == "clause-of-solution" or part.start - block.start >= _NEAR:
        return ""
    return block.label


def _horizons(kind: str, words: str, heads: str) -> tuple[int, ...]:
    if kind != "Objective":
        return ()
    return horizons(words) or horizons(heads)


def _title(words: str) -> str:
    """Return the first sentence, as long as a title may be."""
    first = re.split(r"(?<=[^\W\d_]{2})\. ", words, maxsplit=1)[0].strip(" .;:,")
    if len(first) > _TITLE:
        first = first[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return first[:1].upper() + first[1:]
