"""The graph in a notebook: one call to have it, one to ask it.

>>> import bacthang
>>> graph = bacthang.load()
>>> graph.ask("one-indicator-across-levels", indicator="health-insurance-coverage").frame()
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import rdflib
import rdflib.query
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)
from rdflib.term import Identifier, Variable

from . import library
from .assets import graph_files
from .build import build
from .canonical import canonical_lines
from .errors import Lang, MissingExtra, StoreAndGraph, UnfitFormat
from .iris import compact
from .parameters import Given
from .questions import Question
from .stores import MEMORY, Store, open_store
from .summary import summarise
from .tabletext import Table

Value = Any
"""A number, date, truth value or text as Python has it; an IRI as its text; None where unbound."""

_SHOWN: Final = 40


class Answer:
    """The rows of a SELECT, or the truth value of an ASK, as one row with one column."""

    def __init__(self, result: QuerySolutions | QueryBoolean) -> None:
        out = io.BytesIO()
        with library.answering("SPARQL"):
            result.serialize(out, QueryResultsFormat.JSON)
        self._json = out.getvalue()
        self._result = self.rdflib()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the question."""
        return tuple(str(name) for name in self._result.vars or ("answer",))

    @property
    def rows(self) -> list[dict[str, Value]]:
        """Every row as a dictionary by column, with values as Python has them."""
        if self._result.type == "ASK":
            return [{"answer": self._result.askAnswer}]
        return [
            {name: _python(row.get(Variable(name))) for name in self.columns}
            for row in self.rdflib().bindings
        ]

    def frame(self) -> Any:
        """Return a pandas frame; decimals become floats, so that columns can be computed with.

        Raises MissingExtra without pandas, which is an optional dependency.
        """
        pandas, rows = _optional("pandas"), self.rows
        columns = {name: [_floating(row[name]) for row in rows] for name in self.columns}
        return pandas.DataFrame(
            {
                name: pandas.Series(values, dtype="Int64" if _whole(values) else None)
                for name, values in columns.items()
            }
        )

    def rdflib(self) -> rdflib.query.Result:
        """Return the answer as rdflib has it, each time from its beginning."""
        return rdflib.query.Result.parse(io.BytesIO(self._json), format="json")

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Answer: {len(self)} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        shown = self.rows[:_SHOWN]
        rest = len(self) - len(shown)
        texts = [[_readable(row[name]) for name in self.columns] for row in shown]
        return _html(self.columns, texts) + (f"<p>… {rest} more</p>" if rest else "")


class Graph:
    """A built graph: ask it by a question's name or in SPARQL, or take it whole to rdflib."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def ask(self, question: str, /, **parameters: Given) -> Answer:
        """Answer a question of the library, with its parameters, or a SELECT or ASK in SPARQL.

        Raises UnknownName and BadParameter with the names there are; BadQuery with line and
        column; UnfitFormat for a query that makes a graph (see ``construct``).
        """
        result = library.ask(self.store, question, **parameters)
        if isinstance(result, QueryTriples):
            raise UnfitFormat(format="rows", accepted="construct()")
        return Answer(result)

    def construct(self, query: str, /, **parameters: Given) -> rdflib.Graph:
        """Return what a CONSTRUCT or DESCRIBE makes, as an rdflib graph."""
        result = library.ask(self.store, query, **parameters)
        if not isinstance(result, QueryTriples):
            raise UnfitFormat(format="graph", accepted="ask()")
        out = io.BytesIO()
        with library.answering("SPARQL"):
            serialize(result, out, RdfFormat.N_TRIPLES)
        return rdflib.Graph().parse(data=out.getvalue(), format="nt")

    @property
    def questions(self) -> dict[str, Question]:
        """Every question of the library, by name."""
        return library.load()

    def rdflib(self) -> rdflib.Dataset:
        """Return a copy of everything for rdflib, each statement in the graph of its witness."""
        dataset = rdflib.Dataset(default_union=True)
        text = "\n".join(canonical_lines(self.store.quads()))
        dataset.parse(data=text, format="nquads")
        return dataset

    def __repr__(self) -> str:
        info = self.store.info()
        return f"<Graph {info.content_hash[:16]}: {info.triples} statements, {self.store.url}>"

    def _repr_html_(self, lang: Lang = "en") -> str:
        summary = summarise(self.store, lang)
        tables = (_html(table.columns, _texts(table)) for table in summary.tables)
        return f"<p>{escape(summary.totals)}</p>" + "".join(tables)


def load(graph: str | Path | None = None, *, store: str | None = None) -> Graph:
    """Return the shipped graph, the graph of a folder, or a store built before.

    Without ``store`` the files are built in memory, which takes about a second for the shipped
    graph. Raises what building and opening raise; StoreAndGraph for both at once.
    """
    if store is not None:
        if graph is not None:
            raise StoreAndGraph
        return Graph(open_store(store))
    return Graph(build(graph_files(None if graph is None else Path(graph)), MEMORY).store)


def _optional(name: str) -> Any:
    """Return an optional package, or say how to have it."""
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtra(name=name) from None


def _python(term: Identifier | None) -> Value:
    """Return a term as Python has it: an IRI as its text, a literal as its value."""
    match term:
        case None:
            return None
        case rdflib.Literal():
            value = term.toPython()
            return str(value) if isinstance(value, rdflib.Literal) else value
        case _:
            return str(term)


def _whole(values: list[Value]) -> bool:
    """Tell whether a column holds whole numbers; pandas keeps them whole beside empty cells."""
    return {type(value) for value in values if value is not None} == {int}


def _floating(value: Value) -> Value:
    return float(value) if isinstance(value, Decimal) else value


def _readable(value: Value) -> str:
    if value is None:
        return ""
    return compact(value) if isinstance(value, str) and "://" in value else str(value)


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _html(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    cells = ("".join(f'<td align="left">{escape(text)}</td>' for text in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
