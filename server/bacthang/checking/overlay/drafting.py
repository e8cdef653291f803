"""A store being tried out: what is put in and taken out is known, and can be put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from ...skolem import Statement
from .statements import Change

_EVERYTHING = DefaultGraph()


class Draft:
    """Writes statements to their graphs and to the default graph, which holds each of them once."""

    def __init__(self, inner: pyoxigraph.Store) -> None:
        self._inner = inner
        self._added: dict[Quad, None] = {}
        self._removed: dict[Quad, None] = {}

    def add(self, statements: Iterable[Statement], graph: NamedNode) -> None:
        """Add statements to a graph."""
        quads = [Quad(*s, *where) for s in statements for where in ((graph,), ())]
        new = [quad for quad in quads if quad not in self._inner]
        self._inner.extend(new)
        for quad in new:
            if quad in self._removed:
                del self._removed[quad]
            else:
                self._added[quad] = None

    def apply(self, change: Change, graph: NamedNode) -> None:
        """Let statements of a graph come and go; one that another graph makes too stays said."""
        for statement in change.removed:
            self._remove(Quad(*statement, graph))
            if not self._is_said(statement):
                self._remove(Quad(*statement))
        self.add(change.added, graph)

    def changed(self) -> Change:
        """Return what came into the default graph, and what went out of it."""
        return Change(_said(self._added), _said(self._removed))

    @contextmanager
    def both(self) -> Iterator[None]:
        """Put what went out beside what came in, for as long as it takes."""
        self._inner.extend(self._removed)
        yield
        for quad in self._removed:
            self._inner.remove(quad)

    def undo(self) -> None:
        """Leave the store as it was."""
        for quad in self._added:
            self._inner.remove(quad)
        self._inner.extend(self._removed)

    def _is_said(self, statement: Statement) -> bool:
        """Tell whether some graph makes a statement, beside the default graph that shows it."""
        made = self._inner.quads_for_pattern(*statement, None)
        return any(quad.graph_name != _EVERYTHING for quad in made)

    def _remove(self, quad: Quad) -> None:
        self._inner.remove(quad)
        if quad in self._added:
            del self._added[quad]
        else:
            self._removed[quad] = None


def _said(quads: Iterable[Quad]) -> set[Statement]:
    return {
        (quad.subject, quad.predicate, quad.object)
        for quad in quads
        if quad.graph_name == _EVERYTHING
    }
