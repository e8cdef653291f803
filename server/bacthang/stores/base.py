"""What every store offers to those who read: questions, plain scans, and a record of its build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

Subject = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple
GraphName = NamedNode | BlankNode | DefaultGraph


@dataclass(frozen=True)
class BuildInfo:
    """What a build recorded about the dataset it wrote.

    ``content_hash`` is the SHA-256 of the canonical N-Quads (``canonical.py``): equal datasets,
    and only they, have equal hashes. ``shapes_hash`` is that of the shapes that its findings are
    by, empty where it was not checked. ``graphs`` counts triples by graph IRI, ``classes``
    instances by class IRI.
    """

    version: str
    content_hash: str
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    shapes_hash: str = ""

    @property
    def triples(self) -> int:
        """All triples of the dataset, each counted in its own graph."""
        return sum(self.graphs.values())


class Store(Protocol):
    """A built dataset, read only."""

    url: str

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query over the default graph and the named ones.

        Raises BadQuery when the text is not SPARQL.
        """
        ...

    def quads(
        self,
        s: Subject | None = None,
        p: NamedNode | None = None,
        o: Term | None = None,
        g: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the named graphs that match; with ``g``, those of that graph alone.

        Without ``g`` the default graph is left out, being a copy: each triple comes once, with the
        graph that witnesses it.
        """
        ...

    def info(self) -> BuildInfo:
        """Return the record of the build.

        Raises NoRecord when the store holds none.
        """
        ...
