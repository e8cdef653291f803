"""Laying a tree out: the fullest column first, then each beside it, drawn to what it is tied to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from .bundles import Bundle, bundles_of, hops_of, parents_of
from .letters import wrapped
from .stacking import stacked
from .tree import Box, Card, Plan, Spot, Tree, Words

WIDTH: Final = 224
"""How wide a column is."""

GAP: Final = 72
"""The room for lines between two columns."""

TITLE: Final = 13.0
NOTE: Final = 11.5
LEADING: Final = 17
PAD: Final = 9
INDENT: Final = 18
_EDGE: Final = 24
_DEEPEST: Final = 5
_RISE: Final = 28
_HEAD: Final = 72
_PASSAGE: Final = 8
_CLOSE, _APART = 8, 20


def planned(tree: Tree) -> Plan:
    """Return where everything of a tree stands.

    Raises KeyError for a tie to a card that is not there.
    """
    parents = parents_of(tree)
    columns = bundles_of(tree, parents)
    depths = {spot: depth for column in columns for one in column for spot, depth in one.rows}
    words = {card.key: _words(card, _width(depths[card.key])) for card in tree.cards}
    sizes: dict[Spot, float] = {spot: _PASSAGE for spot in depths}
    sizes |= {key: _height(own) for key, own in words.items()}
    tops = _tops(tree, columns, sizes)
    boxes = {
        card.key: Box(
            column_x(card.step) + _indent(depths[card.key]),
            tops[card.key],
            _width(depths[card.key]),
            sizes[card.key],
        )
        for card in tree.cards
    }
    passages = {spot: top + _PASSAGE / 2 for spot, top in tops.items() if not isinstance(spot, str)}
    lowest = max((tops[spot] + sizes[spot] for spot in tops), default=0)
    height = max(lowest, _top(len(tree.stairs))) + _EDGE
    stairs = tuple(_stair(place, height) for place in range(len(tree.stairs)))
    width = column_x(len(tree.stairs)) - GAP + _EDGE + GAP / 2
    inner = {below: up for below, up in parents.items() if boxes[below].x > boxes[up].x}
    return Plan(stairs, boxes, words, passages, inner, width, height)


def column_x(place: int) -> float:
    """Return where a column begins."""
    return _EDGE + place * (WIDTH + GAP)


def _stair(place: int, height: float) -> Box:
    top = _top(place) - _HEAD
    return Box(column_x(place) - _EDGE / 2, top, WIDTH + _EDGE, height - top - _EDGE / 2)


def _top(place: int) -> float:
    return _EDGE + _HEAD + place * _RISE


def _indent(depth: int) -> float:
    return INDENT * min(depth, _DEEPEST)


def _width(depth: int) -> float:
    return WIDTH - _indent(depth)


def _words(card: Card, width: float) -> Words:
    room = width - 2 * PAD - 4
    return Words(
        wrapped(card.title, TITLE, room, bold=True) or (card.key,), wrapped(card.note, NOTE, room)
    )


def _height(words: Words) -> float:
    return LEADING * (len(words.title) + len(words.note)) + 2 * PAD - 2


def _tops(
    tree: Tree, columns: Sequence[Sequence[Bundle]], sizes: Mapping[Spot, float]
) -> dict[Spot, float]:
    """Return where each spot begins."""
    beside: defaultdict[Spot, list[Spot]] = defaultdict(list)
    for spots in hops_of(tree):
        for left, right in pairwise(spots):
            beside[left].append(right)
            beside[right].append(left)
    fullest = max(range(len(columns)), key=lambda place: _length(columns[place], sizes), default=0)
    outward = sorted(range(len(columns)), key=lambda place: (abs(place - fullest), place))
    tops: dict[Spot, float] = {}
    for place in outward:
        wished = _wished(columns[place], _top(place), sizes, beside, tops)
        if place != fullest:
            wished.sort(key=lambda pair: pair[0])
        bundles = [bundle for _, bundle in wished]
        begins = stacked(
            [wish for wish, _ in wished],
            [_length([bundle], sizes) for bundle in bundles],
            [_CLOSE if isinstance(bundle.rows[0][0], tuple) else _APART for bundle in bundles],
            _top(place),
        )
        for begin, bundle in zip(begins, bundles, strict=True):
            tops |= _inside(bundle, begin, sizes)
    return tops


def _wished(
    bundles: Sequence[Bundle],
    top: float,
    sizes: Mapping[Spot, float],
    beside: Mapping[Spot, Sequence[Spot]],
    tops: Mapping[Spot, float],
) -> list[tuple[float, Bundle]]:
    """Return where each bundle would best begin: level with what it is tied to, else as it comes.

    What it is tied to may not have its place yet, or be in the bundle itself.
    """
    found: list[tuple[float, Bundle]] = []
    for bundle in bundles:
        own = _inside(bundle, 0.0, sizes)
        wishes = [
            tops[other] + sizes[other] / 2 - begin - sizes[spot] / 2
            for spot, begin in own.items()
            for other in beside.get(spot, ())
            if other in tops
        ]
        found.append((sum(wishes) / len(wishes) if wishes else top, bundle))
        top += _length([bundle], sizes) + _APART
    return found


def _inside(bundle: Bundle, begin: float, sizes: Mapping[Spot, float]) -> dict[Spot, float]:
    tops: dict[Spot, float] = {}
    for spot, _ in bundle.rows:
        tops[spot] = begin
        begin += sizes[spot] + _CLOSE
    return tops


def _length(bundles: Sequence[Bundle], sizes: Mapping[Spot, float]) -> float:
    """Return how long bundles are, each by itself, with the room inside them."""
    return sum(
        sum(sizes[spot] for spot, _ in bundle.rows) + _CLOSE * (len(bundle.rows) - 1)
        for bundle in bundles
    )
