"""What a request asks, by SPARQL 1.1 Protocol section 2.1: a query and the dataset to ask it of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from flask import Request
from pyoxigraph import NamedNode
from werkzeug.http import parse_options_header

from ...errors import (
    GarbledRequest,
    NoQuery,
    SeveralQueries,
    UnfitBody,
    UnfitGraphName,
    UpdateRefused,
)

DIRECT: Final = "application/sparql-query"
FORM: Final = "application/x-www-form-urlencoded"
UPDATE: Final = "application/sparql-update"
_MOST_FIELDS: Final = 200
_ENCODED: Final = 3
"""How many characters percent-encoding makes of a byte."""
_BESIDE_QUERY: Final = 20_000
"""Bytes left for the other parameters of a form."""
_OFF: Final = ("", "0", "false", "no")

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Wish:
    """A query with what was said beside it; ``query`` is None where nothing at all is asked.

    ``form`` is the answer's form by name, from ``format`` or ``output``, which are not of the
    protocol: a link cannot say ``Accept``.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str = ""
    bom: bool = False


def read_wish(request: Request, query_bytes: int) -> Wish:
    """Return what is asked by GET, by a form or by a body that is the query.

    Raises NoQuery, SeveralQueries, GarbledRequest, UnfitBody, UnfitGraphName, UpdateRefused; and
    RequestEntityTooLarge for a body that no query of ``query_bytes`` needs.
    """
    fields = _fields(request.environ.get("QUERY_STRING", ""))
    if request.method == "POST":
        _add_body(fields, request, query_bytes)
    if "update" in fields:
        raise UpdateRefused()
    queries = fields.get("query", [])
    if len(queries) > 1:
        raise SeveralQueries(count=len(queries))
    default_graphs = _graphs(fields, "default-graph-uri")
    named_graphs = _graphs(fields, "named-graph-uri")
    asked = queries[0] if queries else None
    if asked is None and (request.method == "POST" or default_graphs or named_graphs):
        raise NoQuery()
    if asked is not None and not asked.strip():
        raise NoQuery()
    return Wish(
        asked,
        default_graphs,
        named_graphs,
        form=_last(fields, "format") or _last(fields, "output"),
        bom=_last(fields, "bom").lower() not in _OFF,
    )


def _fields(text: str) -> Fields:
    """Return the fields of a query string, which WSGI gives as if it were Latin-1."""
    fields: Fields = defaultdict(list)
    pairs = text.encode("latin-1").split(b"&", _MOST_FIELDS)
    if len(pairs) > _MOST_FIELDS:
        raise GarbledRequest()
    for pair in pairs:
        name, _, value = pair.partition(b"=")
        if pair:
            fields[_plain(name)].append(_plain(value))
    return fields


def _plain(encoded: bytes) -> str:
    """Return what is percent-encoded (WHATWG URL, application/x-www-form-urlencoded)."""
    try:
        return unquote_to_bytes(encoded.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        raise GarbledRequest() from None


def _add_body(fields: Fields, request: Request, query_bytes: int) -> None:
    """Add what the body of a POST says."""
    kind, parameters = parse_options_header(request.headers.get("Content-Type", ""))
    kind = kind.lower()
    if kind == UPDATE:
        raise UpdateRefused()
    charset = parameters.get("charset", "utf-8").lower()
    packed = request.headers.get("Content-Encoding", "identity").lower() != "identity"
    if kind not in (DIRECT, FORM) or charset not in ("utf-8", "utf8") or packed:
        raise UnfitBody(found=request.headers.get("Content-Type", ""))
    most = query_bytes if kind == DIRECT else query_bytes * _ENCODED + _BESIDE_QUERY
    request.max_content_length = most
    body = request.get_data(cache=False)
    if kind == FORM:
        for name, values in _fields(body.decode("latin-1")).items():
            fields[name] += values
        return
    try:
        fields["query"].append(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise GarbledRequest() from None


def _graphs(fields: Fields, name: str) -> tuple[str, ...]:
    """Return the graphs named, each once; empty values, as forms send them, name none."""
    if name not in fields:
        return ()
    graphs = tuple(dict.fromkeys(filter(None, fields[name])))
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError:
            raise UnfitGraphName(name=graph) from None
    return graphs


def _last(fields: Fields, name: str) -> str:
    return fields[name][-1] if name in fields else ""
