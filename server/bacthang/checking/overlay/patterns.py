"""The triple patterns of a SPARQL query, each with those that must match beside it.

A solution of a pattern inside NOT EXISTS, OPTIONAL or a sub-SELECT bears on a row of the whole only
where the patterns around it match too. Those are the *context*: filters and the insides of other
such blocks are left out of it, so that it holds whenever the pattern bears on anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, Final, NamedTuple

from rdflib import BNode, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern, translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

Way = URIRef | Path
Step = Way | Variable


class Pattern(NamedTuple):
    """A triple pattern, or one of a property path."""

    subject: Node
    way: Step
    object: Node

    def names(self) -> set[Variable]:
        """Return its variables."""
        return {term for term in self if isinstance(term, Variable)}

    def __str__(self) -> str:
        return " ".join(term.n3() for term in self) + " ."


class Alternatives(NamedTuple):
    """Groups of which one must match: a UNION."""

    groups: tuple[Group, ...]

    def names(self) -> set[Variable]:
        """Return the variables of all groups."""
        return {name for group in self.groups for part in group for name in part.names()}

    def __str__(self) -> str:
        return " UNION ".join("{ " + " ".join(map(str, group)) + " }" for group in self.groups)


Group = tuple["Pattern | Alternatives", ...]
"""Patterns that must match together."""

Site = tuple[Pattern, Group]
"""A pattern with its context."""


class Edge(NamedTuple):
    """One property on a way: how to come to its subject, and how to go on from its object.

    ``predicate`` is None where any may stand. With ``inverse`` the way comes to its object and goes
    on from its subject.
    """

    predicate: URIRef | None
    before: tuple[Way, ...] = ()
    after: tuple[Way, ...] = ()
    inverse: bool = False


def edges(way: Step) -> Iterator[Edge]:
    """Yield every property that a way goes over."""
    match way:
        case URIRef():
            yield Edge(way)
        case InvPath():
            for edge in edges(way.arg):
                yield edge._replace(
                    before=_turned(edge.after), after=_turned(edge.before), inverse=not edge.inverse
                )
        case SequencePath():
            for at, part in enumerate(way.args):
                for edge in edges(part):
                    yield edge._replace(
                        before=(*way.args[:at], *edge.before),
                        after=(*edge.after, *way.args[at + 1 :]),
                    )
        case AlternativePath():
            for part in way.args:
                yield from edges(part)
        case MulPath():
            more = () if way.mod == "?" else (MulPath(way.path, "*"),)
            for edge in edges(way.path):
                yield edge._replace(before=(*more, *edge.before), after=(*edge.after, *more))
        case NegatedPath():
            yield Edge(None)
            yield Edge(None, inverse=True)
        case _:
            yield Edge(None)


def _turned(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    return tuple(InvPath(way) for way in reversed(ways))


class Unanchored(Exception):
    """A construct whose patterns are not told apart here."""


_PASSED: Final = frozenset(
    ("SelectQuery", "Distinct", "Reduced", "OrderBy", "Slice", "Group", "AggregateJoin")
)

_ELSEWHERE: Final = frozenset(("Graph", "ServiceGraphPattern"))


class Sites:
    """The patterns of one SELECT, with their contexts.

    A variable that a sub-SELECT keeps to itself is no variable of the same name outside.
    """

    def __init__(self, text: str) -> None:
        self._numbers = count()
        self._algebra = _scoped(translateQuery(parseQuery(text)).algebra, self._numbers, top=True)

    def all(self, context: Group = ()) -> Iterator[Site]:
        """Yield each pattern. Raises Unanchored for GRAPH, SERVICE and the like."""
        yield from _sites(self._algebra, context)


def _scoped(node: Any, numbers: Iterator[int], top: bool = False) -> Any:
    """Return a query's tree with the own variables of each sub-SELECT renamed."""
    if isinstance(node, CompValue):
        inner = CompValue(node.name)
        for key, value in node.items():
            if key == "graph" and value.name == "GroupGraphPatternSub":
                # rdflib leaves the second of two tests joined by && as it was parsed.
                value = translateGroupGraphPattern(value)
            inner[key] = _scoped(value, numbers, top and node.name in _PASSED)
        if node.name == "Project" and not top:
            number = next(numbers)
            return _renamed(inner, set(node.PV), number)
        return inner
    if isinstance(node, list):
        return [_scoped(part, numbers) for part in node]
    return node


def _renamed(node: Any, kept: set[Variable], number: int) -> Any:
    match node:
        case CompValue():
            renamed = CompValue(node.name)
            for key, value in node.items():
                renamed[key] = _renamed(value, kept, number)
            return renamed
        case list() | tuple():
            return type(node)(_renamed(part, kept, number) for part in node)
        case Variable() if node not in kept:
            return Variable(f"{node}_{number}")
    return node


def _required(node: Any) -> Group:
    """Return the patterns that match wherever a part of the query does."""
    match node.name:
        case "BGP":
            return tuple(Pattern(*map(_named, triple)) for triple in node.triples)
        case "Join":
            return (*_required(node.p1), *_required(node.p2))
        case "LeftJoin" | "Minus":
            return _required(node.p1)
        case "Union":
            return (Alternatives((_required(node.p1), _required(node.p2))),)
        case "values":
            return ()
    if "p" in node and node.name not in _ELSEWHERE:
        return _required(node.p)
    raise Unanchored(node.name)


def _named(term: Any) -> Any:
    """Return a blank node as what it is in a query: a variable."""
    return Variable(f"blank{term}") if isinstance(term, BNode) else term


def _sites(node: Any, context: Group) -> Iterator[Site]:
    match node.name:
        case "BGP":
            patterns = _required(node)
            for at, pattern in enumerate(patterns):
                assert isinstance(pattern, Pattern)
                yield pattern, (*context, *patterns[:at], *patterns[at + 1 :])
        case "Join":
            yield from _sites(node.p1, (*context, *_required(node.p2)))
            yield from _sites(node.p2, (*context, *_required(node.p1)))
        case "Union":
            yield from _sites(node.p1, context)
            yield from _sites(node.p2, context)
        case "LeftJoin" | "Minus":
            yield from _sites(node.p1, context)
            beside = (*context, *_required(node.p1))
            yield from _sites(node.p2, beside)
            if "expr" in node:
                yield from _tested(node.expr, (*beside, *_required(node.p2)))
        case "values":
            return
        case _ if "p" in node and node.name not in _ELSEWHERE:
            yield from _sites(node.p, context)
            for key, value in node.items():
                if key != "p":
                    yield from _tested(value, (*context, *_required(node.p)))
        case _:
            raise Unanchored(node.name)


def _tested(expression: Any, context: Group) -> Iterator[Site]:
    """Yield the sites of the EXISTS and NOT EXISTS in an expression."""
    if isinstance(expression, CompValue):
        if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            yield from _sites(expression.graph, context)
        else:
            for part in expression.values():
                yield from _tested(part, context)
    elif isinstance(expression, list | tuple):
        for part in expression:
            yield from _tested(part, context)
