"""Files become a dataset: filled, checked, hashed, and put in place, whole or not at all."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from .assets import GraphFiles
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


Beside = Callable[[Store, Path], None]
"""Writes more into the folder of a store that is filled and not yet in its place."""


def build(
    files: GraphFiles,
    target_url: str,
    progress: Progress = quiet,
    beside: Beside | None = None,
) -> BuildReport:
    """Build the dataset of ``files`` into the store at ``target_url``, whole or not at all.

    ``beside`` may write what is read beside a store on disk; it goes into place with it.
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
            filled = _fill_folder(folder, files, clock, beside)
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


def _fill_folder(folder: Path, files: GraphFiles, clock: Clock, beside: Beside | None) -> _Filled:
    """Fill a store on disk, and let go of it with everything written."""
    inner = pyoxigraph.Store(str(folder))
    filled = _fill(inner, files, clock, folder)
    inner.flush()
    if beside:
        beside(OxigraphStore(MEMORY, inner), folder)
        clock.tick(Step.LIST)
    return filled


def _fill(
    inner: pyoxigraph.Store, files: GraphFiles, clock: Clock, folder: Path | None = None
) -> _Filled:
    turtle = files.turtle()
    texts = [load(path) for path in files.texts()]
    if not texts:
        raise NothingToRead(path=files.sources, what=".txt")
    filled = fill(inner, turtle, texts, clock, refuse, executables(files), folder)
    found = checked(OxigraphStore(MEMORY, inner), shape_files(files.shapes), clock.tick)
    info = BuildInfo(
        program_version(),
        filled.content_hash,
        _counted(filled.graphs),
        _counted(filled.classes),
        found.shapes_hash,
    )
    inner.extend(record(info))
    inner.extend(found.quads())
    return _Filled(info, len(turtle), filled.quotes, found.counts)


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts as they are read back from a record: in order, those of nothing left out."""
    return {iri: count for iri, count in sorted(counts.items()) if count}
