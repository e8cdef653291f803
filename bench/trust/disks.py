"""A disk that has no room, a little or nearly enough: a small one of our own, or a bound on files.

Where this process may mount one, it is a tmpfs; else each file is bounded (RLIMIT_FSIZE), which
the engine and Python meet as a write that fails.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .tally import Row, attempts, demand
from .world import MORE, World, files_whole, is_told, ran

MOUNT = "mount"
_SIZE = 96 << 20
_GRAIN = 4096
_TOLD = "Free some space"


@dataclass
class Disk:
    """A place to write to that can be made narrow."""

    folder: Path
    mounted: bool

    @contextmanager
    def narrow(self, room: int, running: int = 0) -> Iterator[Callable[[], None] | None]:
        """Leave so many bytes of room; give what a process must call first to be bounded.

        One that is running already is bounded by its number.
        """
        if not self.mounted:
            most = resource.RLIM_INFINITY
            if running:
                resource.prlimit(running, resource.RLIMIT_FSIZE, (room, most))
            yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            if running:
                resource.prlimit(running, resource.RLIMIT_FSIZE, (most, most))
            return
        filler = self.folder / "filler"
        found = os.statvfs(self.folder)
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, found.f_bavail * found.f_frsize - room))
        try:
            yield None
        finally:
            filler.unlink()


@contextmanager
def small_disk() -> Iterator[Disk]:
    """Give a small disk, or a folder whose files can be bounded."""
    folder = Path(tempfile.mkdtemp(prefix="bacthang-disk-"))
    options = f"size={_SIZE}"
    mounting = [MOUNT, "-t", "tmpfs", "-o", options, "bacthang-faults", str(folder)]
    try:
        mounted = subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield Disk(folder, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder)


def full_for_builds(world: World, count: int, seed: int) -> Row:
    """Build where there is no room for it, or hardly any."""
    with small_disk() as disk:
        own = _moved(world, disk.folder / "data" / "store")
        need = _size(own.path.resolve()) if disk.mounted else _largest(own.path.resolve())

        def once(chance: random.Random, row: Row) -> None:
            before = own.now()
            wanted = own.other(before)
            own.forget_older()
            with disk.narrow(some(chance, need)) as limit:
                code, said = ran(
                    "build", "--graph", own.roots[wanted], "--store", own.url, limit=limit
                )
                after = own.now()
                if code:
                    is_told(code, said, _TOLD, "the old store is untouched")
                    demand(after == before, "the store is another one")
                    row.note("told")
                else:
                    demand(after == wanted, "it says that it built")
                    row.note("room enough")
                files_whole(own)
                own.is_tidy()
            own.rebuild(own.other(after))

        row = attempts("disk full: build", count, seed, once)
    return by(disk, row)


def full_for_exports(world: World, count: int, seed: int) -> Row:
    """Export to where there is no room: what was there stays, and nothing is half written."""
    with small_disk() as disk:
        out = disk.folder / "export"
        demand(ran("export", "--store", world.url, "--out", out)[0] == 0, "the export fails")
        need = _size(out) if disk.mounted else _largest(out)

        def once(chance: random.Random, row: Row) -> None:
            old = _contents(out)
            world.rebuild(world.other(world.now()))
            command = ("export", "--store", world.url, "--out", out)
            with disk.narrow(some(chance, need)) as limit:
                code, said = ran(*command, limit=limit)
                if code:
                    is_told(code, said, _TOLD, "the files before are untouched")
                    demand(_contents(out) == old, "the files before are touched")
                    row.note("told")
                else:
                    row.note("room enough")
                demand(not [*out.glob(".*")], "something half written is left")
            demand(ran(*command)[0] == 0, "with room it fails too")
            demand(_contents(out).keys() == old.keys(), "files are missing")

        row = attempts("disk full: export", count, seed, once)
    return by(disk, row)


def full_for_checks(world: World, count: int, seed: int) -> Row:
    """Check a file where its draft has no room, and a report where it has none."""
    with small_disk() as disk:
        own = _moved(world, disk.folder / "data" / "store")
        file = disk.folder / "more.ttl"
        file.write_text(MORE, "utf-8")

        def once(chance: random.Random, row: Row) -> None:
            before = own.now()
            command = ("check", file, "--store", own.url, "--out", disk.folder / "report.html")
            with disk.narrow(some(chance, 300_000)) as limit:
                code, said = ran(*command, "--format", "html", limit=limit)
                if code not in (0, 1):
                    is_told(code, said, _TOLD)
                    row.note("told")
                else:
                    row.note("room enough")
                demand(own.now() == before, "the store is another one")
                demand(not [*own.path.parent.glob("store.draft-*")], "the draft is left")
                demand(not [*disk.folder.glob(".report*")], "half a report is left")
            demand(ran(*command, "--format", "html")[0] in (0, 1), "with room it fails too")
            files_whole(own)

        row = attempts("disk full: check FILE", count, seed, once)
    return by(disk, row)


def _moved(world: World, path: Path) -> World:
    own = World(path, world.editions, world.roots)
    path.parent.mkdir(parents=True)
    own.rebuild(next(iter(world.editions)))
    return own


def some(chance: random.Random, need: int) -> int:
    """Return some room up to a little more than what is needed, a whole number of pages."""
    share = chance.choice((0.0, chance.random(), chance.random(), 1.6))
    return int(need * share) // _GRAIN * _GRAIN


def by(disk: Disk, row: Row) -> Row:
    """Return a row that tells how the disk was made narrow."""
    row.note("run on a tmpfs" if disk.mounted else "run by RLIMIT_FSIZE")
    return row


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _largest(folder: Path) -> int:
    return max(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
