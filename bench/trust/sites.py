"""A front whose store is damaged while it serves, or whose disk has no room for answers."""

from __future__ import annotations

import json
import random
from http.client import IncompleteRead
from urllib.parse import quote

from bacthang.build import build

from .crowds import ACCEPT, PATHS, answers
from .damage import damage
from .disks import by, small_disk, some
from .fronts import Answer, Front, awaited, front
from .tally import Row, attempts, demand
from .world import World

_LARGE = f"/sparql?query={quote('SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 60000')}"
_DUMP = "/dumps/bacthang.nq"
_PROBLEM = "application/problem+json"
_SOFTWARE = f"{ACCEPT}, {_PROBLEM}"


def damaged_under_fronts(world: World, count: int, seed: int) -> Row:
    """Damage a file of the store while a front serves it, then build again."""
    with front("--store", world.url) as served:
        expected = {digest: answers(world, served, digest) for digest in world.editions}

        def once(chance: random.Random, row: Row) -> None:
            before = world.now()
            folder = world.path.resolve()
            file = chance.choice(sorted(folder.glob("*.sst")))
            how = chance.choice(("a byte changed", "a run changed", "cut", "emptied", "gone"))
            damage(file, how, chance, folder)
            awaited(lambda: served.get("/healthz").status == 503, "the damage is seen")
            for path in PATHS:
                _is_problem(world, served.get(path, _SOFTWARE))
            demand(served.process.poll() is None, "the front ended")
            row.note(how)
            wanted = world.other(before)
            build(world.editions[wanted], world.url)
            awaited(lambda: served.get("/healthz").status == 200, "the new build is served")
            for path in PATHS:
                demand(served.get(path, ACCEPT) == expected[wanted][path], f"{path} is another")

        return attempts("store damaged under a front", count, seed, once)


def full_for_fronts(world: World, count: int, seed: int) -> Row:
    """Ask a front for large answers and dumps where there is no room to keep them."""
    with small_disk() as disk, front("--store", world.url, TMPDIR=str(disk.folder)) as served:
        small = served.get(PATHS[0])
        large = served.get(_LARGE)
        demand(small.status == large.status == 200, f"at rest: {large.status}")

        def once(chance: random.Random, row: Row) -> None:
            with disk.narrow(some(chance, len(large.body)), served.process.pid):
                row.note(_large(world, served, large))
                demand(served.get(PATHS[0]) == small, "a small answer is another")
            demand(served.get(_LARGE) == large, "with room the answer is another")

        row = attempts("disk full: answers of a front", count, seed, once)
    return by(disk, row)


def full_for_dumps(world: World, count: int, seed: int) -> Row:
    """Ask a front for dumps where there is no room to write them."""

    def once(chance: random.Random, row: Row) -> None:
        with small_disk() as disk, front("--store", world.url, TMPDIR=str(disk.folder)) as served:
            with disk.narrow(chance.randrange(0, 100_000), served.process.pid):
                _settled(served)
                met = served.get(_DUMP, f"application/n-quads, {_PROBLEM}")
                demand(met.status != 200, "a dump for which there is no room")
                _is_problem(world, met)
            awaited(lambda: served.get(_DUMP).status == 200, "with room the dump is written")
            demand(served.get(_DUMP).body.count(b"\n") > 100, "the dump is not whole")
            row.note("told, and written later")
            row = by(disk, row)

    return attempts("disk full: dumps of a front", count, seed, once)


def _large(world: World, served: Front, whole: Answer) -> str:
    """Ask for a large answer; tell whether it came, was refused, or was seen to be cut."""
    try:
        met = served.get(_LARGE, _SOFTWARE)
    except IncompleteRead:
        return "cut off, as the client sees"
    if met.status == 200:
        demand(met.body == whole.body, "a large answer is not whole, and nothing tells")
        return "whole"
    _is_problem(world, met)
    return "refused"


def _settled(served: Front) -> None:
    """Wait until the dumps are not being written any more."""
    awaited(lambda: b"DumpsPending" not in served.get(_DUMP, _PROBLEM).body, "dumps are settled")


def _is_problem(world: World, answer: Answer) -> None:
    """See that an answer is a problem document with a remedy, and names no place of the machine."""
    demand(500 <= answer.status < 600, f"{answer.status}: {answer.body[:200]!r}")
    demand(answer.kind == _PROBLEM, f"no problem document: {answer.body[:200]!r}")
    told = json.loads(answer.body)
    demand(told["status"] == answer.status and told["remedy"], f"no remedy: {told}")
    demand(str(world.path.parent) not in answer.body.decode(), f"a place is named: {told}")
