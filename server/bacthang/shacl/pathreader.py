"""Property paths as shape files write them (SHACL, section 2.3.1)."""

from __future__ import annotations

from typing import Final, Literal

from pyoxigraph import BlankNode, NamedNode

from ..namespaces import RDF, SH
from ..stores.base import Term
from .graph import ShapesGraph
from .model import Name
from .paths import Alternative, Inverse, Path, Predicate, Repeated, Sequence

_MARKS: Final[dict[str, Literal["*", "+", "?"]]] = {
    "zeroOrMorePath": "*",
    "oneOrMorePath": "+",
    "zeroOrOnePath": "?",
}


PATHS: Final = (RDF.first, SH.inversePath, SH.alternativePath, *(SH[name] for name in _MARKS))
"""What makes a blank node a path."""


def read_path(graph: ShapesGraph, node: Term, about: Name, above: tuple[Term, ...] = ()) -> Path:
    """Return the path that a term stands for.

    Raises IllFormedShape when it stands for none, or for two.
    """
    if isinstance(node, NamedNode):
        return Predicate(node)
    if not isinstance(node, BlankNode) or node in above:
        graph.refuse(about, vi="sh:path không phải đường", en="sh:path is no path")

    def part(term: Term) -> Path:
        return read_path(graph, term, about, (*above, node))

    def parts(term: Term, what: str) -> tuple[Path, ...]:
        members = graph.members(term, about)
        if len(members) < 2:
            graph.refuse(about, vi=f"{what} có chưa tới hai phần", en=f"{what} has not two parts")
        return tuple(map(part, members))

    kinds = [kind for kind in PATHS if kind in graph.predicates(node)]
    if len(kinds) > 1:
        graph.refuse(about, vi="sh:path có hai nghĩa", en="sh:path means two things")
    if RDF.first in graph.predicates(node):
        return Sequence(parts(node, "sequence path"))
    for inverse in graph.objects(node, SH.inversePath):
        return Inverse(part(inverse))
    for alternative in graph.objects(node, SH.alternativePath):
        return Alternative(parts(alternative, "sh:alternativePath"))
    for name, mark in _MARKS.items():
        for repeated in graph.objects(node, SH[name]):
            return Repeated(part(repeated), mark)
    graph.refuse(about, vi="sh:path không phải đường", en="sh:path is no path")
