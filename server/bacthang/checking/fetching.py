"""A whole store read into memory, with what follows from it worked out again.

For a server whose inferences or alignments are not those of its statements, and for files over a
store that change what everything hangs on. It costs what reading the store costs, over the wire
too; the store is not written to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ..alignment import align
from ..canonical import UNHASHED
from ..errors import HalfAnswer, Tell
from ..facts import PassingFacts
from ..inference import infer
from ..namespaces import ALIGNMENTS_GRAPH, BT, GRAPH, INFERENCES_GRAPH, REPORTED_GRAPH
from ..reading import by_property
from ..skolem import Place, Statement
from ..sources import SourceText
from ..stores import MEMORY, Store
from ..stores.base import Term
from ..stores.oxigraph import OxigraphStore
from ..stores.remote import RemoteStore
from ..writer import parts
from .overlay.given import read_given

_MADE: Final = UNHASHED | {INFERENCES_GRAPH, ALIGNMENTS_GRAPH}
"""The graphs that are worked out again, or that no rule looks at."""


def is_current(store: RemoteStore) -> bool:
    """Tell whether a server's graphs hold as many triples as its build has recorded.

    Somebody who added or took away statements there has not drawn the inferences again.
    """
    if store.record is None:
        return False
    now = {graph.value: count for graph, count in _counts(store).items() if graph not in UNHASHED}
    return now == dict(store.record.graphs)


def fetched(
    store: Store, files: Sequence[tuple[Path, NamedNode]], tell: Tell
) -> tuple[OxigraphStore, frozenset[Term]]:
    """Return what a store and files say, with all that follows, and what the files speak of.

    Of a store without named graphs the default graph is taken. Search texts of quotes are left
    out, which no rule reads. Tells what filling tells of the files; raises what reading them and
    the store raises.
    """
    inner = pyoxigraph.Store()
    facts = PassingFacts()
    texts: dict[NamedNode, dict[NamedNode, str]] = {}

    def take(graph: NamedNode, statements: Collection[Statement]) -> None:
        said = by_property(statements)
        facts.take(said)
        for predicate in (BT.text, BT.sha256):
            for subject, _, term in said.get(predicate, ()):
                if isinstance(subject, NamedNode) and isinstance(term, Literal):
                    texts.setdefault(subject, {})[predicate] = term.value
        inner.bulk_extend(_doubled(Quad(*statement, graph) for statement in statements))

    for graph, quads in groupby(_authored(store), key=attrgetter("graph_name")):
        for part in parts(quads):
            take(graph, [(quad.subject, quad.predicate, quad.object) for quad in part])
    places: list[Place] = []
    own: set[Term] = set()
    for graph, statements, found in read_given(inner, files, tell):
        take(graph, statements)
        places += found
        own |= {subject for subject, _, _ in statements}
    drawn = PassingFacts()
    for part in parts(infer(facts, places, _sources(texts), tell)):
        drawn.take(by_property(part))
        inner.bulk_extend(_doubled(Quad(s, p, o, INFERENCES_GRAPH) for s, p, o in part))
    facts.take_all(drawn)
    inner.bulk_extend(_doubled(align(facts)))
    return OxigraphStore(MEMORY, inner), frozenset(own)


def _authored(store: Store) -> Iterator[Quad]:
    """Yield what was not worked out; each graph is asked for by itself.

    Raises HalfAnswer where less of a graph comes than its store says that it holds: one that gives
    some at a time, in no order of its own, could repeat some and leave others out.
    """
    counts = {graph: count for graph, count in _graphs(store).items() if graph not in _MADE}
    for graph in sorted(counts, key=str):
        came: set[Quad] = set()
        for quad in store.quads(g=graph):
            came.add(quad)
            yield quad
        if len(came) < counts[graph]:
            raise HalfAnswer(url=store.url, what=f"{graph}: {len(came)} < {counts[graph]}")
    if not counts:
        for quad in store.quads(g=DefaultGraph()):
            yield Quad(quad.subject, quad.predicate, quad.object, REPORTED_GRAPH)


def _graphs(store: Store) -> dict[NamedNode, int]:
    if isinstance(store, RemoteStore):
        return _counts(store)
    return {NamedNode(graph): count for graph, count in store.info().graphs.items()}


def _counts(store: RemoteStore) -> dict[NamedNode, int]:
    """Return the triples in each graph of ours; a server may have others, for itself too."""
    counts = {NamedNode(graph): count for graph, count in store.counts().items()}
    return {graph: count for graph, count in counts.items() if graph in GRAPH}


def _doubled(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def _sources(texts: dict[NamedNode, dict[NamedNode, str]]) -> list[SourceText]:
    return [
        SourceText(Path(unquote(iri.value.rpartition("/")[2])), said[BT.text], said[BT.sha256])
        for iri, said in texts.items()
        if len(said) == 2
    ]
