"""Property paths as RDF: the SPARQL text of a path becomes the nodes that SHACL writes it with.

SHACL 1.0, section 2.3.1, has blank nodes here; ours have IRIs made of the text of the path.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ..namespaces import ID, RDF, RDFS, SH

_TOKEN: Final = re.compile(r"<[^>]*>|[()/|^*+?]")
_REPEATED: Final = {"*": SH.zeroOrMorePath, "+": SH.oneOrMorePath, "?": SH.zeroOrOnePath}
_NODE: Final = ID.iri + "path/"


def path_node(text: str) -> NamedNode:
    """Return the node of a path: the property itself of a plain one."""
    return _Path(text).node


def path_triples(text: str) -> Iterator[Triple]:
    """Yield what says how a path runs, with its text as label; nothing of a plain one."""
    path = _Path(text)
    yield from path.triples
    if path.triples:
        yield Triple(path.node, RDFS.label, Literal(text))


class _Path:
    """A path read by descent (SPARQL 1.1, section 19.8, PathAlternative and below)."""

    def __init__(self, text: str) -> None:
        self.triples: list[Triple] = []
        self._tokens = _TOKEN.findall(text)
        self.node = self._alternative()

    def _alternative(self) -> NamedNode:
        parts = self._separated("|", self._sequence)
        if len(parts) == 1:
            return parts[0]
        return self._said(SH.alternativePath, self._list(parts))

    def _sequence(self) -> NamedNode:
        parts = self._separated("/", self._element)
        return parts[0] if len(parts) == 1 else self._list(parts)

    def _separated(self, mark: str, part: Callable[[], NamedNode]) -> list[NamedNode]:
        parts = [part()]
        while self._next(mark):
            parts.append(part())
        return parts

    def _element(self) -> NamedNode:
        if self._next("^"):
            return self._said(SH.inversePath, self._element())
        if self._next("("):
            node = self._alternative()
            self._next(")")
        else:
            node = NamedNode(self._tokens.pop(0)[1:-1])
        while self._tokens and self._tokens[0] in _REPEATED:
            node = self._said(_REPEATED[self._tokens.pop(0)], node)
        return node

    def _next(self, mark: str) -> bool:
        found = bool(self._tokens) and self._tokens[0] == mark
        if found:
            self._tokens.pop(0)
        return found

    def _list(self, parts: list[NamedNode]) -> NamedNode:
        rest = RDF.nil
        for part in reversed(parts):
            node = _minted(f"{part} {rest}")
            self.triples += [Triple(node, RDF.first, part), Triple(node, RDF.rest, rest)]
            rest = node
        return rest

    def _said(self, predicate: NamedNode, term: NamedNode) -> NamedNode:
        node = _minted(f"{predicate} {term}")
        self.triples.append(Triple(node, predicate, term))
        return node


def _minted(content: str) -> NamedNode:
    return NamedNode(_NODE + hashlib.sha256(content.encode()).hexdigest()[:20])
