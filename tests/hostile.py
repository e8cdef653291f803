"""A SPARQL server on loopback that does what it is told to, also what none should."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


@dataclass
class Asked:
    """A request: its method, the graph written to or the text of the query, headers and body."""

    method: str
    about: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Fault:
    """What a server does in the place of its duty."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False
    drop: bool = False
    silent: bool = False


Trick = Callable[[Asked], Fault | None]
"""Looks at a request, and says what is done in the place of what was asked."""


@dataclass
class Hostile:
    """The server: what it holds, what was asked of it, and what it does wrong."""

    url: str = ""
    store: ox.Store = field(default_factory=ox.Store)
    asked: list[Asked] = field(default_factory=list)
    trick: Trick = lambda asked: None
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def writes(self) -> list[Asked]:
        """Return the requests that write."""
        return [asked for asked in self.asked if asked.method in ("PUT", "POST", "DELETE")]

    def holds(self, graph: ox.NamedNode) -> set[str]:
        """Return the statements of a graph."""
        return {str(quad.triple) for quad in self.store.quads_for_pattern(None, None, None, graph)}

    def obey(self, asked: Asked) -> tuple[int, str, bytes]:
        """Do what was asked; return status, media type and body."""
        if asked.method == "QUERY":
            return self._answer(asked.about)
        graph = ox.NamedNode(asked.about)
        there = self.store.contains_named_graph(graph)
        if asked.method in ("PUT", "DELETE"):
            self.store.remove_graph(graph)
        if asked.method in ("PUT", "POST"):
            self.store.load(asked.body, ox.RdfFormat.N_TRIPLES, to_graph=graph)
        return (200 if there or asked.method in ("PUT", "POST") else 404), "text/plain", b""

    def _answer(self, query: str) -> tuple[int, str, bytes]:
        found = self.store.query(query)
        if isinstance(found, ox.QueryTriples):
            return 200, "application/n-triples", found.serialize(format=ox.RdfFormat.N_TRIPLES)
        kind = ox.QueryResultsFormat.JSON
        return 200, kind.media_type, found.serialize(format=kind)


@contextmanager
def hostile() -> Iterator[Hostile]:
    """Run the server; queries go to ``/query``, graphs to ``/store``."""
    own = Hostile()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            parts = urlsplit(self.path)
            if parts.path == "/query":
                (query,) = parse_qs(body.decode())["query"]
                asked = Asked("QUERY", query, dict(self.headers), b"")
            else:
                (graph,) = parse_qs(parts.query)["graph"]
                asked = Asked(self.command, graph, dict(self.headers), body)
            own.asked.append(asked)
            self.give(own.trick(asked) or Fault(), asked)

        do_GET = do_PUT = do_DELETE = do_POST

        def give(self, fault: Fault, asked: Asked) -> None:
            if fault.silent:
                own.ended.wait(30)
            status, kind, body = fault.status, "text/plain", fault.body
            if not status and not fault.drop:
                status, kind, body = own.obey(asked)
            self.send_response(status or 200)
            for name, value in fault.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) + (50 if fault.cut else 0)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        own.url = f"sparql+http://127.0.0.1:{server.server_port}/query"
        try:
            yield own
        finally:
            own.ended.set()
            server.shutdown()
