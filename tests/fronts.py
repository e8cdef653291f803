"""The front as a process of its own, as `bacthang serve` starts it, and raw clients for it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from bacthang.web.connections import Log, Patience
from bacthang.web.listening import UNREAD, Server, bind

SERVER = Path(__file__).parents[1] / "server"


@dataclass
class Front:
    """A front that runs: where it is met, its process, and what it has said so far."""

    address: str
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Return the port in its address."""
        found = re.search(r":(\d+)/", self.address)
        assert found
        return int(found[1])


def command(*arguments: object) -> list[str]:
    """Return the command line of `bacthang`."""
    return [sys.executable, "-m", "bacthang", *map(str, arguments)]


def environment() -> dict[str, str]:
    """Return an environment in which that command is found, and speaks English."""
    return os.environ | {"PYTHONPATH": str(SERVER), "BACTHANG_LANG": "en"}


@contextmanager
def front_process(*arguments: object, stdout: int | None = None) -> Iterator[Front]:
    """Run `bacthang serve` at a free port until it is no longer needed."""
    process = subprocess.Popen(
        command("serve", "--port", 0, *arguments),
        env=environment(),
        stdout=stdout if stdout is not None else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    said: list[str] = []
    try:
        assert process.stderr
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"http://\S+", line):
                break
        else:
            raise AssertionError(f"it did not start: {''.join(said)}")
        reader = threading.Thread(target=said.extend, args=(process.stderr,), daemon=True)
        reader.start()
        yield Front(found[0], process, said)
        process.terminate()
        process.wait(timeout=60)
        reader.join(timeout=10)
    finally:
        process.kill()
        process.wait()
        process.stderr and process.stderr.close()


class Serving(threading.Thread):
    """A server at work in this process."""

    def __init__(self, server: Server, grace: float) -> None:
        super().__init__()
        self.server = server
        self.port = server.port
        self._grace = grace
        self._all_answered = False

    def run(self) -> None:
        """Serve."""
        self._all_answered = self.server.run(self._grace)

    def end(self) -> bool:
        """Stop, and tell whether all were answered."""
        self.server.stop()
        self.join()
        return self._all_answered

    @property
    def connections(self) -> int:
        """Return how many connections are open."""
        return self.server.connections


@contextmanager
def served(
    app: Flask,
    threads: int = 4,
    patience: Patience | None = None,
    connections: int = 50,
    log: Log | None = None,
    body: int = 1 << 20,
    grace: float = 5,
    unread: int = UNREAD,
) -> Iterator[Serving]:
    """Serve an application in this process."""
    at = bind("127.0.0.1", 0)
    server = Server(app, at, threads, body, log, patience, connections, unread)
    serving = Serving(server, grace)
    serving.start()
    try:
        yield serving
    finally:
        serving.end()


def said_raw(port: int, words: bytes, seconds: float = 10) -> bytes:
    """Return all that a server answers to some bytes until it closes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=seconds)) as client:
        client.sendall(words)
        return read_all(client)


def read_all(client: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    pieces = []
    while piece := client.recv(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)
