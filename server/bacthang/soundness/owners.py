"""Which named thing a statement belongs to, found by reading the files again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ..namespaces import ID
from ..reading import Reader
from ..skolem import Statement
from ..stores.base import Subject, Term

Files = Iterable[tuple[Path, NamedNode]]
Slip = tuple[Path, Subject, NamedNode, Term]
"""A statement at fault, with its file."""

_MADE: Final = (ID.iri + "place/", ID.iri + "node/")
"""Where the build puts the nodes that authors leave without a name."""


class Owners:
    """The statements of the files, and what each node of theirs hangs below."""

    def __init__(self, files: Files) -> None:
        self._files = tuple(files)

    def slips(self, terms: Iterable[Term]) -> Iterator[Slip]:
        """Yield every statement that one of the terms is part of, with its file."""
        wanted = set(terms)
        for path, statements in self._statements.items():
            for statement in statements:
                if not wanted.isdisjoint(statement):
                    yield path, *statement

    def above(self, path: Path, subject: Subject) -> str:
        """Return the IRI of the named thing below which a node stands; of a named thing, its own.

        A node that nothing leads to, such as an axiom, is named by the IRI that the build gives.
        """
        found: Term = subject
        while found in self._parents[path]:
            found = self._parents[path][found]
        return found.value if isinstance(found, NamedNode) else str(found)

    @cached_property
    def _statements(self) -> dict[Path, list[Statement]]:
        reader = Reader(tell=lambda _: None)
        return {path: list(reader.read(path, graph)) for path, graph in self._files}

    @cached_property
    def _parents(self) -> dict[Path, dict[Term, Subject]]:
        return {
            path: {
                term: subject
                for subject, _, term in statements
                if isinstance(term, NamedNode) and term.value.startswith(_MADE)
            }
            for path, statements in self._statements.items()
        }
