"""The first rows of a list that may be long, and where all of it can be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..selecting import Row, select
from ..stores import Store
from .behind import standalone

MOST: Final = 50
"""How much is told of a list that stands beside something else."""


@dataclass(frozen=True)
class Whole:
    """A list of which only the first is told: how long it is, and the query that gives it."""

    total: int
    query: str


def first(store: Store, query: str, *order: str) -> tuple[list[Row], Whole | None]:
    """Return the first rows of a SELECT by the text of some columns; of more, what all of them are.

    They are put in order here, as that takes a store far longer.
    """
    rows = sorted(select(store, query), key=lambda row: [row[name].value for name in order])
    if len(rows) <= MOST:
        return rows, None
    ordered = f"{query}ORDER BY {' '.join(f'?{name}' for name in order)}"
    return rows[:MOST], Whole(len(rows), standalone(ordered))
