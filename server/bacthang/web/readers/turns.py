"""Whose turn it is to have a text read: so many at once, so many waiting, each client a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore
from typing import Final

from ...errors import ReadersBusy

PER_CLIENT: Final = 2
WAITING: Final = 3
"""For each text that is being read, so many may wait."""


class Turns:
    """Gives turns; a text that comes when too many are there is turned away at once."""

    def __init__(self, at_once: int, waiting: float) -> None:
        self._free = Semaphore(at_once)
        self._most = at_once * (1 + WAITING)
        self._waiting = waiting
        self._lock = Lock()
        self._present: Counter[str] = Counter()

    @contextmanager
    def turn(self, client: str) -> Iterator[None]:
        """Have a turn, after waiting for it if need be.

        Raises ReadersBusy.
        """
        with self._lock:
            if self._present[client] >= PER_CLIENT or self._present.total() >= self._most:
                raise ReadersBusy
            self._present[client] += 1
        try:
            if not self._free.acquire(timeout=self._waiting):
                raise ReadersBusy
            try:
                yield
            finally:
                self._free.release()
        finally:
            with self._lock:
                self._present[client] -= 1
                if not self._present[client]:
                    del self._present[client]
