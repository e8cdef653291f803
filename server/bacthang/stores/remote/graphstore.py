"""Graphs written to a server by the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit
from urllib.request import Request

from ...errors import (
    BadQuery,
    NoEndpoint,
    NoGraphStore,
    ServerFault,
)
from .protocol import STATEMENTS, http_address
from .transport import Reply, Transport

_ABSENT: Final = "HTTP 404"


class GraphStore:
    """Where a server takes graphs; what is sent is N-Triples.

    Graphs are sets of triples, so that all that is sent may be sent again.
    """

    def __init__(self, address: str, transport: Transport) -> None:
        """Name the address. Raises UnknownStore for one that is none, and SecretInAddress."""
        self.address = http_address(address, address)
        self._transport = transport

    def prepare(self, graph: str) -> None:
        """Ask for a graph, there or not, so that a server can say how it wants to be told who asks.

        It does so before the whole of a body is read, and some end the connection with it. Raises
        NoGraphStore and RemoteTrouble.
        """
        try:
            self._transport.send(lambda: self._request("GET", graph), follow=False, bare=True)
        except NoEndpoint as error:
            if error.facts["what"] != _ABSENT:
                raise self._none(error.facts["what"]) from None
        except (BadQuery, ServerFault) as error:
            raise self._none(error.facts["what"]) from None

    def put(self, graph: str, statements: bytes) -> None:
        """Let a graph hold these statements and no others. Raises RemoteTrouble."""
        self._write("PUT", graph, statements)

    def add(self, graph: str, statements: bytes) -> None:
        """Let a graph hold these statements too. Raises RemoteTrouble."""
        self._write("POST", graph, statements)

    def remove(self, graph: str) -> None:
        """Let a graph be no more; it need not have been. Raises RemoteTrouble."""
        self._write("DELETE", graph)

    def _write(self, method: str, graph: str, body: bytes | None = None) -> Reply | None:
        try:
            return self._transport.send(
                lambda: self._request(method, graph, body), anew=lambda: self.prepare(graph)
            )
        except NoEndpoint as error:
            if method == "DELETE" and error.facts["what"] == _ABSENT:
                return None
            raise self._none(error.facts["what"]) from None
        except BadQuery as error:
            raise self._none(error.facts["what"]) from None

    def _request(self, method: str, graph: str, body: bytes | None = None) -> Request:
        joint = "&" if urlsplit(self.address).query else "?"
        address = f"{self.address}{joint}graph={quote(graph, safe='')}"
        request = Request(address, data=body, method=method)
        request.add_header("Accept", STATEMENTS if method == "GET" else "*/*")
        if body is not None:
            request.add_header("Content-Type", STATEMENTS)
        return request

    def _none(self, what: object) -> NoGraphStore:
        return NoGraphStore(url=self._transport.url, address=self.address, what=what)
