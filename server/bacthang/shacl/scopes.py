"""The nodes that a shape is checked for, as patterns of SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from ..namespaces import RDF
from ..stores.base import Term
from .conditions import Conditions
from .data import Data
from .model import Targets
from .paths import Path

CHUNK: Final = 500
"""How many nodes one query names at most."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Focus nodes: ``write`` returns a pattern that binds a variable to them.

    With ``once`` it binds the variable to each of them once, otherwise perhaps several times. Of
    nodes that are not named one by one, ``holds`` is the condition that ``?this`` is one of them,
    and ``size`` about how many they are.
    """

    write: Callable[[str], str]
    once: bool
    holds: str = ""
    size: int = 0

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


class Targeted:
    """Turns targets into scopes."""

    def __init__(self, data: Data, conditions: Conditions) -> None:
        self._data = data
        self._conditions = conditions

    def scopes(self, targets: Targets) -> Iterator[Scope]:
        """Yield scopes that together hold every target of a shape."""
        holds, size = " || ".join(self._memberships(targets)), self._size(targets)
        plain = targets.classes if not (targets.subjects_of or targets.objects_of) else ()
        if len(plain) == 1 and len(self._data.below(plain[0])) == 1:
            yield Scope(partial(_instances, plain[0]), True, holds, size)
        elif patterns := self._patterns(targets):
            yield Scope(partial(_union, patterns), True, holds, size)
        yield from of_nodes(targets.nodes)

    def scopes_among(self, targets: Targets, focus: Sequence[Term]) -> Iterator[Scope]:
        """Yield scopes of those of some nodes that are targets; the cost is that of the nodes."""
        named = [node for node in focus if not isinstance(node, BlankNode)]
        condition = " || ".join(self._memberships(targets))
        found = {node: None for node in named if node in targets.nodes}
        if condition:
            for scope in of_nodes(named):
                text = f"SELECT ?this {{ {scope.write('?this')} FILTER({condition}) }}"
                found |= {row["this"]: None for row in self._data.rows(text)}
        yield from of_nodes(found)

    def _patterns(self, targets: Targets) -> list[str]:
        """Return patterns with ``{this}`` for the variable."""
        kind = self._conditions.fresh()
        found = []
        for cls in targets.classes:
            listed = " ".join(map(str, self._data.below(cls)))
            found.append(f"VALUES {kind} {{{{ {listed} }}}} {{this}} {RDF.type} {kind} .")
        found += [f"{{this}} {predicate} {kind} ." for predicate in targets.subjects_of]
        found += [f"{kind} {predicate} {{this}} ." for predicate in targets.objects_of]
        return found

    def _size(self, targets: Targets) -> int:
        """Return about how many targets there are; superclasses are mostly stated."""
        classes = [c for cls in targets.classes for c in self._data.below(cls)]
        predicates = (*targets.subjects_of, *targets.objects_of)
        return max(
            (*map(self._data.instances, classes), *map(self._data.triples, predicates)), default=0
        )

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
