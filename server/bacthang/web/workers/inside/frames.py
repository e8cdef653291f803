"""What goes over the line between the front and a worker: frames with a length.

Towards the worker a frame is one query. Back come pieces of the answer (``DATA``), then ``END``
with the count of rows, or at any time ``REFUSED`` with the name of an error and its facts, which
may also follow pieces: those are then not the whole. ``READY`` comes once, when a worker can be
asked.
"""

from __future__ import annotations

import json
import marshal
import socket
from struct import Struct
from typing import Any, Final, NamedTuple

DATA: Final = 1
END: Final = 2
REFUSED: Final = 3
READY: Final = 4

KINDS: Final = ("rows", "truth", "graph")
RECEIVED: Final = 1 << 16

_HEAD: Final = Struct(">BBI")
_LENGTH: Final = Struct(">I")
_END: Final = Struct(">Q?")
_SIZE: Final = _HEAD.size


class Question(NamedTuple):
    """A query as a worker is asked it; see ``Asked`` for what the parts mean."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    rows: str | None
    truth: str | None
    graph: str | None
    bom: bool


def question(asked: Question) -> bytes:
    """Return the frame that asks."""
    body = marshal.dumps(tuple(asked))
    return _LENGTH.pack(len(body)) + body


def receive(line: socket.socket) -> Question | None:
    """Wait for the next question; None when the line has ended."""
    buffer = line.recv(RECEIVED)
    if not buffer:
        return None
    while len(buffer) < _LENGTH.size or len(buffer) < _LENGTH.size + _LENGTH.unpack_from(buffer)[0]:
        more = line.recv(RECEIVED)
        if not more:
            return None
        buffer += more
    return Question(*marshal.loads(buffer[_LENGTH.size :]))


def frame(what: int, kind: int = 0, body: bytes = b"") -> bytes:
    """Return one frame of an answer."""
    return _HEAD.pack(what, kind, len(body)) + body


def end(kind: int, count: int, tired: bool) -> bytes:
    """Return the frame that ends an answer; a tired worker wants to be followed by a new one."""
    return frame(END, kind, _END.pack(count, tired))


def ended(body: bytes) -> tuple[int, bool]:
    """Read the count of rows and whether the worker is tired."""
    count, tired = _END.unpack(body)
    return int(count), bool(tired)


def refused(name: str, facts: dict[str, Any]) -> bytes:
    """Return the frame that says why there is no answer."""
    return frame(REFUSED, 0, json.dumps([name, facts]).encode())


def refusal(body: bytes) -> tuple[str, dict[str, Any]]:
    """Read why there is no answer."""
    name, facts = json.loads(body)
    return str(name), dict(facts)


class Reader:
    """The frames of answers, one after the other, from a worker's line."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._buffer = b""

    def next(self) -> tuple[int, int, bytes] | None:
        """Return the next frame as (what, kind, body); None when the worker is gone."""
        buffer = self._buffer
        while len(buffer) < _SIZE:
            try:
                more = self._line.recv(RECEIVED)
            except OSError:
                return None
            if not more:
                return None
            buffer += more
        what, kind, length = _HEAD.unpack_from(buffer)
        wanted = _SIZE + length
        if len(buffer) < wanted:
            pieces = [buffer]
            missing = wanted - len(buffer)
            while missing > 0:
                try:
                    more = self._line.recv(max(RECEIVED, missing))
                except OSError:
                    return None
                if not more:
                    return None
                pieces.append(more)
                missing -= len(more)
            buffer = b"".join(pieces)
        self._buffer = buffer[wanted:]
        return what, kind, buffer[_SIZE:wanted]
