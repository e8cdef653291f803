"""The rows of a server in the order that the query asks for, where the server has one of its own.

SPARQL 1.1 compares texts by code points (section 15.1, after XPath's ``fn:compare``); a server that
goes by something else gives the right rows in another order. They are put in order here by the
engine that orders the embedded store.
"""

from __future__ import annotations

import io
import re
from typing import Final

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

_OPAQUE: Final = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\''''
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>"{}|^`\\\s]*>|\#[^\n]*""",
    re.DOTALL,
)
_ORDER: Final = re.compile(r"\bORDER\s+BY\b(?P<by>[^{}]*)\Z", re.IGNORECASE)
_HEAD: Final = re.compile(
    r"\bSELECT\b(?!\s+(?:DISTINCT|REDUCED)\b)(?P<shown>[^{}]*?)\s*(?:\bWHERE\b\s*)?\{", re.I
)
_CUT: Final = re.compile(r"\b(LIMIT|OFFSET|VALUES)\b", re.IGNORECASE)
_VARIABLE: Final = re.compile(r"[?$](\w+)")
_AGGREGATE: Final = re.compile(
    r"\b(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(|\bGROUP\s+BY\b|\bHAVING\b", re.I
)
_STEP: Final = re.compile(r"[?$](\w+)|[()]")
_PREFIX: Final = re.compile(r"\b(?:PREFIX\s+\S*:|BASE)\s*<[^>]*>", re.IGNORECASE)


def widened(query: str) -> str:
    """Return a query that also shows what it orders by; the same where it does so already.

    A query that cuts rows off, gives each but once, or counts, is left as it is.
    """
    visible = _visible(query)
    head = _HEAD.search(visible)
    missing = _missing(query, head["shown"]) if head else []
    if head is None or not missing or "*" in head["shown"].split():
        return query
    tail = visible[visible.rfind("}") :]
    if _AGGREGATE.search(head["shown"]) or _AGGREGATE.search(tail):
        grouped = re.search(r"\bGROUP\s+BY\b(.*?)\b(?:HAVING|ORDER)\b", tail, re.I | re.S)
        if grouped is None or not {*missing} <= {*_VARIABLE.findall(grouped[1])}:
            return query
    at = head.end("shown")
    return f"{query[:at]} {' '.join(f'?{name}' for name in missing)} {query[at:]}"


def ordered(query: str, found: QuerySolutions) -> QuerySolutions:
    """Return the rows of a widened query's answer in the order of the query, with its columns.

    Where it has no order, cuts rows off, or orders by what the rows do not show, they come as they
    are; also where one is of a blank node, which no query can name.
    """
    names = [variable.value for variable in found.variables]
    by = order_of(query)
    if not by or _AGGREGATE.search(_visible(by)) or not {*_VARIABLE.findall(by)} <= {*names}:
        return found
    body = io.BytesIO()
    found.serialize(body, QueryResultsFormat.JSON)
    rows = " ".join(
        f"({' '.join('UNDEF' if row[name] is None else str(row[name]) for name in names)})"
        for row in _solutions(body)
    )
    head = _HEAD.search(_visible(query))
    added = _missing(query, head["shown"]) if head and widened(query) != query else []
    shown = " ".join(f"?{name}" for name in names if name not in added)
    columns = " ".join(f"?{name}" for name in names)
    prologue = " ".join(_PREFIX.findall(query[: head.start()] if head else query))
    text = f"{prologue} SELECT {shown} {{ VALUES ({columns}) {{ {rows} }} }} ORDER BY {by}"
    try:
        again = pyoxigraph.Store().query(text)
    except SyntaxError:
        return _solutions(body)
    assert isinstance(again, QuerySolutions)
    return again


def order_of(query: str) -> str:
    """Return what a query orders all its rows by; empty where it does not, or cuts some off."""
    visible = _visible(query)
    found = _ORDER.search(visible.rstrip())
    if found is None or _CUT.search(found["by"]):
        return ""
    return query[slice(*found.span("by"))].strip()


def _solutions(body: io.BytesIO) -> QuerySolutions:
    found = parse_query_results(body.getvalue(), QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    return found


def _missing(query: str, shown: str) -> list[str]:
    """Return the variables that a query orders by and does not show."""
    columns = _columns(shown)
    by = dict.fromkeys(_VARIABLE.findall(order_of(query)))
    return [name for name in by if name not in columns]


def _columns(shown: str) -> set[str]:
    """Return the columns of a SELECT: its variables, and what its expressions are called."""
    depth, columns, last = 0, set(), ""
    for token in _STEP.finditer(shown):
        if token[0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
            if depth == 0:
                columns.add(last)
        else:
            last = token[1]
            if depth == 0:
                columns.add(last)
    return columns


def _visible(query: str) -> str:
    """Return the text with strings, IRIs and comments blank, each character in its place."""
    return _OPAQUE.sub(lambda opaque: " " * len(opaque[0]), query)
