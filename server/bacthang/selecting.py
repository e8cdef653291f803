"""SELECT over a store for the program's own queries, with the prefixes already declared."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from .namespaces import PREFIXES
from .stores import Store

PROLOGUE: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

Value = NamedNode | Literal
Row = dict[str, Value]


def select(store: Store, query: str) -> list[Row]:
    """Return the rows of a SELECT, each with its bound variables only.

    The dataset has no blank nodes, so every value is an IRI or a literal.
    """
    solutions = store.query(PROLOGUE + query)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("only a SELECT has rows")
    names = [variable.value for variable in solutions.variables]
    return [
        {name: value for name in names if isinstance(value := solution[name], NamedNode | Literal)}
        for solution in solutions
    ]


def node(row: Row, name: str) -> NamedNode:
    """Return the IRI in a column that holds only IRIs."""
    value = row[name]
    if not isinstance(value, NamedNode):
        raise TypeError(f"?{name} holds {value}, not an IRI")
    return value


def text_of(row: Row, name: str) -> str:
    """Return the text of a column, empty where it is unbound."""
    return row[name].value if name in row else ""
