"""What a shape says of itself: for which nodes it is, how severe, in which words."""

from __future__ import annotations

from collections.abc import Set

from pyoxigraph import BlankNode, Literal, NamedNode

from ..namespaces import RDF, SH, XSD
from .graph import ShapesGraph
from .model import Name, Targets
from .parameters import ParameterReader


def targets(
    graph: ShapesGraph, node: Name, reader: ParameterReader, class_types: Set[NamedNode]
) -> Targets:
    """Return the targets; a shape that is a class, of one of ``class_types``, has its instances.

    Raises IllFormedShape.
    """
    nodes = []
    for term in graph.objects(node, SH.targetNode):
        if not isinstance(term, NamedNode | Literal):
            graph.refuse(node, vi="sh:targetNode là nút trống", en="sh:targetNode is blank")
        nodes.append(term)
    classes = _iris(graph, node, reader, "targetClass")
    if class_types & set(graph.objects(node, RDF.type)):
        if isinstance(node, BlankNode):
            graph.refuse(node, vi="lớp không có IRI", en="a class without IRI")
        classes.append(node)
    return Targets(
        tuple(nodes),
        tuple(classes),
        tuple(_iris(graph, node, reader, "targetSubjectsOf")),
        tuple(_iris(graph, node, reader, "targetObjectsOf")),
    )


def severity(graph: ShapesGraph, node: Name, reader: ParameterReader) -> NamedNode:
    """Return the severity, sh:Violation unless another is given.

    Raises IllFormedShape.
    """
    found = _iris(graph, node, reader, "severity")
    if len(found) > 1:
        graph.refuse(node, vi="có hơn một sh:severity", en="has several sh:severity")
    return found[0] if found else SH.Violation


def messages(graph: ShapesGraph, node: Name) -> tuple[Literal, ...]:
    """Return the messages of a shape or a constraint, sorted.

    Raises IllFormedShape.
    """
    found = []
    for value in graph.objects(node, SH.message):
        if not isinstance(value, Literal) or value.datatype not in (XSD.string, RDF.langString):
            graph.refuse(node, vi="sh:message không phải chữ", en="sh:message is no text")
        found.append(value)
    return tuple(sorted(found, key=str))


def flag(graph: ShapesGraph, node: Name, reader: ParameterReader, name: str) -> bool:
    """Return a boolean that a shape may have once, false if it has none.

    Raises IllFormedShape and UnsupportedShape.
    """
    values = graph.objects(node, SH[name])
    if len(values) > 1:
        graph.refuse(node, vi=f"có hơn một sh:{name}", en=f"has several sh:{name}")
    return any(reader.truth(name, value) for value in values)


def _iris(graph: ShapesGraph, node: Name, reader: ParameterReader, name: str) -> list[NamedNode]:
    return [reader.iri(name, value) for value in graph.objects(node, SH[name])]
