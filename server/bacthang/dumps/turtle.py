"""Turtle and TriG for reading: one block a subject, type first, prefixes in the order of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..namespaces import PREFIXES, RDF, XSD
from ..stores.base import Term
from .statements import Block, Statements

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_SPLIT: Final = re.compile(r"(.*[/#])([^/#]*)")
_BARE: Final = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}


def write_turtle(path: Path, statements: Statements) -> None:
    """Write the default graph as Turtle."""
    TurtleWriter(PREFIXES).write(path, statements.merged())


def write_trig(path: Path, statements: Statements) -> None:
    """Write the dataset with its named graphs as TriG."""
    TurtleWriter(PREFIXES).write_graphs(path, statements.graphs())


class TurtleWriter:
    """Writes statements with some prefixes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(prefixes.items())
        self._names = {iri: name for name, iri in self._prefixes}

    def write(self, path: Path, blocks: Iterable[Block]) -> None:
        """Write one graph."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(self.pieces(blocks))

    def pieces(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Yield the text of one graph, the prefixes and then block by block."""
        yield from self._head()
        for block in blocks:
            yield "\n" + self._block(block, "")

    def write_graphs(self, path: Path, graphs: Iterable[tuple[NamedNode, Iterable[Block]]]) -> None:
        """Write named graphs, one after another."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(self._head())
            for graph, blocks in graphs:
                file.write(f"\n{self._iri(graph)} {{\n")
                for block in blocks:
                    file.write("\n" + self._block(block, "    "))
                file.write("}\n")

    def term(self, value: Term) -> str:
        """Return a term, prefixed or bare where that says exactly the same."""
        if isinstance(value, NamedNode):
            return self._iri(value)
        if isinstance(value, Literal) and value.language is None:
            bare = _BARE.get(value.datatype)
            if bare and bare.fullmatch(value.value):
                return value.value
            if value.datatype != XSD.string:
                return f"{Literal(value.value)}^^{self._iri(value.datatype)}"
        return str(value)

    def _head(self) -> Iterator[str]:
        for name, iri in self._prefixes:
            yield f"@prefix {name}: <{iri}> .\n"

    def _block(self, block: Block, indent: str) -> str:
        subject, said = block
        lines = (
            f"{self._verb(predicate)} {' , '.join(map(self.term, values))}"
            for predicate, values in said
        )
        margin = f"\n{indent}    "
        return f"{indent}{self._iri(subject)}{margin}{f' ;{margin}'.join(lines)} .\n"

    def _verb(self, predicate: NamedNode) -> str:
        return "a" if predicate == RDF.type else self._iri(predicate)

    def _iri(self, node: NamedNode) -> str:
        parts = _SPLIT.fullmatch(node.value)
        if parts and (name := self._names.get(parts[1])) and _LOCAL.fullmatch(parts[2]):
            return f"{name}:{parts[2]}"
        return str(node)
