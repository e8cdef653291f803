"""Whoever writes or reads is stopped at any moment: killed, terminated, interrupted."""

from __future__ import annotations

import random
import shutil
import signal
import time
from pathlib import Path

from bacthang.stores import open_store

from .tally import Row, attempts, demand
from .world import Process, World, ended, files_whole, ran, started, stopped, whole

_CLEAN = {signal.SIGTERM: 143, signal.SIGINT: 130}


def killed_builds(world: World, count: int, seed: int) -> Row:
    """Kill `bacthang build` at any moment of its work."""
    lasts = _length(world)

    def once(chance: random.Random, row: Row) -> None:
        before = world.now()
        wanted = world.other(before)
        reader = open_store(world.url)
        process = started("build", "--graph", world.roots[wanted], "--store", world.url)
        code, said = stopped(process, signal.SIGKILL, chance.uniform(0, lasts * 1.1))
        demand("Traceback" not in said, said)
        after = world.now()
        files_whole(world)
        if code == -signal.SIGKILL and after == before:
            row.note("before the swap")
        else:
            row.note("after it")
            demand(after == wanted, "an edition that was not built")
        demand(whole(reader, [before]) == before, "the reader lost its store")
        world.rebuild(world.other(after), held=1)
        demand(whole(reader, [before]) == before, "the reader lost its store to the next build")

    return attempts("build killed", count, seed, once)


def ended_builds(world: World, count: int, seed: int) -> Row:
    """Terminate and interrupt `bacthang build`: it puts back what it began."""
    lasts = _length(world)

    def once(chance: random.Random, row: Row) -> None:
        before = world.now()
        wanted = world.other(before)
        number = chance.choice([*_CLEAN])
        process = started("build", "--graph", world.roots[wanted], "--store", world.url)
        code, said = stopped(process, number, chance.uniform(0, lasts * 1.1))
        after = world.now()
        world.is_tidy()
        if after == before:
            demand(code == _CLEAN[number], f"exit code {code}: {said[-300:]}")
            demand("Stopped." in said and "Traceback" not in said, f"it said: {said[-300:]}")
            row.note(f"{number.name} before the swap")
        else:
            demand(code in (0, _CLEAN[number], -number), f"exit code {code}: {said[-300:]}")
            row.note(f"{number.name} after it")
        files_whole(world)

    return attempts("build terminated or interrupted", count, seed, once)


def killed_readers(world: World, count: int, seed: int) -> Row:
    """Kill who reads the store: the folder that he held goes with later builds."""

    def once(chance: random.Random, row: Row) -> None:
        held = world.path.resolve()
        process = started("export", "--store", world.url, "--out", world.path.parent / "out")
        code, _ = stopped(process, signal.SIGKILL, chance.uniform(0, 0.5))
        row.note("while it read" if code else "once it was done")
        shutil.rmtree(world.path.parent / "out", ignore_errors=True)
        for _ in range(2):
            world.rebuild(world.other(world.now()))
        demand(not held.exists(), "a store that nobody reads is left")

    return attempts("reader killed", count, seed, once)


def killed_checks(world: World, count: int, seed: int) -> Row:
    """Kill `bacthang check FILE`, which works on a draft beside the store."""
    file = world.path.parent.parent / "more.ttl"
    file.write_text(
        '<urn:more> <http://www.w3.org/2000/01/rdf-schema#label> "thêm"@vi .\n', "utf-8"
    )

    def once(chance: random.Random, row: Row) -> None:
        before = world.now()
        process = started("check", file, "--store", world.url)
        code = _killed_at_a_draft(process, world, chance)
        drafts = _drafts(world)
        row.note("with a draft left" if drafts else "with nothing left")
        demand(code in (0, 1, -signal.SIGKILL), f"exit code {code}")
        demand(world.now() == before, "the store is another one")
        if chance.random() < 0.5:
            code, said = ran("check", file, "--store", world.url)
            demand(code in (0, 1), f"the next check fails: {said[-300:]}")
        else:
            world.rebuild(world.other(before))
        demand(not _drafts(world), "the draft is left")
        world.is_tidy()

    return attempts("check FILE killed", count, seed, once)


def killed_exports(world: World, count: int, seed: int) -> Row:
    """Kill `bacthang export` over the files of an earlier one."""
    out = world.path.parent.parent / "export"
    expected = {}
    for digest in world.editions:
        world.rebuild(digest)
        demand(ran("export", "--store", world.url, "--out", out)[0] == 0, "the export fails")
        expected[digest] = _contents(out)

    def once(chance: random.Random, row: Row) -> None:
        before = world.now()
        world.rebuild(world.other(before))
        process = started("export", "--store", world.url, "--out", out)
        code, _ = stopped(process, signal.SIGKILL, chance.uniform(0, 1.5))
        row.note("while it wrote" if code else "once it was done")
        known = [edition for edition in expected.values()]
        for name, content in _contents(out).items():
            demand(any(own[name] == content for own in known), f"{name} is half written")
        code, said = ran("export", "--store", world.url, "--out", out)
        demand(code == 0, f"the next export fails: {said[-300:]}")
        demand(_contents(out) == expected[world.now()], "the files are not those of the store")
        demand(not [*out.glob(".*")], "something half written is left")

    return attempts("export killed", count, seed, once)


def _length(world: World) -> float:
    """Return how long a build works, from its first word to its end."""
    process = started("build", "--graph", world.roots[world.now()], "--store", world.url)
    assert process.stderr
    process.stderr.readline()
    began = time.monotonic()
    code, said = ended(process)
    demand(code == 0, f"a build that nobody disturbs fails: {said[-300:]}")
    return time.monotonic() - began


def _killed_at_a_draft(process: Process, world: World, chance: random.Random) -> int:
    """Kill a check at any moment of its work, most often while it has a draft."""
    if chance.random() < 0.2:
        return stopped(process, signal.SIGKILL, chance.uniform(0, 0.3))[0]
    while process.poll() is None and not _drafts(world):
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.05))
    process.kill()
    return ended(process)[0]


def _drafts(world: World) -> list[Path]:
    return [*world.path.parent.glob("store.draft-*")]


def _contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
