"""Whose turn it is: so many at once, each client in its turn, nobody waiting for ever.

Quick queries and long-running ones have lanes of their own, so that a quick one never waits for
one that runs long: every query begins in the quick lane, and leaves it when it has run a while.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from threading import Condition, Lock
from typing import Final, NamedTuple

from ...errors import Busy, Crowded, TooManyAtOnce
from ..settings import Limits
from .asked import Asked
from .heavy import Heavy
from .processes import Worker

QUICK: Final = 2
"""Quick queries at once, for each worker: enough that those not yet known to be long leave room."""


class Running(NamedTuple):
    """A query that runs: its worker, and the worker's count of queries, by which it is known."""

    worker: Worker
    turn: int


class _Place:
    """A place in line; ``given`` is released when a worker is there, or the place was lost."""

    __slots__ = ("asked", "given", "lost", "worker")

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.worker: Worker | None = None
        self.lost = False
        self.given = Lock()
        self.given.acquire()


class Admission:
    """Workers, free and busy, and the line of those who wait for one, client by client."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self._most_quick = QUICK * workers
        self._limits = limits
        self._lock = Lock()
        self._emptied = Condition(self._lock)
        self._free: list[Worker] = []
        self._quick: set[Worker] = set()
        self._heavy: Heavy[Worker] = Heavy(workers, limits.heavy, limits.waiting)
        self._present: dict[str, int] = {}
        self._line: OrderedDict[str, deque[_Place]] = OrderedDict()

    def enter(self, asked: Asked) -> Worker:
        """Return a worker for a query, after waiting for it if need be.

        Raises TooManyAtOnce for more queries at once than a client may have, Crowded for more than
        all may have, Busy when no worker became free in time.
        """
        client = asked.client
        with self._lock:
            present = self._present.get(client, 0)
            if present >= self._limits.per_client:
                raise TooManyAtOnce(most=self._limits.per_client)
            if sum(self._present.values()) >= self._limits.present and not self._gave_way(present):
                raise Crowded
            self._present[client] = present + 1
            if self._free and len(self._quick) < self._most_quick and not self._line:
                worker = self._free.pop()
                self._begin(worker, asked)
                return worker
            place = _Place(asked)
            self._line.setdefault(client, deque()).append(place)
        if not place.given.acquire(timeout=self._limits.waiting):
            with self._lock:
                if place.worker is None and not place.lost:
                    self._line[client].remove(place)
                    if not self._line[client]:
                        del self._line[client]
                    self._absent(client)
                    raise Busy(seconds=self._limits.waiting)
        if place.lost:
            raise Crowded
        assert place.worker
        return place.worker

    def leave(self, worker: Worker, *, again: bool) -> bool:
        """Let a query go that has ended; tell whether its worker stays.

        It stays when it can be asked again and did not run long.
        """
        with self._lock:
            self._absent(worker.client)
            if worker in self._quick:
                self._quick.remove(worker)
                stays = again and worker.doom is None
                if stays:
                    self._free.append(worker)
            else:
                stays = False
                self._heavy.remove(worker, time.monotonic())
            worker.asked = None
            self._serve_line()
            if not self._quick and not self._heavy:
                self._emptied.notify_all()
            return stays

    def add(self, worker: Worker) -> None:
        """Offer a new worker."""
        with self._lock:
            self._free.append(worker)
            self._serve_line()

    def demote(self, running: Running, now: float) -> None:
        """Move a query that runs long out of the quick lane, if it still runs."""
        with self._lock:
            worker = running.worker
            if worker in self._quick and worker.turn == running.turn:
                self._quick.remove(worker)
                worker.yield_to_others()
                self._heavy.add(worker, now)
                self._serve_line()

    def stop(self, running: Running, doom: str) -> None:
        """Kill a query for a reason, if it still runs."""
        with self._lock:
            if running.worker.turn == running.turn and running.worker.asked:
                running.worker.kill(doom)

    def tend(self, now: float) -> None:
        """Give the long-running queries their turns."""
        with self._lock:
            self._heavy.tend(now)

    def running(self) -> list[Running]:
        """Return the queries that run in the quick lane or stand among the long-running ones."""
        with self._lock:
            return [Running(worker, worker.turn) for worker in (*self._quick, *self._heavy)]

    def is_quick(self, worker: Worker) -> bool:
        """Tell whether a worker's query is still in the quick lane."""
        return worker in self._quick

    def missing(self, wanted: int) -> int:
        """Return how many workers must be added until so many are free or in the quick lane."""
        with self._lock:
            return wanted - len(self._free) - len(self._quick)

    def drain(self, seconds: float) -> list[Worker]:
        """Wait until no query runs, so long at most; return all workers, which are taken away."""
        with self._lock:
            self._emptied.wait_for(lambda: not self._quick and not self._heavy, seconds)
            left = [*self._free, *self._quick, *self._heavy]
            self._free = []
            return left

    def state(self) -> dict[str, int]:
        """Return how many workers are free or at work, and how many queries wait."""
        with self._lock:
            return {
                "free": len(self._free),
                "quick": len(self._quick),
                "heavy": len(self._heavy),
                "waiting": sum(map(len, self._line.values())),
            }

    def _gave_way(self, present: int) -> bool:
        """Have the client with most in line lose its last place to one that has far fewer here."""
        greediest = max(self._line, key=lambda client: len(self._line[client]), default="")
        if not self._line or len(self._line[greediest]) <= present + 1:
            return False
        place = self._line[greediest].pop()
        place.lost = True
        self._absent(greediest)
        place.given.release()
        return True

    def _begin(self, worker: Worker, asked: Asked) -> None:
        worker.begin(asked)
        self._quick.add(worker)

    def _serve_line(self) -> None:
        while self._line and self._free and len(self._quick) < self._most_quick:
            client, places = self._line.popitem(last=False)
            place = places.popleft()
            if places:
                self._line[client] = places
            place.worker = self._free.pop()
            self._begin(place.worker, place.asked)
            place.given.release()

    def _absent(self, client: str) -> None:
        left = self._present[client] - 1
        if left:
            self._present[client] = left
        else:
            del self._present[client]
