"""The W3C test suite for SHACL, read from its manifests as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from bacthang.canonical import canonical_literal
from bacthang.namespaces import SH, XSD, Namespace
from bacthang.shacl import Result
from bacthang.shacl.graph import ShapesGraph
from bacthang.shacl.model import Name
from bacthang.shacl.pathreader import read_path
from bacthang.stores.base import Term
from bacthang.stores.oxigraph import OxigraphStore

ROOT = Path(__file__).parent / "cases" / "w3c"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")


@dataclass(frozen=True)
class Case:
    """One entry of a manifest."""

    name: str
    data: Path
    shapes: Path
    fails: bool
    conforms: bool
    expected: frozenset[tuple[object, ...]]

    def store(self) -> OxigraphStore:
        """Return the data in memory; blank nodes have the names that the shapes give them."""
        return memory(self.data)


def memory(path: Path) -> OxigraphStore:
    inner = pyoxigraph.Store()
    statements = ShapesGraph([path]).statements
    inner.extend(Quad(s, p, o, DefaultGraph()) for s, p, o in statements)
    return OxigraphStore("memory:", inner)


def cases() -> list[Case]:
    """Return every case that the manifests lead to."""
    return list(_under(ROOT / "manifest.ttl"))


def _under(path: Path) -> Iterator[Case]:
    graph = ShapesGraph([path])
    for subject in graph.subjects():
        for included in graph.objects(subject, MF.include):
            assert isinstance(included, NamedNode)
            yield from _under(_local(included))
        for entries in graph.objects(subject, MF.entries):
            for entry in graph.members(entries, subject):
                assert isinstance(entry, NamedNode)
                yield _case(graph, path, entry)


def _case(graph: ShapesGraph, path: Path, entry: NamedNode) -> Case:
    action = _one(graph, entry, MF.action)
    result = _one(graph, entry, MF.result)
    data, shapes = (_one(graph, action, SHT[part]) for part in ("dataGraph", "shapesGraph"))
    assert isinstance(data, NamedNode)
    assert isinstance(shapes, NamedNode)
    fails = result == SHT.Failure
    results = [] if fails else graph.objects(_named(result), SH.result)
    return Case(
        name=path.relative_to(ROOT).with_suffix("").as_posix(),
        data=_local(data),
        shapes=_local(shapes),
        fails=fails,
        conforms=not fails and _one(graph, result, SH.conforms) == _TRUE,
        expected=frozenset(_expected(graph, _named(node)) for node in results),
    )


def _expected(graph: ShapesGraph, node: Name) -> tuple[object, ...]:
    path = graph.objects(node, SH.resultPath)
    return (
        stored(_one(graph, node, SH.focusNode)),
        str(read_path(graph, path[0], node)) if path else None,
        stored(_value(graph, node, SH.value)),
        _one(graph, node, SH.sourceConstraintComponent),
        _value(graph, node, SH.sourceShape),
        _one(graph, node, SH.resultSeverity),
        tuple(sorted(graph.objects(node, SH.resultMessage), key=str)),
    )


def stored(term: Term | None) -> Term | None:
    """Return a term as the store gives it back."""
    return canonical_literal(term) if isinstance(term, Literal) else term


def compared(result: Result, like: frozenset[tuple[object, ...]]) -> tuple[object, ...]:
    """Return a result as the suite writes it; messages count where any is given."""
    messages = any(expected[-1] for expected in like)
    return (
        result.focus,
        result.path,
        result.value,
        result.component,
        result.shape,
        result.severity,
        result.messages if messages else (),
    )


def _one(graph: ShapesGraph, node: Term, predicate: NamedNode) -> Term:
    (value,) = graph.objects(_named(node), predicate)
    return value


def _value(graph: ShapesGraph, node: Name, predicate: NamedNode) -> Term | None:
    return next(iter(graph.objects(node, predicate)), None)


def _named(node: Term) -> Name:
    assert isinstance(node, NamedNode | BlankNode)
    return node


def _local(iri: NamedNode) -> Path:
    return Path(iri.value.removeprefix("file://"))


_TRUE = Literal("true", datatype=XSD.boolean)
