"""The store as a process without network has it: it asks over a line, and the front answers.

A question is the text of a SELECT or ASK. What comes back is its answer in JSON, or the name of an
error with its facts.
"""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Iterator
from struct import Struct
from threading import Thread
from typing import Any, Final, Protocol

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    parse_query_results,
)

from ... import errors
from ...errors import BacThangError, NoRecord, ReadingCrashed
from ...stores import BuildInfo, Store
from ...stores.base import GraphName, Subject, Term
from ...stores.record import read_record

_HEAD: Final = Struct(">BI")
_ROWS: Final = 1
_ERROR: Final = 2
_ASKED: Final = 3


class Confirmed(Store, Protocol):
    """A store whose answers are confirmed to be of one build."""

    def confirm(self) -> None:
        """See that they are."""
        ...


class AskedStore:
    """A store that is asked over a line."""

    def __init__(self, line: socket.socket, url: str) -> None:
        self.url = url
        self._line = line

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SELECT or ASK.

        Raises what the front met, and ReadingCrashed where it is gone.
        """
        _send(self._line, _ASKED, text.encode())
        told = _received(self._line)
        if told is None:
            raise ReadingCrashed
        what, body = told
        if what == _ERROR:
            name, facts = json.loads(body)
            raise rebuilt(name, facts)
        return parse_query_results(body, QueryResultsFormat.JSON)

    def quads(
        self,
        s: Subject | None = None,
        p: NamedNode | None = None,
        o: Term | None = None,
        g: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match."""
        wanted = (s, p, o, g)
        names = [str(t) if t else f"?{name}" for name, t in zip("spog", wanted, strict=True)]
        pattern = " ".join(names[:3])
        if not isinstance(g, DefaultGraph):
            pattern = f"GRAPH {names[3]} {{ {pattern} }}"
        columns = " ".join(name for name in names if name.startswith("?")) or "(1 AS ?stated)"
        found = self.query(f"SELECT {columns} {{ {pattern} }}")
        assert isinstance(found, QuerySolutions)
        for row in found:
            parts: list[Any] = [t or row[name] for name, t in zip("spog", wanted, strict=True)]
            yield Quad(*parts)

    def info(self) -> BuildInfo:
        """Return the record of the build.

        Raises NoRecord.
        """
        record = read_record(self.quads)
        if record is None:
            raise NoRecord(path=self.url)
        return record


class Answering:
    """A thread that answers what a process asks of a store, until the process has ended."""

    def __init__(self, store: Confirmed) -> None:
        self._store = store
        self._failure: BacThangError | None = None
        self._ours, self.theirs = socket.socketpair()
        self._thread = Thread(target=self._answer, daemon=True)

    def begin(self) -> None:
        """Answer from now on; the other end is the process's alone."""
        self.theirs.close()
        self._thread.start()

    def end(self) -> None:
        """Wait for the last answer.

        Raises what ``confirm`` of the store raises: the answers may be of two builds.
        """
        self._thread.join()
        self._ours.close()
        if self._failure:
            raise self._failure

    def _answer(self) -> None:
        try:
            while (told := _received(self._ours)) is not None:
                _send(self._ours, *self._told(told[1].decode("utf-8", "replace")))
        except OSError:
            return
        try:
            self._store.confirm()
        except BacThangError as error:
            self._failure = error

    def _told(self, query: str) -> tuple[int, bytes]:
        try:
            found = self._store.query(query)
        except BacThangError as error:
            facts = {name: str(fact) for name, fact in error.facts.items()}
            return _ERROR, json.dumps([type(error).__name__, facts]).encode()
        out = io.BytesIO()
        assert isinstance(found, QuerySolutions | QueryBoolean), "a draft needs no statements"
        found.serialize(out, QueryResultsFormat.JSON)
        return _ROWS, out.getvalue()


def rebuilt(name: str, facts: dict[str, Any]) -> BacThangError:
    """Return the error that another process met, made again from its name and facts."""
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, BacThangError):
        try:
            return kind(**facts)
        except TypeError:
            return ReadingCrashed()
    return ReadingCrashed()


def _send(line: socket.socket, what: int, body: bytes) -> None:
    line.sendall(_HEAD.pack(what, len(body)) + body)


def _received(line: socket.socket) -> tuple[int, bytes] | None:
    """Return the next frame; None where the line has ended."""
    head = _exactly(line, _HEAD.size)
    if head is None:
        return None
    what, length = _HEAD.unpack(head)
    body = _exactly(line, length)
    return None if body is None else (what, body)


def _exactly(line: socket.socket, length: int) -> bytes | None:
    pieces = []
    while length > 0:
        piece = line.recv(min(length, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
