"""Which of several programmes in one text each block belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..tables import table
from .blocks import Block, Outline

_NAMED: Final = r"(?:[\w ]{0,40}? )?(?:số )?(?:[0-9]|[“\":]|[^\W\d_]+ [^\W\d_]+ [^\W\d_]+)"
_HELD: Final = {"targets", "objectives", "tasks", "solutions", "breakthroughs", "schemes"}


def with_documents(blocks: Sequence[Block], more: Path | None = None) -> Outline:
    """Return the outline of blocks, with the document that each belongs to.

    Two or more headings of one list that name programmes, with what they hold below them, are each
    a document; what stands outside them belongs to the first one, that of the text.
    """
    starts = _starts(blocks, more)
    if not starts:
        return Outline(tuple(blocks), (0,) if blocks else ())
    places = starts if starts[0] == 0 else (0, *starts)
    owner: dict[int, int] = {}
    placed: list[Block] = []
    for place, block in enumerate(blocks):
        if place in starts:
            owner[place] = places.index(place)
        else:
            owner[place] = owner[block.parent] if block.parent is not None else 0
        placed.append(replace(block, document=owner[place]))
    return Outline(tuple(placed), places)


def _starts(blocks: Sequence[Block], more: Path | None) -> tuple[int, ...]:
    words = "|".join(
        re.escape(name.lower())
        for entry in table("genres", more)
        if entry.get("several")
        for name in entry["names"]
    )
    named = re.compile(rf"[“\"]?(?:{words}) {_NAMED}", re.IGNORECASE)
    lists: defaultdict[tuple[int | None, str], list[int]] = defaultdict(list)
    for place, block in enumerate(blocks):
        if block.heading and block.style != "title" and named.match(block.text):
            lists[block.parent, block.style].append(place)
    held = _holding(blocks)
    for places in lists.values():
        if len(places) > 1 and 2 * sum(place in held for place in places) > len(places):
            return tuple(places)
    return ()


def _holding(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks below which something announces targets, tasks or the like."""
    held: set[int] = set()
    for block in blocks:
        parent = block.parent
        while block.section in _HELD and parent is not None and parent not in held:
            held.add(parent)
            parent = blocks[parent].parent
    return held
