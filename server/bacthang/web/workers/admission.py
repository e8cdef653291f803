"""Whose turn it is: so many at once, each client in its turn, nobody waiting for ever."""

from __future__ import annotations

from collections import OrderedDict, deque
from threading import Lock

from ...errors import Busy, TooManyAtOnce
from .processes import Worker


class _Turn:
    """One who waits in line; ``given`` is released when a worker is theirs."""

    __slots__ = ("given", "worker")

    def __init__(self) -> None:
        self.worker: Worker | None = None
        self.given = Lock()
        self.given.acquire()


class Admission:
    """Workers that are free, and the line of those who wait for one, client by client."""

    def __init__(self, per_client: int, waiting: float) -> None:
        self._per_client = per_client
        self._waiting = waiting
        self._lock = Lock()
        self._free: list[Worker] = []
        self._present: dict[str, int] = {}
        self._line: OrderedDict[str, deque[_Turn]] = OrderedDict()
        self.busy: set[Worker] = set()
        self._open = True

    def enter(self, client: str) -> Worker:
        """Return a worker for a client's query, after waiting for it if need be.

        Raises TooManyAtOnce for more queries at once than a client may have, Busy when no worker
        became free in time.
        """
        with self._lock:
            if self._present.get(client, 0) >= self._per_client:
                raise TooManyAtOnce(most=self._per_client)
            self._present[client] = self._present.get(client, 0) + 1
            if self._free and not self._line:
                worker = self._free.pop()
                self.busy.add(worker)
                return worker
            turn = _Turn()
            self._line.setdefault(client, deque()).append(turn)
        if turn.given.acquire(timeout=self._waiting):
            assert turn.worker
            return turn.worker
        with self._lock:
            if turn.worker:
                return turn.worker
            self._line[client].remove(turn)
            if not self._line[client]:
                del self._line[client]
            self._gone(client)
        raise Busy(seconds=self._waiting)

    def leave(self, client: str, worker: Worker, *, again: bool) -> None:
        """Give a worker back; ``again`` when it can be asked again."""
        with self._lock:
            self.busy.discard(worker)
            self._gone(client)
            if again:
                self._offer(worker)

    def add(self, worker: Worker) -> None:
        """Offer a new worker."""
        with self._lock:
            self._offer(worker)

    def take_free(self) -> list[Worker]:
        """Take the workers that nobody uses, so that they can be ended."""
        with self._lock:
            taken, self._free = self._free, []
            return taken

    def waiting(self) -> int:
        """Return how many stand in line."""
        with self._lock:
            return sum(map(len, self._line.values()))

    def free(self) -> int:
        """Return how many workers are free."""
        return len(self._free)

    def _offer(self, worker: Worker) -> None:
        if not self._line:
            self._free.append(worker)
            return
        client, turns = self._line.popitem(last=False)
        turn = turns.popleft()
        if turns:
            self._line[client] = turns
        turn.worker = worker
        self.busy.add(worker)
        turn.given.release()

    def _gone(self, client: str) -> None:
        left = self._present[client] - 1
        if left:
            self._present[client] = left
        else:
            del self._present[client]
