"""Where servers differ from the standards, and how their answers are read all the same.

Virtuoso 7 answers ASK with a table, calls typed literals ``typed-literal`` and writes booleans as 0
and 1. How the default graph is made is every server's own affair: docs/stores.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, Final, cast

import pyoxigraph
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse_query_results,
)

from ...canonical import canonical_literal
from ...namespaces import XSD
from ..base import GraphName, Term

_ODD: Final = (b"typed-literal", b"__ASK_RETVAL")


def standard_results(body: bytes, form: str) -> bytes:
    """Return results as SPARQL 1.1 Query Results JSON has them.

    Raises ValueError for what is not JSON.
    """
    if not any(sign in body for sign in _ODD) and form != "ASK":
        return body
    told: dict[str, Any] = json.loads(body)
    if form == "ASK" and "boolean" not in told:
        return json.dumps({"head": {}, "boolean": _yes(told["results"]["bindings"])}).encode()
    for row in told.get("results", {}).get("bindings", ()):
        for term in row.values():
            if term["type"] == "typed-literal":
                term["type"] = "literal"
                if term["datatype"] == XSD.boolean.value:
                    literal = Literal(term["value"], datatype=NamedNode(term["datatype"]))
                    term["value"] = canonical_literal(literal).value
    return json.dumps(told).encode()


def _yes(rows: list[dict[str, dict[str, str]]]) -> bool:
    """Tell what a table of one row with one column says to a question of yes or no."""
    return any(term["value"] not in ("0", "false") for row in rows for term in row.values())


class _Nowhere:
    """A file for what is only to be read through."""

    def write(self, piece: bytes) -> int:
        return len(piece)

    def flush(self) -> None:
        pass


def as_rows(body: bytes) -> QuerySolutions | QueryBoolean:
    """Return results, once they were read through: what is broken in a late row is told now.

    Raises SyntaxError and ValueError.
    """
    found = parse_query_results(body, QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return found
    found.serialize(cast(IO[bytes], _Nowhere()), QueryResultsFormat.TSV)
    return parse_query_results(body, QueryResultsFormat.JSON)


def as_triples(body: bytes) -> QueryTriples:
    """Return statements as the embedded engine gives the answer to a CONSTRUCT."""
    store = pyoxigraph.Store()
    store.load(body, RdfFormat.N_TRIPLES)
    found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)
    return found


def as_quads(
    found: QuerySolutions | QueryBoolean | QueryTriples, wanted: tuple[Term | GraphName | None, ...]
) -> Iterator[Quad]:
    """Yield rows as quads, with what was asked for in the places where no variable stood."""
    assert isinstance(found, QuerySolutions)
    for row in found:
        parts: list[Any] = [term or row[name] for name, term in zip("spog", wanted, strict=True)]
        yield Quad(*parts)
