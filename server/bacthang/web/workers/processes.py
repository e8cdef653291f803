"""The processes that answer: how they are started, ended, and asked how they fare."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

import pyoxigraph

from ...errors import StoreUnreadable
from .asked import Asked
from .inside import frames, mother

_START: Final = (
    "import sys; sys.path += sys.argv[1:3]; from inside.mother import main; "
    "from inside.embedded import opened; main(opened)"
)
_START_DISTANT: Final = (
    "import sys; sys.path += [sys.argv[1], *sys.argv[2].split(':')]; "
    "from inside.mother import main; from inside.distant import opened, prepare; "
    "main(opened, prepare)"
)
_NEEDED_AWAY: Final = ("BACTHANG_SPARQL_", "SSL_CERT_")
"""What begins so in the environment says how a server is asked."""
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_CPU_CLOCK: Final = 2
"""Of another process: its number, complemented, above these three bits (clock_getcpuclockid)."""
_NICE: Final = 10
"""What long-running queries are lowered by, so that the front and quick ones go before them."""


class Worker:
    """One process over the store, which answers one query at a time."""

    def __init__(self, pid: int, line: socket.socket, parent: Mother) -> None:
        self.pid = pid
        self.line = line
        self.reader = frames.Reader(line)
        self.walls: dict[str, bool] = {}
        self.turn = 0
        """How many queries it was given; with it, one query is told from the next."""
        self.asked: Asked | None = None
        self.client = ""
        self.started = 0.0
        self.doom: str | None = None
        """Why it was killed, if it was."""
        self.paused: float | None = None
        self.resumed = 0.0
        self.waited = 0.0
        self._used_before = 0.0
        self._parent = parent

    def get_ready(self) -> None:
        """Wait until the store is open.

        Raises StoreUnreadable when it does not open.
        """
        told = self.reader.next()
        if told is None or told[0] != frames.READY:
            facts = frames.refusal(told[2])[1] if told else {"what": "the worker ended"}
            self.end()
            raise StoreUnreadable(path="the store of the front", **facts)
        self.walls = json.loads(told[2])

    def begin(self, asked: Asked) -> None:
        """Note that a query begins."""
        self.turn += 1
        self.asked = asked
        self.client = asked.client
        self.started = time.monotonic()
        self._used_before = self._used()

    def is_asked(self, question: bytes) -> bool:
        """Ask it; tell whether it was there to be asked."""
        try:
            self.line.sendall(question)
        except OSError:
            return False
        return True

    def ran(self, now: float) -> float:
        """Return for how many seconds its query has run, without those it stood still."""
        return (self.paused or now) - self.started - self.waited

    def worked(self) -> float:
        """Return how many seconds of processor time its query has used."""
        return self._used() - self._used_before

    def _used(self) -> float:
        try:
            return time.clock_gettime((~self.pid << 3) | _CPU_CLOCK)
        except OSError:
            return 0.0

    def resident(self) -> int:
        """Return how many bytes of memory it has."""
        try:
            with open(f"/proc/{self.pid}/statm", "rb") as file:
                return int(file.read().split()[1]) * _PAGE
        except (OSError, IndexError):
            return 0

    def yield_to_others(self) -> None:
        """Let other processes go before this one from now on."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICE)

    def pause(self, now: float) -> None:
        """Stand still."""
        self.paused = now
        self._signal(signal.SIGSTOP)

    def resume(self, now: float) -> None:
        """Go on."""
        if self.paused is not None:
            self.waited += now - self.paused
            self.paused = None
            self.resumed = now
            self._signal(signal.SIGCONT)

    def kill(self, doom: str) -> None:
        """Stop it at once; whoever reads from it finds the line ended, and the reason here."""
        self.doom = self.doom or doom
        self._signal(signal.SIGKILL)

    def end(self) -> int:
        """Kill and bury it; return the signal that ended it, 0 for none."""
        self._signal(signal.SIGKILL)
        self.line.close()
        status = self._parent.buried(self.pid)
        return os.WTERMSIG(status) if status >= 0 and os.WIFSIGNALED(status) else 0

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Mother:
    """The process that workers are forked from."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told
        self._lock = Lock()
        self._start()

    def spawn(self) -> Worker:
        """Fork a worker; it opens the store meanwhile.

        Raises OSError when there can be none.
        """
        with self._lock:
            if self._process.poll() is not None:
                self._control.close()
                self._start()
            ours, theirs = socket.socketpair()
            with theirs:
                try:
                    socket.send_fds(self._control, [mother.SPAWN], [theirs.fileno()])
                    pid = self._number()
                except OSError:
                    ours.close()
                    raise
        return Worker(pid, ours, self)

    def buried(self, pid: int) -> int:
        """Wait for the end of a worker, and return how it ended; -1 when nobody knows."""
        with self._lock:
            try:
                self._control.send(mother.WAIT + mother.NUMBER.pack(pid))
                return self._number()
            except OSError:
                return -1

    def close(self) -> None:
        """End it, and its workers with it."""
        with self._lock:
            self._control.close()
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        start, places, environment = self._way()
        where = os.getcwd() if self._told["distant"] else "/"
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-IS", "-X", "utf8", "-c", start, *places),
                    *(str(theirs.fileno()), json.dumps(self._told)),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment,
                cwd=where,
                start_new_session=True,
            )
        self._control = ours
        self._number()

    def _way(self) -> tuple[str, list[str], dict[str, str]]:
        """Return how it begins, where it finds its modules, and what it is told of secrets."""
        own = str(Path(__file__).parent)
        if not self._told["distant"]:
            return _START, [own, str(Path(pyoxigraph.__file__).parents[1])], {}
        needed = {name: said for name, said in os.environ.items() if name.startswith(_NEEDED_AWAY)}
        return _START_DISTANT, [own, ":".join(filter(None, sys.path))], needed

    def _number(self) -> int:
        told = self._control.recv(mother.NUMBER.size)
        if len(told) < mother.NUMBER.size:
            raise ChildProcessError("the mother of the workers has ended")
        (number,) = mother.NUMBER.unpack(told)
        return int(number)
