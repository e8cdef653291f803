"""The watcher: it looks at queries that have run a while, and stops those past a limit.

Quick queries are over before it looks, and cost nothing. While nothing runs it sleeps.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Final

from ..settings import Limits
from .admission import Admission, Running

TICK: Final = 0.025
LONG: Final = 0.05
"""Seconds of processor time after which a query counts as long-running."""
_LONG_WAITING: Final = 1.0
"""The same in seconds of a clock, for what waits for the disk."""


class Watcher:
    """A thread that looks after what runs."""

    def __init__(self, admission: Admission, limits: Limits, demoted: Callable[[], None]) -> None:
        """Watch; ``demoted`` is called when a query has left the quick lane."""
        self._admission = admission
        self._limits = limits
        self._demoted = demoted
        self._stirred = Event()
        self._ended = False
        self._thread = Thread(target=self._watch, name="watcher", daemon=True)
        self._thread.start()

    def stir(self) -> None:
        """Say that a query begins."""
        if not self._stirred.is_set():
            self._stirred.set()

    def close(self) -> None:
        """End the thread."""
        self._ended = True
        self._stirred.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended:
            self._stirred.wait()
            time.sleep(TICK)
            running = self._admission.running()
            if not running:
                self._stirred.clear()
                running = self._admission.running()
            now = time.monotonic()
            for one in running:
                if now - one.worker.started >= TICK:
                    self._look(one, now)
            self._admission.tend(now)

    def _look(self, running: Running, now: float) -> None:
        worker = running.worker
        asked = worker.asked
        ran = worker.ran(now)
        if ran > self._limits.seconds:
            self._admission.stop(running, "time")
        elif worker.resident() > self._limits.memory:
            self._admission.stop(running, "memory")
        elif asked is not None and asked.gone is not None and asked.gone():
            self._admission.stop(running, "gone")
        elif self._admission.is_quick(worker) and (worker.worked() > LONG or ran > _LONG_WAITING):
            self._admission.demote(running, now)
            self._demoted()
