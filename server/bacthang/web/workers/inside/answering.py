"""One query answered over the store, in pieces, with as many rows as the cap allows or none."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import IO, Any, Final, NoReturn, Protocol, cast

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from .counting import COUNTERS
from .frames import KINDS, Question
from .guard import Refused, check, datasets, is_update

ROWS: Final = KINDS.index("rows")
TRUTH: Final = KINDS.index("truth")
GRAPH: Final = KINDS.index("graph")

RESULT_FORMATS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_BLOCK: Final = 1 << 16
_SEEN_AHEAD: Final = 10_000
"""Triples read before a graph is written, so that it names only the prefixes it uses."""


class Dataset(Protocol):
    """What is asked: the store on disk, or one behind a server."""

    def query(
        self,
        query: str,
        *,
        base_iri: str,
        default_graph: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a query."""
        ...

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """Yield the names of graphs."""
        ...


Send = Callable[[int, bytes], None]
"""Takes the kind of an answer and a piece of it."""


@dataclass(frozen=True)
class Rules:
    """What a worker is told once.

    How far a query may go, the prefixes of graphs it writes, and the base of relative IRIs.
    """

    rows: int
    query_bytes: int
    depth: int
    prefixes: Mapping[str, str]
    base: str


class Sink:
    """A file to write to that sends blocks and counts rows; past the cap it stops the writer."""

    def __init__(self, kind: int, send: Send, form: str = "", most: int = 0) -> None:
        self._kind = kind
        self._send = send
        self._most = most
        self._rows = COUNTERS[form]() if form else None
        self._held: list[bytes] = []
        self._size = 0

    def write(self, piece: bytes) -> int:
        """Take a piece, as files do."""
        self._held.append(piece)
        self._size += len(piece)
        if self._size >= _BLOCK:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        """Send what is held.

        Raises Refused (``RowLimit``) when there are too many rows.
        """
        block = b"".join(self._held)
        self._held.clear()
        self._size = 0
        if self._rows:
            self._rows.add(block)
            if self._rows.count > self._most:
                too_many(self._most)
        if block:
            self._send(self._kind, block)

    @property
    def count(self) -> int:
        """How many rows were sent."""
        return self._rows.count if self._rows else 0


class Answering:
    """A store that is asked."""

    def __init__(self, store: Dataset, rules: Rules) -> None:
        self._store = store
        self._rules = rules

    def answer(self, asked: Question, send: Send, *, guarded: bool = True) -> tuple[int, int]:
        """Send the answer in pieces; return its kind and the count of rows.

        Raises Refused for what is not answered, at any time. ``guarded=False`` leaves the text
        unread, which only proves what confinement holds by itself.
        """
        rules = self._rules
        query = asked.query
        if guarded:
            check(query, rules.query_bytes, rules.depth)
        result = self._asked(asked)
        if isinstance(result, QuerySolutions):
            form = asked.rows or none_fits("rows")
            sink = Sink(ROWS, send, form, rules.rows)
            if asked.bom and form == "csv":
                send(ROWS, codecs.BOM_UTF8)
            _written(result, sink, form)
            return ROWS, sink.count
        if isinstance(result, QueryBoolean):
            form = asked.truth or none_fits("truth")
            sink = Sink(TRUTH, send)
            if asked.bom and form == "csv":
                send(TRUTH, codecs.BOM_UTF8)
            _written(result, sink, form)
            return TRUTH, 1
        return GRAPH, self._graph(result, asked.graph or none_fits("graph"), send)

    def _asked(self, asked: Question) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask over the dataset of the protocol, or of ``FROM``, each graph named once."""
        query, rules = asked.query, self._rules
        try:
            default: Iterable[str] = asked.default_graphs
            named: Iterable[str] = asked.named_graphs
            if not default and not named and "from" in query.lower():
                default, named = self._of_query(query)
            if not default and not named:
                return self._store.query(query, base_iri=rules.base)
            self._known((*default, *named))
            return self._store.query(
                query,
                default_graph=[NamedNode(iri) for iri in dict.fromkeys(default)],
                named_graphs=[NamedNode(iri) for iri in dict.fromkeys(named)],
                base_iri=rules.base,
            )
        except SyntaxError as error:
            if is_update(query):
                raise Refused("UpdateRefused") from None
            raise Refused("BadQuery", what=error.msg) from None

    def _of_query(self, query: str) -> tuple[list[str], list[str]]:
        """Return the graphs of ``FROM`` and of ``FROM NAMED``, as the engine reads their names."""
        prologue, found = datasets(query)
        if not found:
            return [], []
        names = " ".join(f"({name} AS ?g{place})" for place, (_, name) in enumerate(found))
        text = f"{prologue} SELECT {names} {{}}"
        asked = Store().query(text, base_iri=self._rules.base)
        assert isinstance(asked, QuerySolutions)
        row = next(asked)
        read = [(named, row[f"g{place}"]) for place, (named, _) in enumerate(found)]
        iris = [(named, term.value) for named, term in read if isinstance(term, NamedNode)]
        return [iri for named, iri in iris if not named], [iri for named, iri in iris if named]

    @cached_property
    def _graphs(self) -> set[str]:
        named = self._store.named_graphs()
        return {name.value for name in named if isinstance(name, NamedNode)}

    def _known(self, iris: Iterable[str]) -> None:
        unknown = [iri for iri in dict.fromkeys(iris) if iri not in self._graphs]
        if unknown:
            raise Refused("UnknownGraphs", graphs=unknown)

    def _graph(self, result: QueryTriples, form: str, send: Send) -> int:
        most = self._rules.rows
        ahead = list(islice(result, min(_SEEN_AHEAD, most + 1)))
        count = len(ahead)
        if count > most:
            too_many(most)
        prefixes = dict(self._rules.prefixes)
        if count < _SEEN_AHEAD:
            prefixes = {name: iri for name, iri in prefixes.items() if _uses(ahead, iri)}

        def counted() -> Iterable[Triple]:
            nonlocal count
            for triple in result:
                count += 1
                if count > most:
                    too_many(most)
                yield triple

        sink = Sink(GRAPH, send)
        pyoxigraph.serialize(
            chain(ahead, counted()), cast(IO[bytes], sink), GRAPH_FORMATS[form], prefixes=prefixes
        )
        sink.flush()
        return count


def _written(result: QuerySolutions | QueryBoolean, sink: Sink, form: str) -> None:
    result.serialize(cast(IO[bytes], sink), RESULT_FORMATS[form])
    sink.flush()


def _uses(triples: Iterable[Triple], iri: str) -> bool:
    return any(
        isinstance(term, NamedNode) and term.value.startswith(iri)
        for triple in triples
        for term in triple
    )


def too_many(most: int) -> NoReturn:
    """Refuse an answer of more rows than the cap."""
    raise Refused("RowLimit", most=most)


def none_fits(kind: str) -> Any:
    """Refuse to write an answer of a kind for which no form was acceptable."""
    raise Refused("NoSuchForm", kind=kind)
