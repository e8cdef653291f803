"""Shape files become shapes, whole or not at all.

Every triple that speaks SHACL must have been understood when reading ends; what is left over is
refused by name, and so is any construct that the check would not honour.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from ..namespaces import OWL, RDF, RDFS, SH
from ..stores.base import Term
from .constraints import selected
from .graph import ShapesGraph, told
from .heads import flag, messages, severity, targets
from .model import (
    Closed,
    Conforms,
    Constraint,
    Logical,
    Name,
    Negation,
    Qualified,
    Selected,
    Shape,
    Shapes,
)
from .parameters import PARAMETERS, ParameterReader
from .pathreader import PATHS, read_path

_TARGETS: Final = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_SHAPE_VALUED: Final = ("node", "property", "not", "and", "or", "xone", "qualifiedValueShape")
_SPOKEN: Final = ("name", "description", "order", "group", "defaultValue")
"""What people and forms read, and a check does not (section 2.3.2)."""

_MARKS: Final = (*_TARGETS, *_SHAPE_VALUED, *PARAMETERS, "closed", "sparql")
_HARMLESS: Final = frozenset((*PATHS, SH.declare, SH.prefix, SH.namespace))
"""What asks for nothing while no shape uses it."""

_REPORTED: Final = frozenset((SH.ValidationReport, SH.ValidationResult))
_TYPES: Final = frozenset(
    (
        *(SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint, SH.PrefixDeclaration),
        *(SH.PropertyGroup, *_REPORTED),
    )
)


def read_shapes(paths: Iterable[FilePath]) -> Shapes:
    """Return the shapes of some RDF files, which may refer to each other.

    Raises MissingFile, UnreadableFile and MalformedFile for a file, IllFormedShape for what SHACL
    does not allow, UnsupportedShape for what it allows and the check would not honour.
    """
    return _Reader(ShapesGraph(paths)).read()


class _Reader:
    """Reads the shapes of a graph; a shape is read once, after those that it refers to."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._shapes: dict[Name, Shape] = {}
        self._open: set[Name] = set()
        self._class_types = {RDFS.Class, OWL.Class}
        for node in graph.subjects():
            if RDFS.Class in graph.objects(node, RDFS.subClassOf) and isinstance(node, NamedNode):
                self._class_types.add(node)

    def read(self) -> Shapes:
        for node in self._graph.subjects():
            self._check_types(node)
            if self._is_shape(node):
                self._shape(node, node)
        self._check_nothing_left()
        return Shapes(self._shapes, tuple(self._graph.statements))

    def _check_types(self, node: Name) -> None:
        for kind in self._graph.objects(node, RDF.type):
            if kind in SH and kind not in _TYPES:
                self._graph.unsupported(node, told(kind))

    def _is_shape(self, node: Name) -> bool:
        types = self._graph.objects(node, RDF.type)
        if SH.NodeShape in types or SH.PropertyShape in types:
            return True
        return any(SH[mark] in self._graph.predicates(node) for mark in _MARKS)

    def _check_nothing_left(self) -> None:
        for node, predicate in self._graph.unread():
            about_results = _REPORTED & set(self._graph.objects(node, RDF.type))
            if predicate in SH and predicate not in _HARMLESS and not about_results:
                self._graph.unsupported(node, told(predicate))

    def _shape(self, node: Name, wanted_by: Name) -> Shape:
        if not self._graph.predicates(node):
            name = told(node)
            self._graph.refuse(
                wanted_by,
                vi=f"{name} không có trong các tệp này",
                en=f"{name} is not in these files",
            )
        if node not in self._shapes:
            if node in self._open:
                self._graph.unsupported(node, "recursion")
            self._open.add(node)
            self._shapes[node] = self._new_shape(node)
            self._open.discard(node)
        return self._shapes[node]

    def _new_shape(self, node: Name) -> Shape:
        graph = self._graph
        paths = graph.objects(node, SH.path)
        types = graph.objects(node, RDF.type)
        if len(paths) > 1 or (not paths and SH.PropertyShape in types):
            graph.refuse(node, vi="phải có đúng một sh:path", en="must have exactly one sh:path")
        if paths and SH.NodeShape in types:
            graph.refuse(node, vi="node shape có sh:path", en="a node shape has sh:path")
        for spoken in _SPOKEN:
            graph.objects(node, SH[spoken])
        reader = ParameterReader(graph, node, bool(paths))
        return Shape(
            node=node,
            file=graph.file(node),
            path=read_path(graph, paths[0], node) if paths else None,
            targets=targets(graph, node, reader, self._class_types),
            severity=severity(graph, node, reader),
            messages=messages(graph, node),
            deactivated=flag(graph, node, reader, "deactivated"),
            constraints=tuple(self._constraints(node, reader)),
            properties=tuple(self._properties(node)),
        )

    def _constraints(self, node: Name, reader: ParameterReader) -> Iterable[Constraint]:
        graph = self._graph
        for parameter in PARAMETERS:
            yield from reader.read(parameter)
        for value in graph.objects(node, SH.node):
            yield Conforms(self._nested(node, value, "node"))
        for value in graph.objects(node, SH["not"]):
            yield Negation(self._nested(node, value, "not"))
        for parameter in ("and", "or", "xone"):
            for value in graph.objects(node, SH[parameter]):
                members = graph.members(value, node)
                if not members:
                    graph.refuse(node, vi=f"sh:{parameter} rỗng", en=f"sh:{parameter} is empty")
                shapes = [self._nested(node, member, parameter) for member in members]
                yield Logical(parameter, tuple(shapes))
        yield from self._qualified(node, reader)
        yield from self._closed(node, reader)
        for value in graph.objects(node, SH.sparql):
            constraint = selected(graph, node, value, bool(graph.objects(node, SH.path)))
            if constraint is not None:
                yield constraint

    def _nested(self, node: Name, value: Term, parameter: str) -> Shape:
        """Return a shape that values must or must not conform to."""
        if not isinstance(value, NamedNode | BlankNode):
            self._graph.refuse(
                node, vi=f"sh:{parameter} là literal", en=f"sh:{parameter} is a literal"
            )
        shape = self._shape(value, node)
        if parameter == "node" and shape.path is not None:
            self._graph.refuse(node, vi="sh:node là property shape", en="sh:node is no node shape")
        if _selects(shape):
            self._graph.unsupported(node, f"sh:{parameter} … sh:sparql")
        return shape

    def _properties(self, node: Name) -> Iterable[Shape]:
        for value in self._graph.objects(node, SH.property):
            if not isinstance(value, NamedNode | BlankNode):
                self._graph.refuse(node, vi="sh:property là literal", en="sh:property is a literal")
            shape = self._shape(value, node)
            if shape.path is None:
                self._graph.refuse(
                    node, vi="sh:property là node shape", en="sh:property is no property shape"
                )
            yield shape

    def _qualified(self, node: Name, reader: ParameterReader) -> Iterable[Constraint]:
        graph = self._graph
        values = graph.objects(node, SH.qualifiedValueShape)
        disjoint = flag(graph, node, reader, "qualifiedValueShapesDisjoint")
        counts = [
            (name, reader.count(name, value))
            for name in ("qualifiedMinCount", "qualifiedMaxCount")
            for value in graph.objects(node, SH[name])
        ]
        if not values and not counts:
            return
        if not graph.objects(node, SH.path) or len(values) != 1 or len(counts) != len(dict(counts)):
            graph.refuse(
                node,
                vi="sh:qualifiedValueShape cần property shape và từng số đếm một lần",
                en="sh:qualifiedValueShape wants a property shape, and each count once",
            )
        if not counts:
            graph.refuse(
                node,
                vi="sh:qualifiedValueShape không có số đếm",
                en="sh:qualifiedValueShape has no count",
            )
        shape = self._nested(node, values[0], "qualifiedValueShape")
        siblings = tuple(
            self._nested(node, other, "qualifiedValueShape")
            for other in (self._siblings(node) if disjoint else ())
            if other != values[0]
        )
        for name, count in counts:
            yield Qualified(name, count, shape, siblings)

    def _siblings(self, node: Name) -> list[Term]:
        """Return the qualified shapes of the property shapes beside this one (section 4.7.3)."""
        graph = self._graph
        beside = [
            other
            for parent in graph.subjects()
            if node in graph.objects(parent, SH.property)
            for other in graph.objects(parent, SH.property)
            if isinstance(other, NamedNode | BlankNode)
        ]
        found = [v for other in beside for v in graph.objects(other, SH.qualifiedValueShape)]
        return list(dict.fromkeys(found))

    def _closed(self, node: Name, reader: ParameterReader) -> Iterable[Constraint]:
        graph = self._graph
        closed = flag(graph, node, reader, "closed")
        ignored = graph.objects(node, SH.ignoredProperties)
        listed = [member for value in ignored for member in graph.members(value, node)]
        if ignored and not graph.objects(node, SH.closed):
            graph.refuse(
                node,
                vi="sh:ignoredProperties không có sh:closed",
                en="sh:ignoredProperties without sh:closed",
            )
        if closed:
            allowed = [reader.iri("ignoredProperties", member) for member in listed]
            for shape in graph.objects(node, SH.property):
                if isinstance(shape, NamedNode | BlankNode):
                    paths = graph.objects(shape, SH.path)
                    allowed += [path for path in paths if isinstance(path, NamedNode)]
            yield Closed(tuple(dict.fromkeys(allowed)))


def _selects(shape: Shape) -> bool:
    own = any(isinstance(constraint, Selected) for constraint in shape.constraints)
    return own or any(map(_selects, shape.properties))
