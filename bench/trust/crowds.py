"""Many build at once, and builds take the store's place while a front is asked."""

from __future__ import annotations

import random
import re
import threading
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote

from bacthang.build import build

from .fronts import Answer, Front, asked, awaited, front
from .tally import Row, attempts, demand
from .world import WITHIN, World, ended, files_whole, started

_QUERIES = (
    "SELECT ?h { GRAPH <https://w3id.org/bacthang/graph/build> "
    "{ ?d <http://purl.org/dc/terms/identifier> ?h } } ORDER BY ?h",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?n { ?a <http://www.w3.org/2000/01/rdf-schema#label> ?n } ORDER BY ?n",
)
PATHS = (
    *(f"/sparql?query={quote(query)}" for query in _QUERIES),
    "/",
    "/documents",
    "/sitemap.xml",
)
ACCEPT = "text/csv, text/html;q=0.5, */*;q=0.1"


def two_builds(world: World, count: int, seed: int) -> Row:
    """Begin two builds at once."""
    return attempts("two builds at once", count, seed, lambda *own: _crowd(world, 2, *own))


def ten_builds(world: World, count: int, seed: int) -> Row:
    """Begin ten builds at once."""
    return attempts("ten builds at once", count, seed, lambda *own: _crowd(world, 10, *own))


def _crowd(world: World, size: int, chance: random.Random, row: Row) -> None:
    before = world.now()
    editions = [chance.choice([*world.editions]) for _ in range(size)]
    processes = [
        started("build", "--graph", world.roots[edition], "--store", world.url)
        for edition in editions
    ]
    ends = [ended(process) for process in processes]
    won = {edition for edition, (code, _) in zip(editions, ends, strict=True) if code == 0}
    demand(won, "nobody built")
    for code, said in ends:
        if code:
            demand(code == 2 and "Another build is writing" in said, f"{code}: {said[-300:]}")
            named = re.search(r"PID (\d+)", said)
            demand(named, f"nobody is named: {said[-300:]}")
            demand(
                named and int(named[1]) in {process.pid for process in processes},
                f"another is named: {said[-300:]}",
            )
    built = sum(code == 0 for code, _ in ends)
    row.note(f"with {built} built, {size - built} told who builds")
    demand(world.now() in won, f"the store is none of those built, but {before}")
    files_whole(world)
    world.is_tidy()


Expected = dict[str, dict[str, Answer]]
"""What each edition answers at each address."""


class _Asker(threading.Thread):
    """A client that asks without a pause, and holds each answer against both editions."""

    def __init__(self, port: int, over: threading.Event, expected: Expected) -> None:
        super().__init__(daemon=True)
        self.met = dict.fromkeys(expected, 0)
        self.wrong: list[str] = []
        self._port = port
        self._over = over
        self._expected = expected

    def run(self) -> None:
        """Ask until it is over."""
        client = HTTPConnection("127.0.0.1", self._port, timeout=WITHIN)
        while not self._over.is_set():
            for path in PATHS:
                try:
                    self._judge(path, asked(client, path, ACCEPT))
                except (OSError, HTTPException) as error:
                    self.wrong.append(f"{path}: {error!r}")
                    client.close()
        client.close()

    def _judge(self, path: str, answer: Answer) -> None:
        of = [digest for digest, own in self._expected.items() if own[path] == answer]
        if not of:
            self.wrong.append(f"{path}: {answer.status} {answer.tag} {answer.body[:200]!r}")
        elif len(of) == 1:
            self.met[of[0]] += 1


def swaps_under_load(world: World, count: int, seed: int) -> Row:
    """Build the two editions in turn beneath a front that four clients ask."""
    row = Row("store swapped under load")
    with front("--store", world.url) as served:
        expected = {digest: answers(world, served, digest) for digest in world.editions}
        over = threading.Event()
        askers = [_Asker(served.port, over, expected) for _ in range(4)]
        for asker in askers:
            asker.start()
        try:
            for _ in range(count):
                row.attempts += 1
                _swap(world, askers)
        finally:
            over.set()
            for asker in askers:
                asker.join()
    row.lost += [wrong for asker in askers for wrong in asker.wrong][: row.attempts]
    row.notes["answers, each wholly of one edition"] = sum(
        sum(asker.met.values()) for asker in askers
    )
    return row


def _swap(world: World, askers: list[_Asker]) -> None:
    """Build the edition that is not there, and wait until all have met it, or something else."""
    edition = world.other(world.now())
    before = [asker.met[edition] for asker in askers]
    build(world.editions[edition], world.url)
    awaited(
        lambda: all(
            asker.wrong or asker.met[edition] > met
            for asker, met in zip(askers, before, strict=True)
        ),
        "all meet the new build",
    )


def answers(world: World, served: Front, digest: str) -> dict[str, Answer]:
    """Return what an edition answers, alone and at rest."""
    build(world.editions[digest], world.url)
    awaited(lambda: digest.encode() in served.get(PATHS[0]).body, "the build is served")
    own = {path: served.get(path, ACCEPT) for path in PATHS}
    for path, answer in own.items():
        demand(answer.status == 200 and answer.tag, f"{path}: {answer}")
        demand(served.get(path, ACCEPT) == answer, f"{path}: it changes by itself")
    return own
