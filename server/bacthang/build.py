"""Files become a dataset: filled, checked, hashed, and put in place, whole or not at all."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import QuerySolutions

from .assets import GraphFiles
from .canonical import content_hash, in_order
from .checking.storing import checked
from .errors import NothingToRead, refuse
from .executables import executables
from .filling import fill
from .progress import Clock, Progress, Step, quiet
from .rules import Severity, shape_files
from .sources import load
from .stores import MEMORY, BuildInfo, Store, path_of
from .stores.oxigraph import OxigraphStore
from .stores.record import record
from .stores.swap import replacing
from .version import program_version


@dataclass(frozen=True)
class BuildReport:
    """What a build made: the store, open for reading, and what there is to tell of it."""

    store: Store
    info: BuildInfo
    files: int
    quotes: int
    findings: Mapping[Severity, int]
    seconds: dict[Step, float] = field(compare=False)


def build(files: GraphFiles, target_url: str, progress: Progress = quiet) -> BuildReport:
    """Build the dataset of ``files`` into the store at ``target_url``, whole or not at all.

    What the rules find is stored with it and refuses nothing. ``memory:`` builds in memory; the
    report's store is then the only way to it. Raises what reading, watching, verifying and
    inferring tell of (Unreadable, InconsistentGraph), what reading the shapes and the questions
    raises, and StoreTrouble when the store cannot be written; the store before is then as it was.
    """
    clock = Clock(progress)
    store: Store
    if target_url == MEMORY:
        inner = pyoxigraph.Store()
        filled = _fill(inner, files, clock)
        store = OxigraphStore(MEMORY, inner)
    else:
        path = path_of(target_url)
        with replacing(path) as folder:
            filled = _fill_folder(folder, files, clock)
            # The engine closes its files with the last reference to it, those in cycles included;
            # while it is open it may still rewrite them under a reader.
            gc.collect()
        store = OxigraphStore.open(path)
    clock.tick(Step.STORE)
    return BuildReport(
        store, filled.info, filled.files, filled.quotes, filled.findings, clock.seconds
    )


@dataclass(frozen=True)
class _Filled:
    info: BuildInfo
    files: int
    quotes: int
    findings: Mapping[Severity, int]


def _fill_folder(folder: Path, files: GraphFiles, clock: Clock) -> _Filled:
    """Fill a store on disk, and let go of it with everything written."""
    inner = pyoxigraph.Store(str(folder))
    filled = _fill(inner, files, clock)
    inner.flush()
    return filled


def _fill(inner: pyoxigraph.Store, files: GraphFiles, clock: Clock) -> _Filled:
    turtle = files.turtle()
    texts = [load(path) for path in files.texts()]
    if not texts:
        raise NothingToRead(path=files.sources, what=".txt")
    filled = fill(inner, turtle, texts, clock, refuse, executables(files))
    store = OxigraphStore(MEMORY, inner)
    found = checked(store, shape_files(files.shapes), clock.tick)
    info = _info(store, content_hash(in_order(filled.lines)), found.shapes_hash)
    clock.tick(Step.HASH)
    inner.extend(record(info))
    inner.extend(found.quads())
    return _Filled(info, len(turtle), filled.quotes, found.counts)


def _info(store: Store, digest: str, shapes_hash: str) -> BuildInfo:
    graphs = _tally(store, "SELECT ?key (COUNT(*) AS ?n) { GRAPH ?key { ?s ?p ?o } } GROUP BY ?key")
    classes = _tally(store, "SELECT ?key (COUNT(*) AS ?n) { ?s a ?key } GROUP BY ?key")
    return BuildInfo(program_version(), digest, graphs, classes, shapes_hash)


def _tally(store: Store, query: str) -> dict[str, int]:
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    return dict(sorted((row["key"].value, int(row["n"].value)) for row in rows))
