"""The record of a build, kept in the store as a VoID description of the dataset.

It stands in a graph of its own (``namespaces.BUILD_GRAPH``), outside the default graph and outside
what the content hash covers, which it could not contain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from ..namespaces import BUILD_GRAPH, DATASET, DCTERMS, OWL, RDF, SHAPES_GRAPH, VOID, XSD
from .base import BuildInfo, GraphName, Subject, Term

_HASH = "sha256:"
_Part = tuple[NamedNode, NamedNode, NamedNode | Literal]


class Quads(Protocol):
    """A plain scan, as every store offers it."""

    def __call__(
        self,
        s: Subject | None = None,
        p: NamedNode | None = None,
        o: Term | None = None,
        g: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield what matches."""
        ...


def record(info: BuildInfo) -> Iterator[Quad]:
    """Yield the record of a build."""
    statements: tuple[_Part, ...] = (
        (DATASET, RDF.type, VOID.Dataset),
        (DATASET, OWL.versionInfo, Literal(info.version)),
        (DATASET, DCTERMS.identifier, Literal(_HASH + info.content_hash)),
        (DATASET, VOID.triples, _count(info.triples)),
        *_hashed(SHAPES_GRAPH, info.shapes_hash),
        *_parts(VOID.subset, VOID.triples, info.graphs),
        *_parts(VOID.classPartition, VOID.entities, info.classes),
    )
    for subject, predicate, term in statements:
        yield Quad(subject, predicate, term, BUILD_GRAPH)


def read_record(quads: Quads) -> BuildInfo | None:
    """Return the record of the build that filled a store, or None when there is none."""
    versions = [quad.object for quad in quads(DATASET, OWL.versionInfo, None, BUILD_GRAPH)]
    hashes = [quad.object for quad in quads(DATASET, DCTERMS.identifier, None, BUILD_GRAPH)]
    match versions, hashes:
        case [Literal() as version], [Literal() as digest]:
            return BuildInfo(
                version.value,
                digest.value.removeprefix(_HASH),
                graphs=_counts(quads, VOID.subset, VOID.triples),
                classes=_counts(quads, VOID.classPartition, VOID.entities),
                shapes_hash=_hash(quads, SHAPES_GRAPH),
            )
    return None


def _hashed(thing: NamedNode, digest: str) -> Iterator[_Part]:
    if digest:
        yield thing, DCTERMS.identifier, Literal(_HASH + digest)


def _hash(quads: Quads, thing: NamedNode) -> str:
    found = [quad.object for quad in quads(thing, DCTERMS.identifier, None, BUILD_GRAPH)]
    return "".join(term.value.removeprefix(_HASH) for term in found if isinstance(term, Literal))


def _parts(relation: NamedNode, counting: NamedNode, counts: Mapping[str, int]) -> Iterator[_Part]:
    for counted, count in sorted(counts.items()):
        part = NamedNode(counted)
        if relation == VOID.classPartition:
            part = NamedNode(f"{DATASET.value}/class/{quote(counted, safe='')}")
            yield part, VOID["class"], NamedNode(counted)
        yield DATASET, relation, part
        yield part, counting, _count(count)


def _counts(quads: Quads, relation: NamedNode, counting: NamedNode) -> dict[str, int]:
    counts = {}
    for found in quads(DATASET, relation, None, BUILD_GRAPH):
        part = found.object
        if isinstance(part, NamedNode):
            named = [quad.object for quad in quads(part, VOID["class"], None, BUILD_GRAPH)] or [
                part
            ]
            for quad in quads(part, counting, None, BUILD_GRAPH):
                if isinstance(named[0], NamedNode) and isinstance(quad.object, Literal):
                    counts[named[0].value] = int(quad.object.value)
    return dict(sorted(counts.items()))


def _count(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
