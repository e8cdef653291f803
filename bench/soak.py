"""A soak: eight clients ask what is cheap, heavy, broken, too large and hostile, all at once.

Run: python bench/soak.py [--seconds S] [--idle S] [--clients N] [--seed N]     (ten minutes)

``bacthang serve`` runs over the shipped graph with a time limit of three seconds. Each client has
an address of its own on loopback and a process of its own. After a time to get warm all of them
ask cheap queries alone: that is the idle time. Then each chooses again and again among cheap
queries (most often), long-running and memory-hungry ones, syntax errors, updates, texts too long or
too nested, answers with too many rows, SERVICE and FROM aimed at a trap, garbled HTTP; or it reads
slowly, or goes away in the middle. It ends with 1 unless

* every cheap query was answered with 200 and the very bytes that the engine gives;
* every other request had one of the statuses that it should have;
* the trap was never touched;
* the slowest of a hundred cheap queries took at most five times what it took idle;
* memory and the numbers of processes, threads and open files did not grow, and came back.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import quote, urlencode

import pyoxigraph

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.stores import path_of

JSON = "application/sparql-results+json"
TIME_LIMIT = 3
PAUSE = 0.03
WITHIN = 5.0
"""How many times its idle value the 99th percentile may be."""
DOCUMENT = "https://w3id.org/bacthang/id/document/ha-dong-2020-15-ctr"
BT = "PREFIX bt: <https://w3id.org/bacthang/ontology#> "
CHEAP = (
    f"SELECT ?p ?o {{ <{DOCUMENT}> ?p ?o }} ORDER BY ?p ?o",
    BT + f"SELECT (COUNT(?t) AS ?n) {{ ?t bt:inDocument <{DOCUMENT}> ; a bt:Target }}",
    BT + "SELECT ?p { ?p a bt:Programme } ORDER BY ?p LIMIT 20",
    f"ASK {{ <{DOCUMENT}> ?p ?o }}",
)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?c ?d ?e . ?e ?f ?g . ?g ?h ?i }"
HUNGRY = BT + "SELECT (GROUP_CONCAT(?t) AS ?all) { ?s bt:text ?t . ?a ?b ?c . ?d ?e ?f }"
LARGE = "SELECT ?s ?p ?o ?q { ?s ?p ?o . ?s ?q ?r } LIMIT 90000"
TOO_MANY = "SELECT ?s ?p ?o ?q { ?s ?p ?o . ?a ?q ?b }"
MALFORMED = ("SELECT", "SELECT * { ?s ?p }", "ASK { \x00 }", "PREFIX x: SELECT * {}", "}{", "é")
UPDATES = ("INSERT DATA { <a:a> <a:a> 1 }", "CLEAR ALL", "DROP SILENT ALL")
GARBLED = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /sparql?query=ASK{} HTTP/x\r\n\r\n",
    b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nX: \x00\r\n\r\n",
)


@dataclass
class Record:
    """What a client met."""

    took: list[float] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@dataclass
class Client:
    """One who asks, from an address of its own."""

    address: str
    port: int
    trap: int
    expected: dict[str, bytes]
    chance: random.Random
    record: Record = field(default_factory=Record)

    def cheap(self) -> None:
        """Ask what is answered at once, and see that it is right."""
        query = self.chance.choice(CHEAP)
        began = time.perf_counter()
        status, body = self._get(query)
        self.record.took.append(time.perf_counter() - began)
        self._note("cheap", status, (200,))
        if status == 200 and body != self.expected[query]:
            self.record.wrong.append(f"cheap: a wrong answer to {query}: {body[:200]!r}")

    def heavy(self) -> None:
        """Ask what never ends, or takes more memory than there is."""
        self._note("heavy", self._get(self.chance.choice((ENDLESS, LONG, HUNGRY)))[0], (200, 503))

    def malformed(self) -> None:
        """Ask what is no query."""
        self._note("malformed", self._get(self.chance.choice(MALFORMED))[0], (400,))
        self._note("update", self._get(self.chance.choice(UPDATES))[0], (400,))

    def oversized(self) -> None:
        """Ask too long a text, too deep a one, and for too many rows."""
        self._note("too long", self._post("ASK {} #" + "x" * 300_000), (413,))
        self._note("too nested", self._post("ASK " + "{" * 5000 + "}" * 5000), (400,))
        self._note("too many rows", self._get(TOO_MANY)[0], (400, 503))

    def hostile(self) -> None:
        """Have the server call somebody, or garble the protocol."""
        url = f"http://127.0.0.1:{self.trap}/sparql"
        for query in (
            f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
            f"ASK{{service<{url}>{{}}}}",
            f"PREFIX : <http://127.0.0.1:{self.trap}/> ASK {{ SERVICE:sparql{{}} }}",
            f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
            f"LOAD <{url}>",
        ):
            self._note("calling", self._get(query)[0], (400,))
        with self._line() as line, suppress(OSError):
            line.sendall(self.chance.choice(GARBLED))
            answer = line.recv(1 << 16)
            status = int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/") else 400
            self._note("garbled", status, (400, 404, 408, 413, 414, 431, 501, 505))

    def slow(self) -> None:
        """Ask for a large answer, read a little of it now and then, and go."""
        with self._line() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.sendall(self._request(LARGE, "text/csv"))
            with suppress(OSError):
                for _ in range(20):
                    line.recv(2048)
                    time.sleep(0.1)
        self.record.met["slow reader"] += 1

    def dropped(self) -> None:
        """Go away before the answer, in the midst of one, or in the midst of asking."""
        for query, cut in ((ENDLESS, None), (LARGE, None), (LARGE, 40)):
            with self._line() as line:
                line.sendall(self._request(query, "text/csv")[:cut])
                if query == LARGE and cut is None:
                    line.recv(100)
            self.record.met["dropped"] += 1

    def _get(self, query: str) -> tuple[int, bytes]:
        path = f"/sparql?query={quote(query)}"
        return self._ask("GET", path, None, {"Accept": JSON})

    def _post(self, query: str) -> int:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": JSON}
        return self._ask("POST", "/sparql", urlencode({"query": query}), form)[0]

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        line = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=60, source_address=(self.address, 0)
        )
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            return -1, repr(error).encode()
        finally:
            line.close()

    def _request(self, query: str, accept: str) -> bytes:
        head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}"
        return f"{head}\r\n\r\n".encode()

    def _line(self) -> socket.socket:
        made = socket.socket()
        made.settimeout(60)
        made.bind((self.address, 0))
        made.connect(("127.0.0.1", self.port))
        return made

    def _note(self, kind: str, status: int, right: tuple[int, ...]) -> None:
        self.record.met[f"{kind} {status}"] += 1
        if status not in right:
            self.record.wrong.append(f"{kind}: status {status}")


def main(arguments: list[str]) -> int:
    """Print what was met and measured; return 1 when a condition does not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--idle", type=float, default=20)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args(arguments)
    with TemporaryDirectory() as place, _trap() as (trap, caught):
        url = build(graph_files(), f"oxigraph:{place}/store").store.url
        expected = _expected(url)
        with _serving(url, place) as (port, pid):
            start = partial(_clients, told.clients, port, trap, expected, told.seed)
            start(told.idle, MIX)
            _settled(pid)
            idle = start(told.idle, ("cheap",))
            at_rest = _settled(pid)
            samples: list[Sample] = []
            watching = Thread(target=_watch, args=(pid, told.seconds, samples))
            watching.start()
            loaded = start(told.seconds, MIX)
            watching.join()
            after = _settled(pid)
        return _judged(idle, loaded, samples, at_rest, after, len(caught))


