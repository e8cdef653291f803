"""Statements go into a store as lines, which are hashed and counted on the way.

Each is written twice, to the graph that witnesses it and to the default graph that most questions
read (docs/decisions/default-graph.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, RdfFormat, parse

from .canonical import hash_of_blocks
from .namespaces import RDF
from .progress import Count, uncounted
from .skolem import Statement
from .sorting import SortedLines
from .stores.base import Subject, Term

Placed = tuple[Subject, NamedNode, Term, NamedNode]
"""A statement with the graph that holds it."""

_PART: Final = 20_000
"""So many statements are made lines of at a time."""


class Writer:
    """Writes N-Quads by ``put``; ``count``, ``graphs`` and ``classes`` tell how much, by IRI."""

    def __init__(self, put: Callable[[bytes], object], folder: Path | None = None) -> None:
        self.graphs: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.count = 0
        self._put = put
        self._lines = SortedLines(folder)

    def write(self, statements: Collection[Statement], graph: NamedNode) -> None:
        """Write statements to a graph and to the default graph."""
        said = [f"{subject} {predicate} {term}" for subject, predicate, term in statements]
        said.append("")
        lines = f" {graph} .\n".join(said).encode()
        self._put(lines)
        self._put(" .\n".join(said).encode())
        self._lines.take(lines)
        self.count += len(statements)
        self.graphs[graph.value] += len(statements)
        self.classes.update(kinds_of(statements))

    def write_placed(self, statements: Iterable[Placed]) -> None:
        """Write statements that bring their graphs."""
        for graph, placed in groupby(statements, key=itemgetter(3)):
            for part in parts(placed):
                self.write([(s, p, o) for s, p, o, _ in part], graph)

    def finish(self, progress: Count = uncounted) -> str:
        """Return the hash of what was written; from then on it is counted once, as it is hashed.

        ``progress`` is told how many statements are hashed, and of how many.
        """
        return hash_of_blocks(self._once(progress))

    def _once(self, progress: Count) -> Iterator[Collection[bytes]]:
        done = 0
        for lines in self._lines.blocks():
            progress(done, self.count)
            done += len(lines)
            yield self._counted_once(lines)

    def _counted_once(self, lines: Collection[bytes]) -> Collection[bytes]:
        once = dict.fromkeys(lines)
        if len(once) < len(lines):
            again = b"\n".join((Counter(lines) - Counter(once.keys())).elements())
            for subject, predicate, term, graph in parse(again, RdfFormat.N_QUADS):
                self.graphs[graph.value] -= 1
                self.classes.subtract(kinds_of([(subject, predicate, term)]))
        return once


def kinds_of(statements: Iterable[Statement]) -> list[str]:
    """Return the IRI of the class in each statement that tells of one."""
    kinds = [term for _, predicate, term in statements if predicate == RDF.type]
    return [kind.value for kind in kinds if isinstance(kind, NamedNode)]


def parts(statements: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield statements, so many at a time as are written at a time."""
    remaining = iter(statements)
    while part := list(islice(remaining, _PART)):
        yield part
