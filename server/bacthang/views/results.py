"""An answer of a query as it is read on a page: its columns, and cells that know what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Final, Literal

import pyoxigraph
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
)

from ..errors import Lang
from ..iris import compact
from ..namespaces import XSD
from ..naming import names_of
from ..stores import Store

Kind = Literal["rows", "truth", "graph"]

SHOWN: Final = 1000
"""How many rows a page shows; software and spreadsheets get them all."""

_NUMERIC: Final = {XSD.integer, XSD.decimal, XSD.double, XSD.float}
_TRIPLE: Final = ("subject", "predicate", "object")


@dataclass(frozen=True)
class Shown:
    """One value: its text, where it leads, and what a table must know to align and sort it.

    ``name`` is what a thing is called in the reader's language, empty for what has no name.
    """

    text: str = ""
    iri: str = ""
    name: str = ""
    lang: str = ""
    numeric: bool = False
    truth: bool = False


EMPTY: Final = Shown()


@dataclass(frozen=True)
class Results:
    """Rows under the names of their columns; ``more`` when there are rows that are not shown."""

    kind: Kind
    columns: tuple[str, ...]
    rows: Sequence[tuple[Shown, ...]]
    more: bool = False
    truth: bool | None = None

    def is_numeric(self, column: int) -> bool:
        """Tell whether every value of a column is a number, and there is one."""
        cells = [row[column] for row in self.rows if row[column].text]
        return bool(cells) and all(cell.numeric for cell in cells)


def read_results(
    store: Store, kind: Kind, data: IO[bytes] | bytes, lang: Lang, most: int = SHOWN
) -> Results:
    """Read an answer: rows and truth in SPARQL 1.1 Query Results JSON, a graph in Turtle.

    At most ``most`` rows are read. Names are those in the store, in the reader's language where
    there is one.
    """
    if kind == "graph":
        triples = pyoxigraph.parse(data, RdfFormat.TURTLE)
        terms = [tuple(triple.triple) for triple in islice(triples, most + 1)]
        return _results(store, kind, Rows(_TRIPLE, terms[:most], len(terms) > most), lang)
    parsed = pyoxigraph.parse_query_results(data, QueryResultsFormat.JSON)
    if isinstance(parsed, QueryBoolean):
        return Results("truth", (), (), truth=bool(parsed))
    return of_solutions(store, parsed, lang, most)


def of_solutions(store: Store, solutions: QuerySolutions, lang: Lang, most: int = SHOWN) -> Results:
    """Take the rows of a SELECT for a page, at most so many."""
    return of_rows(store, taken(solutions, most), lang)


@dataclass(frozen=True)
class Rows:
    """The first rows of a SELECT as the engine gives them; ``more`` when there are others."""

    columns: tuple[str, ...]
    terms: Sequence[tuple[object, ...]]
    more: bool


def taken(solutions: QuerySolutions, most: int = SHOWN) -> Rows:
    """Take at most so many rows."""
    columns = tuple(variable.value for variable in solutions.variables)
    terms = [tuple(row[name] for name in columns) for row in islice(solutions, most + 1)]
    return Rows(columns, terms[:most], len(terms) > most)


def of_rows(store: Store, rows: Rows, lang: Lang) -> Results:
    """Return rows for a reader of one language."""
    return _results(store, "rows", rows, lang)


def _results(store: Store, kind: Kind, rows: Rows, lang: Lang) -> Results:
    names = _names(store, rows.terms, lang)
    shown = [tuple(_shown(term, names) for term in row) for row in rows.terms]
    return Results(kind, rows.columns, shown, more=rows.more)


def _names(store: Store, rows: Iterable[tuple[object, ...]], lang: Lang) -> dict[NamedNode, str]:
    things = (term for row in rows for term in row if isinstance(term, NamedNode))
    return names_of(store, things, lang)


def _shown(term: object, names: dict[NamedNode, str]) -> Shown:
    match term:
        case None:
            return EMPTY
        case NamedNode():
            short = compact(term.value)
            name = names[term]
            return Shown(short, term.value, "" if name == short else name)
        case pyoxigraph.Literal():
            numeric = term.datatype in _NUMERIC
            truth = term.datatype == XSD.boolean
            return Shown(term.value, lang=term.language or "", numeric=numeric, truth=truth)
        case _:
            return Shown(str(term))
