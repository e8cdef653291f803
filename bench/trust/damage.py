"""Files of a store are changed, cut, emptied, exchanged or taken away.

The engine tells of some of that, and of some it makes a wrong answer or none for ever; so nothing
may be read of a store that is not as its build left it.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

from bacthang.errors import StoreUnreadable
from bacthang.stores import open_store
from bacthang.stores.seal import WHOLE, verify

from .tally import Row, attempts, demand
from .world import World, is_told, ran

_HOW = ("a byte changed", "a run changed", "cut", "emptied", "exchanged", "gone", "longer")
_NO_DATA = ("LOG", "LOCK")
_SEAL = "bacthang.seal"


def damaged_files(world: World, count: int, seed: int) -> Row:
    """Damage any file of the store in any way, and open it."""

    def once(chance: random.Random, row: Row) -> None:
        before = world.now()
        folder = world.path.resolve()
        names = sorted(path.name for path in folder.iterdir())
        name = chance.choice([name for name in names if name not in _NO_DATA])
        how = chance.choice(_HOW)
        if (name, how) == (_SEAL, "gone"):
            how = "cut"
        file = folder / name
        with _Kept(file) as kept:
            damage(file, how, chance, folder)
            if kept.same(file):
                row.note("no change at all")
                return
            _is_unreadable(world)
            row.note(how)
        demand(world.now() == before, "with the file back as it was, the store is another")

    return attempts("store file damaged", count, seed, once)


def damaged_unseen(world: World, count: int, seed: int) -> Row:
    """Change bytes of a file and put back its date, as a failing disk would."""

    def once(chance: random.Random, row: Row) -> None:
        folder = world.path.resolve()
        names = sorted(path.name for path in folder.iterdir() if path.name not in _NO_DATA)
        file = folder / chance.choice([name for name in names if name != _SEAL])
        if not file.stat().st_size:
            row.note("an empty file")
            return
        with _Kept(file):
            at = file.stat()
            damage(file, "a byte changed", chance, folder)
            os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))
            try:
                verify(folder, reads=WHOLE)
            except StoreUnreadable:
                row.note("told by a verification of the whole")
            else:
                demand(False, f"{file.name} changed, and nobody is told")
        demand(verify(folder, reads=WHOLE), "no seal")

    return attempts("store file damaged, its date kept", count, seed, once)


def damaged_for_commands(world: World, count: int, seed: int) -> Row:
    """Damage a file, and ask on the command line, which must tell what to do; then do it."""
    verbs = (
        ("summary",),
        ("list", "documents"),
        ("check",),
        ("export", "--out", world.path.parent.parent / "export"),
    )

    def once(chance: random.Random, row: Row) -> None:
        before = world.now()
        folder = world.path.resolve()
        data = sorted(path for path in folder.iterdir() if path.suffix == ".sst")
        file = chance.choice(data)
        damage(file, chance.choice(_HOW[:4]), chance, folder)
        command = (*chance.choice(verbs), "--store", world.url)
        code, said = ran(*command)
        is_told(code, said, "bacthang build")
        row.note(command[0])
        world.rebuild(before)
        demand(ran(*command)[0] in (0, 1), "built again, it fails too")

    return attempts("store file damaged, command", count, seed, once)


class _Kept:
    """Puts a file back as it was, with its date."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._copy = file.parents[2] / "kept"

    def __enter__(self) -> _Kept:
        shutil.copy2(self._file, self._copy)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.copy2(self._copy, self._file)
        self._copy.unlink()

    def same(self, file: Path) -> bool:
        """Tell whether the file has the bytes that it had."""
        return file.exists() and file.read_bytes() == self._copy.read_bytes()


def damage(file: Path, how: str, chance: random.Random, folder: Path) -> None:
    """Damage a file of a store's folder in one of the ways there are."""
    data = bytearray(file.read_bytes())
    at = chance.randrange(len(data)) if data else 0
    match how:
        case "a byte changed" if data:
            data[at] ^= 1 << chance.randrange(8)
        case "a run changed":
            data[at : at + 64] = chance.randbytes(len(data[at : at + 64]))
        case "cut":
            del data[at:]
        case "emptied":
            data.clear()
        case "longer":
            data += chance.randbytes(chance.randrange(1, 5000))
        case "exchanged":
            other = chance.choice(sorted(folder.glob("*.sst")))
            data = bytearray(other.read_bytes())
        case "gone":
            file.unlink()
            return
    file.write_bytes(data)


def _is_unreadable(world: World) -> None:
    try:
        open_store(world.url)
    except StoreUnreadable as error:
        demand("bacthang build" in error.remedy("en"), "no remedy is told")
        demand("bacthang build" in error.remedy("vi"), "no remedy is told in Vietnamese")
    else:
        demand(False, "it is opened")
