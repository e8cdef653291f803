"""The pool: queries go in, answers come out, and no query outlives its limits."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Any, Final

from ...errors import (
    BacThangError,
    MemoryLimit,
    NoSuchForm,
    QueryCrashed,
    QueryTooLong,
    RowLimit,
    ServiceRefused,
    SizeLimit,
    TimeLimit,
    TooNested,
    UnknownGraphs,
    UpdateRefused,
)
from ...namespaces import PREFIXES
from ...pointing import malformed
from ...stores import path_of
from ..settings import Limits
from .admission import Admission
from .asked import KINDS, Asked
from .holding import Answer
from .inside import frames
from .processes import Mother, Worker

_LOG: Final = logging.getLogger("bacthang.web")
_TICK: Final = 0.05
_REFUSALS: Final[dict[str, Callable[..., BacThangError]]] = {
    kind.__name__: kind
    for kind in (
        NoSuchForm,
        QueryTooLong,
        RowLimit,
        ServiceRefused,
        TooNested,
        UnknownGraphs,
        UpdateRefused,
    )
}


class Pool:
    """Processes that answer queries over the store at a URL.

    ``ask`` may be called from any thread. A worker that is killed is followed by one that stands
    ready.
    """

    def __init__(
        self, store_url: str, workers: int, limits: Limits, *, guarded: bool = True,
        confined: bool = True,
    ) -> None:  # fmt: skip
        """Start the workers, and wait for the first.

        Raises UnknownStore for a store that is not on disk, StoreUnreadable.
        """
        self.limits = limits
        self._size = workers + 1
        self._admission = Admission(limits.per_client, limits.waiting)
        self._mother = Mother(
            {
                "store": str(path_of(store_url).resolve()),
                "memory": limits.memory,
                "rules": {
                    "rows": limits.rows,
                    "query_bytes": limits.query_bytes,
                    "depth": limits.depth,
                    "prefixes": PREFIXES,
                },
                "guarded": guarded,
                "confined": confined,
            }
        )
        self._missing = self._size
        self._closing = Event()
        self._stirred = Event()
        self._wanted = Event()
        self._walls: dict[str, bool] = {}
        try:
            self._fill(1)
        except BaseException:
            self._mother.close()
            raise
        self._threads = [
            Thread(target=self._keep, name="keeper", daemon=True),
            Thread(target=self._watch, name="watcher", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, asked: Asked) -> Answer:
        """Return the answer to a query: whole, or too large to be held and still growing.

        Raises ServiceRefused, UpdateRefused, TooNested, QueryTooLong, UnknownGraphs, NoSuchForm and
        MalformedQuery for what it says; TimeLimit, MemoryLimit, RowLimit and SizeLimit where it was
        stopped; QueryCrashed; Busy and TooManyAtOnce before it begins.
        """
        body = frames.question(
            frames.Question(
                asked.query,
                asked.default_graphs,
                asked.named_graphs,
                asked.rows,
                asked.truth,
                asked.graph,
                asked.bom,
            )
        )
        worker = self._admission.enter(asked.client)
        worker.asked = asked
        worker.started = time.monotonic()
        if not self._stirred.is_set():
            self._stirred.set()
        with suppress(OSError):
            worker.line.sendall(body)
        answer = Answer(worker.clock())
        if self._collect(worker, asked, answer, self.limits.hold):
            if answer.failure:
                raise answer.failure
            return answer
        Thread(
            target=self._collect, args=(worker, asked, answer, self.limits.answer), daemon=True
        ).start()
        return answer

    def _collect(self, worker: Worker, asked: Asked, answer: Answer, most: int) -> bool:
        """Read an answer to its end, or until it has more than so many bytes; tell which."""
        while (told := worker.reader.next()) is not None:
            what, kind, body = told
            if what == frames.DATA:
                if not answer.form:
                    answer.kind = KINDS[kind]
                    answer.form = asked.form(answer.kind) or ""
                if answer.take(body) > most:
                    if most == self.limits.answer:
                        worker.kill("size")
                        continue
                    return False
            elif what == frames.END:
                answer.kind = KINDS[kind]
                answer.form = asked.form(answer.kind) or ""
                count, tired = frames.ended(body)
                answer.finish(count)
                self._leave(worker, asked, again=not tired)
                return True
            else:
                name, facts = frames.refusal(body)
                answer.fail(_refused(name, facts, asked.query))
                self._leave(worker, asked, again=True)
                return True
        killed_by = worker.end()
        answer.fail(self._stopped(worker.doom, killed_by))
        self._admission.leave(asked.client, worker, again=False)
        self._replace()
        return True

    def _leave(self, worker: Worker, asked: Asked, *, again: bool) -> None:
        again = again and worker.doom is None
        if not again:
            worker.end()
        self._admission.leave(asked.client, worker, again=again)
        if not again:
            self._replace()

    def _replace(self) -> None:
        self._missing += 1
        self._wanted.set()

    def _stopped(self, doom: str | None, killed_by: int) -> BacThangError:
        """Return why a query was stopped that did not end by itself."""
        megabytes = self.limits.memory >> 20
        if doom == "time":
            return TimeLimit(seconds=self.limits.seconds)
        if doom == "size":
            return SizeLimit(megabytes=self.limits.answer >> 20)
        # An allocation that the kernel refuses aborts; a machine without memory kills.
        if doom == "memory" or (doom == "ended" and killed_by in (signal.SIGABRT, signal.SIGKILL)):
            return MemoryLimit(megabytes=megabytes)
        return QueryCrashed()

    def _fill(self, count: int) -> None:
        for _ in range(count):
            worker = self._mother.spawn()
            worker.get_ready()
            self._walls = worker.walls
            self._missing -= 1
            self._admission.add(worker)

    def _keep(self) -> None:
        """Start workers where some are missing."""
        while not self._closing.is_set():
            self._wanted.clear()
            try:
                self._fill(self._missing)
            except (OSError, BacThangError) as error:
                _LOG.error("no worker could be started: %s", error)
                self._closing.wait(1.0)
                continue
            self._wanted.wait()

    def _watch(self) -> None:
        """Look after queries that run, as long as any do."""
        while not self._closing.is_set():
            self._stirred.wait()
            self._closing.wait(_TICK)
            busy = list(self._admission.busy)
            if not busy:
                self._stirred.clear()
                busy = list(self._admission.busy)
            for worker in busy:
                ran = time.monotonic() - worker.started
                if ran < _TICK:
                    continue
                if ran > self.limits.seconds:
                    worker.kill("time")
                elif worker.resident() > self.limits.memory:
                    worker.kill("memory")
                elif worker.asked and worker.asked.gone and worker.asked.gone():
                    worker.kill("gone")

    def close(self) -> None:
        """Wait for the queries that run, then end the workers."""
        self._closing.set()
        self._wanted.set()
        self._stirred.set()
        until = time.monotonic() + self.limits.seconds + self.limits.waiting
        while self._admission.busy and time.monotonic() < until:
            time.sleep(_TICK / 5)
        for worker in (*self._admission.take_free(), *self._admission.busy):
            worker.end()
        self._mother.close()

    def state(self) -> dict[str, Any]:
        """Return how the pool fares, for whoever watches over it."""
        return {
            "workers": self._size,
            "free": self._admission.free(),
            "busy": len(self._admission.busy),
            "waiting": self._admission.waiting(),
            "walls": self._walls,
        }


def _refused(name: str, facts: dict[str, Any], query: str) -> BacThangError:
    if name == "BadQuery":
        return malformed(query, facts["what"])
    if name in _REFUSALS:
        return _REFUSALS[name](**facts)
    _LOG.error("a query failed in its worker: %s", facts.get("what"))
    return QueryCrashed()
