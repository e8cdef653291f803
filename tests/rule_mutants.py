"""Rules with one thing changed: a constraint, a target or a line of a query gone, another bound.

A mutant is the statements of one shape file, but for one. What SHACL or SPARQL does not allow is no
mutant: whoever reads it would refuse it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from bacthang.errors import Unreadable
from bacthang.namespaces import RDF, SH, XSD
from bacthang.shacl import Shapes, read_shapes
from bacthang.shacl.graph import ShapesGraph, Statement, told
from bacthang.shacl.parameters import PARAMETERS
from bacthang.shacl.tokens import tokens_of
from bacthang.stores.base import Term

TARGETS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
SHAPED: Final = ("node", "not", "and", "or", "xone", "property", "sparql", "closed")
DROPPED: Final = frozenset(SH[name] for name in (*PARAMETERS, *TARGETS, *SHAPED))
LISTS: Final = frozenset(SH[name] for name in ("in", "and", "or", "xone", "languageIn"))
COUNTED: Final = frozenset(
    SH[name]
    for name in (
        *("minCount", "maxCount", "minLength", "maxLength", "minInclusive", "maxInclusive"),
        *("minExclusive", "maxExclusive", "qualifiedMinCount", "qualifiedMaxCount"),
    )
)
_LINE: Final = re.compile(r"(FILTER\b.*|[?$]\w+ .* \.|[^{}]*;)")
"""A line of a query that is or begins a filter, or that is one or more triple patterns."""


@dataclass(frozen=True)
class Mutant:
    """One file of rules with one change."""

    name: str
    path: Path
    statements: tuple[Statement, ...]

    def shapes(self, folder: Path, prefixes: Path) -> Shapes | None:
        """Return the shapes, or None if they are no longer any."""
        file = folder / "mutant.nt"
        triples = [Triple(*statement) for statement in self.statements]
        file.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
        try:
            return read_shapes([file, prefixes])
        except Unreadable:
            return None


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file of rules, in an order that does not change."""
    statements = ShapesGraph([path]).statements
    for number, statement in enumerate(statements):
        for what, changed in _changes(statements, statement):
            rest = (*statements[:number], *changed, *statements[number + 1 :])
            name = f"{_called(statements, statement[0])} {told(statement[1])} {what}"
            yield Mutant(name, path, rest)


def _changes(
    statements: list[Statement], statement: Statement
) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    subject, predicate, term = statement
    if predicate in DROPPED:
        yield f"without {_shown(term)}", ()
    if predicate == SH.severity:
        other = SH.Warning if term != SH.Warning else SH.Info
        yield f"{told(other)}", ((subject, predicate, other),)
    if predicate in COUNTED and isinstance(term, Literal):
        for step in (-1, 1):
            value = f"{float(term.value) + step:g}"
            changed = Literal(value, datatype=term.datatype)
            yield f"{value} for {term.value}", ((subject, predicate, changed),)
    if predicate == SH.select and isinstance(term, Literal):
        lines = term.value.splitlines()
        for at, line in enumerate(lines):
            if _LINE.fullmatch(line.strip()):
                text = "\n".join(lines[:at] + lines[at + _length(lines[at:]) :])
                changed = Literal(text, datatype=XSD.string)
                yield f"without line {at}: {line.strip()}", ((subject, predicate, changed),)
    if (predicate in LISTS or predicate == RDF.rest) and isinstance(term, BlankNode):
        first = _value(statements, term, RDF.first)
        rest = _value(statements, term, RDF.rest)
        if first is not None and rest is not None:
            yield f"without member {_shown(first)}", ((subject, predicate, rest),)


def _length(lines: list[str]) -> int:
    """Return over how many lines the first one goes on, by its brackets."""
    depth = 0
    for number, line in enumerate(lines, start=1):
        signs = [token.text for token in tokens_of(line) if token.kind == "sign"]
        depth += sum((sign in "{(") - (sign in "})") for sign in signs)
        if depth <= 0:
            return number
    return len(lines)


def _value(statements: list[Statement], node: Term, predicate: NamedNode) -> Term | None:
    return next((o for s, p, o in statements if s == node and p == predicate), None)


def _called(statements: list[Statement], node: Term) -> str:
    """Return the name of a node, or of what it belongs to."""
    way: list[str] = []
    while isinstance(node, BlankNode):
        node, predicate = next((s, p) for s, p, o in statements if o == node)
        if predicate not in (RDF.rest, RDF.first):
            way.insert(0, told(predicate))
        elif predicate == RDF.rest:
            way.insert(0, "+")
    return " ".join((told(node).rpartition("#")[2], *way))


def _shown(term: Term) -> str:
    if isinstance(term, BlankNode):
        return "[]"
    return told(term) if isinstance(term, NamedNode) else str(getattr(term, "value", term))
