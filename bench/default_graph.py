"""Two ways to show all graphs but a few as the default graph: a copy of each triple, or a union.

A copy is written with the data. A union is asked for with every query, as the list of graphs that
it is made of; pyoxigraph's own union of all graphs is timed too, though it cannot leave any out.

Run: python bench/default_graph.py [triples]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pyoxigraph
from pyoxigraph import Quad
from synthetic import PER_TARGET, write_tree

from bacthang.assets import graph_files
from bacthang.reading import Reader

PREFIX = """
PREFIX bt: <https://w3id.org/bacthang/ontology#>
PREFIX doc: <https://w3id.org/bacthang/id/document/>
PREFIX ind: <https://w3id.org/bacthang/id/indicator/>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""
SHAPES = {
    "one document": "SELECT * { ?t bt:partOf doc:d3 ; bt:lowerBound ?v ; bt:targetYear 2025 }",
    "one indicator ranked": "SELECT * { ?t bt:indicator ind:i7 ; bt:lowerBound ?v ; "
    "bt:statedIn/oa:hasSelector/oa:exact ?q } ORDER BY DESC(?v)",
    "count by comparator and year": "SELECT ?c ?y (COUNT(*) AS ?n) "
    "{ ?t bt:comparator ?c ; bt:targetYear ?y } GROUP BY ?c ?y",
}
TARGETS = 500
RUNS = 5


def main(triples: int) -> None:
    """Print what loading and three shapes of query take, each way."""
    with TemporaryDirectory() as place:
        root = Path(place)
        write_tree(root / "graph", max(4, triples // PER_TARGET // TARGETS), TARGETS)
        quads = list(read(root / "graph"))
        graphs = sorted({quad.graph_name for quad in quads}, key=str)
        print(f"{len(quads)} triples in {len(graphs)} graphs; times in ms, median of {RUNS}")
        for kind in ("disk", "memory"):
            plain = fill(root / "plain", kind, quads)
            doubled = [*quads, *(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)]
            copied = fill(root / "copied", kind, doubled)
            for name, text in SHAPES.items():
                query = PREFIX + text
                timed = {
                    "copy": timing(copied, query),
                    "list of graphs": timing(plain, query, default_graph=graphs),
                    "union of all": timing(plain, query, use_default_graph_as_union=True),
                }
                said = "   ".join(f"{way} {ms:8.1f}" for way, ms in timed.items())
                print(f"{kind:6}   {name:30} {said}")


def read(root: Path) -> Iterator[Quad]:
    """Yield the quads of a graph folder."""
    reader = Reader()
    for path, graph in graph_files(root).turtle():
        for subject, predicate, term in reader.read(path, graph):
            yield Quad(subject, predicate, term, graph)


def fill(path: Path, kind: str, quads: list[Quad]) -> pyoxigraph.Store:
    """Load quads into a new store, and print how long it took and how much it takes."""
    store = pyoxigraph.Store(str(path)) if kind == "disk" else pyoxigraph.Store()
    seconds = clocked(lambda: store.bulk_extend(quads))
    size = sum(file.stat().st_size for file in path.rglob("*")) / 1e6 if kind == "disk" else 0
    print(f"{kind:6}   load, {path.name:10} {seconds:8.1f} s {f'{size:.0f} MB' if size else ''}")
    return store


def timing(store: pyoxigraph.Store, query: str, **options: Any) -> float:
    """Return the median time of a query in milliseconds, its rows read to the end."""

    def run() -> None:
        rows = store.query(query, **options)
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        assert len(list(rows)) > 0

    run()
    return 1000 * median(clocked(run) for _ in range(RUNS))


def clocked(work: Callable[[], None]) -> float:
    """Return how many seconds some work takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