MIX = (
    *("cheap",) * 80,
    *("heavy",) * 3,
    *("malformed",) * 6,
    *("oversized",) * 3,
    *("hostile",) * 4,
    *("slow",) * 1,
    *("dropped",) * 3,
)


def _judged(
    idle: Record,
    loaded: Record,
    samples: list[Sample],
    at_rest: Sample,
    after: Sample,
    caught: int,
) -> int:
    for kind, count in sorted(loaded.met.items()):
        print(f"{count:8} {kind}")
    usual, slowest = _percentile(idle.took, 50), _percentile(idle.took, 99)
    print(f"cheap, idle:   {len(idle.took):7} asked, median {usual:.2f} ms, p99 {slowest:.2f} ms")
    p99 = _percentile(loaded.took, 99)
    print(
        f"cheap, loaded: {len(loaded.took):7} asked, median {_percentile(loaded.took, 50):.2f} ms, "
        f"p99 {p99:.2f} ms ({p99 / slowest:.1f} times), slowest {max(loaded.took) * 1e3:.0f} ms"
    )
    third = max(1, len(samples) // 3)
    early, late = samples[third : 2 * third], samples[-third:]
    print(f"{'':18}{'at rest':>9}{'2nd third':>11}{'3rd third':>11}{'most':>9}{'after':>9}")
    grown = []
    for name, slack in SLACK.items():
        first, last = (
            statistics.median(sample[name] for sample in part) if part else at_rest[name]
            for part in (early, late)
        )
        most = max(sample[name] for sample in samples)
        print(
            f"{name:18}{at_rest[name]:9.0f}{first:11.0f}{last:11.0f}{most:9.0f}{after[name]:9.0f}"
        )
        if last > first * 1.1 + slack or after[name] > at_rest[name] * 1.1 + slack:
            grown.append(name)
    failures = [
        *(f"{count} × {what}" for what, count in Counter(idle.wrong + loaded.wrong).items()),
        *(f"{name} has grown" for name in grown),
        *([f"the trap was touched {caught} times"] if caught else []),
        *([f"p99 is {p99 / slowest:.1f} times idle"] if p99 > WITHIN * slowest else []),
    ]
    print("\n".join(f"FAILED: {failure}" for failure in failures) or "all conditions hold")
    return int(bool(failures))


Sample = dict[str, float]
SLACK: dict[str, float] = {
    "front MB": 24,
    "workers MB": 150,
    "processes": 3,
    "threads": 3,
    "files": 10,
}
"""What is sampled of the server, and how much may come and go with what happens to run."""


def _sample(pid: int) -> Sample:
    below = _descendants(pid)
    return {
        "front MB": _resident(pid),
        "workers MB": sum(map(_resident, below)),
        "processes": len(below),
        "threads": len(_listed(f"/proc/{pid}/task")),
        "files": len(_listed(f"/proc/{pid}/fd")),
    }


def _watch(pid: int, seconds: float, samples: list[Sample]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        samples.append(_sample(pid))
        time.sleep(0.5)


def _settled(pid: int) -> Sample:
    """Return a sample once what runs has ended."""
    time.sleep(TIME_LIMIT + 12)
    return _sample(pid)


def _resident(pid: int) -> float:
    """Return the proportional share of memory of a process, in megabytes."""
    with suppress(OSError), open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024
    return 0.0


def _descendants(pid: int) -> set[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(stat[1])
    found: set[int] = set()
    more = {pid}
    while more:
        more = {child for child, parent in parents.items() if parent in more}
        found |= more
    return found


def _listed(place: str) -> list[str]:
    with suppress(OSError):
        return os.listdir(place)
    return []


def _percentile(took: list[float], percent: int) -> float:
    return sorted(took)[int(len(took) * percent / 100)] * 1e3


def _expected(url: str) -> dict[str, bytes]:
    store = pyoxigraph.Store.read_only(str(path_of(url).resolve()))
    expected = {}
    for query in CHEAP:
        found = store.query(query)
        assert isinstance(found, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean)
        expected[query] = found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""
    return expected


def _clients(
    count: int,
    port: int,
    trap: int,
    expected: dict[str, bytes],
    seed: int,
    seconds: float,
    mix: tuple[str, ...],
) -> Record:
    """Let so many clients ask for so long; return what they met together."""
    context = get_context("spawn")
    lines, processes = [], []
    for number in range(count):
        chance = random.Random(f"{seed} {number} {len(mix)}")
        client = Client(f"127.0.1.{number + 1}", port, trap, expected, chance)
        ours, theirs = context.Pipe()
        process = context.Process(target=_act, args=(client, seconds, mix, theirs))
        process.start()
        lines.append(ours)
        processes.append(process)
    together = Record()
    for line in lines:
        record: Record = line.recv()
        together.took += record.took
        together.met += record.met
        together.wrong += record.wrong
    for process in processes:
        process.join()
    return together


def _act(client: Client, seconds: float, mix: tuple[str, ...], told: Connection) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        kind = client.chance.choice(mix)
        act: Callable[[], None] = getattr(client, kind)
        try:
            act()
        except OSError as error:
            client.record.wrong.append(f"{kind}: {type(error).__name__}")
        time.sleep(client.chance.uniform(0, 2 * PAUSE))
    told.send(client.record)


@contextmanager
def _serving(url: str, place: str) -> Iterator[tuple[int, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "bacthang", "serve", "--store", url, "--port", str(port)]
    command += ["--time-limit", str(TIME_LIMIT), "--memory-limit", "512"]
    with Path(place, "serve.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(600):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.1)
        else:
            raise SystemExit(Path(place, "serve.log").read_text())
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        print(f"the server ended with {process.wait(60)}")
        print(Path(place, "serve.log").read_text()[-2000:])


@contextmanager
def _trap() -> Iterator[tuple[int, list[str]]]:
    caught: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            with suppress(OSError):
                while True:
                    visitor, who = listening.accept()
                    caught.append(str(who))
                    visitor.close()

        Thread(target=listen, daemon=True).start()
        yield listening.getsockname()[1], caught
        listening.shutdown(socket.SHUT_RDWR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
