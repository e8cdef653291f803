"""What a push notes on the server itself, so that one that was cut goes on where it was.

In a graph of its own (``namespaces.PUSH_GRAPH``): who is pushing, which graphs are there whole,
by their fingerprints, and which pieces of the others. Who pushes next reads it, from whichever
machine; what it says is never trusted without counting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from ..namespaces import DCTERMS, PUSH_GRAPH
from ..stores.remote import RemoteStore
from ..stores.remote.graphstore import GraphStore
from .pieces import written
from .sending import send

_WHOLE: Final = DCTERMS.identifier
_PIECE: Final = DCTERMS.hasPart
_PUSHER: Final = DCTERMS.publisher


@dataclass
class Noted:
    """What is noted: the fingerprint of each whole graph, the pieces of others, who pushes."""

    whole: dict[str, str] = field(default_factory=dict)
    pieces: dict[str, set[str]] = field(default_factory=dict)
    pushers: set[str] = field(default_factory=set)

    def arrived(self, graph: str, fingerprint: str) -> set[str]:
        """Return the pieces of a graph with that fingerprint that are there."""
        begun = self.pieces.get(graph, set())
        own = f"{fingerprint}/"
        return {piece.removeprefix(own) for piece in begun if piece.startswith(own)}


def read(store: RemoteStore) -> Noted:
    """Return what is noted on a server. Raises RemoteTrouble."""
    noted = Noted()
    for quad in store.quads(g=PUSH_GRAPH):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
            continue
        graph, said = quad.subject.value, quad.object.value
        if quad.predicate == _WHOLE:
            noted.whole[graph] = said
        elif quad.predicate == _PIECE:
            noted.pieces.setdefault(graph, set()).add(said)
        elif quad.predicate == _PUSHER:
            noted.pushers.add(said)
    return noted


class Notes:
    """Writes what is noted; small notes wait until ``flush``."""

    def __init__(self, target: GraphStore, pusher: str) -> None:
        self._target = target
        self._pusher = pusher
        self._waiting: list[Quad] = []

    def begin(self, noted: Noted) -> None:
        """Let nothing be noted but this, and who pushes now. Raises RemoteTrouble."""
        said = [
            *((graph, _WHOLE, whole) for graph, whole in noted.whole.items()),
            *((graph, _PIECE, one) for graph, some in noted.pieces.items() for one in some),
            (PUSH_GRAPH.value, _PUSHER, self._pusher),
        ]
        self._waiting.clear()
        send(self._target, PUSH_GRAPH.value, written(_quad(*one) for one in said), False)

    def whole(self, graph: str, fingerprint: str) -> None:
        """Note that a graph is there whole, once it is flushed."""
        self._waiting.append(_quad(graph, _WHOLE, fingerprint))

    def piece(self, graph: str, fingerprint: str, digest: str) -> None:
        """Note that a piece of a graph has arrived, once it is flushed."""
        self._waiting.append(_quad(graph, _PIECE, f"{fingerprint}/{digest}"))

    def flush(self) -> None:
        """Write what waits. Raises RemoteTrouble."""
        if self._waiting:
            send(self._target, PUSH_GRAPH.value, written(self._waiting), True)
            self._waiting.clear()


def _quad(graph: str, relation: NamedNode, said: str) -> Quad:
    return Quad(NamedNode(graph), relation, Literal(said), PUSH_GRAPH)
