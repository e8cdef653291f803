"""The rows of a server in the order that the query asks for, where the server has one of its own.

SPARQL 1.1 compares texts by code points (section 15.1, after XPath's ``fn:compare``); a server that
goes by something else gives the right rows in another order. They are put in order here by the
engine that orders the embedded store.
"""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph
from pyoxigraph import QuerySolutions

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
_STEP: Final = re.compile(r"[?$](\w+)|[()]")
_PREFIX: Final = re.compile(r"^\s*PREFIX\s+\S*:\s*<[^>]*>", re.IGNORECASE | re.MULTILINE)


def widened(query: str) -> str:
    """Return a query that also shows what it orders by; the same where it does so already.

    A query that cuts rows off, or gives each but once, is left as it is.
    """
    visible = _visible(query)
    head = _HEAD.search(visible)
    missing = _missing(query, head["shown"]) if head else []
    if head is None or not missing or "*" in head["shown"].split():
        return query
    at = head.end("shown")
    return f"{query[:at]} {' '.join(f'?{name}' for name in missing)} {query[at:]}"


def ordered(query: str, found: QuerySolutions) -> QuerySolutions:
    """Return the rows of a widened query's answer in the order of the query, with its columns.

    Where it has no order, cuts rows off, or orders by what the rows do not show, they come as they
    are.
    """
    names = [variable.value for variable in found.variables]
    by = order_of(query)
    if not by or not {*_VARIABLE.findall(by)} <= {*names}:
        return found
    rows = " ".join(
        f"({' '.join('UNDEF' if row[name] is None else str(row[name]) for name in names)})"
        for row in found
    )
    head = _HEAD.search(_visible(query))
    added = _missing(query, head["shown"]) if head and widened(query) != query else []
    shown = " ".join(f"?{name}" for name in names if name not in added)
    columns = " ".join(f"?{name}" for name in names)
    prologue = "\n".join(_PREFIX.findall(query))
    text = f"{prologue} SELECT {shown} {{ VALUES ({columns}) {{ {rows} }} }} ORDER BY {by}"
    again = pyoxigraph.Store().query(text)
    assert isinstance(again, QuerySolutions)
    return again


def order_of(query: str) -> str:
    """Return what a query orders all its rows by; empty where it does not, or cuts some off."""
    visible = _visible(query)
    found = _ORDER.search(visible.rstrip())
    if found is None or _CUT.search(found["by"]):
        return ""
    return query[slice(*found.span("by"))].strip()


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
