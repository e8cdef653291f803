"""The nodes that a shape is checked for, as patterns of SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, NamedNode, QuerySolutions

from ..namespaces import RDF, RDFS
from ..stores.base import Store, Term
from .conditions import Conditions
from .model import Targets
from .paths import Path

CHUNK: Final = 500
"""How many nodes one query names at most."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A pattern that binds a variable to focus nodes, each once when ``distinct``."""

    pattern: str
    variable: str
    distinct: bool = True

    def as_this(self) -> str:
        """Return a pattern that binds ``?this`` to each node once."""
        if self.distinct and self.variable == "?this":
            return self.pattern
        if self.variable == "?this":
            return f"{{ SELECT DISTINCT ?this {{ {self.pattern} }} }}"
        return f"{{ SELECT DISTINCT ({self.variable} AS ?this) {{ {self.pattern} }} }}"

    def along(self, path: Path, value: str) -> Scope:
        """Return the value nodes of these nodes as focus nodes."""
        return Scope(f"{self.pattern} {self.variable} {path} {value} .", value, False)


def of_nodes(nodes: Iterable[Term], variable: str = "?this") -> Iterator[Scope]:
    """Yield scopes of nodes named one by one; none of them may be blank."""
    waiting = iter(nodes)
    while chunk := list(islice(waiting, CHUNK)):
        yield Scope(f"VALUES {variable} {{ {' '.join(map(str, chunk))} }}", variable)


def rows(store: Store, text: str) -> QuerySolutions:
    """Return what a SELECT selects."""
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    return found


class Classes:
    """The class tree of the data, asked for once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._below: dict[Term, list[NamedNode]] | None = None
        self._closed: dict[NamedNode, tuple[NamedNode, ...]] = {}

    def __call__(self, cls: NamedNode) -> tuple[NamedNode, ...]:
        """Return a class and all below it; blank classes have no name to ask by."""
        if cls not in self._closed:
            below = self._tree()
            found, waiting = {cls: None}, [cls]
            while waiting:
                for sub in below.get(waiting.pop(), ()):
                    if sub not in found:
                        found[sub] = None
                        waiting.append(sub)
            self._closed[cls] = tuple(found)
        return self._closed[cls]

    def _tree(self) -> dict[Term, list[NamedNode]]:
        if self._below is None:
            self._below = {}
            for row in rows(self._store, f"SELECT ?s ?c {{ ?s {RDFS.subClassOf} ?c }}"):
                sub, cls = row["s"], row["c"]
                if isinstance(sub, NamedNode):
                    self._below.setdefault(cls, []).append(sub)
        return self._below


class Targeted:
    """Turns targets into scopes."""

    def __init__(self, store: Store, classes: Classes, conditions: Conditions) -> None:
        self._store = store
        self._classes = classes
        self._conditions = conditions

    def scopes(self, targets: Targets) -> Iterator[Scope]:
        """Yield scopes that together hold every target of a shape."""
        patterns = self._patterns(targets)
        if len(patterns) == 1:
            pattern, distinct = patterns[0]
            yield Scope(pattern if distinct else _once(pattern), "?this")
        elif patterns:
            union = " UNION ".join(f"{{ {pattern} }}" for pattern, _ in patterns)
            yield Scope(_once(union), "?this")
        yield from of_nodes(targets.nodes)

    def scopes_among(self, targets: Targets, focus: Sequence[Term]) -> Iterator[Scope]:
        """Yield scopes of those of some nodes that are targets; the cost is that of the nodes."""
        named = [node for node in focus if not isinstance(node, BlankNode)]
        condition = " || ".join(self._memberships(targets))
        found = {node: None for node in named if node in targets.nodes}
        if condition:
            for scope in of_nodes(named):
                text = f"SELECT ?this {{ {scope.pattern} FILTER({condition}) }}"
                found |= {row["this"]: None for row in rows(self._store, text)}
        yield from of_nodes(found)

    def _patterns(self, targets: Targets) -> list[tuple[str, bool]]:
        found = []
        for cls in targets.classes:
            classes = self._classes(cls)
            if len(classes) == 1:
                found.append((f"?this {RDF.type} {cls} .", True))
            else:
                listed = " ".join(map(str, classes))
                kind = self._conditions.fresh()
                pattern = f"VALUES {kind} {{ {listed} }} ?this {RDF.type} {kind} ."
                found.append((pattern, False))
        for predicate in targets.subjects_of:
            found.append((f"?this {predicate} {self._conditions.fresh()} .", False))
        for predicate in targets.objects_of:
            found.append((f"{self._conditions.fresh()} {predicate} ?this .", False))
        return found

    def _memberships(self, targets: Targets) -> Iterator[str]:
        for cls in targets.classes:
            yield self._conditions.instance("?this", cls)
        for predicate in targets.subjects_of:
            yield f"EXISTS {{ ?this {predicate} {self._conditions.fresh()} }}"
        for predicate in targets.objects_of:
            yield f"EXISTS {{ {self._conditions.fresh()} {predicate} ?this }}"


def _once(pattern: str) -> str:
    return f"{{ SELECT DISTINCT ?this {{ {pattern} }} }}"
