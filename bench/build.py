"""How long a build takes beside what it cannot do without, loading the same files; and its memory.

    python bench/build.py [SIZE] [--graph DIR] [--rounds N]

A country of that size (``python bench/country --help`` names them; ``city`` has a million authored
triples) is loaded bare, each file by the engine's own bulk load into a store on disk, and then
built into another. Each runs in a process of its own, in turn, as often as asked; the fastest
counts. ``--graph`` takes a graph folder that is there.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

import pyoxigraph
from country.generating import country
from country.ledger import Ledger
from country.sizes import SIZES
from country.writing import Folder

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.progress import Step
from bacthang.views.listed import list_pages


class Spent(NamedTuple):
    """What something took: seconds by the clock and of processors, and memory at the most."""

    wall: float
    busy: float
    megabytes: float


Spending = dict[str, Spent]
"""What each step of something took; memory is the most so far. The last is the whole."""


def main() -> None:
    """Print what loading and building take, step by step, and their ratios."""
    asked = _asked()
    with TemporaryDirectory() as place:
        root = asked.graph or Path(place) / "graph"
        if not asked.graph:
            _make(asked.size, root)
        tries = [(_apart(_bare, root), _apart(_built, root)) for _ in range(asked.rounds)]
    bare = min((one["loading"] for one, _ in tries))
    built = min((one for _, one in tries), key=lambda one: one["whole"])
    print(f"{'':28} {'wall s':>8} {'CPU s':>8} {'MB so far':>9}")
    for name, spent in [("bare bulk load", bare), *built.items()]:
        print(f"{name:28} {spent.wall:8.1f} {spent.busy:8.1f} {spent.megabytes:9.0f}")
    whole, check = built["whole"], built[Step.CHECK.value.en]
    for name, wall, busy in (
        ("its check left out", whole.wall - check.wall, whole.busy - check.busy),
        ("with its check", whole.wall, whole.busy),
    ):
        print(f"ratio, {name:20} {wall / bare.wall:8.2f} {busy / bare.busy:8.2f}")


def _make(size: str, root: Path) -> None:
    sink = Folder(root)
    for sheet in country(SIZES[size], 1, 0.01, Ledger().record):
        sink.write(sheet)
    sink.close()


def _bare(root: Path, place: Path) -> Spending:
    note = _clock()
    store = pyoxigraph.Store(str(place / "bare"))
    for path, graph in graph_files(root).turtle():
        store.bulk_load(path=path, format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
    return {"loading": note()}


def _built(root: Path, place: Path) -> Spending:
    spending: Spending = {}
    whole, note = _clock(), _clock()

    def noted(step: Step, done: int, total: int) -> None:
        if done == total:
            spending[step.value.en] = note()

    report = build(graph_files(root), f"oxigraph:{place}/store", noted, list_pages)
    print(f"{report.info.triples:,} triples, {sum(report.findings.values()):,} findings")
    return spending | {"whole": whole()}


def _clock() -> Callable[[], Spent]:
    """Return what tells the time spent since it was last asked."""
    since = perf_counter(), process_time()

    def note() -> Spent:
        nonlocal since
        before, since = since, (perf_counter(), process_time())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Spent(since[0] - before[0], since[1] - before[1], peak)

    return note


def _apart(work: Callable[[Path, Path], Spending], root: Path) -> Spending:
    """Return what some work spends in a process of its own, where its memory is counted alone."""
    with TemporaryDirectory() as place, get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (root, Path(place)))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", nargs="?", choices=SIZES, default="city", help="how large")
    parser.add_argument("--graph", type=Path, metavar="DIR", help="a graph folder instead")
    parser.add_argument("--rounds", type=int, default=1, help="how often; the fastest counts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
