"""Lines of N-Triples sent to a graph, in as many requests as the server wants them in."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import PieceTooLarge
from ..stores.remote.graphstore import GraphStore


def send(store: GraphStore, graph: str, lines: Sequence[bytes], begun: bool) -> None:
    """Let a graph hold these lines, besides what it holds if it is ``begun``.

    In halves where they are too large for the server. Raises RemoteTrouble.
    """
    body = b"\n".join((*lines, b""))
    try:
        (store.add if begun else store.put)(graph, body)
    except PieceTooLarge:
        if len(lines) < 2:
            raise
        half = len(lines) // 2
        send(store, graph, lines[:half], begun)
        send(store, graph, lines[half:], True)
