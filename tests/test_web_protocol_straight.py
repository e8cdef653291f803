"""The straight way to the workers and the way through the application answer alike.

A client that says which answer it holds is always answered by the application; one that holds
another is answered as if it held none.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bacthang.web.editions import editions

JSON = "application/sparql-results+json"
SELECT = "SELECT ?s { ?s a <https://w3id.org/bacthang/ontology#Target> } ORDER BY ?s"
ASKED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "rows": ({"query": SELECT}, {"Accept": JSON}),
    "rows-of-no-accept": ({"query": SELECT}, {}),
    "rows-as-csv-with-bom": ({"query": SELECT, "bom": "1"}, {"Accept": "text/csv"}),
    "rows-compressed": ({"query": SELECT}, {"Accept": JSON, "Accept-Encoding": "gzip"}),
    "few-rows-not-compressed": (
        {"query": SELECT + " LIMIT 1"},
        {"Accept": JSON, "Accept-Encoding": "gzip, br"},
    ),
    "truth": ({"query": "ASK {}"}, {"Accept": JSON}),
    "graph": ({"query": "DESCRIBE <https://w3id.org/bacthang/dataset>"}, {"Accept": "text/turtle"}),
    "by-name": ({"query": SELECT, "format": "tsv"}, {"Accept": "text/html"}),
    "large": ({"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"}, {"Accept": JSON}),
    "large-compressed": (
        {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"},
        {"Accept": JSON, "Accept-Encoding": "gzip"},
    ),
    "changing": ({"query": "SELECT (NOW() < 1 AS ?x) {}"}, {"Accept": JSON}),
    "named-graph": (
        {"query": "ASK { ?s ?p ?o }", "default-graph-uri": "https://w3id.org/bacthang/graph/build"},
        {"Accept": JSON},
    ),
    "bad-query": ({"query": "SELEC"}, {"Accept": JSON}),
    "service": ({"query": "SELECT * { SERVICE <http://127.0.0.1/> {} }"}, {"Accept": JSON}),
    "unknown-graph": ({"query": "SELECT * FROM <urn:no> {}"}, {"Accept": JSON}),
    "no-such-form": ({"query": SELECT}, {"Accept": "image/png"}),
    "no-query": ({"default-graph-uri": "urn:x"}, {"Accept": JSON}),
    "empty-query": ({"query": " "}, {"Accept": JSON}),
    "nothing": ({}, {"Accept": "text/turtle"}),
    "page": ({"query": "ASK {}"}, {"Accept": "text/html"}),
}


def asked(client: FlaskClient, case: str, **more: str) -> TestResponse:
    fields, headers = ASKED[case]
    return client.get("/sparql", query_string=fields, headers={**headers, **more})


@pytest.mark.parametrize("case", ASKED)
def test_both_ways_answer_alike(client: FlaskClient, case: str) -> None:
    one, other = asked(client, case), asked(client, case, If_None_Match='"another"')
    assert one.status_code == other.status_code
    assert sorted(one.headers) == sorted(other.headers)
    if case != "page":
        assert one.data == other.data


@pytest.mark.parametrize("case", ["rows", "truth", "graph", "rows-compressed"])
def test_what_was_given_straight_is_known_again(client: FlaskClient, case: str) -> None:
    first = asked(client, case)
    again = asked(client, case, If_None_Match=first.headers["ETag"])
    assert (first.status_code, again.status_code) == (200, 304)


def test_what_is_plain_never_reaches_the_application(
    front: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reached() -> None:
        raise AssertionError("the application was asked")

    asked(client, "rows")
    monkeypatch.setitem(front.view_functions, "sparql.sparql", reached)
    assert asked(client, "rows").status_code == 200


def test_an_error_is_asked_of_the_workers_once(
    front: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = editions(front).current().pool
    times: list[str] = []
    ask = pool.ask
    monkeypatch.setattr(pool, "ask", lambda told: (times.append(told.query), ask(told))[1])
    assert asked(client, "bad-query").status_code == 400
    assert times == ["SELEC"]


def test_what_nobody_foresaw_is_told_as_a_problem(
    front: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(editions(front).current().pool, "ask", failing)
    for case in ("rows", "page"):
        answer = asked(client, case)
        assert answer.status_code == 500
        assert answer.headers["Content-Type"].startswith(("application/problem+json", "text/html"))
        assert b"Zero" not in answer.data
