"""The data that is checked: what it answers, its class tree, and how much of what there is."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ..namespaces import RDF, RDFS
from ..stores.base import Store, Term


class _Count(NamedTuple):
    """How many triples are known of, and whether they are all."""

    number: int
    whole: bool


_NONE: Final = _Count(0, False)


class Data:
    """The default graph of a store, for one run; what is asked of it twice is asked once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.below = cache(self._below)
        self._counts: dict[NamedNode, _Count] = {}

    def rows(self, text: str) -> QuerySolutions:
        """Return what a SELECT selects."""
        found = self._store.query(text)
        assert isinstance(found, QuerySolutions)
        return found

    def instances(self, cls: NamedNode) -> int:
        """Return how many nodes are stated to be of a class."""
        return self._instances.get(cls, 0)

    def triples(self, predicate: NamedNode) -> int:
        """Return how many triples have a predicate."""
        if not self._counts.get(predicate, _NONE).whole:
            self._counts[predicate] = self._count(predicate, "")
        return self._counts[predicate].number

    def has_more(self, predicate: NamedNode, number: int) -> bool:
        """Tell whether more triples than a number have a predicate; no more are counted."""
        known = self._counts.get(predicate, _NONE)
        if not known.whole and known.number <= number:
            known = self._count(predicate, f"LIMIT {number + 1}")
            known = _Count(known.number, known.number <= number)
            self._counts[predicate] = known
        return known.number > number

    def _count(self, predicate: NamedNode, limit: str) -> _Count:
        triples = f"SELECT ?s {{ ?s {predicate} ?o }} {limit}"
        (row,) = self.rows(f"SELECT (COUNT(*) AS ?n) {{ {{ {triples} }} }}")
        return _Count(_number(row["n"]), True)

    def _below(self, cls: NamedNode) -> tuple[NamedNode, ...]:
        """Return a class and all below it that have a name to ask by."""
        found: dict[Term, None] = {cls: None}
        waiting: list[Term] = [cls]
        while waiting:
            for sub in self._tree.get(waiting.pop(), ()):
                if sub not in found:
                    found[sub] = None
                    waiting.append(sub)
        return tuple(sub for sub in found if isinstance(sub, NamedNode))

    @cached_property
    def _tree(self) -> dict[Term, list[Term]]:
        tree: dict[Term, list[Term]] = {}
        for row in self.rows(f"SELECT ?s ?c {{ ?s {RDFS.subClassOf} ?c }}"):
            tree.setdefault(row["c"], []).append(row["s"])
        return tree

    @cached_property
    def _instances(self) -> dict[Term, int]:
        text = f"SELECT ?c (COUNT(*) AS ?n) {{ ?s {RDF.type} ?c }} GROUP BY ?c"
        return {row["c"]: _number(row["n"]) for row in self.rows(text)}


def _number(term: Term | None) -> int:
    assert isinstance(term, Literal)
    return int(term.value)
