"""A new store is written beside the old one and takes its place in one step.

``<store>`` is a symbolic link into ``<store>.builds/``, where every build has a folder of its own.
A reader follows the link once; replacing the link is one rename (POSIX rename(2)), so that it finds
the whole old store or the whole new one. It holds the folder that it found, and no build removes a
folder that is held, for the engine opens files when it needs them. What is left over goes with a
later build, also what a killed one has left. Locks are the kernel's (flock), which die with the
process that has them.
"""

from __future__ import annotations

import errno
import fcntl
import getpass
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from ..errors import DiskFull, Occupied, StoreLocked, StoreUnwritable

_FULL = ("No space left on device", "Disk quota exceeded")


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
            _remove_all(folder, keep=_current(path))
            new = folder / uuid4().hex
            new.mkdir()
            try:
                yield new
                before = _current(path)
                _point(path, new)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            _remove_all(folder, keep=new.name, also=before)
    except OSError as error:
        raise _unwritable(path, error) from error


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


def _unwritable(path: Path, error: OSError) -> DiskFull | StoreUnwritable:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT) or any(sign in str(error) for sign in _FULL)
    return (DiskFull if full else StoreUnwritable)(path=path, what=error)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.with_name(path.name + ".lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StoreLocked(path=path, holder=lock.read().strip() or "?") from None
        lock.truncate(0)
        lock.write(_holder())
        lock.flush()
        yield
        lock.truncate(0)


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


def _point(path: Path, new: Path) -> None:
    link = path.with_name(f"{path.name}.{new.name}")
    link.symlink_to(Path(new.parent.name) / new.name)
    link.replace(path)
    parent = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def _remove_all(folder: Path, keep: str, also: str = "") -> None:
    for left in folder.iterdir():
        if left.name not in (keep, also):
            _remove(left)


def _remove(left: Path) -> None:
    """Remove a folder of a build unless somebody holds it."""
    with suppress(OSError):
        held = os.open(left, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(held)
