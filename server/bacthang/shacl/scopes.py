"""The nodes that a shape is checked for, as patterns of SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
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
    """Focus nodes: ``write`` returns a pattern that binds a variable to them.

    With ``once`` it binds the variable to each of them once, otherwise perhaps several times.
    """

    write: Callable[[str], str]
    once: bool

    def each(self, variable: str) -> str:
        """Return a pattern that binds a variable to each node once."""
        pattern = self.write(variable)
        return pattern if self.once else _once(variable, pattern)

    def along(self, path: Path, between: str) -> Scope:
        """Return the value nodes of these nodes as focus nodes; ``between`` is used up for it."""
        return Scope(lambda value: f"{self.write(between)} {between} {path} {value} .", False)


def of_nodes(nodes: Iterable[Term]) -> Iterator[Scope]:
    """Yield scopes of nodes named one by one; none of them may be blank."""
    waiting = iter(nodes)
    while chunk := list(islice(waiting, CHUNK)):
        yield Scope(partial(_named, " ".join(map(str, chunk))), True)


def _named(nodes: str, variable: str) -> str:
    return f"VALUES {variable} {{ {nodes} }}"


def _once(variable: str, pattern: str) -> str:
    return f"{{ SELECT DISTINCT {variable} {{ {pattern} }} }}"


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
        one = len(targets.classes) + len(targets.subjects_of) + len(targets.objects_of) == 1
        if one and targets.classes and len(self._classes(targets.classes[0])) == 1:
            yield Scope(partial(_instances, targets.classes[0]), True)
        elif patterns := self._patterns(targets):
            yield Scope(partial(_union, patterns), True)
        yield from of_nodes(targets.nodes)

    def scopes_among(self, targets: Targets, focus: Sequence[Term]) -> Iterator[Scope]:
        """Yield scopes of those of some nodes that are targets; the cost is that of the nodes."""
        named = [node for node in focus if not isinstance(node, BlankNode)]
        condition = " || ".join(self._memberships(targets))
        found = {node: None for node in named if node in targets.nodes}
        if condition:
            for scope in of_nodes(named):
                text = f"SELECT ?this {{ {scope.write('?this')} FILTER({condition}) }}"
                found |= {row["this"]: None for row in rows(self._store, text)}
        yield from of_nodes(found)

    def _patterns(self, targets: Targets) -> list[str]:
        """Return patterns with ``{this}`` for the variable."""
        kind = self._conditions.fresh()
        found = []
        for cls in targets.classes:
            listed = " ".join(map(str, self._classes(cls)))
            found.append(f"VALUES {kind} {{{{ {listed} }}}} {{this}} {RDF.type} {kind} .")
        found += [f"{{this}} {predicate} {kind} ." for predicate in targets.subjects_of]
        found += [f"{kind} {predicate} {{this}} ." for predicate in targets.objects_of]
        return found

    def _memberships(self, targets: Targets) -> Iterator[str]:
        for cls in targets.classes:
            yield self._conditions.instance("?this", cls)
        for predicate in targets.subjects_of:
            yield f"EXISTS {{ ?this {predicate} {self._conditions.fresh()} }}"
        for predicate in targets.objects_of:
            yield f"EXISTS {{ {self._conditions.fresh()} {predicate} ?this }}"


def _instances(cls: NamedNode, variable: str) -> str:
    return f"{variable} {RDF.type} {cls} ."


def _union(patterns: Sequence[str], variable: str) -> str:
    each = [pattern.format(this=variable) for pattern in patterns]
    if len(each) > 1:
        each = [" UNION ".join(f"{{ {pattern} }}" for pattern in each)]
    return _once(variable, each[0])
