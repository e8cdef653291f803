"""Triple patterns, groups of them, and the single properties that a path goes over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
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
