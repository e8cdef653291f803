"""The files of an export, written once an edition by a process of its own, which nobody waits for.

They are written when somebody first asks, into a folder that goes with the edition.
"""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Semaphore, Thread
from typing import Final

from ...errors import DumpsFailed, DumpsPending
from ...export.files import FILES, File
from ..editions import Edition

_LOG = logging.getLogger("bacthang.web")
_AGAIN: Final = 10
"""After how many seconds to ask again."""
_WAITING: Final = 2
"""How many requests wait for the files at once."""


@dataclass(frozen=True)
class Download:
    """A file that can be fetched."""

    file: File
    path: Path
    size: int
    sha256: str


def dumps_of(own: Edition) -> Dumps:
    """Return the downloads of an edition."""
    return own.memo("dumps", lambda: Dumps(own.url, is_served=own.is_served))


class Dumps:
    """The downloads of one edition; ``seconds`` is how long a request waits for them.

    ``is_served`` tells whether the store still is of the edition: else they were made of another.
    """

    def __init__(
        self, url: str, seconds: float = 15.0, is_served: Callable[[], bool] = lambda: True
    ) -> None:
        self._url = url
        self._is_served = is_served
        self._seconds = seconds
        self._folder: TemporaryDirectory[str] | None = None
        self._lock = Lock()
        self._places = Semaphore(_WAITING)
        self._ended = Event()
        self._begun = False
        self._made: dict[str, Download] = {}

    def made(self) -> Mapping[str, Download]:
        """Return the downloads by file name, in the order of an export.

        Raises DumpsPending while they are being written, DumpsFailed when they could not be.
        """
        self.begin()
        if not self._awaited():
            raise DumpsPending(seconds=_AGAIN)
        if not self._made:
            raise DumpsFailed
        return self._made

    def begin(self) -> Mapping[str, Download]:
        """Have the downloads written, without waiting; return those that are there already."""
        with self._lock:
            if not self._begun:
                self._begun = True
                self._ended.clear()
                Thread(target=self._make, daemon=True).start()
        return self._made

    def _awaited(self) -> bool:
        """Wait for the files, unless others do already: no more than a few threads stand still."""
        if not self._places.acquire(blocking=False):
            return self._ended.is_set()
        try:
            return self._ended.wait(self._seconds)
        finally:
            self._places.release()

    def _make(self) -> None:
        try:
            self._made = self._written()
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines()
            self._fail(" ".join(said[-2:]) or error)
        except (OSError, _OfAnother) as error:
            self._fail(error)
        finally:
            self._ended.set()

    def _fail(self, why: object) -> None:
        _LOG.error("the downloads were not written: %s", why)
        self._begun = False

    def _written(self) -> dict[str, Download]:
        self._folder = TemporaryDirectory(prefix="bacthang-dumps-")
        out = Path(self._folder.name)
        command = [sys.executable, "-m", "bacthang", "export", "--store", self._url]
        subprocess.run([*command, "--out", str(out)], check=True, capture_output=True)
        if not self._is_served():
            raise _OfAnother("the data were replaced meanwhile")
        return {file.file_name: _download(file, out / file.file_name) for file in FILES}


class _OfAnother(Exception):
    """The files may be of two builds."""


def _download(file: File, path: Path) -> Download:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Download(file, path, path.stat().st_size, digest)
