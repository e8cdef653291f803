"""What a text says it contains: so many targets, tasks, schemes, and whether it lists them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..cleaning import Cleaned
from ..proposal import CountProposal, Why
from ..structure import Block, Outline
from ..tables import table

_SPELLED: Final = {
    name: number
    for number, name in enumerate(("hai", "ba", "bốn", "", "sáu", "bảy", "tám", "chín", "mười"), 2)
    if name
}
_EXAMPLES: Final = re.compile(r"[^.;]{0,120}?(?:\bnhư ?:|trong đó có[^.;]{0,90}:|\bnhư )")
_ITEMS: Final = frozenset({"targets", "tasks", "solutions", "schemes"})
_UNLISTED: Final = frozenset({"results", "organisation", "appendix"})


class _Noun(NamedTuple):
    rule: str
    counted: str
    section: str


class _Tables(NamedTuple):
    pattern: re.Pattern[str]
    nouns: dict[str, _Noun]


def counts(
    cleaned: Cleaned,
    outline: Outline,
    document: int,
    held: Collection[str] = (),
    more: Path | None = None,
) -> tuple[CountProposal, ...]:
    """Return what a document says it contains, each number and noun once, at its first place.

    ``held`` are the classes of the provisions found in it, which are examples where the text does
    not list them.
    """
    told = _tables(more)
    found: dict[tuple[int, str], CountProposal] = {}
    for block in outline.blocks:
        if block.document != document or block.section in _UNLISTED:
            continue
        if block.section in _ITEMS and not block.heading:
            continue
        for match in told.pattern.finditer(block.text):
            number = match["number"].lower()
            declared = _SPELLED.get(number) or int(number)
            nouns = [part.strip().lower() for part in re.split(r",| và ", match["nouns"])]
            noun = _class(nouns, block, told)
            key = declared, (match["group"] or "") + match["nouns"].lower()
            if key in found or declared < 2:
                continue
            words = match["words"].strip()
            start = block.start + match.start("words")
            behind = block.text[match.end() :]
            if noun.rule == "contents" and not _EXAMPLES.match(behind):
                continue
            listing = _listing(noun, declared, behind, outline, document)
            if listing == "none" and noun.counted in held:
                listing = "examples"
            found[key] = CountProposal(
                place=cleaned.span(start, start + len(words)),
                counted=noun.counted,
                declared=declared,
                words=words,
                listing=listing,
                why=(Why(noun.rule, words),),
            )
    return tuple(found.values())


def _class(nouns: Sequence[str], block: Block, told: _Tables) -> _Noun:
    """Choose the class of several nouns: that which the block heads, else the last one's."""
    named = [told.nouns[noun] for noun in nouns if noun in told.nouns]
    if block.heading:
        for noun in named:
            if noun.section == block.section:
                return noun
    return named[-1]


def _listing(noun: _Noun, declared: int, behind: str, outline: Outline, document: int) -> str:
    """Tell whether the text lists what it counts: the whole, examples or none."""
    if noun.counted == "Programme":
        parts = len(outline.starts) - 1
        return "whole" if parts == declared else "examples" if parts else "none"
    if _EXAMPLES.match(behind):
        return "examples"
    listed = [
        block
        for block in outline.blocks
        if block.document == document
        and block.section == noun.section
        and not block.heading
        and (block.label or block.style == "row")
    ]
    return "whole" if listed else "none"


@cache
def _tables(more: Path | None) -> _Tables:
    entries = table("counts", more)

    def listed(key: str) -> str:
        words = (word for entry in entries for word in entry.get(key, ()))
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    nouns = {
        noun: _Noun(entry["rule"], entry["class"], entry["section"])
        for entry in entries
        for noun in entry.get("nouns", ())
    }
    noun = listed("nouns")
    group, followed = listed("groups"), listed("followers")
    pattern = (
        rf"(?<![\w/.,–-])(?<!đến )(?<!của )(?P<words>(?P<number>[0-9]{{1,3}}|{'|'.join(_SPELLED)})"
        rf"(?P<group>(?: (?:{group}))?)"
        rf" (?P<nouns>(?>(?:{noun})(?!\w)(?:(?:, | và )(?:(?:{group}) )?(?:{noun})(?!\w))*))"
        rf"(?>(?:(?:, | )(?:{followed})(?!\w))*))"
        rf"(?! (?:{listed('not_before')})(?!\w))"
        r"(?! [^.,;:]{0,20}còn lại)"
    )
    return _Tables(re.compile(pattern, re.IGNORECASE), nouns)
