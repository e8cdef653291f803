"""From clean text to its outline: headings, items and paragraphs, and what each announces."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..cleaning import Cleaned
from .blocks import Block, Outline
from .kinds import headings, title_length
from .labels import STRONG
from .nesting import Nesting
from .pieces import Piece, pieces
from .programmes import with_documents
from .sections import future, heading_section, lead_in_section, opening_section

_LEAD_IN: Final = 14
_AHEAD: Final = frozenset({"targets", "tasks", "solutions", "breakthroughs", "schemes"})
_BEHIND: Final = frozenset({"results", "context", "organisation"})

__all__ = ["Block", "Outline", "outline"]


def outline(cleaned: Cleaned, more: Path | None = None) -> Outline:
    """Return the outline of a text. Tables in the folder ``more`` go before ours."""
    found = pieces(cleaned, more)
    heads = headings(found, more)
    titles = title_length(found, more)
    parents = Nesting(found, heads, titles, more).parents()
    blocks: list[Block] = []
    for place, (piece, heading, parent) in enumerate(zip(found, heads, parents, strict=True)):
        above = blocks[parent] if parent is not None else None
        title = place < titles
        section = "" if title else _section(piece, heading, above, more)
        blocks.append(
            Block(
                start=piece.start,
                end=piece.end,
                text=piece.text,
                label=piece.label.printed if piece.label else "",
                style="title" if title else piece.style,
                depth=above.depth + 1 if above else 0,
                parent=parent,
                heading=heading,
                section=section,
                document=0,
            )
        )
    return with_documents(blocks, more)


def _section(piece: Piece, heading: bool, above: Block | None, more: Path | None) -> str:
    inherited = above.section if above else ""
    if not heading:
        own = opening_section(piece.text, more)
    elif piece.words > _LEAD_IN and not piece.label:
        own = lead_in_section(piece.text, more)
    else:
        own = heading_section(piece.text, more)
        if own is None and (piece.ends_open or not piece.short):
            own = lead_in_section(piece.text, more)
    if own is None:
        return inherited
    strong = piece.level is not None and piece.level <= STRONG
    if strong or not own:
        return own
    if inherited == "results" and not future(piece.text, more):
        return inherited
    return inherited if piece.label and inherited in _AHEAD and own in _BEHIND else own
