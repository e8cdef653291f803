"""Requests a second of the endpoint, beside a bare handler and beside Virtuoso, on the same data.

Run: python bench/front.py [--rounds N] [--seconds S] [--connections N] [--without-virtuoso]

Ours is the whole front as it is served. The bare one is a Flask application of one function, which
calls the engine in its own process and writes JSON; both stand on the same server with as many
threads. Virtuoso (where it is installed) answers at its own endpoint. All are asked the same small
query over connections that stay open, each in turn, a few seconds at a time, so that what else the
machine does falls on all alike; the median round counts. No server keeps answers, and no request
is conditional. Then the same with each server, workers included, on one core.
"""

from __future__ import annotations

import argparse
import json
import os
import selectors
import signal
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pyoxigraph
from flask import Flask, Response, request

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.stores import open_store, path_of
from bacthang.web import Limits, Settings, create_app
from bacthang.web.editions import editions
from bacthang.web.listening import Server, bind

sys.path.append(str(Path(__file__).parents[1] / "tests"))
import servers

JSON = "application/sparql-results+json"
QUERY = """SELECT ?property ?value {
  <https://w3id.org/bacthang/id/document/ha-dong-2020-15-ctr> ?property ?value
}"""
THREADS = Settings().threads


class Told(NamedTuple):
    """What a round came to: requests a second, and the middle and the slowest of a hundred, ms."""

    rate: float
    middle: float
    slowest: float


def main(arguments: list[str]) -> None:
    """Print a table: requests a second, times, and the ratio of ours to each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--without-virtuoso", action="store_true")
    told = parser.parse_args(arguments)
    with TemporaryDirectory() as place, ExitStack() as stack:
        url = build(graph_files(), f"oxigraph:{place}/store").store.url
        addresses = {
            "ours": stack.enter_context(_serving(_ours, url)),
            "bare Flask": stack.enter_context(_serving(_bare, url)),
        }
        why = servers.missing("virtuoso") or ("left out" if told.without_virtuoso else "")
        if why:
            print(f"Virtuoso: {why}")
        else:
            servers.VIRTUOSO_INI = servers.VIRTUOSO_INI.replace(
                "ServerThreads = 5", f"ServerThreads = {THREADS}"
            )
            quads = servers.dump(open_store(url), Path(place) / "graph.nq", default=False)
            folder = Path(place) / "virtuoso"
            folder.mkdir()
            served = stack.enter_context(servers.virtuoso()(quads, folder))
            addresses["Virtuoso"] = served.removeprefix("sparql+")
        rows = {name: _rows(address) for name, address in addresses.items()}
        if len({*rows.values()}) != 1:
            raise SystemExit(f"they answer differently: {rows}")
        print(f"a query of {rows['ours']} rows, {told.connections} connections")
        _compared(addresses, told.rounds, told.seconds, told.connections, "on all cores")
        with _on_one_core(addresses):
            _compared(addresses, told.rounds, told.seconds, told.connections, "each on one core")


def _compared(
    addresses: dict[str, str], rounds: int, seconds: float, connections: int, how: str
) -> None:
    results: dict[str, list[Told]] = {name: [] for name in addresses}
    for _ in range(rounds):
        for name, address in addresses.items():
            results[name].append(_asked(address, seconds, connections))
    print(f"\n{how:20}{'requests/s':>12}{'median ms':>12}{'p99 ms':>10}{'ours is':>10}")
    ours = statistics.median(round_.rate for round_ in results["ours"])
    for name, rounds_ in results.items():
        rate, middle, slowest = (statistics.median(one) for one in zip(*rounds_, strict=True))
        print(f"{name:20}{rate:12.0f}{middle:12.2f}{slowest:10.2f}{ours / rate:10.2f}")
    sys.stdout.flush()


def _ours(url: str) -> tuple[Flask, Callable[[], None]]:
    app = create_app(Settings(store=url, limits=Limits(per_client=100)))
    return app, editions(app).close


def _bare(url: str) -> tuple[Flask, Callable[[], None]]:
    app = Flask("bare", static_folder=None)
    store = pyoxigraph.Store.read_only(str(path_of(url).resolve()))

    @app.get("/sparql")
    def sparql() -> Response:
        found = store.query(request.args["query"])
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return Response(
            found.serialize(format=pyoxigraph.QueryResultsFormat.JSON), content_type=JSON
        )

    return app, lambda: None


Made = Callable[[str], tuple[Flask, Callable[[], None]]]


@contextmanager
def _serving(make: Made, url: str) -> Iterator[str]:
    """Serve an application in a process of its own; give the address of its endpoint."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(make, url, theirs))
    process.start()
    port = ours.recv()
    try:
        yield f"http://127.0.0.1:{port}/sparql"
    finally:
        os.kill(process.pid or 0, signal.SIGTERM)
        process.join()


