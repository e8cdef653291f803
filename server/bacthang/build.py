"""Files become a dataset: read, verified, inferred from, aligned, hashed, and put in place.

Each statement is written twice, to the graph that witnesses it and to the default graph that most
questions read (docs/decisions/default-graph.md).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from time import perf_counter

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from .alignment import align
from .assets import GraphFiles
from .canonical import canonical_line, content_hash, in_order
from .errors import AlteredText, NothingToRead, Wording
from .inference import PassingFacts, infer
from .namespaces import BT, INFERENCES_GRAPH, ONTOLOGY_GRAPH
from .reading import Reader
from .repeats import refuse_repeated
from .skolem import Statement
from .soundness import Soundness
from .sources import SourceText, load, verify
from .stores import MEMORY, BuildInfo, Store, path_of
from .stores.base import Subject, Term
from .stores.oxigraph import OxigraphStore
from .stores.record import record
from .stores.swap import replacing
from .version import program_version

Placed = tuple[Subject, NamedNode, Term, NamedNode]
"""A statement with the graph that holds it."""


class Step(Enum):
    """The steps of a build, in order, each as a person is told of it."""

    READ = Wording("Đọc tệp", "Reading files")
    VERIFY = Wording("Đối chiếu câu trích", "Verifying quotes")
    INFER = Wording("Suy diễn", "Drawing inferences")
    ALIGN = Wording("So chỉ tiêu theo bậc", "Aligning targets")
    HASH = Wording("Tính mã băm", "Hashing the content")
    STORE = Wording("Đặt kho vào chỗ", "Putting the store in place")


Progress = Callable[[Step, int, int], None]
"""Called with a step, how much of it is done, and of how much."""


def quiet(step: Step, done: int, total: int) -> None:
    """Take no notice."""


@dataclass(frozen=True)
class BuildReport:
    """What a build made: the store, open for reading, and what there is to tell of it."""

    store: Store
    info: BuildInfo
    files: int
    quotes: int
    seconds: dict[Step, float] = field(compare=False)


def build(files: GraphFiles, target_url: str, progress: Progress = quiet) -> BuildReport:
    """Build the dataset of ``files`` into the store at ``target_url``, whole or not at all.

    ``memory:`` builds in memory; the report's store is then the only way to it. Raises what
    reading, watching, verifying and inferring raise (Unreadable, InconsistentGraph), and
    StoreTrouble when the store cannot be written; the store before is then as it was.
    """
    clock = _Clock(progress)
    store: Store
    if target_url == MEMORY:
        inner = pyoxigraph.Store()
        filled = _fill(inner, files, clock)
        store = OxigraphStore(MEMORY, inner)
    else:
        path = path_of(target_url)
        with replacing(path) as folder:
            filled = _fill_folder(folder, files, clock)
        store = OxigraphStore.open(path)
    clock.tick(Step.STORE)
    return BuildReport(store, filled.info, filled.files, filled.quotes, clock.seconds)


@dataclass(frozen=True)
class _Filled:
    info: BuildInfo
    files: int
    quotes: int


class _Clock:
    """Passes progress on, and notes how long each step took."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[Step, float] = {}
        self._progress = progress
        self._since = perf_counter()

    def tick(self, step: Step, done: int = 1, total: int = 1) -> None:
        if done == total:
            now = perf_counter()
            self.seconds[step] = now - self._since
            self._since = now
        self._progress(step, done, total)


def _fill_folder(folder: Path, files: GraphFiles, clock: _Clock) -> _Filled:
    """Fill a store on disk, and let go of it with everything written."""
    inner = pyoxigraph.Store(str(folder))
    filled = _fill(inner, files, clock)
    inner.flush()
    return filled


