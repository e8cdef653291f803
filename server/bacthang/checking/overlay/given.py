"""The files that are put over a store, read and held against what the store knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from ...errors import NothingSaid, Tell
from ...namespaces import BT, ONTOLOGY_GRAPH
from ...reading import Reader, by_property
from ...skolem import Place, Statement
from ...soundness import Soundness
from ...sources import SourceText, verify
from ...stores.base import Term
from .lookups import Lookups


class Given(NamedTuple):
    """What one file says, in which graph, and the places that it quotes."""

    graph: NamedNode
    statements: set[Statement]
    places: list[Place]


def read_given(
    inner: pyoxigraph.Store, files: Sequence[tuple[Path, NamedNode]], tell: Tell
) -> list[Given]:
    """Return what files say, each in its graph.

    What a file names may be defined in the store; the text that it quotes may be there, or in
    the files. Tells what filling a store would tell; raises what reading raises, and NothingSaid.
    """
    lookups = Lookups(inner)
    reader = Reader(tell)
    soundness = Soundness()
    soundness.learn(
        (quad.subject, quad.predicate, quad.object)
        for quad in inner.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH)
    )
    read = []
    for path, graph in files:
        statements = set(reader.read(path, graph))
        if not statements:
            raise NothingSaid(path=path)
        soundness.watch(path, by_property(statements))
        _, places = reader.places[-1]
        read.append(Given(graph, statements, places))
        for thing in {term for statement in statements for term in statement}:
            if isinstance(thing, NamedNode) and lookups.says_something_of(thing):
                soundness.define(thing)
    tell(soundness.faults(files, reader.places))
    verify(reader.places, _texts(lookups, read), tell)
    return read


def _texts(lookups: Lookups, read: Iterable[Given]) -> dict[str, SourceText]:
    """Return the texts that places are in, those of them that the store or a file holds."""
    texts = {}
    own: defaultdict[str, dict[NamedNode, Term]] = defaultdict(dict)
    for given in read:
        for subject, predicate, term in given.statements:
            if predicate in (BT.text, BT.sha256) and isinstance(subject, NamedNode):
                own[subject.value][predicate] = term
    for source in {place.source for given in read for place in given.places}:
        said = own[source] | {p: o for _, p, o in lookups.about(NamedNode(source))}
        text, digest = said.get(BT.text), said.get(BT.sha256)
        if isinstance(text, Literal) and isinstance(digest, Literal):
            name = Path(unquote(source.rpartition("/")[2]))
            texts[source] = SourceText(name, text.value, digest.value)
    return texts
