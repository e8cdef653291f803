"""Commitments that a text prints more than once: one target, and further places of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ..plaintext import plain_text
from .proposal import DocumentProposal, ItemProposal, ProvisionProposal, Span, TargetProposal

Holder = TypeVar("Holder", ItemProposal, ProvisionProposal)


def once(paper: DocumentProposal) -> DocumentProposal:
    """Have every commitment once: one printed again is a further place of the first."""
    first: dict[Hashable, Span] = {}
    also: defaultdict[Span, list[Span]] = defaultdict(list)

    def kept(targets: Sequence[TargetProposal]) -> tuple[TargetProposal, ...]:
        left: list[TargetProposal] = []
        moved: dict[int | None, int] = {}
        for place, target in enumerate(targets):
            span = first.setdefault(_sense(target), target.quote)
            if span == target.quote:
                moved[place] = len(left)
                left.append(replace(target, within=moved.get(target.within)))
            elif target.quote not in also[span]:
                also[span].append(target.quote)
        return tuple(left)

    items = [replace(item, targets=kept(item.targets)) for item in paper.items]
    provisions = [replace(one, targets=kept(one.targets)) for one in paper.provisions]
    return replace(
        paper,
        items=tuple(_with_places(item, also) for item in items if item.targets),
        provisions=tuple(_with_places(one, also) for one in provisions),
    )


def _sense(target: TargetProposal) -> Hashable:
    """Return what makes two printed commitments one and the same."""
    match = target.match
    what = match.indicator if match and match.indicator else plain_text(target.phrase)
    value = (target.comparator, target.lower, target.upper, target.unit)
    return (what, plain_text(target.scope or ""), value, target.year, target.recurrence)


def _with_places(holder: Holder, also: Mapping[Span, Sequence[Span]]) -> Holder:
    targets = tuple(
        replace(target, also=tuple(also[target.quote])) if also.get(target.quote) else target
        for target in holder.targets
    )
    return replace(holder, targets=targets)
