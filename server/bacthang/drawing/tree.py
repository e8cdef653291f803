"""A tree of documents on the steps of a staircase, as values: what is drawn, and where it stands.

Each step is a column, the highest at the left. What stands on something of its own step is
indented beneath it; other ties run through the room between columns, and one that skips a column
has a passage between the cards there. So no line crosses a card, and no words leave theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Spot = str | tuple[int, int]
"""The key of a card, or a passage: the number of a tie, and the column that it passes."""


@dataclass(frozen=True)
class Card:
    """One document, by its IRI: its words, its column from 0, and how well it is known."""

    key: str
    title: str
    note: str
    step: int
    known: str = ""


@dataclass(frozen=True)
class Tie:
    """One document standing on another, by a relation; ``title`` says so in words."""

    lower: str
    upper: str
    relation: str
    title: str = ""


@dataclass(frozen=True)
class Stair:
    """The head of a column."""

    name: str
    note: str


@dataclass(frozen=True)
class Tree:
    """What is drawn. Cards stand in the order given, unless their lines are shorter otherwise."""

    stairs: Sequence[Stair]
    cards: Sequence[Card]
    ties: Sequence[Tie]


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends at the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Words:
    """The lines in which a card is written: its title, its note."""

    title: tuple[str, ...]
    note: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Where everything stands.

    ``stairs`` are the columns with their heads; ``cards`` and ``words`` go by the key of a card;
    ``passages`` are the heights at which ties pass a column; ``inner`` leads from a card that is
    indented to the one that it is indented under, which the deepest are not.
    """

    stairs: tuple[Box, ...]
    cards: Mapping[str, Box]
    words: Mapping[str, Words]
    passages: Mapping[tuple[int, int], float]
    inner: Mapping[str, str]
    width: float
    height: float
