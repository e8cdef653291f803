"""Queries over HTTP (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import IO, Final
from urllib.parse import urlsplit
from urllib.request import Request

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from ...errors import SecretInAddress, UnknownStore
from .transport import Transport

SCHEME: Final = "sparql+"
_OPAQUE: Final = re.compile(r"<[^<>\"{}|^`\\\s]*>|#[^\n]*|\b[\w.-]*:[\w.-]*")
_FORM: Final = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_GRAPHS: Final = re.compile(r"(?<![?$\w:/#-])GRAPH\b", re.IGNORECASE)

RESULTS: Final = "application/sparql-results+json"
STATEMENTS: Final = "application/n-triples"


@dataclass(frozen=True)
class Answer:
    """What came back: the body, its media type, and the form of the query (``SELECT`` …)."""

    body: IO[bytes]
    media_type: str
    form: str


class Endpoint:
    """An address that takes queries; ``headers`` are those of its last answer."""

    def __init__(self, url: str, limit: float | None = None) -> None:
        """Take ``sparql+http(s)://…``; raise UnknownStore for any other, and SecretInAddress.

        A limit, in seconds, is told to the server with each query (Virtuoso takes ``timeout``).
        """
        self.url = url
        self.address = address_of(url)
        self.transport = Transport(url)
        self.headers: HTTPMessage | None = None
        self._limit = limit

    def ask(self, query: str, default: Iterable[str] = (), named: Iterable[str] = ()) -> Answer:
        """Return the whole answer to a query, over the graphs named or else the server's own.

        Raises BadQuery and RemoteTrouble.
        """
        asked = _Asked(self.address)
        asked.set(query, self._limit)
        for graph in default:
            asked.addDefaultGraph(graph)
        for graph in named:
            asked.addNamedGraph(graph)
        reply = self.transport.send(asked.request, follow=True)
        self.headers = reply.headers
        return Answer(reply.body, reply.headers.get_content_type(), asked.form)


class _Asked(SPARQLWrapper):
    """One query as SPARQLWrapper puts it into a request."""

    form: str

    def set(self, query: str, limit: float | None) -> None:
        """Take the query, tell its form, and say for how many seconds it may run."""
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.queryString = query
        self.queryType = self.form = form_of(query)
        if limit is not None:
            self.addParameter("timeout", str(round(limit * 1000)))

    def request(self) -> Request:
        """Return the request."""
        statements = self.form in ("CONSTRUCT", "DESCRIBE")
        self.setReturnFormat(TURTLE if statements else JSON)
        request = self._createRequest()
        request.add_header("Accept", STATEMENTS if statements else RESULTS)
        return request


def address_of(url: str) -> str:
    """Return the address in ``sparql+http(s)://…``.

    Raises UnknownStore for any other URL, and SecretInAddress.
    """
    address = http_address(url.removeprefix(SCHEME), url)
    if not url.startswith(SCHEME):
        raise UnknownStore(url=url)
    return address


def http_address(address: str, told: str) -> str:
    """Return an address of http or https with a host.

    Raises SecretInAddress, and UnknownStore for any other, which names it as it was ``told``.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UnknownStore(url=told) from None
    if parts.username is not None:
        raise SecretInAddress
    if parts.scheme not in ("http", "https") or not host:
        raise UnknownStore(url=told)
    return address


def form_of(query: str) -> str:
    """Return the form of a query: the first such word that is no comment, string, IRI or name.

    SPARQLWrapper looks for it in comments too. What has none is called SELECT, and is for the
    server to refuse.
    """
    visible = _OPAQUE.sub(" ", query)
    found = _FORM.search(visible)
    return found[0].upper() if found else "SELECT"


def asks_of_graphs(query: str) -> bool:
    """Tell whether a query may ask which graph says a thing; rather once too often than never."""
    return bool(_GRAPHS.search(query)) or "\\u" in query.lower()
