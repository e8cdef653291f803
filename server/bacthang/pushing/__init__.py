"""A built graph goes to a server, by the SPARQL 1.1 Graph Store HTTP Protocol.

The record of the build goes first and comes back last, so that nobody reads what is half there.
Between, graphs are sent in pieces, each noted on the server (``state.py``); what is there already,
by its fingerprint and its count, is not sent again. What the default graph shows is sent a second
time as one graph (``namespaces.DEFAULT_GRAPH``): docs/stores.md tells why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from pyoxigraph import DefaultGraph, NamedNode, Quad

from ..errors import NotAsSent, PushedMeanwhile
from ..namespaces import BUILD_GRAPH, DEFAULT_GRAPH, FINDINGS_GRAPH, GRAPH, PUSH_GRAPH, SHAPES_GRAPH
from ..stores import BuildInfo, Store
from ..stores.record import record
from ..stores.remote import RemoteStore
from ..stores.remote.graphstore import GraphStore
from .pieces import Bounds, count_of, digest, fingerprint, pieces
from .sending import send
from .state import Noted, Notes, read
from .steps import Progress, Pushing, quiet
from .verifying import verify

__all__ = ["Bounds", "Done", "Options", "Progress", "Pushing", "push"]

_BESIDE: Final = (SHAPES_GRAPH, FINDINGS_GRAPH)
"""Graphs that go along, though no build counts them."""


@dataclass(frozen=True)
class Options:
    """How to push: by which address, in pieces of what size, and what to leave out.

    ``read_back`` reads all that was pushed and compares it; ``anew`` trusts nothing that is there.
    """

    graph_store: str | None = None
    bounds: Bounds = field(default_factory=Bounds)
    read_back: bool = True
    anew: bool = False


@dataclass(frozen=True)
class Done:
    """What a push came to: statements sent and kept, graphs removed; nothing when it was there."""

    info: BuildInfo
    sent: int
    kept: int
    removed: int
    read_back: bool

    @property
    def was_there(self) -> bool:
        """Whether nothing had to be written."""
        return not self.sent and not self.removed


def push(source: Store, target: RemoteStore, options: Options, progress: Progress = quiet) -> Done:
    """Push a built store to a server, so that it holds the same.

    One that was cut or killed is taken up where it was. Raises RemoteTrouble, with no record of a
    build on the server then: NotAsSent when the server holds anything but what was sent. Other
    graphs than ours are left alone.
    """
    info = source.info()
    store = target.graph_store(options.graph_store)
    store.prepare(PUSH_GRAPH.value)
    return _Push(source, info, target, store, options, progress).run()


class _Push:
    def __init__(
        self,
        source: Store,
        info: BuildInfo,
        target: RemoteStore,
        store: GraphStore,
        options: Options,
        progress: Progress,
    ) -> None:
        self._source = source
        self._info = info
        self._target = target
        self._store = store
        self._options = options
        self._progress = progress
        self._pusher = str(uuid4())
        self._notes = Notes(store, self._pusher)
        self._sent = self._noted = 0
        names = [*info.graphs, *(graph.value for graph in _BESIDE), DEFAULT_GRAPH.value]
        self._graphs = dict.fromkeys(names)

    def run(self) -> Done:
        prints = self._fingerprints()
        noted = Noted() if self._options.anew else read(self._target)
        counts = self._counts()
        kept = {
            graph
            for graph, whole in prints.items()
            if noted.whole.get(graph) == whole and counts.get(graph, 0) == count_of(whole)
        }
        surplus = counts.keys() - prints.keys() - {BUILD_GRAPH.value, PUSH_GRAPH.value}
        told = sum(map(count_of, prints.values()))
        if kept == prints.keys() and not surplus and self._target.record_now() == self._info:
            return Done(self._info, 0, told, 0, False)
        # Whoever writes a record looks for us behind it, and we take away what came before us.
        self._notes.begin(_still(noted, prints, kept))
        self._store.remove(BUILD_GRAPH.value)
        total = sum(count_of(prints[graph]) for graph in prints.keys() - kept)
        for graph in sorted(prints.keys() - kept):
            self._send(graph, prints[graph], noted.arrived(graph, prints[graph]), total)
        self._notes.flush()
        for graph in surplus:
            self._store.remove(graph)
        self._check(prints)
        self._write_record()
        sent = self._sent
        return Done(self._info, sent, told - sent, len(surplus), self._options.read_back)

    def _fingerprints(self) -> dict[str, str]:
        """Return the fingerprint of each graph that is to be on the server and holds anything."""
        prints = {}
        for done, graph in enumerate(self._graphs):
            self._progress(Pushing.COMPARE, done, len(self._graphs))
            taken = fingerprint(self._quads(graph))
            if taken.count:
                prints[graph] = str(taken)
        self._progress(Pushing.COMPARE, len(self._graphs), len(self._graphs))
        return prints

    def _quads(self, graph: str) -> Iterator[Quad]:
        default = graph == DEFAULT_GRAPH.value
        return self._source.quads(g=DefaultGraph() if default else NamedNode(graph))

    def _counts(self) -> dict[str, int]:
        """Return how many statements each graph of ours has on the server."""
        counts = self._target.counts()
        return {graph: count for graph, count in counts.items() if NamedNode(graph) in GRAPH}

    def _send(self, graph: str, whole: str, arrived: set[str], total: int) -> None:
        begun = bool(arrived)
        for piece in pieces(self._quads(graph), self._options.bounds):
            own = digest(piece)
            if own not in arrived:
                send(self._store, graph, piece, begun)
                self._notes.piece(graph, whole, own)
                self._sent += len(piece)
                self._noted += sum(map(len, piece))
            begun = True
            if self._noted >= self._options.bounds.size // 2:
                self._notes.flush()
                self._noted = 0
            self._progress(Pushing.SEND, self._sent, total)
        self._notes.whole(graph, whole)

    def _write_record(self) -> None:
        """Write the record of the build; what makes it one comes last."""
        begun = False
        for piece in pieces(reversed(list(record(self._info))), self._options.bounds):
            send(self._store, BUILD_GRAPH.value, piece, begun)
            begun = True
        if self._target.record_now() != self._info:
            raise NotAsSent(url=self._target.url, graph=BUILD_GRAPH.value, sent="…", found="…")
        try:
            self._see_nobody_else()
        except PushedMeanwhile:
            self._store.remove(BUILD_GRAPH.value)
            raise

    def _check(self, prints: Mapping[str, str]) -> None:
        """Raise NotAsSent unless the server holds what it should, and PushedMeanwhile.

        A graph that it does not hold as sent is noted no more: the next push sends it whole, and
        everything where no single graph is to blame.
        """
        try:
            verify(self._target, prints, self._info, self._options.read_back, self._progress)
        except NotAsSent as error:
            told = error.facts["graph"]
            kept = {name: own for name, own in prints.items() if name != told}
            self._notes.begin(Noted(kept if told in prints else {}))
            raise
        self._see_nobody_else()

    def _see_nobody_else(self) -> None:
        """Raise PushedMeanwhile where another has begun since."""
        if read(self._target).pushers != {self._pusher}:
            raise PushedMeanwhile(url=self._target.url)


def _still(noted: Noted, prints: Mapping[str, str], kept: set[str]) -> Noted:
    """Return what of the notes holds for this push."""
    begun = {
        graph: {f"{whole}/{piece}" for piece in noted.arrived(graph, whole)}
        for graph, whole in prints.items()
        if graph not in kept
    }
    return Noted({graph: prints[graph] for graph in kept}, begun)
