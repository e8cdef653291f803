"""Files fill a store: read, verified, inferred from, aligned.

Each statement is written twice, to the graph that witnesses it and to the default graph that most
questions read (docs/decisions/default-graph.md). What becomes of faults is for the caller to say:
a build refuses them, a check lets the rules see what is wrong and tells of the rest.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from .alignment import align
from .canonical import canonical_line
from .errors import AlteredText, Tell
from .inference import PassingFacts, infer
from .namespaces import BT, INFERENCES_GRAPH, ONTOLOGY_GRAPH
from .progress import Clock, Step
from .reading import Reader
from .repeats import repeated
from .skolem import Statement
from .soundness import Soundness
from .sources import SourceText, verify
from .stores import MEMORY, Store
from .stores.base import Subject, Term
from .stores.oxigraph import OxigraphStore

Placed = tuple[Subject, NamedNode, Term, NamedNode]
"""A statement with the graph that holds it."""


@dataclass(frozen=True)
class Filled:
    """What filling leaves: the canonical lines of all quads, unsorted, and the quotes verified."""

    lines: list[str]
    quotes: int


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
def fill(
    inner: pyoxigraph.Store,
    files: Sequence[tuple[Path, NamedNode]],
    texts: Sequence[SourceText],
    clock: Clock,
    tell: Tell,
    more: Iterable[Placed] = (),
) -> Filled:
    """Fill an empty store with files and texts and all that follows from them.

    ``more`` is written with it and nothing follows from it. ``tell`` is given the faults, those of
    each step together; when it returns, filling goes on without what could not be drawn from them.
    Raises Unreadable for files that cannot be read.
    """
    reader = Reader(tell)
    facts = PassingFacts()
    soundness = Soundness()
    store = OxigraphStore(MEMORY, inner)
    writer = _Writer(inner)
    quotes = 0

    def statements() -> Iterator[Placed]:
        nonlocal quotes
        for text in texts:
            soundness.define(text.iri)
            yield from text.statements()
        for done, (path, graph, said) in enumerate(_read(files, reader, soundness)):
            clock.tick(Step.READ, done, len(files))
            for subject, predicate, term in soundness.watched(path, said):
                facts.take(subject, predicate, term)
                yield subject, predicate, term, graph
        clock.tick(Step.READ, len(files), len(files))
        tell(soundness.faults(files, reader.places))
        quotes = verify(reader.places, {text.iri.value: text for text in texts}, tell)
        clock.tick(Step.VERIFY)
        places = (place for _, found in reader.places for place in found)
        for subject, predicate, term in infer(facts, places, texts, tell):
            yield subject, predicate, term, INFERENCES_GRAPH
        yield from more

    writer.write(statements())
    if len(inner) < 2 * len(writer.lines):
        tell(repeated(files))
    tell(_altered(store, texts))
    clock.tick(Step.INFER)

    writer.write(tuple(quad) for quad in list(align(store)))
    clock.tick(Step.ALIGN)
    return Filled(writer.lines, quotes)


def _read(
    files: Iterable[tuple[Path, NamedNode]], reader: Reader, soundness: Soundness
) -> Iterator[tuple[Path, NamedNode, Iterable[Statement]]]:
    """Yield the statements of each file; the ontology first, by which the rest is judged."""
    ontology = [
        (path, graph, list(reader.read(path, graph)))
        for path, graph in files
        if graph == ONTOLOGY_GRAPH
    ]
    for _, _, statements in ontology:
        soundness.learn(statements)
    yield from ontology
    for path, graph in files:
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


def _altered(store: Store, texts: Iterable[SourceText]) -> list[AlteredText]:
    """Return the fault of each text whose hash somebody has recorded differently."""
    return [
        AlteredText(source=text.path.name, recorded=quad.object, actual=text.sha256)
        for text in texts
        for quad in store.quads(text.iri, BT.sha256)
        if quad.object != Literal(text.sha256)
    ]
