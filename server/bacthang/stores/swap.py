"""A new store is written beside the old one and takes its place in one step.

``<store>`` is a symbolic link into ``<store>.builds/``, where every build has a folder of its own.
A reader follows the link once; replacing the link is one rename (POSIX rename(2)), so that it finds
the whole old store or the whole new one. It holds the folder that it found, and no build removes a
folder that is held, for the engine opens files when it needs them. What is left over goes with a
later build, also what a killed one has left, and the drafts of killed checks. Locks are the
kernel's (flock), which die with the process that has them.
"""

from __future__ import annotations

import fcntl
import getpass
import glob
import os
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

from ..errors import Occupied, StoreLocked
from ..scratch import clear, remove_unheld
from .seal import seal
from .trouble import UNSOUND, is_of_files, unwritable

_NAME: Final = re.compile("[0-9a-f]{32}")
"""What a build is called."""
_ATTEMPTS: Final = 100
_PAUSE: Final = 0.02


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give an empty folder to build in, which becomes the store at ``path`` if all goes well.

    If anything is raised inside, the store before is as it was. Raises StoreLocked when another
    build is at work there, Occupied when something that no build has made is in the way, DiskFull
    and StoreUnwritable for what the file system refuses.
    """
    if path.name in ("", ".."):
        raise Occupied(path=path)
    folder = path.with_name(path.name + ".builds")
    try:
        _check_place(path, folder)
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            before = _current(path)
            _remove_left(path, folder, keep={before})
            new = folder / uuid4().hex
            try:
                new.mkdir()
                yield new
                seal(new)
                _point(path, new)
            except BaseException:
                # It may come from without, as an interruption, and then also after the swap.
                if _current(path) != new.name:
                    shutil.rmtree(new, ignore_errors=True)
                    _link_to(path, new).unlink(missing_ok=True)
                raise
            _remove_left(path, folder, keep={before, new.name})
    except UNSOUND as error:
        if isinstance(error, OSError) or is_of_files(error):
            raise unwritable(path, error) from error
        raise


def hold(path: Path) -> tuple[Path, int]:
    """Return the folder of the store at ``path``, and a descriptor to close when it is let go.

    Until then no build removes it. Raises OSError when there is none.
    """
    while True:
        folder = path.resolve(strict=True)
        try:
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        fcntl.flock(held, fcntl.LOCK_SH)
        if os.fstat(held).st_nlink:
            return folder, held
        os.close(held)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.with_name(path.name + ".lock").open("a+", encoding="utf-8") as lock:
        _take(lock, path)
        try:
            lock.truncate(0)
            lock.write(_holder())
            lock.flush()
            yield
        finally:
            lock.truncate(0)


def _take(lock: IO[str], path: Path) -> None:
    """Lock, unless another has; one who has just come or is just going has no name there yet."""
    holder = ""
    for _ in range(_ATTEMPTS):
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip()
        if holder:
            break
        time.sleep(_PAUSE)
    raise StoreLocked(path=path, holder=holder or "?")


def _holder() -> str:
    started = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
    return f"{getpass.getuser()}@{socket.gethostname()}, PID {os.getpid()}, {started}"


def _check_place(path: Path, folder: Path) -> None:
    """Refuse to replace what no build has made: anything but a link into the folder of builds."""
    if path.is_symlink():
        target = path.parent / os.readlink(path)
        ours = target.resolve().parent == folder.resolve()
    else:
        ours = not path.exists()
    if not ours:
        raise Occupied(path=path)


def _current(path: Path) -> str:
    """Return the name of the folder that the store is in now, or nothing."""
    return Path(os.readlink(path)).name if path.is_symlink() else ""


def _link_to(path: Path, new: Path) -> Path:
    """Return where the link to a build lies until it takes the place of the one before."""
    return path.with_name(f"{path.name}.{new.name}")


def _point(path: Path, new: Path) -> None:
    _sync(new.parent)
    link = _link_to(path, new)
    link.symlink_to(Path(new.parent.name) / new.name)
    link.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _remove_left(path: Path, folder: Path, keep: set[str]) -> None:
    """Remove builds and drafts that nobody reads, and links that a killed build has left."""
    for left in folder.iterdir():
        if left.name not in keep:
            remove_unheld(left)
    clear(path.parent, draft_prefix(path))
    for link in path.parent.glob(f"{glob.escape(path.name)}.*"):
        if link.is_symlink() and _NAME.fullmatch(link.name.removeprefix(f"{path.name}.")):
            with suppress(OSError):
                link.unlink()


def draft_prefix(path: Path) -> str:
    """Return how the folders begin in which something is tried out over a store."""
    return f"{path.name}.draft-"
