"""Files fill a store: read, verified, inferred from, aligned.

What becomes of faults is for the caller to say: a build refuses them, a check lets the rules see
what is wrong and tells of the rest.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from .alignment import align
from .errors import AlteredText, Tell
from .facts import Facts, PassingFacts
from .inference import infer
from .namespaces import BT, INFERENCES_GRAPH, ONTOLOGY_GRAPH
from .progress import Clock, Step
from .reading import Reader, by_property
from .repeats import repeated
from .skolem import Statement
from .soundness import Soundness
from .sources import SourceText, verify
from .stores.loading import loading
from .writer import Placed, Writer, parts

Files = Sequence[tuple[Path, NamedNode]]


@dataclass(frozen=True)
class Filled:
    """What filling leaves to tell: the quotes verified, and what is recorded of the content."""

    quotes: int
    content_hash: str
    graphs: Mapping[str, int]
    classes: Mapping[str, int]


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
    files: Files,
    texts: Sequence[SourceText],
    clock: Clock,
    tell: Tell,
    more: Iterable[Placed] = (),
    folder: Path | None = None,
) -> Filled:
    """Fill an empty store with files and texts and all that follows from them.

    ``more`` is written with it and nothing follows from it. ``folder`` is where lines go while they
    are sorted and memory does not hold them. ``tell`` is given the faults, those of each step
    together; when it returns, filling goes on without what could not be drawn from them. What was
    loaded in pieces is compacted before anything is asked of it. Raises Unreadable for files that
    cannot be read.
    """
    reader = Reader(tell)
    facts = PassingFacts()
    with loading(inner) as put:
        writer = Writer(put, folder)
        _author(writer, reader, facts, files, texts, clock, tell)
        quotes = verify(reader.places, {text.iri.value: text for text in texts}, tell)
        clock.tick(Step.VERIFY)

        places = (place for _, found in reader.places for place in found)
        drawn = PassingFacts()
        for part in parts(infer(facts, places, texts, tell, clock.within(Step.INFER))):
            drawn.take(by_property(part))
            writer.write(part, INFERENCES_GRAPH)
        writer.write_placed(more)
        clock.tick(Step.INFER)

        facts.take_all(drawn)
        aligned = align(facts, clock.within(Step.ALIGN))
        writer.write_placed(tuple(quad) for quad in aligned)
        clock.tick(Step.ALIGN)

        digest = writer.finish(clock.within(Step.HASH))
        clock.tick(Step.HASH)
    inner.optimize()
    if len(inner) < 2 * writer.count:
        tell(repeated(files))
    tell(_altered(facts, texts))
    clock.tick(Step.LOAD)
    return Filled(quotes, digest, writer.graphs, writer.classes)


def _author(
    writer: Writer,
    reader: Reader,
    facts: PassingFacts,
    files: Files,
    texts: Iterable[SourceText],
    clock: Clock,
    tell: Tell,
) -> None:
    """Write what files and texts say, and keep of it what the rest of filling reads."""
    soundness = Soundness()
    for text in texts:
        soundness.define(text.iri)
        writer.write_placed(text.statements())
    for done, (path, graph, statements) in enumerate(_read(files, reader, soundness)):
        clock.tick(Step.READ, done, len(files))
        said = by_property(statements)
        soundness.watch(path, said)
        facts.take(said)
        writer.write(statements, graph)
    clock.tick(Step.READ, len(files), len(files))
    tell(soundness.faults(files, reader.places))


def _read(
    files: Files, reader: Reader, soundness: Soundness
) -> Iterator[tuple[Path, NamedNode, list[Statement]]]:
    """Yield the statements of each file; the ontology first, by which the rest is judged."""
    ontology = [
        (path, graph, reader.read(path, graph)) for path, graph in files if graph == ONTOLOGY_GRAPH
    ]
    for _, _, statements in ontology:
        soundness.learn(statements)
    yield from ontology
    left = Counter(graph for _, graph in files)
    for path, graph in files:
        if graph != ONTOLOGY_GRAPH:
            yield path, graph, reader.read(path, graph)
            left[graph] -= 1
            if not left[graph]:
                reader.finish(graph)


def _altered(facts: Facts, texts: Iterable[SourceText]) -> list[AlteredText]:
    """Return the fault of each text whose hash somebody has recorded differently."""
    recorded = facts.values(BT.sha256)
    return [
        AlteredText(source=text.path.name, recorded=term, actual=text.sha256)
        for text in texts
        for term in recorded.get(text.iri, ())
        if term != Literal(text.sha256)
    ]
