"""Requests of the SPARQL 1.1 Protocol as files, sent over the wire as they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox
import yaml
from flask import Flask

from bacthang.stores import BuildInfo
from bacthang.stores.record import record
from bacthang.web.listening import Server, bind

ROOT = Path(__file__).parent / "cases" / "protocol"


@dataclass(frozen=True)
class Case:
    """A request, and what must come back.

    ``answer`` is rows, truth or graph; ``truth`` what an ASK answers. ``returned`` are headers of
    the answer, each as it stands or by how it begins with ``…`` at its end.
    """

    name: str
    method: str
    path: str
    status: int
    type: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    encoding: str = "utf-8"
    answer: str | None = None
    truth: bool | None = None
    problem: str | None = None
    returned: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def media(self) -> str:
        """The media type of the body, without parameters."""
        return self.headers.get_content_type()


def cases(name: str) -> list[Case]:
    """Return the cases of a file."""
    entries: list[dict[str, Any]] = yaml.safe_load((ROOT / name).read_text("utf-8"))
    read = [Case(**entry) for entry in entries]
    assert len({case.name for case in read}) == len(read) > 0
    return read


def send(site: str, case: Case) -> Reply:
    """Send what a case says and nothing else that could tell what is meant."""
    headers = dict(case.headers)
    if case.type is not None:
        headers["Content-Type"] = case.type
    body = None if case.body is None else case.body.encode(case.encoding)
    return ask(site, case.method, case.path, headers, body)


def ask(
    site: str,
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
) -> Reply:
    """Send one request in a connection of its own."""
    connection = HTTPConnection(urlsplit(site).netloc, timeout=60)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())
    finally:
        connection.close()


def written_store(dataset: Path, folder: Path) -> str:
    """Make a store of a TriG file as a build would leave it, and give its URL."""
    store = ox.Store(str(folder))
    store.load(path=str(dataset))
    quads = list(store)
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    graphs = {str(graph.value): 1 for graph in store.named_graphs()}
    store.extend(record(BuildInfo("0", "0" * 64, graphs=graphs, classes={})))
    store.flush()
    del store
    return f"oxigraph:{folder}"


@contextmanager
def live(app: Flask) -> Iterator[str]:
    """Serve an application on loopback, and give its address."""
    server = Server(app, bind("127.0.0.1", 0))
    thread = Thread(target=server.run, args=(10,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join()
