"""`bacthang serve`: where it stands, what it says, how it ends, what it writes down."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import psutil
import pytest
from flask import Flask

from bacthang.errors import LANGS, BadPrefix
from bacthang.web import Settings, proxies
from bacthang.web.accesslog import open_log
from conftest import MINI
from fronts import Front, command, environment, front_process, said_raw

SPARQL = "sparql?query=SELECT%20*%20%7B%7D"


@pytest.fixture(scope="module")
def taken() -> Iterator[socket.socket]:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other


def refused(*arguments: object, lang: str = "en") -> str:
    """Start a front that cannot start, and return what it says."""
    ended = subprocess.run(
        command("--lang", lang, "serve", *arguments),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (["--store", "oxigraph:nowhere"], "“bacthang build”", "Run “bacthang build” first"),
        (["--store", "memory:"], "memory:", "memory:"),
        (
            ["--store", "sparql+http://u:secret@127.0.0.1/sparql"],
            "không được chứa tên người dùng hay mật khẩu",
            "BACTHANG_SPARQL_PASSWORD",
        ),
        (["--host", "198.51.100.1"], "--host", "an address of this machine"),
        (["--host", "no.such.host.invalid"], "--host", "an address of this machine"),
        (["--port", "70000"], "--port", "--port"),
        (["--time-limit", "nan"], "--time-limit", "nan is not in the range"),
        (["--store", "a", "--graph", "b"], "không dùng cùng nhau", "exclude each other"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_served_is_said_with_a_remedy(
    arguments: list[str], vi: str, en: str
) -> None:
    for lang, words in zip(LANGS, (vi, en), strict=True):
        said = refused(*arguments, lang=lang)
        assert words in said
        assert "secret" not in said
        assert len(said.splitlines()) >= 2, "what is wrong, and what to do"


@pytest.mark.parametrize("prefix", ["/p/", "p", "//p", "/p//q", "/../p", "/p q", "/p?q", "/"])
def test_a_prefix_that_is_no_path_is_refused(prefix: str) -> None:
    with pytest.raises(BadPrefix):
        proxies.install(Flask("x"), Settings(store="", prefix=prefix))


def test_a_refused_prefix_is_said(built: str) -> None:
    said = refused("--store", built, "--port", 0, "--prefix", "p")
    assert said.splitlines()[0] == "“p” is no path prefix."


def test_a_line_of_the_log_stays_one_and_commands_no_terminal(tmp_path: Path) -> None:
    path = "/ế\n\x1b[2J\x7f\x85\x9b31m\u2028\u202e\U000e0001"
    open_log(str(tmp_path / "log"))({"path": path})
    line = (tmp_path / "log").read_text("utf-8")
    assert line.removesuffix("\n").isprintable()
    assert json.loads(line)["path"] == path
    assert "/ế" in line


def test_a_port_that_is_taken_is_named(built: str, taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    said = refused("--store", built, "--port", port)
    assert said.splitlines()[0] == f"Something else already listens at 127.0.0.1:{port}."
    assert "--port" in said.splitlines()[1]


def test_the_address_is_said_and_answers_at_once(built: str) -> None:
    with front_process("--store", built) as front:
        assert front.said[-1] == f"The site is at {front.address} (Ctrl+C stops it).\n"
        with urlopen(front.address) as answer:
            assert answer.status == 200
            assert answer.headers["Server"] is None
    assert front.said[-1] == "Stopped; all were answered.\n"
    assert front.process.returncode == 0


def test_files_are_served_as_they_are_and_leave_nothing_behind(tmp_path: Path) -> None:
    os.environ["TMPDIR"] = str(tmp_path)
    try:
        with front_process("--graph", MINI) as front, urlopen(front.address) as answer:
            assert answer.status == 200
    finally:
        del os.environ["TMPDIR"]
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_it_and_all_it_started(built: str, by: signal.Signals) -> None:
    with front_process("--store", built) as front:
        with urlopen(f"{front.address}healthz") as answer:
            assert answer.status == 200
        family = psutil.Process(front.process.pid).children(recursive=True)
        front.process.send_signal(by)
        assert front.process.wait(timeout=30) == 0
        assert psutil.wait_procs(family, timeout=5)[1] == []
    assert front.said[-1] == "Stopped; all were answered.\n"


HEAVY = (
    "SELECT (COUNT(*) AS ?n) { { SELECT ?a { ?a ?p ?o } LIMIT 700 } "
    "{ SELECT ?b { ?b ?q ?r } LIMIT 700 } FILTER (STRLEN(CONCAT(STR(?a), STR(?b))) > 3) }"
)


def test_a_query_that_runs_is_answered_before_the_end(built: str) -> None:
    with front_process("--store", built) as front, ThreadPoolExecutor(1) as asking:
        address = f"{front.address}sparql?query={quote(HEAVY)}"
        answer = asking.submit(fetched, address, Accept="text/csv")
        assert until(lambda: state(front)["workers"]["heavy"] == 1)
        # As a terminal does it: everybody hears of it, the workers too.
        os.killpg(front.process.pid, signal.SIGINT)
        assert answer.result()[2].split() == ["n", "490000"]
        assert front.process.wait(timeout=30) == 0


def test_nothing_outlives_a_server_that_is_killed(built: str) -> None:
    with front_process("--store", built) as front:
        family = psutil.Process(front.process.pid).children(recursive=True)
        assert len(family) >= 2
        front.process.kill()
        assert psutil.wait_procs(family, timeout=5)[1] == []


def state(front: Front) -> dict[str, Any]:
    with urlopen(f"{front.address}healthz") as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def until(fact: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not (true := fact()) and time.monotonic() < end:
        time.sleep(0.02)
    return true


def test_it_ends_at_once_when_told_twice(built: str) -> None:
    begun = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"
    with front_process("--store", built) as front, half_asked(front.port, begun):
        front.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert front.process.poll() is None, "it waits for what has begun to come"
        front.process.send_signal(signal.SIGTERM)
        assert front.process.wait(timeout=10) == -signal.SIGTERM


@contextmanager
def half_asked(port: int, words: bytes) -> Iterator[socket.socket]:
    with closing(socket.create_connection(("127.0.0.1", port))) as client:
        client.sendall(words)
        time.sleep(0.3)
        yield client


def test_limits_are_set_by_options_and_said(built: str) -> None:
    options = ("--time-limit", 7, "--row-limit", 3, "--memory-limit", 256, "--per-client", 2)
    with front_process("--store", built, *options) as front:
        with urlopen(f"{front.address}sparql?query={quote('ASK {}')}") as answer:
            said = answer.headers
        with pytest.raises(HTTPError, match="400"):
            fetched(f"{front.address}sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 4')}")
        assert fetched(f"{front.address}sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 3')}")
    assert {name: said[name] for name in said if name.startswith("X-Query-")} == {
        "X-Query-Time-Limit": "7",
        "X-Query-Row-Limit": "3",
        "X-Query-Memory-Limit": str(256 << 20),
    }


def lines(path: Path, wanted: int) -> list[dict[str, object]]:
    for _ in range(100):
        found = path.read_text("utf-8").splitlines() if path.exists() else []
        if len(found) >= wanted:
            return [json.loads(line) for line in found]
        time.sleep(0.05)
    raise AssertionError(f"{len(found)} lines of {wanted}")


def test_each_request_is_a_line_of_the_log(built: str, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with front_process("--store", built, "--access-log", log) as front:
        asked = Request(
            f"{front.address}{SPARQL}&secret=hush",
            headers={"User-Agent": "me\N{SNOWMAN}".encode().decode("latin-1"), "Cookie": "c=hush"},
        )
        with urlopen(asked) as answer:
            size = len(answer.read())
        lines(log, 1)  # a line is written when its answer has gone: wait, or they may change places
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{front.address}kh%C3%B4ng%0A")
        lines(log, 2)
        said_raw(front.port, b"nonsense\r\n\r\n")
        query, missing, refusal = lines(log, 3)
    assert "hush" not in log.read_text("utf-8")
    assert query.pop("time") < missing.pop("time")
    assert 0 < query.pop("ms") < 5000
    assert query == {
        "client": "127.0.0.1",
        "method": "GET",
        "path": "/sparql",
        "agent": "me\N{SNOWMAN}",
        "status": 200,
        "bytes": size,
        "query": "b7fcbdf8d5395655",
        "rows": 1,
    }
    assert (missing["status"], missing["path"]) == (404, "/không\n")
    assert refusal["status"] == 400


def test_the_log_goes_to_stdout_and_words_to_stderr(built: str, tmp_path: Path) -> None:
    log = ("--access-log", "-")
    with (
        (tmp_path / "out").open("w") as out,
        front_process("--store", built, *log, stdout=out.fileno()) as front,
    ):
        urlopen(front.address).close()
    assert [line["path"] for line in lines(tmp_path / "out", 1)] == ["/"]


def test_a_log_that_is_moved_away_is_begun_anew(built: str, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with front_process("--store", built, "--access-log", log) as front:
        urlopen(front.address).close()
        lines(log, 1)
        log.rename(tmp_path / "access.log.1")
        urlopen(f"{front.address}robots.txt").close()
        assert [line["path"] for line in lines(log, 1)] == ["/robots.txt"]
    assert [line["path"] for line in lines(tmp_path / "access.log.1", 1)] == ["/"]


def test_a_log_that_cannot_be_written_is_said(built: str, tmp_path: Path) -> None:
    said = refused("--store", built, "--port", 0, "--access-log", tmp_path / "no" / "log")
    assert f"{tmp_path / 'no' / 'log'} cannot be used" in said


def fetched(address: str, **headers: str) -> tuple[int, str, str]:
    with urlopen(Request(address, headers=headers)) as answer:
        return answer.status, answer.url, answer.read().decode()


def test_the_site_lies_below_its_prefix(built: str) -> None:
    with front_process("--store", built, "--prefix", "/bac-thang") as front:
        root = front.address.removesuffix("/bac-thang/")
        assert root != front.address
        status, url, page = fetched(root)
        assert (status, url) == (200, front.address), "the way in leads there"
        assert 'href="/bac-thang/static/site.css' in page
        assert fetched(f"{root}/bac-thang")[0] == 200
        for outside in ("/sparql", "/bac-thangs/", "/static/site.css"):
            with pytest.raises(HTTPError, match="404"):
                fetched(f"{root}{outside}")


FORWARDED = {
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "example.org",
    "X-Forwarded-Prefix": "/kho",
}


@pytest.mark.parametrize(
    ("proxies", "client", "prefix"), [(0, "127.0.0.1", ""), (1, "203.0.113.7", "/kho")]
)
def test_what_a_proxy_says_is_believed_only_of_one_that_is_trusted(
    built: str, tmp_path: Path, proxies: int, client: str, prefix: str
) -> None:
    log = tmp_path / "access.log"
    with front_process("--store", built, "--proxies", proxies, "--access-log", log) as front:
        _, _, page = fetched(front.address, **FORWARDED)
        assert f'href="{prefix}/static/site.css' in page
        assert [line["client"] for line in lines(log, 1)] == [client]


@pytest.fixture(scope="module")
def behind(built: str) -> Iterator[Front]:
    with front_process("--store", built, "--proxies", 1) as front:
        yield front


@pytest.mark.parametrize("lie", ["//evil.example", "/a b", "/..", '/"><script>', "http://x"])
def test_a_prefix_that_a_proxy_passes_on_must_be_a_path(behind: Front, lie: str) -> None:
    _, _, page = fetched(behind.address, **{"X-Forwarded-Prefix": lie})
    assert 'href="/static/site.css' in page


def test_of_several_proxies_only_the_trusted_are_believed(built: str, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    said = {"X-Forwarded-For": "1.1.1.1, 2.2.2.2, 3.3.3.3"}
    with front_process("--store", built, "--proxies", 2, "--access-log", log) as front:
        fetched(front.address, **said)
        assert [line["client"] for line in lines(log, 1)] == ["2.2.2.2"]