@contextmanager
def _no_collector() -> Iterator[None]:
    """Spare the search for cycles among millions of terms that make none: a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_no_collector()
def _fill(inner: pyoxigraph.Store, files: GraphFiles, clock: _Clock) -> _Filled:
    turtle = files.turtle()
    texts = [load(path) for path in files.texts()]
    if not texts:
        raise NothingToRead(path=files.sources, what=".txt")
    reader = Reader()
    facts = PassingFacts()
    soundness = Soundness()
    store = OxigraphStore(MEMORY, inner)
    writer = _Writer(inner)
    quotes = 0

    def statements() -> Iterator[Placed]:
        nonlocal quotes
        yield from _authored(turtle, texts, reader, facts, soundness, clock)
        soundness.refuse(turtle, reader.places)
        quotes = verify(reader.places, {text.iri.value: text for text in texts})
        clock.tick(Step.VERIFY)
        places = (place for _, found in reader.places for place in found)
        for subject, predicate, term in infer(facts, places, texts):
            yield subject, predicate, term, INFERENCES_GRAPH

    writer.write(statements())
    if len(inner) < 2 * len(writer.lines):
        refuse_repeated(turtle)
    _verify_hashes(store, texts)
    clock.tick(Step.INFER)

    writer.write(tuple(quad) for quad in list(align(store)))
    clock.tick(Step.ALIGN)

    info = _info(store, content_hash(in_order(writer.lines)))
    inner.extend(record(info))
    clock.tick(Step.HASH)
    return _Filled(info, len(turtle), quotes)


def _authored(
    turtle: list[tuple[Path, NamedNode]],
    texts: list[SourceText],
    reader: Reader,
    facts: PassingFacts,
    soundness: Soundness,
    clock: _Clock,
) -> Iterator[Placed]:
    for text in texts:
        soundness.define(text.iri)
        yield from text.statements()
    for done, (path, graph, statements) in enumerate(_read(turtle, reader, soundness)):
        clock.tick(Step.READ, done, len(turtle))
        for subject, predicate, term in soundness.watched(path, statements):
            facts.take(subject, predicate, term)
            yield subject, predicate, term, graph
    clock.tick(Step.READ, len(turtle), len(turtle))


def _read(
    turtle: list[tuple[Path, NamedNode]], reader: Reader, soundness: Soundness
) -> Iterator[tuple[Path, NamedNode, Iterable[Statement]]]:
    """Yield the statements of each file; the ontology first, by which the rest is judged."""
    ontology = [
        (path, graph, list(reader.read(path, graph)))
        for path, graph in turtle
        if graph == ONTOLOGY_GRAPH
    ]
    for _, _, statements in ontology:
        soundness.learn(statements)
    yield from ontology
    for path, graph in turtle:
        if graph != ONTOLOGY_GRAPH:
            yield path, graph, reader.read(path, graph)


class _Writer:
    """Writes quads to their graphs and to the default graph, and keeps their lines to hash."""

    def __init__(self, inner: pyoxigraph.Store) -> None:
        self.lines: list[str] = []
        self._inner = inner

    def write(self, quads: Iterable[Placed]) -> None:
        self._inner.bulk_extend(self._doubled(quads))

    def _doubled(self, quads: Iterable[Placed]) -> Iterator[Quad]:
        keep = self.lines.append
        for subject, predicate, term, graph in quads:
            quad = Quad(subject, predicate, term, graph)
            keep(canonical_line(quad))
            yield quad
            yield Quad(subject, predicate, term)


def _verify_hashes(store: Store, texts: list[SourceText]) -> None:
    """Refuse a text whose hash somebody has recorded differently."""
    for text in texts:
        for quad in store.quads(text.iri, BT.sha256):
            if quad.object != Literal(text.sha256):
                raise AlteredText(source=text.path.name, recorded=quad.object, actual=text.sha256)


def _info(store: Store, digest: str) -> BuildInfo:
    graphs = _tally(store, "SELECT ?key (COUNT(*) AS ?n) { GRAPH ?key { ?s ?p ?o } } GROUP BY ?key")
    classes = _tally(store, "SELECT ?key (COUNT(*) AS ?n) { ?s a ?key } GROUP BY ?key")
    return BuildInfo(program_version(), digest, graphs, classes)


def _tally(store: Store, query: str) -> dict[str, int]:
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    return dict(sorted((row["key"].value, int(row["n"].value)) for row in rows))
