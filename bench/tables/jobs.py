"""What is measured in a process of its own: ``python bench/tables/jobs.py NAME ARGUMENT …``.

Each job writes JSON to stdout, one line for each thing that it has done.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph
from pyoxigraph import DefaultGraph, QueryResultsFormat, RdfFormat

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.stores import open_store, path_of
from bacthang.views.listed import list_pages
from tables.timing import in_turn


def tell(**what: Any) -> None:
    """Write one line."""
    print(json.dumps(what), flush=True)


def make(folder: str, url: str) -> None:
    """Build a store, and tell how long each step took and how much is in it."""
    report = build(graph_files(Path(folder)), url, beside=list_pages)
    steps = {step.name.lower(): seconds for step, seconds in report.seconds.items()}
    tell(steps=steps, triples=report.info.triples)


def load(folder: str, place: str) -> None:
    """Load the files of a graph as they are, as fast as the engine can, onto disk."""
    begun = perf_counter()
    store = pyoxigraph.Store(place)
    for path, graph in graph_files(Path(folder)).turtle():
        store.bulk_load(path=str(path), format=RdfFormat.TURTLE, to_graph=graph)
    store.flush()
    tell(seconds=perf_counter() - begun, triples=len(store))


def stream(quads: str, place: str) -> None:
    """Load the same statements from one file of N-Quads."""
    begun = perf_counter()
    store = pyoxigraph.Store(place)
    store.bulk_load(path=quads, format=RdfFormat.N_QUADS)
    store.flush()
    tell(seconds=perf_counter() - begun, triples=len(store))


def parse(folder: str) -> None:
    """Parse the files of a graph into rdflib, in memory."""
    import rdflib

    begun = perf_counter()
    held = rdflib.Dataset()
    for path, graph in graph_files(Path(folder)).turtle():
        held.graph(rdflib.URIRef(graph.value)).parse(path, format="turtle")
    tell(seconds=perf_counter() - begun, triples=len(held))


def dump(url: str, target: str) -> None:
    """Write what a store's default graph shows, each triple in its own graph, as N-Quads."""
    store = pyoxigraph.Store.read_only(str(path_of(url).resolve()))
    hidden = tuple(f"/graph/{name}" for name in ("findings", "shapes", "build"))
    quads = (
        quad
        for quad in store
        if quad.graph_name != DefaultGraph() and not quad.graph_name.value.endswith(hidden)
    )
    with Path(target).open("wb") as file:
        pyoxigraph.serialize(quads, file, RdfFormat.N_QUADS)


def ask(url: str, bare: str, front: str, questions: str, names: str) -> None:
    """Ask questions of a store through our interface, of the bare engine, and over HTTP, in turn.

    The engine is left out unless ``bare`` says ``bare``, the front when its address is ``-``.
    """
    texts = json.loads(Path(questions).read_text("utf-8"))
    ours = open_store(url)
    engine = pyoxigraph.Store.read_only(str(path_of(url).resolve())) if bare == "bare" else None
    tell(ready=True)
    for name in names.split(","):
        text = texts[name]
        runs: dict[str, Callable[[], int]] = {"ours": partial(_through, ours, text)}
        if engine is not None:
            runs["bare"] = partial(_through, engine, text)
        if front != "-":
            runs["front"] = partial(_over_http, front, text)
        tell(name=name, **in_turn(runs))


def _through(store: Any, text: str) -> int:
    """Read an answer to its end, as anybody has to who wants it."""
    result = store.query(text)
    if isinstance(result, pyoxigraph.QueryBoolean):
        return 1
    if isinstance(result, pyoxigraph.QueryTriples):
        return (result.serialize(format=RdfFormat.N_TRIPLES) or b"").count(b"\n")
    return (result.serialize(format=QueryResultsFormat.TSV) or b"").count(b"\n") - 1


def _over_http(address: str, text: str) -> int:
    data = urlencode({"query": text}).encode()
    accept = {"Accept": "text/tab-separated-values, application/n-triples;q=0.9"}
    with urlopen(Request(f"{address}/sparql", data, accept), timeout=600) as answer:
        return len(answer.read().splitlines())


def ask_rdflib(quads: str, questions: str, names: str) -> None:
    """Ask questions of rdflib, in memory, with the union of all graphs as its default graph."""
    import rdflib

    held = rdflib.Dataset(default_union=True)
    held.parse(quads, format="nquads")
    tell(ready=True)
    texts = json.loads(Path(questions).read_text("utf-8"))
    for name in names.split(","):
        text = texts[name]
        tell(name=name, **in_turn({"ours": partial(_in_rdflib, held, text)}))


def _in_rdflib(held: Any, text: str) -> int:
    return len(list(held.query(text)))


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job for job in (make, load, stream, parse, dump, ask, ask_rdflib)
}


def main(arguments: Iterable[str]) -> None:
    """Do the job named."""
    name, *rest = arguments
    JOBS[name](*rest)


if __name__ == "__main__":
    main(sys.argv[1:])
