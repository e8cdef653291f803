"""Where servers differ from the standards, and how their answers are read all the same.

Virtuoso 7 answers ASK with a table, calls typed literals ``typed-literal`` and writes booleans as 0
and 1. How the default graph is made is every server's own affair: docs/stores.md.
"""

from __future__ import annotations

import json
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from ...canonical import canonical_literal
from ...namespaces import XSD

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
