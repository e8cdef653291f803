"""Lines in order, however many: sorted as far as memory goes, then on disk, and merged at the end.

What is kept on disk lies in a file without a name, which goes with the process.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

_IN_MEMORY: Final = 64_000_000
"""So many bytes are sorted in memory before they go to disk."""

_BLOCK: Final = 1_000_000
"""So many bytes of each sorted run are read at a time."""


class SortedLines:
    """Lines of bytes, taken in any order and given back in that of their bytes.

    Raises OSError when ``folder`` has no room for them.
    """

    def __init__(
        self, folder: Path | None = None, in_memory: int = _IN_MEMORY, block: int = _BLOCK
    ) -> None:
        self._folder = folder
        self._limit = in_memory
        self._block = block
        self._held: list[bytes] = []
        self._size = 0
        self._disk: IO[bytes] | None = None
        self._runs: list[tuple[int, int]] = []

    def take(self, text: bytes) -> None:
        """Take lines, each of them ended by a line feed."""
        lines = text.split(b"\n")
        lines.pop()
        self._held += lines
        self._size += len(text)
        if self._size > self._limit:
            self._put_away()

    def blocks(self) -> Iterator[list[bytes]]:
        """Yield all lines in order, some at a time, equal ones together; none is kept."""
        self._held.sort()
        if self._disk is None:
            yield self._held
            return
        with closing(self._disk) as disk:
            runs = [_Run(disk.fileno(), *run, self._block) for run in self._runs]
            runs.append(_Run(disk.fileno(), 0, 0, self._block, self._held))
            while runs := [run for run in runs if run.more()]:
                bound = min(run.last for run in runs)
                lines = [line for run in runs for line in run.upto(bound)]
                lines.sort()
                yield lines

    def _put_away(self) -> None:
        """Write what is held to disk, in order."""
        if self._disk is None:
            self._disk = TemporaryFile(dir=self._folder)  # noqa: SIM115
        self._held.sort()
        start = self._disk.tell()
        self._disk.write(b"\n".join(self._held) + b"\n")
        self._disk.flush()
        self._runs.append((start, self._disk.tell()))
        self._held.clear()
        self._size = 0


class _Run:
    """Sorted lines of which some are held at a time."""

    def __init__(
        self, disk: int, start: int, end: int, block: int, held: list[bytes] | None = None
    ) -> None:
        self._disk = disk
        self._start = start
        self._end = end
        self._block = block
        self._held = held or []

    @property
    def last(self) -> bytes:
        """The last of the lines held."""
        return self._held[-1]

    def more(self) -> bool:
        """Read on if nothing is held; tell whether anything is."""
        if not self._held and self._start < self._end:
            size = min(self._block, self._end - self._start)
            block = os.pread(self._disk, size, self._start)
            while (end := block.rfind(b"\n")) < 0:
                size *= 2
                block = os.pread(self._disk, min(size, self._end - self._start), self._start)
            self._held = block[:end].split(b"\n")
            self._start += end + 1
        return bool(self._held)

    def upto(self, bound: bytes) -> list[bytes]:
        """Give away the lines that are not above a bound."""
        given: list[bytes] = []
        while self.more() and self._held[0] <= bound:
            cut = bisect_right(self._held, bound)
            given += self._held[:cut]
            self._held = self._held[cut:]
        return given