def _serve(make: Made, url: str, told: Connection) -> None:
    app, close = make(url)
    server = Server(app, bind("127.0.0.1", 0), THREADS, 1 << 20, None)
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    told.send(server.port)
    server.run(5.0)
    close()


@contextmanager
def _on_one_core(addresses: dict[str, str]) -> Iterator[None]:
    """Keep each server and its processes to one core, and who asks to another."""
    cores = sorted(os.sched_getaffinity(0))
    mine = {pid for pid in _descendants(os.getpid()) if pid != os.getpid()}
    for pid in mine:
        for task in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(task.name), {cores[0]})
    os.sched_setaffinity(0, {cores[-1]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _descendants(pid: int) -> set[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            parents[int(entry.name)] = int(stat[1])
    found, more = {pid}, {pid}
    while more:
        more = {child for child, parent in parents.items() if parent in more}
        found |= more
    return found


def _request(address: str) -> bytes:
    parts = urlsplit(address)
    lines = (
        f"GET {parts.path}?query={quote(QUERY)} HTTP/1.1",
        f"Host: {parts.netloc}",
        f"Accept: {JSON}",
        "User-Agent: bench",
    )
    return "\r\n".join((*lines, "", "")).encode()


def _rows(address: str) -> int:
    """Ask once, and count the rows."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 80)) as line:
        line.sendall(_request(address))
        data = b""
        while not _whole(data):
            data += line.recv(1 << 16)
    return len(json.loads(data.partition(b"\r\n\r\n")[2])["results"]["bindings"])


def _whole(data: bytes) -> bool:
    """Tell whether a response is whole; raises on anything but 200."""
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return False
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head.decode())
    fields = head.lower().split(b"\r\n")
    length = next(line for line in fields if line.startswith(b"content-length:"))
    return len(body) >= int(length.partition(b":")[2])


def _asked(address: str, seconds: float, connections: int) -> Told:
    """Ask again and again over so many connections."""
    parts = urlsplit(address)
    text = _request(address)
    took: list[float] = []
    with ExitStack() as stack:
        watched = stack.enter_context(selectors.DefaultSelector())
        state: dict[socket.socket, tuple[float, bytes]] = {}
        start = time.perf_counter()
        for _ in range(connections):
            line = stack.enter_context(socket.create_connection((parts.hostname, parts.port)))
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            watched.register(line, selectors.EVENT_READ)
            line.sendall(text)
            state[line] = (time.perf_counter(), b"")
        while time.perf_counter() - start < seconds:
            for key, _ in watched.select():
                line = key.fileobj  # type: ignore[assignment]
                began, data = state[line]
                data += line.recv(1 << 16)
                if _whole(data):
                    now = time.perf_counter()
                    took.append(now - began)
                    line.sendall(text)
                    state[line] = (now, b"")
                else:
                    state[line] = (began, data)
        rate = len(took) / (time.perf_counter() - start)
    took.sort()
    return Told(rate, took[len(took) // 2] * 1e3, took[int(len(took) * 0.99)] * 1e3)


if __name__ == "__main__":
    main(sys.argv[1:])
