"""A built dataset behind a server, asked by the SPARQL 1.1 Protocol.

A store is only read; ``graph_store`` is where a push writes (``pushing``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from secrets import token_hex

import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)

from ...errors import HalfAnswer, MixedDefaultGraph, NoEndpoint, NoGraphStore, NoRecord, QueryOnly
from ...namespaces import (
    BUILD_GRAPH,
    DATASET,
    DCTERMS,
    DEFAULT_GRAPH,
    FINDINGS_GRAPH,
    OWL,
    SHAPES_GRAPH,
)
from ..base import BuildInfo, GraphName, Subject, Term
from ..oxigraph import MEMORY, OxigraphStore
from ..record import read_record
from .dialects import Dialect, told
from .graphstore import GraphStore
from .ordering import ordered, widened
from .protocol import RESULTS, SCHEME, STATEMENTS, Answer, Endpoint, asks_of_graphs
from .results import as_quads, as_rows, as_triples, standard_results

__all__ = ["SCHEME", "RemoteStore"]

_KEPT_OUT = (BUILD_GRAPH, SHAPES_GRAPH, FINDINGS_GRAPH)
"""The graphs that the default graph does not show (docs/decisions/default-graph.md)."""
_NO_GRAPH = "urn:bacthang:no-graph"
"""A graph that no server has: an empty list would leave the choice to the server."""


class RemoteStore:
    """A dataset on a server.

    Without a record of a build it is asked as it is: whoever opens it so must look for themselves.
    """

    def __init__(self, url: str, limit: float | None = None) -> None:
        """Name a server; nothing is asked of it yet.

        With a limit, the server itself is told to stop a query after so many seconds. Raises
        UnknownStore, OpenSecret and UnreadableFile.
        """
        self.url = url
        self._endpoint = Endpoint(url, limit)

    @classmethod
    def open(cls, url: str) -> RemoteStore:
        """Open a built store on a server.

        Raises UnknownStore, RemoteTrouble, and NoRecord when the server holds none: every question
        would get an empty answer from it.
        """
        store = cls(url)
        store.info()
        return store

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query over the default graph and the named ones.

        Raises BadQuery when the server says that the text is not SPARQL, and RemoteTrouble.
        """
        named = self._named if self._shown and asks_of_graphs(text) else ()
        return self._ask(text, self._shown, named)

    def query_over(
        self, text: str, default: Sequence[str], named: Sequence[str]
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a query over the graphs named and no others (SPARQL 1.1 Protocol, section 2.1.4).

        Raises what ``query`` raises.
        """
        nothing = (_NO_GRAPH,)
        return self._ask(text, default or nothing, named or nothing)

    def quads(
        self,
        s: Subject | None = None,
        p: NamedNode | None = None,
        o: Term | None = None,
        g: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match, those of the default graph only when it is named.

        Those of one graph come some at a time from a server that gives no more at once.
        """
        if g is not None and s is None and o is None:
            yield from self._scan(p, g)
            return
        wanted = (s, p, o, g)
        names = [
            str(term) if term else f"?{name}" for name, term in zip("spog", wanted, strict=True)
        ]
        pattern = " ".join(names[:3])
        if not isinstance(g, DefaultGraph):
            pattern = f"GRAPH {names[3]} {{ {pattern} }}"
        columns = " ".join(name for name in names if name.startswith("?")) or "(1 AS ?stated)"
        asked = f"SELECT {columns} {{ {pattern} }}"
        if isinstance(g, DefaultGraph):
            found = self.query(asked)
        else:
            found = self._read(self._endpoint.ask(asked, named=(g.value,) if g else self._named))
        yield from as_quads(found, wanted)

    def info(self) -> BuildInfo:
        """Return the record of the build."""
        if self.record is None:
            raise NoRecord(path=self.url)
        return self.record

    def stamp(self) -> str:
        """Return what tells the build that the server holds now from every other; it is asked anew.

        Raises RemoteTrouble, and NoRecord while a push is under way.
        """
        asked = (
            f"SELECT ?thing ?told {{ GRAPH {BUILD_GRAPH} {{ ?thing {DCTERMS.identifier} ?told }} }}"
        )
        found = self._read(self._endpoint.ask(asked))
        assert isinstance(found, QuerySolutions)
        told = {row["thing"].value: row["told"].value for row in found}
        if DATASET.value not in told:
            raise NoRecord(path=self.url)
        return " ".join(f"{thing} {digest}" for thing, digest in sorted(told.items()))

    def prepare(self) -> None:
        """Ask now what is asked once: the record, and how the default graph is to be named.

        Raises RemoteTrouble and NoRecord.
        """
        self.info()
        assert self._shown is not None

    def named(self) -> tuple[str, ...]:
        """Return the named graphs of the build, and those beside them that it does not count."""
        self.info()
        return self._named

    @cached_property
    def record(self) -> BuildInfo | None:
        """The record of the build, or None; it is asked for once."""
        return self.record_now()

    def record_now(self) -> BuildInfo | None:
        """Ask for the record of the build as it is now."""
        own = pyoxigraph.Store()
        own.extend(self._scan(None, BUILD_GRAPH))
        return read_record(OxigraphStore(MEMORY, own).quads)

    def counts(self) -> dict[str, int]:
        """Return how many triples each graph has now, whoever named it; not those without name."""
        asked = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        rows = self._read(self._endpoint.ask(asked))
        assert isinstance(rows, QuerySolutions)
        told = [(row["g"], int(row["n"].value)) for row in rows]
        return {graph.value: count for graph, count in told if isinstance(graph, NamedNode)}

    @cached_property
    def dialect(self) -> Dialect:
        """What kind of server this is, by its address and what it says of itself."""
        if self._endpoint.headers is None:
            self._endpoint.ask("ASK { ?s ?p ?o }")
        assert self._endpoint.headers is not None
        return told(self._endpoint.address, dict(self._endpoint.headers))

    def graph_store(self, address: str | None = None) -> GraphStore:
        """Return where the server takes graphs: at ``address``, or where its kind has it.

        Raises QueryOnly for a front of ours, NoGraphStore when no address is known, and what
        GraphStore raises.
        """
        if self.dialect.graph_store is None:
            raise QueryOnly(url=self.url)
        known = address or self.dialect.graph_store_of(self._endpoint.address)
        if known is None:
            raise NoGraphStore(url=self.url, address="?", what=self.dialect.name)
        return GraphStore(known, self._endpoint.transport)

    def _scan(self, p: NamedNode | None, g: GraphName) -> Iterator[Quad]:
        """Yield the statements of one graph, of one property or all.

        A server that gives only so many at once is asked on until it has no more: some stop before
        what was asked for and do not say so. Each part begins with the last of the one before;
        raises HalfAnswer where they do not meet so. Virtuoso keeps the plan of a text, and another
        plan is another order: the variables of a scan have names of their own, so that none of its
        parts was planned when the server knew less of the graph.
        """
        own = token_hex(4)
        inside = f"?s_{own} {p or f'?p_{own}'} ?o_{own}"
        pattern = inside if isinstance(g, DefaultGraph) else f"GRAPH {g} {{ {inside} }}"
        asked = f"CONSTRUCT {{ {inside} }} WHERE {{ {pattern} }}"
        default = self._shown if isinstance(g, DefaultGraph) else ()
        named = () if isinstance(g, DefaultGraph) else (g.value,)

        def part(cut: str = "") -> Iterator[Quad]:
            answer = self._parsed(self._endpoint.ask(asked + cut, default, named))
            return (Quad(quad.subject, quad.predicate, quad.object, g) for quad in answer)

        if not (page := self.dialect.page):
            yield from part()
            return
        done, before = 0, set[Quad]()
        while True:
            found = set(part(f" LIMIT {page} OFFSET {max(done - 1, 0)}"))
            if before and len(found & before) != 1:
                raise HalfAnswer(url=self.url, what=f"OFFSET {done}")
            if not (fresh := found - before):
                return
            yield from fresh
            done += len(fresh)
            before = found

    def _parsed(self, answer: Answer) -> Iterator[Quad]:
        """Yield the statements of an answer as they stand in it."""
        if answer.media_type not in (STATEMENTS, "text/plain"):
            raise NoEndpoint(url=self.url, what=answer.media_type)
        try:
            yield from pyoxigraph.parse(answer.body, RdfFormat.N_TRIPLES)
        except (ValueError, SyntaxError) as error:
            raise HalfAnswer(url=self.url, what=error) from None

    @cached_property
    def _named(self) -> tuple[str, ...]:
        """The named graphs that a build has recorded, with those outside its count."""
        if self.record is None:
            return ()
        return (*self.record.graphs, *(graph.value for graph in _KEPT_OUT))

    @cached_property
    def _shown(self) -> tuple[str, ...]:
        """The graphs to name as the default graph; none where the server's own is the right one.

        That which a push has filled is, where it holds something; else the server's own, when it
        holds something and does not show the record of the build; else all that a build has
        recorded. Raises MixedDefaultGraph when the server shows that even if told to leave it out.
        """
        if self.record is None:
            return ()
        if self._sees(f"GRAPH {DEFAULT_GRAPH} {{ ?s ?p ?o }}", ()):
            graphs: tuple[str, ...] = (DEFAULT_GRAPH.value,)
        elif self._sees("?s ?p ?o", ()) and not self._sees(_RECORD, ()):
            return ()
        else:
            graphs = tuple(self.record.graphs)
        if self._sees(_RECORD, graphs):
            raise MixedDefaultGraph(url=self.url)
        return graphs

    def _sees(self, pattern: str, default: tuple[str, ...]) -> bool:
        asked = f"SELECT * {{ {pattern} }} LIMIT 1"
        rows = self._read(self._endpoint.ask(asked, default))
        return isinstance(rows, QuerySolutions) and any(True for _ in rows)

    def _ask(
        self, text: str, default: Sequence[str], named: Sequence[str]
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask, and put the rows in order where the server has an order of its own."""
        own = self.dialect.own_order
        found = self._read(self._endpoint.ask(widened(text) if own else text, default, named))
        return ordered(text, found) if own and isinstance(found, QuerySolutions) else found

    def _read(self, answer: Answer) -> QuerySolutions | QueryBoolean | QueryTriples:
        try:
            if answer.media_type == RESULTS:
                body = standard_results(answer.body.read(), answer.form)
                return as_rows(body)
            if answer.media_type in (STATEMENTS, "text/plain"):
                return as_triples(answer.body.read())
        except (ValueError, SyntaxError, KeyError, TypeError, AttributeError) as error:
            raise HalfAnswer(url=self.url, what=error) from None
        raise NoEndpoint(url=self.url, what=answer.media_type)


_RECORD = f"{DATASET} {OWL.versionInfo} ?version"
