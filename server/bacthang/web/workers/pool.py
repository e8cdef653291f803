"""The pool: queries go in, answers come out, and no query outlives its limits."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from threading import Thread
from typing import Any, Final

from ...errors import (
    BacThangError,
    Busy,
    DataAway,
    DataDamaged,
    DataReplaced,
    DataUnfit,
    MemoryLimit,
    NoRoom,
    NoSuchForm,
    QueryCrashed,
    QueryTooLong,
    RowLimit,
    ServerFunctions,
    ServiceRefused,
    SizeLimit,
    TimeLimit,
    TooNested,
    UnfitForServer,
    UnknownGraphs,
    UpdateRefused,
)
from ...namespaces import BASE, PREFIXES
from ...pointing import malformed
from ...stores import path_of
from ...stores.trouble import blames_files
from ..settings import Limits
from .admission import QUICK, Admission
from .asked import KINDS, Asked
from .holding import Answer, Room
from .inside import frames
from .keeping import Keeper
from .processes import Worker
from .watching import Watcher

_LOG: Final = logging.getLogger("bacthang.web")
_SPARE: Final = 1
_REFUSALS: Final[dict[str, Callable[..., BacThangError]]] = {
    kind.__name__: kind
    for kind in (
        DataAway,
        DataReplaced,
        DataUnfit,
        MemoryLimit,
        NoSuchForm,
        QueryTooLong,
        RowLimit,
        ServerFunctions,
        ServiceRefused,
        TimeLimit,
        TooNested,
        UnfitForServer,
        UnknownGraphs,
        UpdateRefused,
    )
}


class Pool:
    """Processes that answer queries over the store at a URL.

    ``ask`` may be called from any thread. A worker that is killed is followed by one that stands
    ready. ``guarded`` and ``confined`` may be False in tests alone, to prove each by itself.
    """

    def __init__(
        self,
        store_url: str,
        workers: int,
        limits: Limits,
        stamp: str = "",
        *,
        guarded: bool = True,
        confined: bool = True,
    ) -> None:
        """Start the workers, and wait for the first; ``stamp`` is of a build behind a server.

        Raises UnknownStore and StoreUnreadable.
        """
        self.limits = limits
        self._workers = workers
        self._admission = Admission(workers, limits)
        self._room = Room(limits.held)
        told = {
            "store": store_url if stamp else str(path_of(store_url).resolve()),
            "distant": bool(stamp),
            "stamp": stamp,
            "seconds": limits.seconds,
            "memory": limits.memory,
            "rules": {
                "rows": limits.rows,
                "query_bytes": limits.query_bytes,
                "depth": limits.depth,
                "prefixes": PREFIXES,
                "base": BASE,
            },
            "guarded": guarded,
            "confined": confined,
        }
        self._keeper = Keeper(self._admission, told, QUICK * workers + _SPARE)
        self._watcher = Watcher(self._admission, limits, self._keeper.miss)

    def ask(self, asked: Asked) -> Answer:
        """Return the answer to a query: whole, or too large to be held and still growing.

        Raises ServiceRefused, UpdateRefused, TooNested, QueryTooLong, UnknownGraphs, NoSuchForm,
        MalformedQuery, ServerFunctions and UnfitForServer for what it says; TimeLimit, MemoryLimit,
        RowLimit and SizeLimit where it was stopped; QueryCrashed; DataTrouble for the server asked;
        NoRoom, Busy and TooManyAtOnce where it had no turn.
        """
        answer = self._begun(asked)
        if isinstance(answer.failure, _Died):
            answer.close()
            answer = self._begun(asked)
        if answer.failure is None:
            return answer
        answer.close()
        if isinstance(answer.failure, _Died):
            # A machine that is out of memory kills; nothing else here does.
            raise MemoryLimit(megabytes=self.limits.memory >> 20)
        raise answer.failure

    def close(self) -> None:
        """Wait for the queries that run, then end the workers."""
        for worker in self._admission.drain(self.limits.seconds + self.limits.waiting):
            worker.kill("closing")
        self._watcher.close()
        self._keeper.close()

    def state(self) -> dict[str, Any]:
        """Return how the pool fares, for whoever watches over it.

        ``walls`` says which of the kernel's walls stand around the workers.
        """
        return {
            "workers": self._workers,
            **self._admission.state(),
            "walls": self._keeper.walls,
        }

    def _begun(self, asked: Asked) -> Answer:
        """Ask a worker; return the answer whole, failed, or still growing."""
        question = frames.question(asked.question())
        worker = self._admission.enter(asked)
        while not worker.is_asked(question):
            self._leave(worker, again=False)
            worker = self._admission.enter(asked)
        self._watcher.stir()
        answer = Answer(worker.started, self._room)
        if not self._collect(worker, asked, answer, self.limits.hold):
            answer.spill()
            follow = (worker, asked, answer, self.limits.answer)
            Thread(target=self._collect, args=follow, daemon=True).start()
        return answer

    def _collect(self, worker: Worker, asked: Asked, answer: Answer, most: int) -> bool:
        """Read an answer to its end, or until it has more than so many bytes; tell which."""
        while (told := worker.reader.next()) is not None:
            what, kind, body = told
            if what == frames.REFUSED:
                name, facts = frames.refusal(body)
                self._leave(worker, again=True)
                answer.fail(_refused(name, facts, asked.query))
                return True
            answer.is_of(KINDS[kind], asked)
            if what == frames.END:
                count, tired = frames.ended(body)
                self._leave(worker, again=not tired)
                answer.finish(count)
                return True
            try:
                size = answer.take(body)
            except OSError as error:
                _LOG.error("an answer cannot be held: %s", error)
                worker.kill("room")
                continue
            if self._room.full:
                worker.kill("room")
            if size > most:
                if most < self.limits.answer:
                    return False
                worker.kill("size")
        killed_by = self._leave(worker, again=False)
        answer.fail(self._stopped(worker.doom, killed_by))
        return True

    def _leave(self, worker: Worker, *, again: bool) -> int:
        """Let go of a worker; where it does not stay, return the signal that ended it."""
        if self._admission.leave(worker, again=again):
            return 0
        killed_by = worker.end()
        self._keeper.miss()
        return killed_by

    def _stopped(self, doom: str | None, killed_by: int) -> BacThangError:
        """Return why a query was stopped that did not end by itself."""
        if doom == "time":
            return TimeLimit(seconds=self.limits.seconds)
        if doom == "size":
            return SizeLimit(megabytes=self.limits.answer >> 20)
        if doom == "room":
            return NoRoom()
        if doom in ("busy", "closing", "gone"):
            return Busy(seconds=self.limits.waiting)
        # An allocation that the kernel refuses aborts.
        if doom == "memory" or killed_by == signal.SIGABRT:
            return MemoryLimit(megabytes=self.limits.memory >> 20)
        return _Died() if killed_by in (0, signal.SIGKILL) else QueryCrashed()


class _Died(QueryCrashed):
    """The worker was ended from outside: by then it may have had nothing to do with the query."""


def _refused(name: str, facts: dict[str, Any], query: str) -> BacThangError:
    if name == "BadQuery":
        return malformed(query, facts["what"])
    if what := facts.get("cause") and facts.get("what"):
        _LOG.error("a query was not answered: %s", what)
    if name in _REFUSALS:
        return _REFUSALS[name](**facts)
    what = str(facts.get("what"))
    _LOG.error("a query failed in its worker: %s", what)
    return DataDamaged(cause=name) if blames_files(what) else QueryCrashed()
