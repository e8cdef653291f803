"""An answer is held until it is whole, in memory and then in a file without a name.

One that grows beyond what is held is given out while it grows; should it then break off, whoever
reads it is told by an error, never by an end.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from threading import Condition
from typing import Final

from .asked import Asked, Kind

_IN_MEMORY: Final = 1 << 20
_PIECE: Final = 1 << 16


class Answer:
    """What a query gives, in bytes.

    ``size`` and ``count`` are None while the answer still grows; ``seconds`` is how long the query
    ran, so far. Iterating gives all of it once and then closes it; it raises what stopped the query
    where the answer was given out before it was whole.
    """

    def __init__(self, started: float) -> None:
        self.kind: Kind = "rows"
        self.form = ""
        self.size: int | None = None
        self.count: int | None = None
        self._started = started
        self._ran: float | None = None
        self._pieces: list[bytes] = []
        self._file: int | None = None
        self._taken = 0
        self._grown = Condition()
        self.failure: Exception | None = None
        self._closed = False

    @property
    def seconds(self) -> float:
        """How long the query ran, so far."""
        return time.monotonic() - self._started if self._ran is None else self._ran

    def __iter__(self) -> Iterator[bytes]:
        try:
            if self._file is None:
                yield from self._pieces
            else:
                yield from self._from_file(self._file)
        finally:
            self.close()

    def close(self) -> None:
        """Let go of what is held; for one that still grows, once it has ended."""
        with self._grown:
            self._closed = True
            self._pieces = []
            if self._ran is not None:
                self._drop()

    def is_of(self, kind: Kind, asked: Asked) -> None:
        """Note what kind of answer it is, and so in which form."""
        if not self.form:
            self.kind, self.form = kind, asked.form(kind)

    def take(self, piece: bytes) -> int:
        """Take the next piece; return how many bytes there are."""
        self._taken += len(piece)
        if self._file is None and self._taken <= _IN_MEMORY:
            self._pieces.append(piece)
            return self._taken
        if self._closed:
            return self._taken
        if self._file is None:
            with tempfile.TemporaryFile() as file:
                self._file = os.dup(file.fileno())
            self._pieces.append(piece)
            piece = b"".join(self._pieces)
            self._pieces = []
        _write(self._file, piece)
        with self._grown:
            self._grown.notify_all()
        return self._taken

    def finish(self, count: int) -> None:
        """Say that the answer is whole."""
        with self._grown:
            self._ran = time.monotonic() - self._started
            self.size, self.count = self._taken, count
            self._end()

    def fail(self, failure: Exception) -> None:
        """Say that the answer will never be whole."""
        with self._grown:
            self._ran = time.monotonic() - self._started
            self.failure = failure
            self._end()

    def _end(self) -> None:
        self._grown.notify_all()
        if self._closed:
            self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _from_file(self, file: int) -> Iterator[bytes]:
        at = 0
        while True:
            with self._grown:
                while self._ran is None and self._taken <= at:
                    self._grown.wait()
                if self.failure:
                    raise self.failure
            piece = os.pread(file, _PIECE, at)
            if piece:
                at += len(piece)
                yield piece
            elif self._ran is not None and at >= self._taken:
                return


def _write(file: int, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[os.write(file, view) :]
