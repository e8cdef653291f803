"""How long a build takes beside what it cannot do without: loading the same files.

Run: python bench/build.py [triples]
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import pyoxigraph
from synthetic import PER_TARGET, write_tree

from bacthang.assets import graph_files
from bacthang.build import build

TARGETS = 500


def main(triples: int) -> None:
    """Print bulk-load time, build time step by step, and their ratio."""
    with TemporaryDirectory() as place:
        root = Path(place)
        write_tree(root / "graph", max(2, triples // PER_TARGET // TARGETS), TARGETS)
        files = graph_files(root / "graph")
        started, busy = perf_counter(), process_time()
        bare = pyoxigraph.Store(str(root / "bare"))
        for path, graph in files.turtle():
            bare.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
        loading, loading_busy = perf_counter() - started, process_time() - busy
        print(f"bulk load, {len(files.turtle())} files, {len(bare)} triples: {loading:.1f} s")
        del bare
        started, busy = perf_counter(), process_time()
        report = build(files, f"oxigraph:{root / 'store'}")
        building, building_busy = perf_counter() - started, process_time() - busy
        for step, seconds in report.seconds.items():
            print(f"  {step.value.en:28} {seconds:6.1f} s")
        print(f"build, {report.info.triples} triples: {building:.1f} s")
        print(
            f"ratio: {building / loading:.2f} (processor time {building_busy / loading_busy:.2f})"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
