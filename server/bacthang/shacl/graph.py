"""The triples of shape files, asked by subject and predicate, and what has been asked for.

Blank nodes are numbered as they come, so that two readings of one file name them alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NoReturn

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from ..errors import (
    IllFormedShape,
    MalformedFile,
    MissingFile,
    UnreadableFile,
    UnsupportedShape,
    Wording,
)
from ..iris import compact
from ..namespaces import RDF, SH, XSD
from ..stores.base import Term
from .model import Name

Statement = tuple[Name, NamedNode, Term]

_FORMATS = {".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML, ".jsonld": RdfFormat.JSON_LD}

_LONGEST_WAY: Final = 8
"""How many steps to a blank node are told; a circle of them has no end."""


def read_statements(path: Path, known: dict[tuple[Path, str], BlankNode]) -> Iterator[Statement]:
    """Yield the triples of an RDF file; ``known`` keeps the names of blank nodes.

    Raises MissingFile, UnreadableFile, MalformedFile.
    """
    kind = _FORMATS.get(path.suffix, RdfFormat.TURTLE)
    try:
        for quad in pyoxigraph.parse(path=path, format=kind, base_iri=path.resolve().as_uri()):
            yield _named(quad, path, known)
    except FileNotFoundError:
        raise MissingFile(path=path) from None
    except OSError as error:
        raise UnreadableFile(path=path, what=error) from None
    except SyntaxError as error:
        raise MalformedFile(path=path, line=error.lineno, what=error.msg) from None


def _named(quad: Quad, path: Path, known: dict[tuple[Path, str], BlankNode]) -> Statement:
    def name(term: Term) -> Term:
        if isinstance(term, BlankNode):
            return known.setdefault((path, term.value), BlankNode(f"b{len(known)}"))
        return term

    subject, term = name(quad.subject), name(quad.object)
    assert isinstance(subject, NamedNode | BlankNode)
    return subject, quad.predicate, term


class ShapesGraph:
    """The triples of some files; what is read is remembered, so that nothing is passed over."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.statements: list[Statement] = []
        self._objects: defaultdict[tuple[Name, NamedNode], list[Term]] = defaultdict(list)
        self._predicates: defaultdict[Name, dict[NamedNode, None]] = defaultdict(dict)
        self._files: dict[Name, Path] = {}
        self._read: set[tuple[Name, NamedNode]] = set()
        known: dict[tuple[Path, str], BlankNode] = {}
        for path in paths:
            for statement in read_statements(path, known):
                subject, predicate, term = statement
                values = self._objects[subject, predicate]
                if term not in values:
                    values.append(term)
                    self.statements.append(statement)
                self._predicates[subject][predicate] = None
                self._files.setdefault(subject, path)

    def subjects(self) -> list[Name]:
        """Return every subject, in the order of the files."""
        return list(self._predicates)

    def file(self, node: Name) -> Path:
        """Return the file that first speaks of a node."""
        return self._files[node]

    def predicates(self, node: Name) -> list[NamedNode]:
        """Return the predicates that a node has."""
        return list(self._predicates.get(node, ()))

    def objects(self, node: Name, predicate: NamedNode) -> list[Term]:
        """Return the values of a property, and take note that they were read."""
        self._read.add((node, predicate))
        return self._objects.get((node, predicate), [])

    def unread(self) -> Iterator[tuple[Name, NamedNode]]:
        """Yield every subject and predicate that nobody asked for."""
        return (key for key in self._objects if key not in self._read)

    def members(self, node: Term, about: Name) -> list[Term]:
        """Return the members of an RDF list.

        Raises IllFormedShape when it is none, or a circle.
        """
        found: list[Term] = []
        passed: set[Term] = set()
        while node != RDF.nil:
            first = self._part(node, RDF.first)
            rest = self._part(node, RDF.rest)
            if len(first) != 1 or len(rest) != 1 or node in passed:
                self.refuse(about, vi="danh sách RDF bị hỏng", en="a broken RDF list")
            passed.add(node)
            found += first
            node = rest[0]
        return found

    def _part(self, node: Term, predicate: NamedNode) -> list[Term]:
        return self.objects(node, predicate) if isinstance(node, NamedNode | BlankNode) else []

    def refuse(self, about: Name, *, vi: str, en: str) -> NoReturn:
        """Raise IllFormedShape about a node."""
        what = Wording(vi, en)
        raise IllFormedShape(
            path=self._file_of(about), shape=self._called(about), what_vi=what.vi, what_en=what.en
        )

    def unsupported(self, about: Name, construct: str) -> NoReturn:
        """Raise UnsupportedShape about a node."""
        raise UnsupportedShape(
            path=self._file_of(about), shape=self._called(about), construct=construct
        )

    def _called(self, node: Name) -> str:
        """Return a node by its name, or by the way to it from something that has one."""
        way: list[str] = []
        while isinstance(node, BlankNode):
            above = [(s, p) for s, p, term in self.statements if term == node and s != node]
            if not above or len(way) > _LONGEST_WAY:
                break
            node, predicate = above[0]
            way.insert(0, told(predicate))
        return " ".join((told(node), *way))

    def _file_of(self, node: Name) -> Path | str:
        return self._files.get(node, "?")


def told(term: Term) -> str:
    """Return a term as a message names it."""
    if isinstance(term, NamedNode):
        if term.value.startswith(SH.iri):
            return f"sh:{SH.local(term)}"
        return compact(term.value)
    if isinstance(term, Literal) and term.datatype not in (XSD.string, RDF.langString):
        return f"{Literal(term.value)}^^{compact(term.datatype.value)}"
    return str(term)
