"""A SPARQL server in this process for the tests, which can be told to misbehave."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

RESULTS = "application/sparql-results+json"
STATEMENTS = "application/n-triples"


class Endpoint:
    """A server over a store in memory.

    ``meet`` is called with each query before it is answered; ``status`` other than 200 answers
    everything, ``cut`` sends half of each answer, and ``to`` redirects.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.status = 200
        self.cut = False
        self.to = ""
        self.asked: list[str] = []
        self.told: list[dict[str, list[str]]] = []
        self.meet: Callable[[str], None] = lambda query: None
        self.port = 0

    @property
    def url(self) -> str:
        """Return its address as that of a store."""
        return f"sparql+http://127.0.0.1:{self.port}/query"

    def answer(self, told: dict[str, list[str]], statements: bool) -> bytes:
        """Return the answer to a query, as it is sent."""
        (query,) = told["query"]
        self.asked.append(query)
        self.told.append(told)
        self.meet(query)
        default = [ox.NamedNode(iri) for iri in told.get("default-graph-uri", ())]
        named = [ox.NamedNode(iri) for iri in told.get("named-graph-uri", ())]
        if default or named:
            found = self.store.query(query, default_graph=default, named_graphs=named)
        else:
            found = self.store.query(query)
        out = io.BytesIO()
        if isinstance(found, ox.QueryTriples):
            ox.serialize(found, out, ox.RdfFormat.N_TRIPLES)
        else:
            found.serialize(out, ox.QueryResultsFormat.JSON)
        return out.getvalue()


@contextmanager
def served(store: ox.Store, port: int = 0) -> Iterator[Endpoint]:
    """Serve a store at a port until it is no longer needed."""
    endpoint = Endpoint(store)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(parse_qs(urlsplit(self.path).query))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.reply(parse_qs(body.decode()))

        def reply(self, told: dict[str, list[str]]) -> None:
            if endpoint.to:
                self.send_response(302)
                self.send_header("Location", endpoint.to)
                self.end_headers()
                return
            statements = STATEMENTS in self.headers["Accept"]
            status, body = endpoint.status, b""
            if status == 200:
                try:
                    body = endpoint.answer(told, statements)
                except SyntaxError as error:
                    status, body = 400, str(error).encode()
            self.send_response(status)
            self.send_header("Content-Type", STATEMENTS if statements else RESULTS)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if endpoint.cut else body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        endpoint.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield endpoint
        finally:
            server.shutdown()
            thread.join()
