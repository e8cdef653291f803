"""Large answers are given out while they grow; one that breaks off never looks whole."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from urllib.parse import quote, urlsplit

import pytest

from bacthang.web import Limits, Settings, create_app
from bacthang.web.editions import editions
from protocol_cases import ask, live

ROWS = 60_000
LARGE = "SELECT ?s ?p ?o { { ?s ?p ?o } UNION { ?s ?p ?o } UNION { ?s ?p ?o } }"
HEADERS = {"Accept": "text/csv"}


def at(query: str) -> str:
    return f"/sparql?query={quote(query)}"


@pytest.fixture(scope="module")
def small(built: str) -> Iterator[str]:
    """Serve with as little held as can be, so that an answer of a few megabytes is a large one."""
    limits = Limits(rows=ROWS, hold=200_000)
    app = create_app(Settings(store=built, workers=1, limits=limits))
    with live(app) as site:
        yield site
    editions(app).close()


def test_an_answer_that_is_held_has_its_length(small: str) -> None:
    reply = ask(small, "GET", at(f"{LARGE} LIMIT 100"), HEADERS)
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert reply.body.count(b"\r\n") == 101


def test_a_larger_one_is_given_out_whole(small: str) -> None:
    reply = ask(small, "GET", at(f"{LARGE} LIMIT {ROWS}"), HEADERS)
    assert reply.status == 200
    assert reply.headers["Transfer-Encoding"] == "chunked"
    assert reply.headers["Content-Length"] is None
    assert reply.body.count(b"\r\n") == ROWS + 1


def test_a_larger_one_is_given_out_packed(small: str) -> None:
    plain = ask(small, "GET", at(f"{LARGE} LIMIT {ROWS}"), HEADERS)
    packed = ask(small, "GET", at(f"{LARGE} LIMIT {ROWS}"), {**HEADERS, "Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) * 4 < len(plain.body)


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_one_that_meets_a_limit_too_late_breaks_off(small: str, coding: str) -> None:
    response = begun(small, LARGE, coding)
    assert response.status == 200
    with pytest.raises(IncompleteRead) as broken:
        response.read()
    text = broken.value.partial
    if coding == "gzip":
        unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
        text = unpacking.decompress(text)
        assert not unpacking.eof
    assert 0 < text.count(b"\r\n") <= ROWS + 1


def test_one_that_meets_it_in_time_is_refused(small: str) -> None:
    short = LARGE.replace("?s ?p ?o {", "(1 AS ?n) {", 1)
    reply = ask(small, "GET", at(short), HEADERS)
    assert (reply.status, reply.media) == (400, "application/problem+json")


def test_who_goes_away_leaves_the_worker_to_others(small: str) -> None:
    for _ in range(4):
        begun(small, f"{LARGE} LIMIT {ROWS}", "identity").close()
    assert ask(small, "GET", at("ASK {}")).status == 200


def test_head_of_a_large_answer_holds_nothing(small: str) -> None:
    for _ in range(4):
        reply = ask(small, "HEAD", at(f"{LARGE} LIMIT {ROWS}"), HEADERS)
        assert (reply.status, reply.body) == (200, b"")
    assert ask(small, "GET", at("ASK {}")).status == 200


def begun(site: str, query: str, coding: str) -> HTTPResponse:
    """Ask, and read no more than the head of the answer."""
    connection = HTTPConnection(urlsplit(site).netloc, timeout=60)
    connection.request("GET", at(query), headers={**HEADERS, "Accept-Encoding": coding})
    return connection.getresponse()
