"""Clients that are slow, idle, or gone hold up nobody; what is no HTTP is refused at the door."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from http.client import IncompleteRead
from urllib.request import urlopen

import pytest
from flask import Flask, Response, request
from waitress.channel import ClientDisconnected

from bacthang.errors import RowLimit
from bacthang.web.connections import HEAD_BYTES, Patience, Refusal
from bacthang.web.kinds import TYPES, explained
from bacthang.web.listening import bind
from fronts import Serving, read_all, said_raw, served

HASTY = Patience(head=1.5, body=1.5, idle=3.0, stalled=1.5, rate=1 << 14)
BIG = 8 << 20
WELL_IN_TIME = 1.0


def small_app() -> Flask:
    app = Flask(__name__)
    app.extensions["gone"] = threading.Event()

    @app.route("/", methods=["GET", "POST"])
    def hello() -> str:
        return f"{len(request.get_data())}"

    @app.get("/big")
    def big() -> bytes:
        return b"x" * BIG

    @app.get("/huge")
    def huge() -> Response:
        return Response(b"x" * BIG for _ in range(40))

    @app.get("/slow")
    def slow() -> str:
        time.sleep(1)
        return "late"

    @app.get("/endless")
    def endless() -> Response:
        def pieces() -> Iterator[bytes]:
            try:
                while True:
                    yield b"x" * 1000
                    time.sleep(0.01)
            finally:
                app.extensions["gone"].set()

        return Response(pieces())

    return app


def connect(server: Serving, words: bytes = b"", taken: int = 0) -> socket.socket:
    """Connect, and send; with ``taken``, the system takes no more than so much unasked."""
    client = socket.socket()
    if taken:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, taken)
    client.settimeout(10)
    client.connect(("127.0.0.1", server.port))
    client.sendall(words)
    return client


def answered_in_time(server: Serving) -> None:
    """Ask as a cheap client does, and want the answer soon."""
    begun = time.monotonic()
    with urlopen(f"http://127.0.0.1:{server.port}/", timeout=WELL_IN_TIME) as answer:
        assert answer.read() == b"0"
    assert time.monotonic() - begun < WELL_IN_TIME


def until(fact: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not (true := fact()) and time.monotonic() < end:
        time.sleep(0.05)
    return true


HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
SLOW = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "headers without end": HEAD + b"A: b\r\n",
    "a body that does not come": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
    "chunks that do not come": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    "an answer that is not read": b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("words", SLOW.values(), ids=SLOW.keys())
def test_slow_clients_hold_up_nobody_and_are_closed(words: bytes) -> None:
    with served(small_app(), threads=2, patience=HASTY) as server, ExitStack() as held:
        for _ in range(20):
            held.enter_context(closing(connect(server, words)))
        assert until(lambda: server.connections == 20)
        answered_in_time(server)
        assert until(lambda: server.connections == 0), "they are not waited for any longer"
        answered_in_time(server)


def test_bytes_that_drip_do_not_buy_time() -> None:
    with served(small_app(), patience=HASTY) as server, closing(connect(server, HEAD)) as client:
        begun = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            while time.monotonic() - begun < 10:
                client.sendall(b"A: b\r\n")
                time.sleep(0.1)
        assert HASTY.head < time.monotonic() - begun < HASTY.head + 3


def test_an_answer_taken_by_drips_is_given_up() -> None:
    with served(small_app(), patience=HASTY) as server:
        ask = b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n"
        with closing(socket.socket()) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(("127.0.0.1", server.port))
            client.sendall(ask)
            assert until(lambda: server.connections == 1)
            begun, taken = time.monotonic(), 0
            while server.connections and time.monotonic() - begun < 15:
                taken += len(client.recv(100))
                time.sleep(0.05)
        assert taken < BIG / 100
        assert HASTY.stalled < time.monotonic() - begun < HASTY.stalled + 8


def test_who_does_not_read_holds_no_thread() -> None:
    ask = b"GET /huge HTTP/1.1\r\nHost: x\r\n\r\n"
    with served(small_app(), threads=1) as server, closing(connect(server, ask)) as client:
        assert client.recv(100)
        answered_in_time(server)


def test_too_much_that_waits_is_given_up_where_it_is_taken_most_slowly() -> None:
    ask = b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n"
    with served(small_app(), unread=3 * BIG) as server, ExitStack() as clients:
        for _ in range(3):
            clients.enter_context(closing(connect(server, ask, 1 << 16)))
        assert until(lambda: server.connections == 3)
        with closing(connect(server, ask)) as steady:
            steady.settimeout(10)
            taken = 0
            while taken < BIG:
                taken += len(steady.recv(1 << 14))
        # The system buffers some of each answer, of ten not so much that the rest has room.
        for _ in range(7):
            assert clients.enter_context(closing(connect(server, ask, 1 << 16))).recv(1)
        assert until(lambda: 3 <= server.connections < 10)


def test_who_reads_steadily_gets_all() -> None:
    with served(small_app(), patience=HASTY) as server:
        with closing(connect(server, b"GET /big HTTP/1.0\r\n\r\n")) as client:
            taken = 0
            while piece := client.recv(1 << 17):
                taken += len(piece)
                time.sleep(0.04)
        assert taken > BIG


def test_our_own_slowness_is_not_blamed_on_the_client() -> None:
    with served(small_app(), patience=Patience(0.5, 0.5, 0.5, 0.5, 1 << 14)) as server:
        answer = said_raw(
            server.port, b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
    assert answer.endswith(b"late")


def test_a_client_that_goes_away_ends_its_answer() -> None:
    app = small_app()
    with served(app) as server:
        with closing(connect(server, b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")) as client:
            assert client.recv(100)
        assert app.extensions["gone"].wait(5)


def test_idle_connections_make_room_for_those_who_ask() -> None:
    with served(small_app(), connections=20) as server, ExitStack() as held:
        for _ in range(60):
            held.enter_context(closing(connect(server)))
        for _ in range(5):
            answered_in_time(server)
        assert server.connections < 20


def test_one_who_is_being_answered_is_not_sent_away_for_room() -> None:
    with served(small_app(), connections=12) as server, ExitStack() as held:
        asking = held.enter_context(closing(connect(server, b"GET /slow HTTP/1.0\r\n\r\n")))
        for _ in range(40):
            held.enter_context(closing(connect(server)))
        assert read_all(asking).endswith(b"late")


def test_an_answer_that_breaks_off_does_not_look_whole() -> None:
    app = small_app()

    @app.get("/broken")
    def broken() -> Response:
        def pieces() -> Iterator[bytes]:
            yield b"x" * 1000
            raise RuntimeError

        return Response(pieces())

    logged: list[dict[str, object]] = []
    with served(app, log=logged.append) as server:
        address = f"http://127.0.0.1:{server.port}/broken"
        with urlopen(address) as answer, pytest.raises(IncompleteRead):
            answer.read()
        assert until(lambda: len(logged) == 1)
    assert (logged[0]["status"], logged[0]["bytes"], logged[0]["cut"]) == (200, 1000, True)


def test_an_answer_that_meets_a_limit_breaks_off_and_is_no_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = small_app()

    @app.get("/limited")
    def limited() -> Response:
        def pieces() -> Iterator[bytes]:
            yield b"x" * 1000
            raise RowLimit(most=1)

        return Response(pieces())

    with served(app) as server:
        address = f"http://127.0.0.1:{server.port}/limited"
        with urlopen(address) as answer, pytest.raises(IncompleteRead):
            answer.read()
        answered_in_time(server)
    assert [record.getMessage() for record in caplog.records if record.levelno > 20] == []


@pytest.mark.parametrize("host", ["a.example", "a.example:80", "127.0.0.1", "[::1]:8000", "a_b"])
def test_a_host_is_a_name_or_an_address(host: str) -> None:
    with served(small_app()) as server:
        answer = said_raw(server.port, f"GET / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.0 200 ")


def test_all_addresses_of_a_host_are_listened_at_by_one_port() -> None:
    sockets = bind("localhost", 0)
    try:
        assert len({own.getsockname()[1] for own in sockets}) == 1
        assert {own.getsockname()[0] for own in sockets} <= {"127.0.0.1", "::1"}
    finally:
        for own in sockets:
            own.close()


NO_REQUEST = {
    "no Host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "two Hosts": (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    "an empty Host": (b"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
    "a Host with a tag": (b'GET / HTTP/1.0\r\nHost: x"><b>\r\n\r\n', 400),
    "a Host with a path": (b"GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", 400),
    "two lengths": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        400,
    ),
    "length beside chunks": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\n",
        400,
    ),
    "a length that is none": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde",
        400,
    ),
    "a coding that is none": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nabc",
        501,
    ),
    "a coding of HTTP/1.0": (
        b"POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET / HTTP/1.0\r\n\r\n",
        400,
    ),
    "a coding twice": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "a coding on the next line": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "an empty coding": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\nContent-Length: 1\r\n\r\na",
        400,
    ),
    "a length that no number holds": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        400,
    ),
    "an address without its end": (b"GET http://[/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "chunks that lie": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
        400,
    ),
    "a space before the colon": (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
    "a bare line feed": (b"GET / HTTP/1.1\r\nHost: x\r\nA: b\nC: d\r\n\r\n", 400),
    "a NUL": (b"GET / HTTP/1.1\r\nHost: x\r\nA: b\0\r\n\r\n", 400),
    "no words at all": (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
    "a long address": (b"GET /?" + b"a" * HEAD_BYTES + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    "long header fields": (
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * HEAD_BYTES + b"\r\n\r\n",
        431,
    ),
    "a long body": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n", 413),
}


@pytest.mark.parametrize(("words", "status"), NO_REQUEST.values(), ids=NO_REQUEST.keys())
def test_what_is_no_request_is_refused_with_a_problem(words: bytes, status: int) -> None:
    logged: list[dict[str, object]] = []
    with served(small_app(), log=logged.append) as server:
        head, _, body = said_raw(server.port, words).partition(b"\r\n\r\n")
        answered_in_time(server)
    assert int(head.split()[1]) == status
    assert b"Content-Type: application/problem+json\r\n" in head
    assert b"Connection: close" in head
    assert b"Server:" not in head
    problem = json.loads(body)
    assert problem["status"] == status
    kinds = {f"{TYPES}{kind.name}" for kind in explained() if kind.status == status}
    assert problem["type"] in kinds, "it is explained"
    assert problem.keys() == {"type", "title", "status", "detail", "remedy"}
    assert logged[0] == {"client": "127.0.0.1", "status": status, "bytes": len(body)}


def test_who_expects_to_go_on_without_a_body_is_answered() -> None:
    words = b"GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    with served(small_app()) as server:
        answer = said_raw(server.port, words, WELL_IN_TIME)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\n0")


def test_who_is_refused_and_gone_leaves_no_trace(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise ClientDisconnected

    monkeypatch.setattr(Refusal, "write", gone)
    with served(small_app()) as server:
        assert said_raw(server.port, b"GET / HTTP/1.1\r\nHost : x\r\n\r\n") == b""
    assert [record.getMessage() for record in caplog.records if record.levelno > 20] == []


def test_a_refusal_is_worded_for_its_reader() -> None:
    words = b"POST / HTTP/1.1\r\nHost: x\r\nAccept-Language: vi\r\nContent-Length: 9999999\r\n\r\n"
    with served(small_app()) as server:
        body = said_raw(server.port, words).partition(b"\r\n\r\n")[2]
    assert json.loads(body)["detail"] == "Gửi lên quá nhiều."


def test_a_refusal_is_read_although_the_body_was_under_way() -> None:
    with served(small_app(), body=1000) as server, closing(connect(server)) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n")
        client.sendall(b"x" * 200_000)
        assert read_all(client).startswith(b"HTTP/1.1 413 ")


def test_chunks_are_counted_as_they_come() -> None:
    chunk = b"400\r\n" + b"x" * 1024 + b"\r\n"
    with served(small_app(), body=4096) as server:
        head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        answer = said_raw(server.port, head + chunk * 5)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_several_requests_in_one_connection_are_answered_in_order() -> None:
    words = HEAD + b"\r\n" + b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
    with served(small_app()) as server:
        answer = said_raw(server.port, words + HEAD + b"Connection: close\r\n\r\n")
    assert [piece.partition(b"\r\n\r\n")[2] for piece in answer.split(b"HTTP/1.1 ")[1:]] == [
        b"0",
        b"3",
        b"0",
    ]


def test_those_who_came_are_answered_before_the_end() -> None:
    with served(small_app(), threads=2) as server, ExitStack() as held:
        ask = b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
        clients = [held.enter_context(closing(connect(server, ask))) for _ in range(6)]
        idle = held.enter_context(closing(connect(server)))
        assert until(lambda: server.connections == 7)
        with ThreadPoolExecutor(6) as readers:
            answers = readers.map(read_all, clients)
            assert server.end(), "all were answered"
        assert [answer.endswith(b"late") for answer in answers] == [True] * 6
        assert read_all(idle) == b""
        with pytest.raises(ConnectionRefusedError):
            connect(server)


def test_an_end_does_not_wait_for_those_who_do_not_read() -> None:
    ask = b"GET /big HTTP/1.0\r\n\r\n"
    with served(small_app(), grace=1) as server, closing(connect(server, ask)):
        time.sleep(0.3)
        begun = time.monotonic()
        assert not server.end(), "one was cut off"
        assert time.monotonic() - begun < 4
