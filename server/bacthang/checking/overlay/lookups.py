"""Questions to a store that cost what they bring back, not what the store holds.

Every lookup has a subject, or a property and an object: the engine has an index for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode

from ...namespaces import INFERENCES_GRAPH
from ...skolem import Statement
from ...stores.base import Subject

Step = tuple[NamedNode, bool]
"""A property, and whether it is followed forwards."""

_ALL = DefaultGraph()


def out(*predicates: NamedNode) -> tuple[Step, ...]:
    """Return the steps from subjects to objects."""
    return tuple((predicate, True) for predicate in predicates)


def back(*predicates: NamedNode) -> tuple[Step, ...]:
    """Return the steps from objects to subjects."""
    return tuple((predicate, False) for predicate in predicates)


class Lookups:
    """Lookups in the default graph of a store: all that is said, once."""

    def __init__(self, inner: pyoxigraph.Store) -> None:
        self._inner = inner

    def about(self, subject: Subject) -> Iterator[Statement]:
        """Yield all that is said of a thing."""
        for quad in self._inner.quads_for_pattern(subject, None, None, _ALL):
            yield quad.subject, quad.predicate, quad.object

    def inferred(self, subject: Subject) -> set[Statement]:
        """Return what is inferred of a thing."""
        found = self._inner.quads_for_pattern(subject, None, None, INFERENCES_GRAPH)
        return {(quad.subject, quad.predicate, quad.object) for quad in found}

    def pairs(self, predicate: NamedNode) -> Iterator[Statement]:
        """Yield every statement of a property, which is for small ones."""
        for quad in self._inner.quads_for_pattern(None, predicate, None, _ALL):
            yield quad.subject, quad.predicate, quad.object

    def holds(self, statement: Statement) -> bool:
        """Tell whether a statement is made."""
        return any(True for _ in self._inner.quads_for_pattern(*statement, _ALL))

    def says_something_of(self, thing: NamedNode) -> bool:
        """Tell whether a thing is the subject of a statement."""
        return any(True for _ in self.about(thing))

    def step(self, nodes: Iterable[Subject], steps: Iterable[Step]) -> set[NamedNode]:
        """Return the IRIs that one of the steps leads to from one of the nodes."""
        return set(self._steps(nodes, tuple(steps)))

    def closure(self, nodes: Iterable[Subject], steps: Iterable[Step]) -> set[NamedNode]:
        """Return the nodes, those that are IRIs, and all that steps lead to at any distance."""
        steps = tuple(steps)
        reached = {node for node in nodes if isinstance(node, NamedNode)}
        ahead = reached
        while ahead:
            ahead = set(self._steps(ahead, steps)) - reached
            reached |= ahead
        return reached

    def _steps(self, nodes: Iterable[Subject], steps: tuple[Step, ...]) -> Iterator[NamedNode]:
        look = self._inner.quads_for_pattern
        for node in nodes:
            for predicate, forwards in steps:
                if forwards:
                    for quad in look(node, predicate, None, _ALL):
                        if isinstance(quad.object, NamedNode):
                            yield quad.object
                else:
                    for quad in look(None, predicate, node, _ALL):
                        if isinstance(quad.subject, NamedNode):
                            yield quad.subject
