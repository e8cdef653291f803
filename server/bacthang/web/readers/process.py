"""A text is read by a process of its own, which ends with it, or is ended.

What reads a file of a stranger may hang, grow or break; nobody else is to notice. The process has
no network and starts no program (``workers.inside.confinement``), and nothing of the text is kept.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from ...errors import ReadingCrashed, ReadingTooLong
from ..settings import Limits
from .asking import Answering, Confirmed, rebuilt
from .given import Given, Reading
from .turns import Turns

_LOG: Final = logging.getLogger("bacthang.web")
_COMMAND: Final = (sys.executable, "-X", "utf8", "-m", "bacthang.web.readers.inside")


class Readers:
    """Reads texts, each in a process of its own."""

    def __init__(self, limits: Limits, command: Sequence[str] = _COMMAND) -> None:
        self._limits = limits
        self._command = command
        self._turns = Turns(limits.readers, limits.waiting)

    def read(self, store: str, given: Given, distant: Confirmed | None = None) -> Reading:
        """Return the reading of a text against the store of that URL.

        One behind a server is asked by the front, for the process has no network. Raises
        ReadersBusy, ReadingTooLong, ReadingTooLarge, ReadingCrashed, DataTrouble, and what opening
        and reading a text raises.
        """
        limits = self._limits
        told = given.told | {"store": store, "memory": limits.memory, "text": limits.text_bytes}
        with self._turns.turn(given.client):
            answering = Answering(distant) if distant else None
            if answering:
                told["line"] = answering.theirs.fileno()
            said = self._said(json.dumps(told).encode() + b"\n" + given.data, answering)
        head, _, body = said.partition(b"\n")
        return _reading(head, body)

    def _said(self, question: bytes, answering: Answering | None) -> bytes:
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            cwd="/",
            start_new_session=True,
            pass_fds=[answering.theirs.fileno()] if answering else (),
        )
        if answering:
            answering.begin()
        with process:
            try:
                return process.communicate(question, timeout=self._limits.seconds)[0]
            except subprocess.TimeoutExpired:
                raise ReadingTooLong(seconds=self._limits.seconds) from None
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                if answering:
                    answering.end()


def _reading(head: bytes, body: bytes) -> Reading:
    try:
        answer = json.loads(head)
    except ValueError:
        raise ReadingCrashed from None
    match answer:
        case {"source": str(source), "text": str(text)}:
            return Reading(source, text, body)
        case {"error": str(name), "facts": dict(facts)}:
            _LOG.info("a text was not read: %s", facts.get("where", name))
            raise rebuilt(name, facts)
        case _:
            raise ReadingCrashed
