"""From a changed statement back to the nodes whose findings it can bear on.

Every shape looks at a focus node through patterns: its targets, its paths, the patterns of its
queries. A statement that comes or goes bears on a focus node only where it matches one of those and
the patterns between them match too, before or after. So each pattern makes a *route*: a query that
is given the changed statements of one property and gives back focus nodes. Where nothing leads from
a pattern to the focus node, the shape has no route and is asked of the whole graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import QuerySolutions
from rdflib import Variable
from rdflib.term import Node

from ...skolem import Statement
from ...stores.base import Term
from .patterns import Edge, Group, Pattern, Site, Way, edges

THIS = Variable("this")
_FROM, _TO = Variable("changedSubject"), Variable("changedObject")


class Route(NamedTuple):
    """How a statement of a property comes to bear on focus nodes.

    ``subject`` and ``object`` are the variables it fills, or the terms it must have; ``beside``
    are the patterns that lead to the focus node, None where nothing does.
    """

    predicate: str | None
    subject: Node
    object: Node
    beside: str | None


def routes(site: Site) -> Iterator[Route]:
    """Yield a route for each property of a pattern."""
    pattern, context = site
    for edge in edges(pattern.way):
        yield _route(edge, pattern, context)


def _route(edge: Edge, pattern: Pattern, context: Group) -> Route:
    start, start_way = _joined(pattern.subject, edge.before, _FROM)
    end, end_way = _joined(pattern.object, edge.after, _TO, backwards=True)
    subject, term = (end, start) if edge.inverse else (start, end)
    given = {node for node in (subject, term) if isinstance(node, Variable)}
    predicate = None if edge.predicate is None else str(edge.predicate)
    if THIS in given:
        return Route(predicate, subject, term, "")
    leading = _leading(given, (*start_way, *end_way, *context))
    return Route(predicate, subject, term, leading)


def _joined(
    node: Node, ways: tuple[Way, ...], name: Variable, backwards: bool = False
) -> tuple[Node, Group]:
    """Return the node at one end of a changed statement, and the pattern that leads to it."""
    if not ways:
        return node, ()
    way: Way = ways[0]
    for further in ways[1:]:
        way = way / further
    return name, (Pattern(name, way, node) if backwards else Pattern(node, way, name),)


def _leading(given: set[Variable], group: Group) -> str | None:
    """Return the patterns that hang together with what is given, when the focus node does."""
    reached, left, kept = set(given), list(group), []
    while near := [part for part in left if part.names() & reached]:
        kept += near
        left = [part for part in left if part not in near]
        reached |= {name for part in near for name in part.names()}
    return " ".join(map(str, kept)) if THIS in reached else None


class Routes:
    """The routes of many shapes, by property."""

    def __init__(self, found: Iterable[tuple[Route, str]]) -> None:
        self._by_predicate: defaultdict[str | None, defaultdict[Route, set[str]]]
        self._by_predicate = defaultdict(lambda: defaultdict(set))
        for route, shape in found:
            self._by_predicate[route.predicate][route].add(shape)

    def without(self) -> set[str]:
        """Return the shapes that some change would send over the whole graph."""
        return {
            shape
            for routes in self._by_predicate.values()
            for route, shapes in routes.items()
            if route.beside is None
            for shape in shapes
        }

    def follow(
        self, inner: pyoxigraph.Store, changed: Collection[Statement]
    ) -> tuple[set[Term], set[str]]:
        """Return the focus nodes that statements bear on, and the shapes that give no route.

        ``inner`` holds both what came and what goes, so that a row of either state is a row of it.
        """
        said: defaultdict[str | None, list[Statement]] = defaultdict(list)
        for statement in changed:
            said[statement[1].value].append(statement)
        if self._by_predicate[None]:
            said[None] = list(changed)
        foci: set[Term] = set()
        lost: set[str] = set()
        for predicate, statements in said.items():
            for route, shapes in self._by_predicate.get(predicate, {}).items():
                rows = [row for row in (_row(route, *s) for s in statements) if row is not None]
                if rows and route.beside is None:
                    lost |= shapes
                elif rows:
                    foci |= _foci(inner, route, rows)
        return foci, lost


_Row = dict[Variable, Term]


def _row(route: Route, subject: Term, _: Term, term: Term) -> _Row | None:
    """Return what a statement fills in of a route, or None when it does not fit."""
    row: _Row = {}
    for wanted, found in ((route.subject, subject), (route.object, term)):
        if not isinstance(wanted, Variable):
            if wanted.n3() != str(found):
                return None
        elif row.setdefault(wanted, found) != found:
            return None
    return row


def _foci(inner: pyoxigraph.Store, route: Route, rows: list[_Row]) -> set[Term]:
    if not route.beside:
        return {row[THIS] for row in rows}
    needed = [name for name in rows[0] if name.n3() in route.beside]
    values = {" ".join(str(row[name]) for name in needed) for row in rows}
    given = f"VALUES ({' '.join(name.n3() for name in needed)}) {{ ({') ('.join(values)}) }}"
    found = inner.query(f"SELECT DISTINCT ?this {{ {given} {route.beside} }}")
    assert isinstance(found, QuerySolutions)
    return {row["this"] for row in found if row["this"] is not None}
