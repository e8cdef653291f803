"""What is asked of the workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from .inside.frames import Question

Kind = Literal["rows", "truth", "graph"]
KINDS: Final[tuple[Kind, ...]] = ("rows", "truth", "graph")
"""The kinds of answers, in the order in which workers number them."""


@dataclass(frozen=True)
class Asked:
    """One query, by whom, over which graphs, and in which form each kind of answer is wanted.

    ``default_graphs`` and ``named_graphs`` are the dataset of the SPARQL 1.1 Protocol (section
    2.1.4), which goes before ``FROM``. A form of None means that none was acceptable. ``bom`` puts
    the byte order mark before CSV. ``gone`` tells, once the query has run for a while, whether
    nobody waits for it any more.
    """

    query: str
    client: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows: str | None = "json"
    truth: str | None = "json"
    graph: str | None = "ttl"
    bom: bool = False
    gone: Callable[[], bool] | None = field(default=None, compare=False)

    def form(self, kind: Kind) -> str:
        """Return the form of a kind of answer; empty where none was acceptable."""
        if kind == "rows":
            return self.rows or ""
        return (self.truth if kind == "truth" else self.graph) or ""

    def question(self) -> Question:
        """Return what a worker is told of it."""
        return Question(
            self.query,
            self.default_graphs,
            self.named_graphs,
            self.rows,
            self.truth,
            self.graph,
            self.bom,
        )
