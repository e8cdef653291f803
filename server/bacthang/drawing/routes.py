"""The ways of the lines of a tree: through the room between columns, and round the cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .bundles import hops_of
from .planning import GAP, WIDTH, column_x
from .tree import Plan, Spot, Tie, Tree

_BUS: Final = 8
_BULGE: Final = GAP / 2 - 6
_ROUND: Final = 10

Point = tuple[float, float]
Side = tuple[Spot, str]


@dataclass(frozen=True)
class Route:
    """The way of one tie: where it begins, then straight pieces to a point or curves by three."""

    tie: Tie
    begin: Point
    pieces: tuple[tuple[Point, ...], ...]


def routes(tree: Tree, plan: Plan) -> Iterator[Route]:
    """Yield the way of every tie but those of a card to itself."""
    hops = list(hops_of(tree))
    steps = {card.key: card.step for card in tree.cards}
    ports = _ports(tree, plan, hops, steps)
    for number, (tie, spots) in enumerate(zip(tree.ties, hops, strict=True)):
        if tie.lower == tie.upper:
            continue
        if _is_inner(tie, plan):
            yield _indented(tie, plan)
        elif steps[tie.lower] == steps[tie.upper]:
            yield _round(tie, ports[number], plan)
        else:
            yield _across(tie, spots, ports[number], steps, plan)


def _is_inner(tie: Tie, plan: Plan) -> bool:
    return plan.inner.get(tie.lower) == tie.upper


def _indented(tie: Tie, plan: Plan) -> Route:
    """Lead down beside what is indented, then in."""
    upper, lower = plan.cards[tie.upper], plan.cards[tie.lower]
    x = upper.x + _BUS
    return Route(tie, (x, upper.bottom), (((x, lower.middle),), ((lower.x, lower.middle),)))


def _round(tie: Tie, ports: tuple[float, float], plan: Plan) -> Route:
    """Lead round at the right, between two cards of one column."""
    upper, lower = plan.cards[tie.upper], plan.cards[tie.lower]
    (begin, end), right = ports, upper.right
    bulge = right + _BULGE
    return Route(tie, (right, begin), (((bulge, begin), (bulge, end), (lower.right, end)),))


def _across(
    tie: Tie,
    spots: Sequence[Spot],
    ports: tuple[float, float],
    steps: Mapping[str, int],
    plan: Plan,
) -> Route:
    """Lead to the right from column to column, level through the passages between."""
    first = spots[0]
    assert isinstance(first, str)
    begin = (plan.cards[first].right, ports[0])
    at = begin
    pieces: list[tuple[Point, ...]] = []
    for spot in spots[1:]:
        x = column_x(steps[spot] if isinstance(spot, str) else spot[1])
        y = ports[1] if isinstance(spot, str) else plan.passages[spot]
        half = (at[0] + x) / 2
        pieces.append(((half, at[1]), (half, y), (x, y)))
        at = (plan.cards[spot].x if isinstance(spot, str) else x + WIDTH, y)
        if at[0] != x:
            pieces.append((at,))
    return Route(tie, begin, tuple(pieces))


def _ports(
    tree: Tree, plan: Plan, hops: Sequence[Sequence[Spot]], steps: Mapping[str, int]
) -> dict[int, tuple[float, float]]:
    """Return at which heights each tie leaves its first card and meets its last.

    The lines of one side of a card are spread over it, in the order of where they lead.
    """
    sides: defaultdict[Side, list[tuple[float, int, int]]] = defaultdict(list)
    for number, (tie, spots) in enumerate(zip(tree.ties, hops, strict=True)):
        if tie.lower == tie.upper or _is_inner(tie, plan):
            continue
        same = steps[tie.lower] == steps[tie.upper]
        ends = (tie.upper, tie.lower) if same else (spots[0], spots[-1])
        towards = (spots[-1], spots[0]) if same else (spots[1], spots[-2])
        for end in (0, 1):
            side = "right" if same or end == 0 else "left"
            sides[ends[end], side].append((_height(towards[end], plan), number, end))
    found: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (spot, _), lines in sides.items():
        assert isinstance(spot, str)
        box = plan.cards[spot]
        room = box.height - 2 * _ROUND
        for place, (_, number, end) in enumerate(sorted(lines)):
            found[number][end] = box.y + _ROUND + room * (place + 0.5) / len(lines)
    return {number: (ends[0], ends[1]) for number, ends in found.items()}


def _height(spot: Spot, plan: Plan) -> float:
    return plan.cards[spot].middle if isinstance(spot, str) else plan.passages[spot]
