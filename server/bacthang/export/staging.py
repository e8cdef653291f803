"""Files written beside their place and moved there together, once all of them are whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import OutputUnwritable
from ..scratch import scratch

Publish = Callable[[Path], Path]


@contextmanager
def staged(out: Path) -> Iterator[tuple[Path, Publish]]:
    """Give a folder to write in, and a function that marks a file of it as fit to be seen.

    The marked files are moved into ``out`` when the block ends well, each in one step (POSIX
    rename(2)); if anything is raised, ``out`` is as it was. What a killed export has left in it
    goes. Raises OutputUnwritable when the file system refuses, for want of room or of right.
    """
    made = not out.exists()
    published: list[Path] = []

    def publish(file: Path) -> Path:
        published.append(file)
        return out / file.name

    try:
        out.mkdir(parents=True, exist_ok=True)
        with scratch(out, ".export-") as folder:
            yield folder, publish
            for file in published:
                _settle(file)
            for file in published:
                os.replace(file, out / file.name)
    except OSError as error:
        raise OutputUnwritable(path=out, what=error.strerror or error) from error
    finally:
        if made and out.is_dir() and not any(out.iterdir()):
            out.rmdir()


def _settle(file: Path) -> None:
    """Have a file on the disk, not only in its cache, before it takes the place of another."""
    with file.open("rb") as written:
        os.fsync(written.fileno())
