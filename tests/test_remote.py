"""What a server does wrong is told as what it is, and nothing half is taken for an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest

from bacthang.errors import (
    LANGS,
    BacThangError,
    BadQuery,
    GuessedTooLong,
    HalfAnswer,
    MixedDefaultGraph,
    NoEndpoint,
    NoRecord,
    SecretInAddress,
    ServerAway,
    ServerFault,
    ServerRefused,
    ServerSlow,
    UnknownStore,
)
from bacthang.stores import open_store
from bacthang.stores.remote import RemoteStore, transport
from bacthang.stores.remote.ordering import ordered, widened
from bacthang.stores.remote.protocol import asks_of_graphs, form_of

ANYTHING = "SELECT ?s { ?s ?p ?o }"
NOTHING = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
RECORD = (
    b'<https://w3id.org/bacthang/dataset> <http://www.w3.org/2002/07/owl#versionInfo> "0" .\n'
    b'<https://w3id.org/bacthang/dataset> <http://purl.org/dc/terms/identifier> "sha256:0" .\n'
)
SHOWN = NOTHING.replace(b"[]", b'[{"s": {"type": "uri", "value": "urn:a"}}]')


@dataclass
class Said:
    """What the server says to every question, and what it was asked; scans give the record."""

    status: int = 200
    body: bytes = NOTHING
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    wait: float = 0
    failures: int = 0
    record: bytes = b""
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def url(said: Said, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if b"CONSTRUCT" in asked:
                self.statements()
                return
            said.asked.append(dict(self.headers))
            time.sleep(said.wait)
            busy = len(said.asked) <= said.failures
            self.send_response(503 if busy else said.status)
            kind = said.headers.get("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Type", kind)
            for name, value in said.headers.items():
                if name != "Content-Type":
                    self.send_header(name, value)
            length = len(said.body) if said.length is None else said.length
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(said.body)

        def statements(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/n-triples")
            self.send_header("Content-Length", str(len(said.record)))
            self.end_headers()
            self.wfile.write(said.record)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setattr(transport, "PAUSES", (0.0, 0.0))
    for name in ("USER", "PASSWORD", "TOKEN", "TIMEOUT"):
        monkeypatch.delenv(f"BACTHANG_SPARQL_{name}", raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"sparql+http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Said(400, b"Parse error at line 1"), BadQuery),
        (Said(401), ServerRefused),
        (Said(403), ServerRefused),
        (Said(404), NoEndpoint),
        (Said(500, b"Virtuoso 37000 Error"), ServerFault),
        (Said(500, b"42000 Error The estimated execution time 1344 (sec)"), GuessedTooLong),
        (Said(503), ServerAway),
        (Said(504), ServerSlow),
        (Said(200, b"<html>", {"Content-Type": "text/html"}), NoEndpoint),
        (Said(200, NOTHING[:-9]), HalfAnswer),
        (Said(200, b'"results"'), HalfAnswer),
        (Said(200, SHOWN[:-9]), HalfAnswer),
        (Said(200, SHOWN.replace(b"urn:a", b"no address")), HalfAnswer),
        (Said(200, b'{"head": {}, "results": ["typed-literal"]}'), HalfAnswer),
        (Said(200, NOTHING, length=len(NOTHING) + 50), HalfAnswer),
        (Said(200, headers={"X-SPARQL-MaxRows": "10000"}), HalfAnswer),
        (Said(200, headers={"X-SQL-State": "S1TAT"}), ServerSlow),
        (Said(200, headers={"X-SQL-State": "22007"}), ServerFault),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else str(value.status),
)
def test_an_answer_that_is_none_is_an_error(
    answer: Said, error: type[BacThangError], said: Said, url: str
) -> None:
    said.__dict__.update(answer.__dict__ | {"asked": []})
    with pytest.raises(error) as raised:
        RemoteStore(url).query(ANYTHING)
    for lang in LANGS:
        assert raised.value.message(lang)
        assert raised.value.remedy(lang)


def test_a_silent_server_is_slow(said: Said, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said.wait = 1.5
    monkeypatch.setenv("BACTHANG_SPARQL_TIMEOUT", "0.2")
    with pytest.raises(ServerSlow):
        RemoteStore(url).query(ANYTHING)
    assert len(said.asked) <= 1


def test_nobody_there_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "PAUSES", (0.0,))
    with pytest.raises(ServerAway):
        RemoteStore("sparql+http://127.0.0.1:9/query").query(ANYTHING)


def test_a_busy_server_is_asked_again(said: Said, url: str) -> None:
    said.failures = 2
    assert list(RemoteStore(url).quads()) == []
    assert len(said.asked) >= 3


def test_a_server_without_a_record_is_refused(url: str) -> None:
    with pytest.raises(NoRecord):
        open_store(url)


def test_a_server_that_shows_its_record_whatever_it_is_told_is_refused(
    said: Said, url: str
) -> None:
    said.body, said.record = SHOWN, RECORD
    with pytest.raises(MixedDefaultGraph):
        open_store(url).query(ANYTHING)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"USER": "lan", "PASSWORD": "hoa:sen"}, "Basic bGFuOmhvYTpzZW4="),
        ({"TOKEN": "abc"}, "Bearer abc"),
        ({}, None),
    ],
)
def test_who_asks_is_told_to_the_server_and_to_nobody_else(
    environment: dict[str, str],
    told: str | None,
    said: Said,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(f"BACTHANG_SPARQL_{name}", value)
    said.status = 401
    with pytest.raises(ServerRefused) as raised:
        RemoteStore(url).query(ANYTHING)
    assert [asked.get("Authorization") for asked in said.asked] == [told]
    shown = "".join(raised.value.message(lang) + raised.value.remedy(lang) for lang in LANGS)
    assert not [secret for secret in environment.values() if secret in shown]
    said.status, said.headers = 302, {"Location": url.removeprefix("sparql+") + "/elsewhere"}
    said.asked.clear()
    with pytest.raises(BacThangError):
        RemoteStore(url).query(ANYTHING)
    assert len(said.asked) > 1, "the redirect was not followed"
    assert {asked.get("Authorization") for asked in said.asked[1:]} == {None}


@pytest.mark.parametrize(
    "address", ["sparql+ftp://host/", "sparql+http:///query", "sparql+host", "http://host/query"]
)
def test_an_address_that_is_none_is_not_understood(address: str) -> None:
    with pytest.raises(UnknownStore):
        open_store(address)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(SecretInAddress) as raised:
        open_store("sparql+https://lan:hoasen@host/query")
    assert "hoasen" not in str(raised.value)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("#+ ASK for what to DELETE\nPREFIX select: <urn:ask> SELECT * {}", "SELECT"),
        ("PREFIX x: <http://x/DESCRIBE#> ask { ?s x:construct 'SELECT' }", "ASK"),
        ("BASE <urn:x>\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("nothing", "SELECT"),
    ],
)
def test_the_form_is_that_of_the_query(query: str, form: str) -> None:
    assert form_of(query) == form


def test_a_graph_that_is_asked_for_by_escapes_is_seen() -> None:
    assert asks_of_graphs("SELECT * { \\u0047RAPH ?g { ?s ?p ?o } }")
    assert not asks_of_graphs("SELECT * { ?s ?p ?o }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a { ?a ?p ?o } GROUP BY ?a ORDER BY (COUNT(?o))",
        "SELECT (COUNT(*) AS ?n) { ?a ?p ?o } ORDER BY ?o",
        "SELECT (1 AS ?n) { ?a ?p ?o } HAVING (1 < 2) ORDER BY ?o",
    ],
)
def test_no_column_is_added_to_what_is_counted(query: str) -> None:
    assert widened(query) == query
    assert widened("SELECT ?a { ?a ?p ?o } ORDER BY ?o") == "SELECT ?a ?o  { ?a ?p ?o } ORDER BY ?o"


@pytest.mark.parametrize(
    ("rows", "query", "expected"),
    [
        (
            '("10") ("9")',
            "BASE <b:> PREFIX e: <e:> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
            "SELECT ?a { } ORDER BY xsd:integer(?a)",
            ["9", "10"],
        ),
        ('("b") ("a")', "SELECT ?a { } GROUP BY ?a ORDER BY COUNT(?a)", ["b", "a"]),
        ('("b") ("a")', "SELECT ?a { } ORDER BY ?a", ["a", "b"]),
    ],
)
def test_rows_are_ordered_where_they_can_be(rows: str, query: str, expected: list[str]) -> None:
    found = ox.Store().query(f"SELECT ?a {{ VALUES (?a) {{ {rows} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    assert [row["a"].value for row in ordered(query, found)] == expected


def test_rows_of_blank_nodes_come_as_they_are() -> None:
    found = ox.Store().query("SELECT ?a ?b { VALUES ?a { 2 1 } BIND(BNODE() AS ?b) }")
    assert isinstance(found, ox.QuerySolutions)
    told = ordered("SELECT ?a ?b { } ORDER BY ?a", found)
    assert {row["a"].value for row in told} == {"1", "2"}


def test_a_secret_that_cannot_be_sent_is_not_shown(
    said: Said, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACTHANG_SPARQL_TOKEN", "hidden\nX-More: 1")
    with pytest.raises(NoEndpoint) as raised:
        RemoteStore(url).query(ANYTHING)
    assert "hidden" not in raised.value.message("en")
    assert not said.asked


def test_patience_without_end_is_a_day(
    said: Said, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACTHANG_SPARQL_TIMEOUT", "inf")
    RemoteStore(url).query(ANYTHING)
    assert said.asked
