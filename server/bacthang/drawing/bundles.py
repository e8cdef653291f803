"""What stays together in one column of a tree: a card with all that is indented beneath it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .tree import Spot, Tree

Parents = Mapping[str, str]


@dataclass(frozen=True)
class Bundle:
    """Spots one below the other, each with how deep it is indented."""

    rows: tuple[tuple[Spot, int], ...]


def parents_of(tree: Tree) -> dict[str, str]:
    """Return under which card of its own column each card is indented.

    Of several the one that itself is deepest. In a circle the card met last is indented nowhere.
    """
    steps = {card.key: card.step for card in tree.cards}
    above: defaultdict[str, list[str]] = defaultdict(list)
    for tie in tree.ties:
        if steps[tie.lower] == steps[tie.upper] and tie.lower != tie.upper:
            above[tie.lower].append(tie.upper)
    depths: dict[str, int] = {}
    parents: dict[str, str] = {}

    def depth(key: str, below: frozenset[str]) -> int:
        if key not in depths:
            met = below | {key}
            found = {up: depth(up, met) for up in above[key] if up not in met}
            if found:
                parents[key] = max(found, key=lambda up: (found[up], up))
            depths[key] = 1 + max(found.values(), default=-1)
        return depths[key]

    for card in tree.cards:
        depth(card.key, frozenset())
    return parents


def bundles_of(tree: Tree, parents: Parents) -> list[list[Bundle]]:
    """Return the bundles of each column: first the passages through it, then its cards."""
    children: defaultdict[str, list[str]] = defaultdict(list)
    for card in tree.cards:
        if card.key in parents:
            children[parents[card.key]].append(card.key)

    def rows(key: str, depth: int) -> Iterator[tuple[Spot, int]]:
        yield key, depth
        for child in children[key]:
            yield from rows(child, depth + 1)

    columns: list[list[Bundle]] = [[] for _ in tree.stairs]
    for spots in hops_of(tree):
        for spot in spots[1:-1]:
            assert not isinstance(spot, str)
            columns[spot[1]].append(Bundle(((spot, 0),)))
    for card in tree.cards:
        if card.key not in parents:
            columns[card.step].append(Bundle(tuple(rows(card.key, 0))))
    return columns


def hops_of(tree: Tree) -> Iterator[Sequence[Spot]]:
    """Yield the spots that each tie meets, from left to right, in the order of the ties."""
    steps = {card.key: card.step for card in tree.cards}
    for number, tie in enumerate(tree.ties):
        left, right = sorted((tie.upper, tie.lower), key=lambda key: steps[key])
        passed = range(steps[left] + 1, steps[right])
        yield [left, *((number, column) for column in passed), right]
