"""The keeper: it has new workers ready before they are missed."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import Any, Final

from ...errors import BacThangError
from .admission import Admission
from .processes import Mother, Worker

_LOG: Final = logging.getLogger("bacthang.web")
_PAUSE: Final = 1.0


class Keeper:
    """A thread that follows each worker that is gone by a new one."""

    def __init__(self, admission: Admission, told: dict[str, Any], wanted: int) -> None:
        """Start a first worker here, the others in the thread.

        ``wanted`` is how many there should be beside those that run long. Raises StoreUnreadable.
        """
        self._admission = admission
        self._wanted = wanted
        self._missed = Event()
        self._ended = Event()
        self._mother = Mother(told)
        try:
            self.walls = self._add()
        except BaseException:
            self._mother.close()
            raise
        self._thread = Thread(target=self._keep, name="keeper", daemon=True)
        self._thread.start()

    def miss(self) -> None:
        """Say that a worker is gone, or runs long."""
        self._missed.set()

    def close(self) -> None:
        """End the thread, the mother, and all workers."""
        self._ended.set()
        self._missed.set()
        self._thread.join()
        for worker in self._admission.drain(0):
            worker.end()
        self._mother.close()

    def _keep(self) -> None:
        while True:
            self._missed.clear()
            if self._ended.is_set():
                return
            try:
                while not self._ended.is_set() and self._admission.missing(self._wanted) > 0:
                    self._add()
            except (OSError, BacThangError) as error:
                _LOG.error("no worker could be started: %s", error)
                self._ended.wait(_PAUSE)
                continue
            self._missed.wait()

    def _add(self) -> dict[str, bool]:
        worker: Worker = self._mother.spawn()
        worker.get_ready()
        self._admission.add(worker)
        return worker.walls
