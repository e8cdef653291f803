"""Why a reading is as it is: for each target and each number left out, the rules and the words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ...errors import Lang, Wording
from ..proposal import Proposal, Skipped, TargetProposal
from ..tables import table
from .slugs import one_line

_TARGET: Final = Wording("chỉ tiêu", "target")
_SKIPPED: Final = Wording("không phải chỉ tiêu", "no target")
_LONGEST: Final = 120


def explained(proposal: Proposal, lang: Lang, more: Path | None = None) -> Iterator[str]:
    """Yield the lines that tell why, in the order of the text.

    Each begins with its offsets; the rules, as their tables name them, stand below it.
    """
    reasons = {entry["rule"]: entry[lang] for entry in table("reasons", more)}
    read: list[TargetProposal | Skipped] = [*proposal.targets, *proposal.skipped]
    for one in sorted(read, key=_start):
        if isinstance(one, Skipped):
            place, words = one.place, one.words or proposal.text[slice(*one.place)]
            yield f"{place.start}–{place.end} {_SKIPPED.said(lang)}: “{_short(words)}”"
            reason = reasons.get(one.rule)
            yield f"    {one.rule}: {reason}" if reason else f"    {one.rule}"
        else:
            quote = _short(proposal.text[slice(*one.quote)])
            yield f"{one.quote.start}–{one.quote.end} {_TARGET.said(lang)}: “{quote}”"
            yield from (f"    {why.rule}: {_short(why.words)}" for why in one.why)
            yield from (f"    ? {doubt.code}: {doubt.said.plain(lang)}" for doubt in one.doubts)


def _start(one: TargetProposal | Skipped) -> tuple[int, int]:
    place = one.place if isinstance(one, Skipped) else one.quote
    return place.start, place.end


def _short(text: str) -> str:
    words = one_line(text)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
