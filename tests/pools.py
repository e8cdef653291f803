"""Pools of workers for the tests, and a trap that tells whether anybody connected to it."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from bacthang.web.settings import Limits
from bacthang.web.workers import Asked, Pool

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""A query that is not answered in a lifetime, and gives no row until then."""

HUNGRY = """SELECT (GROUP_CONCAT(?text) AS ?all) {
  ?source <https://w3id.org/bacthang/ontology#text> ?text . ?a ?b ?c
}"""
"""A query that takes more and more memory."""


@contextmanager
def pool(store: str, workers: int = 1, **limits: object) -> Iterator[Pool]:
    """Give a pool with these limits, and close it."""
    switches = {name: limits.pop(name) for name in ("guarded", "confined") if name in limits}
    made = Pool(store, workers, Limits(**limits), **switches)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.close()


def told(pool: Pool, query: str, **asked: object) -> str:
    """Return the whole answer as text."""
    return b"".join(pool.ask(Asked(query, **asked))).decode()  # type: ignore[arg-type]


def children(pid: int | None = None) -> set[int]:
    """Return the processes that this one has started, and those that they have."""
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            if parent == (pid or os.getpid()):
                found |= {int(entry.name)} | children(int(entry.name))
    return found


def workers_of(pool: Pool) -> set[int]:
    """Return the processes that hold the store of a pool: the children of its mother."""
    mother = pool._keeper._mother._process.pid
    return children(mother)


def eventually(true: Callable[[], object], seconds: float = 10.0) -> bool:
    """Tell whether something becomes true in time."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


class Trap:
    """Listens on loopback, lets nobody in, and counts who came."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/sparql"
        self.caught = 0
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            self.caught += 1
            visitor.close()

    def close(self) -> None:
        """Stop listening."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
