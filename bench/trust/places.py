"""A store in odd places: names that programs stumble over, no right to write, other dates."""

from __future__ import annotations

import ctypes
import os
import random

from .tally import Row, attempts, demand
from .world import MORE, World, is_told, ran

_LIBC = ctypes.CDLL(None)
_PR_CAPBSET_DROP = 24
_EVERYWHERE = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7))."""
_ODD = ("kho dữ liệu của tôi", "đồ thị 'một' & \"hai\" #3?%20", "kho\u0301", "-kho", "a" * 100)


def odd_names(world: World, count: int, seed: int) -> Row:
    """Build, ask, check and export below a name that programs stumble over."""

    def once(chance: random.Random, row: Row) -> None:
        name = chance.choice(_ODD)
        folder = world.path.parent.parent / f"places-{chance.random()}" / name
        folder.mkdir(parents=True)
        own = World(folder / name, world.editions, world.roots)
        (file := folder / f"{name}.ttl").write_text(MORE, "utf-8")
        root = next(iter(world.roots.values()))
        for command in (
            ("build", "--graph", root, "--store", own.url),
            ("summary", "--store", own.url),
            ("check", file, "--store", own.url),
            ("export", "--store", own.url, "--out", folder / "out"),
            ("build", "--graph", root, "--store", own.url),
        ):
            code, said = ran(*command)
            demand(code in (0, 1), f"{command[0]} in “{name}”: {said[-300:]}")
        demand(own.now() in world.editions, "another content")
        row.note("each command did its work")

    return attempts("odd names of folders", count, seed, once)


def no_rights(world: World, count: int, seed: int) -> Row:
    """Build, check and export where one may not write, and read where one may not read."""

    def once(chance: random.Random, row: Row) -> None:
        before = world.now()
        data, out = world.path.parent, world.path.parent.parent / "closed"
        out.mkdir(exist_ok=True)
        file = world.path.parent.parent / "more.ttl"
        file.write_text(MORE, "utf-8")
        hidden = chance.choice(sorted(world.path.resolve().glob("*.sst")))
        try:
            out.chmod(0o555)
            data.chmod(0o555)
            build = ("build", "--graph", world.roots[before], "--store", world.url)
            is_told(*_as_others(*build), "Check who may write there")
            export = ("export", "--store", world.url, "--out", out)
            is_told(*_as_others(*export), "check who may write there")
            code, said = _as_others("check", file, "--store", world.url)
            demand(code in (0, 1), f"a check that may not write beside the store: {said[-300:]}")
            hidden.chmod(0)
            is_told(*_as_others("summary", "--store", world.url), "bacthang build")
        finally:
            hidden.chmod(0o644)
            data.chmod(0o755)
            out.chmod(0o755)
        world.rebuild(before)
        row.note("told, or done without")

    return attempts("no right to write or read", count, seed, once)


def other_dates(world: World, count: int, seed: int) -> Row:
    """Give the files dates long ago or to come, and take away the folder of temporary files."""

    def once(chance: random.Random, row: Row) -> None:
        before = world.now()
        at = chance.choice((0, 4_102_444_800, chance.randrange(1 << 31)))
        for path in world.path.resolve().iterdir():
            os.utime(path, (at, at))
        demand(world.now() == before, "another content")
        code, said = ran("summary", "--store", world.url, TMPDIR="/no/such/folder")
        demand(code == 0, f"summary: {said[-300:]}")
        world.rebuild(world.other(before))
        row.note("read")

    return attempts("other dates, no folder of temporary files", count, seed, once)


def _as_others(*arguments: object) -> tuple[int, str]:
    """Run a command without root's right to write and read everywhere, also where root runs it."""
    return ran(*arguments, limit=_give_up)


def _give_up() -> None:
    for capability in _EVERYWHERE:
        _LIBC.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
