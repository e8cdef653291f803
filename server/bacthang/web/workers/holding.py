"""An answer is held until it is whole, in memory and then in a file without a name.

One that grows beyond what is held is given out while it grows; should it then break off, whoever
reads it is told by an error, never by an end.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from threading import Condition, Lock
from typing import IO, Final

from .asked import Asked, Kind

_IN_MEMORY: Final = 1 << 20
_PIECE: Final = 1 << 16


class Room:
    """The bytes of all answers that are held in files."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0
        self._lock = Lock()

    def take(self, size: int) -> None:
        """Note that there are so many more, or fewer."""
        with self._lock:
            self._taken += size

    @property
    def full(self) -> bool:
        """Whether there are more than there may be."""
        return self._taken > self._most


class Answer:
    """What a query gives, in bytes.

    ``size`` and ``count`` are None while the answer still grows; ``seconds`` is how long the query
    ran, so far. Iterating gives all of it once and then closes it; it raises what stopped the query
    where the answer was given out before it was whole.
    """

    def __init__(self, started: float, room: Room) -> None:
        self.kind: Kind = "rows"
        self.form = ""
        self.size: int | None = None
        self.count: int | None = None
        self.failure: Exception | None = None
        self._started = started
        self._ran: float | None = None
        self._pieces: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._room = room
        self._taken = 0
        self._filed = 0
        self._grown = Condition()
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
        if self._file is not None:
            self._write(piece)
        else:
            self._pieces.append(piece)
            self._taken += len(piece)
            if self._taken > _IN_MEMORY:
                self.spill()
        return self._taken

    def spill(self) -> None:
        """Move what is held into a file, where it can be read while it grows."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
            pieces, self._pieces, self._taken = self._pieces, [], 0
            self._write(b"".join(pieces))

    def finish(self, count: int) -> None:
        """Say that the answer is whole."""
        self.size, self.count = self._taken, count
        self._end()

    def fail(self, failure: Exception) -> None:
        """Say that the answer will never be whole."""
        self.failure = failure
        self._end()

    def _end(self) -> None:
        with self._grown:
            self._ran = time.monotonic() - self._started
            self._grown.notify_all()
            if self._closed:
                self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
            self._room.take(-self._filed)

    def _write(self, piece: bytes) -> None:
        if self._closed or self._file is None:
            self._taken += len(piece)
            return
        self._filed += len(piece)
        self._room.take(len(piece))
        view = memoryview(piece)
        while view:
            view = view[self._file.write(view) :]
        with self._grown:
            self._taken += len(piece)
            self._grown.notify_all()

    def _from_file(self, file: IO[bytes]) -> Iterator[bytes]:
        at = 0
        whole = False
        while not whole or at < self._taken:
            whole = self._is_whole_beyond(at)
            piece = os.pread(file.fileno(), _PIECE, at)
            at += len(piece)
            if piece:
                yield piece

    def _is_whole_beyond(self, at: int) -> bool:
        """Wait until there is more than so many bytes, or all there will be; tell which."""
        with self._grown:
            self._grown.wait_for(lambda: self._ran is not None or self._taken > at)
            if self.failure:
                raise self.failure
            return self._ran is not None
