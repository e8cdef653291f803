"""The patterns through which shapes look at their focus nodes (SHACL 1.0, sections 2 to 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias
from typing import Literal as OneOf

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef, Variable
from rdflib.collection import Collection
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.term import Node

from .patterns import Group, Pattern, Site, Unanchored, Way
from .queries import sites
from .routes import THIS, Route, Routes, routes

_Times: TypeAlias = OneOf["*", "+", "?"]

_TYPES: Final = SequencePath(RDF.type, MulPath(RDFS.subClassOf, "*"))
_PAIRS: Final = (SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)
_INNER: Final = (SH.node, SH["not"], SH.qualifiedValueShape)
_LISTS: Final = (SH["and"], SH["or"], SH.xone)
_TIMES: Final[dict[Node, _Times]] = {
    SH.zeroOrMorePath: "*",
    SH.oneOrMorePath: "+",
    SH.zeroOrOnePath: "?",
}

_LOST: Final = Route(None, Variable("s"), Variable("o"), None)


def read_routes(paths: Iterable[Path]) -> Routes:
    """Return the routes of the shapes in Turtle files; a shape that none fits has none."""
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return Routes(_Looking(graph).routes())


class _Looking:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._numbers = count()

    def routes(self) -> Iterator[tuple[Route, str]]:
        """Yield each route with the shape that it belongs to, the one that has the target."""
        for shape in self._targeted():
            try:
                found = {route for site in self._sites_of(shape) for route in routes(site)}
            except Unanchored:
                found = {_LOST}
            for route in found:
                yield route, str(shape)

    def _targeted(self) -> set[Node]:
        targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
        found = {shape for target in targets for shape in self._graph.subjects(target)}
        implicit = {s for s in self._graph.subjects(RDF.type, RDFS.Class)}
        return found | {s for s in implicit if (s, RDF.type, SH.NodeShape) in self._graph}

    def _sites_of(self, shape: Node) -> Iterator[Site]:
        yield from ((target, ()) for target in self._targets(shape))
        yield from self._sites(shape, THIS, (), set())

    def _targets(self, shape: Node) -> Iterator[Pattern]:
        classes = self._values(shape, SH.targetClass)
        if (shape, RDF.type, RDFS.Class) in self._graph:
            classes.append(shape)
        for kind in classes:
            yield Pattern(THIS, _TYPES, kind)
        for predicate in self._values(shape, SH.targetSubjectsOf):
            yield Pattern(THIS, URIRef(str(predicate)), self._new())
        for predicate in self._values(shape, SH.targetObjectsOf):
            yield Pattern(self._new(), URIRef(str(predicate)), THIS)

    def _sites(
        self, shape: Node, node: Variable, context: Group, above: set[Node]
    ) -> Iterator[Site]:
        """Yield what a shape looks at from a node: its own constraints, and those of its parts."""
        if shape in above:
            raise Unanchored("a shape inside itself")
        held = node
        path = self._graph.value(shape, SH.path)
        if path is not None:
            node = self._new()
            step = Pattern(held, self._way(path), node)
            yield step, context
            context = (*context, step)
        for predicate in (p for pair in _PAIRS for p in self._values(shape, pair)):
            yield Pattern(held, URIRef(str(predicate)), self._new()), context
        for kind in self._values(shape, SH["class"]):
            yield Pattern(node, _TYPES, kind), context
        if Literal(True) in self._values(shape, SH.closed):
            yield Pattern(node, self._new(), self._new()), context
        for constraint in self._values(shape, SH.sparql):
            yield from self._asked(constraint, held, context)
        for part in self._parts(shape):
            yield from self._sites(part, node, context, above | {shape})

    def _parts(self, shape: Node) -> Iterator[Node]:
        for relation in (SH.property, *_INNER):
            yield from self._values(shape, relation)
        for relation in _LISTS:
            for members in self._values(shape, relation):
                yield from Collection(self._graph, members)

    def _asked(self, constraint: Node, node: Variable, context: Group) -> Iterator[Site]:
        if node != THIS:
            raise Unanchored("a query about a node that is not the focus node")
        prefixes = {
            str(self._graph.value(one, SH.prefix)): str(self._graph.value(one, SH.namespace))
            for owner in self._values(constraint, SH.prefixes)
            for one in self._values(owner, SH.declare)
        }
        for text in self._values(constraint, SH.select):
            yield from sites(prefixes, str(text), context)

    def _way(self, path: Node) -> Way:
        """Return a SHACL path (section 2.3.1) as one of SPARQL."""
        if isinstance(path, URIRef):
            return path
        if (path, RDF.first, None) in self._graph:
            return SequencePath(*map(self._way, Collection(self._graph, path)))
        for predicate, inner in self._graph.predicate_objects(path):
            if predicate == SH.inversePath:
                return InvPath(self._way(inner))
            if predicate == SH.alternativePath:
                return AlternativePath(*map(self._way, Collection(self._graph, inner)))
            if predicate in _TIMES:
                return MulPath(self._way(inner), _TIMES[predicate])
        raise Unanchored("a path")

    def _values(self, subject: Node, predicate: URIRef) -> list[Node]:
        return list(self._graph.objects(subject, predicate))

    def _new(self) -> Variable:
        return Variable(f"n{next(self._numbers)}")
