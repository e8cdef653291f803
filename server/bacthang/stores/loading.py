"""N-Quads go into a store while more are being written.

The engine parses, sorts and writes them in threads of its own, which need nothing of Python. Quads
handed over one by one would cost the writer several times what their text costs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat

_PIECE: Final = 40_000_000
"""So many bytes are loaded at a time: enough to be sorted well, and begun on early."""

_THREADS: Final = 2
_AHEAD: Final = 3
"""So many pieces are being loaded or wait for it before the writer waits too."""


@contextmanager
def loading(inner: pyoxigraph.Store) -> Iterator[Callable[[bytes], None]]:
    """Give a function that takes N-Quads, whole lines at a time; at the end all are in the store.

    Raises what the engine raises. When the caller raises, what is not begun on is not loaded.
    """
    held: list[bytes] = []
    size = 0
    pending: deque[Future[None]] = deque()
    engine = ThreadPoolExecutor(_THREADS, "loading")

    def load() -> None:
        nonlocal size
        piece = b"".join(held)
        held.clear()
        size = 0
        pending.append(engine.submit(inner.bulk_load, piece, format=RdfFormat.N_QUADS))

    def put(lines: bytes) -> None:
        nonlocal size
        held.append(lines)
        size += len(lines)
        if size > _PIECE:
            while len(pending) >= _AHEAD:
                pending.popleft().result()
            load()

    try:
        yield put
        load()
        while pending:
            pending.popleft().result()
    finally:
        engine.shutdown(cancel_futures=True)
