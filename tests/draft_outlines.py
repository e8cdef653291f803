"""Outlines as they are written down in cases: one line a block, two spaces for each depth.

A line has "#" for what heads something, the label in brackets, the section in angle brackets, the
document behind "@" when the text holds several, and the first words.
"""

from __future__ import annotations

from bacthang.drafting.structure import Block, Outline

PARTING = "=====\n"
WORDS = 6


def read_case(case: str) -> tuple[str, str]:
    """Return the text of a case and its expected outline."""
    text, _, expected = case.partition(PARTING)
    return text, expected


def written(outline: Outline) -> str:
    """Return an outline as cases write it."""
    several = len(outline.starts) > 1
    return "".join(_line(block, several) for block in outline.blocks)


def _line(block: Block, several: bool) -> str:
    parts = (
        "#" if block.heading else "",
        f"[{block.label}]" if block.label else "",
        f"<{block.section}>" if block.section else "",
        f"@{block.document}" if several else "",
        " ".join(block.text.split()[:WORDS]),
    )
    return "  " * block.depth + " ".join(filter(None, parts)) + "\n"
