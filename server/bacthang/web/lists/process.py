"""The lists of one edition: found beside the store, or written in the background."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Semaphore, Thread
from typing import Final

from ...errors import ListingsFailed, ListingsPending
from ...listings import FILE_NAME, Listings
from ...stores import BuildInfo, path_of
from ...stores.oxigraph import SCHEME
from ...views.listed import edition_of

_LOG: Final = logging.getLogger("bacthang.web")
_AGAIN: Final = 10
"""After how many seconds to ask again."""
_WAITING: Final = 8
"""How many requests wait for the lists at once."""


class Lists:
    """What pages list of one edition; ``seconds`` is how long a request waits for it.

    ``is_served`` is given for a store behind a server, and tells whether it still is of the
    edition: what was read of another is written again, and so is what a server did not give.
    """

    def __init__(
        self,
        url: str,
        info: BuildInfo,
        seconds: float = 5.0,
        is_served: Callable[[], bool] | None = None,
    ) -> None:
        self._url = url
        self._is_served = is_served
        self._lock = Lock()
        self._seconds = seconds
        self._places = Semaphore(_WAITING)
        self._folder: TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._what = ""
        self._ended = Event()
        self._closed = False
        self._edition = edition_of(info)
        self._found = _beside(url, self._edition)
        if self._found:
            self._ended.set()
        else:
            self._begin()

    def ready(self) -> Listings:
        """Return the lists.

        Raises ListingsPending while they are being written, ListingsFailed when they could not be.
        """
        if not self._awaited():
            raise ListingsPending(seconds=_AGAIN)
        if self._found is None:
            if self._is_served is None:
                raise ListingsFailed(what=self._what)
            self._begin_again()
            raise ListingsPending(seconds=_AGAIN)
        return self._found

    def close(self) -> None:
        """End what writes them, and let go of them."""
        self._closed = True
        if self._process:
            self._process.kill()
        self._ended.wait()
        if self._found:
            self._found.close()
        if self._folder:
            self._folder.cleanup()

    def _begin_again(self) -> None:
        with self._lock:
            if self._ended.is_set() and not self._found and not self._closed:
                self._ended.clear()
                if self._folder:
                    self._folder.cleanup()
                self._begin()

    def _begin(self) -> None:
        """Have the lists written by a process of its own."""
        self._folder = TemporaryDirectory(prefix="bacthang-pages-")
        path = Path(self._folder.name) / FILE_NAME
        command = (sys.executable, "-X", "utf8", "-m", "bacthang.web.lists.inside")
        try:
            self._process = subprocess.Popen(
                (*command, self._url, str(path)),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        except OSError as error:
            self._fail(str(error))
            self._ended.set()
            return
        Thread(target=self._await, args=(self._process, path), daemon=True).start()

    def _await(self, process: subprocess.Popen[bytes], path: Path) -> None:
        _, said = process.communicate()
        found = Listings(path)
        is_sound = process.returncode == 0 and found.is_of(self._edition)
        if is_sound and (self._is_served is None or self._is_served()):
            self._found = found
        elif not self._closed:
            self._fail(said.decode(errors="replace").strip().rpartition("\n")[2] or "—")
        self._ended.set()

    def _fail(self, what: str) -> None:
        self._what = what
        _LOG.error("the lists of the pages were not written: %s", what)

    def _awaited(self) -> bool:
        """Wait for the lists, unless others do already: only a few threads stand still."""
        if self._ended.is_set():
            return True
        if not self._places.acquire(blocking=False):
            return False
        try:
            return self._ended.wait(self._seconds)
        finally:
            self._places.release()


def _beside(url: str, edition: str) -> Listings | None:
    """Return the lists that the build has left, where they are those of this build and program."""
    if not url.startswith(SCHEME):
        return None
    found = Listings(path_of(url) / FILE_NAME)
    if found.is_of(edition):
        return found
    found.close()
    return None
