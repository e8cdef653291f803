"""A few statements, by property; and those that come and go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from ...skolem import Statement
from ...stores.base import Subject, Term


class Change(NamedTuple):
    """Statements that come and statements that go."""

    added: set[Statement]
    removed: set[Statement]


class Said:
    """Of what, and with what, a few statements use each property."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._statements: dict[NamedNode, list[tuple[Subject, Term]]] = {}
        for subject, predicate, term in statements:
            self._statements.setdefault(predicate, []).append((subject, term))

    def subjects(self, *predicates: NamedNode) -> set[NamedNode]:
        """Return the subjects of some properties, or of all."""
        return {
            subject
            for predicate in predicates or tuple(self._statements)
            for subject, _ in self._statements.get(predicate, ())
            if isinstance(subject, NamedNode)
        }

    def objects(self, predicate: NamedNode) -> set[NamedNode]:
        """Return the IRIs that a property leads to."""
        return {
            term for _, term in self._statements.get(predicate, ()) if isinstance(term, NamedNode)
        }
