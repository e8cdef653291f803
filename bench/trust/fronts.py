"""A front that runs, and what it answers."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import NamedTuple

from .tally import demand
from .world import WITHIN, Process, started

_PAUSE = 0.05


class Answer(NamedTuple):
    """What a front answered."""

    status: int
    tag: str
    body: bytes
    kind: str


@dataclass
class Front:
    """A front: its process, where it is met, and what it has said."""

    process: Process
    port: int
    said: list[str] = field(default_factory=list)

    def get(self, path: str, accept: str = "text/csv, text/turtle, */*;q=0.1") -> Answer:
        """Ask for an address in a connection of its own."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)) as client:
            return asked(client, path, accept)


def asked(client: HTTPConnection, path: str, accept: str) -> Answer:
    """Ask for an address, and read the answer to its end."""
    client.request("GET", path, headers={"Accept": accept})
    answer = client.getresponse()
    headers = answer.headers
    kind = headers.get("Content-Type", "").partition(";")[0]
    return Answer(answer.status, headers.get("ETag", ""), answer.read(), kind)


@contextmanager
def front(*arguments: object, **env: str) -> Iterator[Front]:
    """Run `bacthang serve` at a free port; it must end well when it is told to."""
    process = started("serve", "--port", 0, *arguments, **env)
    assert process.stderr
    served = Front(process, 0)
    try:
        for line in process.stderr:
            served.said.append(line)
            if found := re.search(r"http://\S+?:(\d+)/", line):
                served.port = int(found[1])
                break
        demand(served.port, f"the front does not start: {''.join(served.said)[-300:]}")
        hearing = threading.Thread(target=served.said.extend, args=(process.stderr,), daemon=True)
        hearing.start()
        yield served
        process.terminate()
        demand(process.wait(timeout=WITHIN) == 0, f"it ends with {process.returncode}")
        hearing.join()
    finally:
        process.kill()
        process.wait()


def awaited(fact: Callable[[], object], what: str) -> None:
    """Wait until something is so; it is lost when it never is."""
    end = time.monotonic() + WITHIN
    while not fact():
        demand(time.monotonic() < end, f"it never comes that {what}")
        time.sleep(_PAUSE)
