"""All statements of a dataset in one order: graph, subject, type first, property, value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Final

from pyoxigraph import NamedNode, Quad, Triple

from ..canonical import UNHASHED
from ..namespaces import RDF
from ..stores.base import Store, Term

Block = tuple[NamedNode, list[tuple[NamedNode, list[Term]]]]
"""A subject, with its properties in order, each with its values in order."""

_TYPE: Final = RDF.type


class Statements:
    """The content of a dataset: every graph but shapes, findings and the record of the build."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def quads(self) -> list[Quad]:
        """Every statement with its graph."""
        # Asked graph by graph, a store on disk need not read the copy in its default graph.
        graphs = (NamedNode(graph) for graph in sorted(self._store.info().graphs))
        return [
            quad
            for graph in graphs
            if graph not in UNHASHED
            for quad in sorted(self._store.quads(g=graph), key=_order)
        ]

    @cached_property
    def triples(self) -> list[Triple]:
        """Every statement once, whichever graphs it stands in: what the default graph shows."""
        return in_order(quad.triple for quad in self.quads)

    def graphs(self) -> Iterator[tuple[NamedNode, Iterator[Block]]]:
        """Yield each graph with its subjects."""
        for graph, quads in groupby(self.quads, key=attrgetter("graph_name")):
            yield graph, blocks(quads)

    def merged(self) -> Iterator[Block]:
        """Yield the subjects of the default graph."""
        return blocks(self.triples)


def blocks(statements: Iterable[Quad | Triple]) -> Iterator[Block]:
    """Yield each subject with what is said of it; the statements come in order."""
    for subject, about in groupby(statements, key=attrgetter("subject")):
        yield (
            subject,
            [
                (predicate, [said.object for said in values])
                for predicate, values in groupby(about, key=attrgetter("predicate"))
            ],
        )


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """Return each triple once: subject, type first, property, value."""
    return sorted(set(triples), key=_order)


def _order(statement: Quad | Triple) -> tuple[str, bool, str, str]:
    subject, predicate = statement.subject, statement.predicate
    # No blank node is ever published, so a subject is an IRI, and a whole sorts before its parts.
    assert isinstance(subject, NamedNode)
    return subject.value, predicate != _TYPE, predicate.value, str(statement.object)
