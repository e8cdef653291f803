"""A folder to work in that goes with the process that made it, however that ends.

It is locked as long as it is in use; the lock is the kernel's (flock) and dies with its process.
Whoever makes the next one beside it first removes those that nobody has locked: what a killed
process has left.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

_ATTEMPTS: Final = 100
_PAUSE: Final = 0.02
_MADE: Final = re.compile(r"[a-z0-9_]{8}")
"""What ``mkdtemp`` adds to a name; a folder that somebody has named otherwise is not ours."""


@contextmanager
def scratch(beside: Path, prefix: str) -> Iterator[Path]:
    """Give an empty folder in ``beside`` whose name begins with ``prefix``, removed at the end.

    Raises OSError when there can be none.
    """
    clear(beside, prefix)
    folder, held = _made(beside, prefix)
    try:
        yield folder
    finally:
        _remove_all(folder)
        os.close(held)


def clear(beside: Path, prefix: str) -> None:
    """Remove what processes that are no more have left in ``beside`` under such names."""
    with suppress(OSError):
        for left in beside.iterdir():
            if left.name.startswith(prefix) and _MADE.fullmatch(left.name.removeprefix(prefix)):
                remove_unheld(left)


def remove_unheld(folder: Path) -> None:
    """Remove a folder unless somebody has it locked, or it is none of ours to remove."""
    with suppress(OSError):
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)


def _made(beside: Path, prefix: str) -> tuple[Path, int]:
    """Return a new folder and its lock; one that was cleared away in between is made again."""
    while True:
        folder = Path(mkdtemp(prefix=prefix, dir=beside))
        with suppress(FileNotFoundError):
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(held, fcntl.LOCK_SH)
            if os.fstat(held).st_nlink:
                return folder, held
            os.close(held)


def _remove_all(folder: Path) -> None:
    """Remove a folder in which the engine may still be at work for a moment."""
    for _ in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
