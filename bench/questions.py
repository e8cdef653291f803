"""How long each question takes on the shipped graph, and on one a hundred times as large.

    python bench/questions.py [--copies 100] [--memory] [NAME …]

The large graph is the shipped one beside renamed copies of it: a hundred countries, each with its
documents, targets, bodies, areas, pages and texts, all measured by the same indicators and sorted
into the same fields. So a question about one document or body has the same answer in both, one
about an indicator, or about all there is, a hundred times the rows. Time may grow with the answer,
not with the store: the last column is how much slower a row has become, and a question is marked
when it is over a tenth of a second for another reason than the length of its answer. Both stores
are on disk, read only, as people use them; ``--memory`` keeps them in memory.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from bacthang import library
from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.questions import Question
from bacthang.stores import MEMORY

LIMIT = 0.1
TOLERATED = 2.0
SHARED = ("indicator", "field", "genre", "role", "vocabulary", "body-kind")
OWN = re.compile(
    rf"(?<=^https://w3id\.org/bacthang/)(id/(?!(?:{'|'.join(SHARED)})/)[a-z-]+/|graph/source/)"
)


def copies(quads: list[Quad], number: int) -> Iterator[Quad]:
    """Yield ``number`` copies of all that is not shared, each under names of its own."""
    for copy in range(1, number + 1):
        names: dict[NamedNode, NamedNode] = {}

        def renamed(term, names=names, copy=copy):
            if not isinstance(term, NamedNode):
                return term
            if term not in names:
                names[term] = NamedNode(OWN.sub(rf"\g<1>copy-{copy}.", term.value))
            return names[term]

        for quad in quads:
            subject = renamed(quad.subject)
            if subject != quad.subject:
                graph = renamed(quad.graph_name)
                yield Quad(subject, quad.predicate, renamed(quad.object), graph)


def measured(store: pyoxigraph.Store, question: Question) -> tuple[float, int]:
    """Return the median time of a few runs, and the number of rows."""
    times: list[float] = []
    rows = 0
    while len(times) < 3 or (sum(times) < 0.5 and len(times) < 9):
        start = perf_counter()
        rows = sum(1 for _ in store.query(question.text))
        times.append(perf_counter() - start)
    return median(times), rows


def placed(quads: Iterator[Quad], folder: Path | None) -> pyoxigraph.Store:
    """Return a store of the quads: in memory, or read only from ``folder``."""
    store = pyoxigraph.Store(str(folder)) if folder else pyoxigraph.Store()
    store.bulk_extend(quads)
    if folder is None:
        return store
    store.flush()
    store.optimize()
    del store
    return pyoxigraph.Store.read_only(str(folder))


def main() -> None:
    """Print a line for each question, the slowest first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--copies", type=int, default=100)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    questions = [library.find(name) for name in options.names] or library.load().values()
    built = build(graph_files(), MEMORY).store
    quads = list(built.quads())
    quads += [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    with TemporaryDirectory() as folder:
        root = None if options.memory else Path(folder)
        small = placed(iter(quads), root and root / "small")
        large = placed(
            (quad for part in (quads, copies(quads, options.copies - 1)) for quad in part),
            root and root / "large",
        )
        print(f"{len(small):,} and {len(large):,} quads, each triple twice")
        print(f"{'question':42} {'rows':>6} {'rows':>7} {'ms':>8} {'ms':>9} {'a row':>6}")
        lines: list[tuple[float, str]] = []
        for question in questions:
            first, few = measured(small, question)
            second, many = measured(large, question)
            growth = (second / many) / (first / few)
            slow = " <-- grows with the store" if second > LIMIT and growth > TOLERATED else ""
            lines.append(
                (
                    second,
                    f"{question.name:42} {few:6} {many:7} {first * 1000:8.2f} "
                    f"{second * 1000:9.2f} {growth:6.1f}{slow}",
                )
            )
        for _, line in sorted(lines, reverse=True):
            print(line)


if __name__ == "__main__":
    main()
