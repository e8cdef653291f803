"""What a structure is made of: blocks of text under the headings that enclose them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A heading, an item or a paragraph, in the clean text.

    ``start`` and ``end`` are clean offsets of its text without the printed ``label``, whose rule in
    the table of headings is ``style``. ``parent`` is the place in the outline of the heading or
    item that encloses it. ``section`` is what the nearest enclosing heading, or the block itself,
    announces: targets, objectives, tasks, solutions, breakthroughs, schemes, requirements, results,
    context, organisation, appendix, or nothing. ``document`` is the place in the outline's
    ``starts`` of the document it belongs to.
    """

    start: int
    end: int
    text: str
    label: str
    style: str
    depth: int
    parent: int | None
    heading: bool
    section: str
    document: int


@dataclass(frozen=True)
class Outline:
    """All blocks in the order of the text; ``starts`` has the block where each document begins."""

    blocks: tuple[Block, ...]
    starts: tuple[int, ...]

    def heads(self, block: Block) -> tuple[Block, ...]:
        """Return the headings and items that enclose a block, innermost first."""
        enclosing: list[Block] = []
        parent = block.parent
        while parent is not None:
            enclosing.append(self.blocks[parent])
            parent = self.blocks[parent].parent
        return tuple(enclosing)
