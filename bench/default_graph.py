"""Ways to show all graphs but a few as the default graph: a copy of each triple, a list, a union.

    python bench/default_graph.py [SIZE]

A copy is written with the data. A list of the graphs that it is made of is given with every query.
pyoxigraph's own union of all graphs is timed too, though it cannot leave any out. The graphs are
those that the authors of a country of that size have written (``python bench/country --help``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pyoxigraph
from country.generating import country
from country.ledger import Ledger
from country.sizes import SIZES
from country.writing import Quads
from pyoxigraph import NamedNode, RdfFormat

from bacthang.namespaces import BT, PREFIXES

PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
QUESTIONS = {
    "one document": "SELECT * { ?t bt:partOf+ %(document)s ; bt:lowerBound ?v ; bt:indicator ?i }",
    "one indicator ranked": "SELECT * { ?t bt:indicator %(indicator)s ; bt:lowerBound ?v ; "
    "bt:statedIn/oa:hasSelector/oa:exact ?q } ORDER BY DESC(?v)",
    "all by comparator and year": "SELECT ?c ?y (COUNT(*) AS ?n) "
    "{ ?t bt:comparator ?c ; bt:targetYear ?y } GROUP BY ?c ?y",
}
RUNS = 5
PATIENCE = 2.0
"""Seconds after which a query is not run again."""
LIMIT = 30.0
"""Seconds after which a way is not asked any more."""


def main(size: str) -> None:
    """Print what loading and three questions take, each way."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        root = Path(place)
        lines = root / "authored.nq"
        with lines.open("w", encoding="utf-8", newline="") as file:
            sink = Quads(file)
            for sheet in country(SIZES[size], 1, 0.01, Ledger().record):
                sink.write(sheet)
            sink.close()
        for kind in ("disk", "memory"):
            plain = fill(kind, root / "plain", lines, copied=False)
            copied = fill(kind, root / "copied", lines, copied=True)
            graphs = list(plain.named_graphs())
            print(f"{kind}: {len(plain):,} triples in {len(graphs)} graphs; ms, median of {RUNS}")
            terms = {"document": some(plain, BT.partOf), "indicator": some(plain, BT.indicator)}
            ways: dict[str, tuple[pyoxigraph.Store, dict[str, Any]]] = {
                "copy": (copied, {}),
                "union of all": (plain, {"use_default_graph_as_union": True}),
                "list of graphs": (plain, {"default_graph": graphs}),
            }
            for name, question in QUESTIONS.items():
                print(f"  {name:28}", end="")
                for way, (store, options) in list(ways.items()):
                    taken = timing(store, PREFIX + question % terms, **options)
                    print(f"   {way} {1000 * taken:9.1f}", end="", flush=True)
                    if taken > LIMIT:
                        del ways[way]
                print()


def fill(kind: str, path: Path, lines: Path, *, copied: bool) -> pyoxigraph.Store:
    """Load lines into a new store, and print how long it took and how much it takes.

    A copy is what a build writes: each piece of lines and then the same without graphs.
    """
    store = pyoxigraph.Store(str(path)) if kind == "disk" else pyoxigraph.Store()
    started = perf_counter()
    for piece in pieces(lines):
        text = piece
        if copied:
            text += b"".join(line.rpartition(b" <")[0] + b" .\n" for line in piece.splitlines())
        store.bulk_load(input=text, format=RdfFormat.N_QUADS)
    if kind == "disk":
        store.flush()
    seconds = perf_counter() - started
    size = sum(file.stat().st_size for file in path.rglob("*")) / 1e6 if kind == "disk" else 0
    print(f"{kind}: load, {path.name:10} {seconds:8.1f} s {f'{size:.0f} MB' if size else ''}")
    return store


def pieces(lines: Path) -> Iterator[bytes]:
    """Yield the lines of a file, a hundred thousand at a time."""
    with lines.open("rb") as file:
        while piece := b"".join(islice(file, 100_000)):
            yield piece


def some(store: pyoxigraph.Store, predicate: NamedNode) -> str:
    """Return an object of a property: of those it leads to most often, by IRI the first."""
    rows = store.query(
        f"SELECT ?o {{ ?s {predicate} ?o }} GROUP BY ?o ORDER BY DESC(COUNT(*)) ?o LIMIT 1",
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return str(next(rows)["o"])


def timing(store: pyoxigraph.Store, query: str, **options: Any) -> float:
    """Return the median time of a query in seconds, its rows read to the end."""

    def run() -> None:
        rows = store.query(query, **options)
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        assert len(list(rows)) > 0

    first = clocked(run)
    if first > PATIENCE:
        return first
    return median(clocked(run) for _ in range(RUNS))


def clocked(work: Callable[[], None]) -> float:
    """Return how many seconds some work takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "city")
