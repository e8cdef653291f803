"""The W3C tests of the SPARQL 1.1 Protocol, sent from outside to a live server."""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pyoxigraph import (
    DefaultGraph,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from bacthang.web import Settings, create_app
from bacthang.web.editions import editions
from protocol_cases import ROOT, Case, Reply, ask, cases, live, send, written_store

W3C = cases("w3c.yaml")
OURS = cases("ours.yaml")
QUADS = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the graphs that the suite names."""
    store = written_store(ROOT / "dataset.trig", tmp_path_factory.mktemp("w3c") / "store")
    app = create_app(Settings(store=store, workers=1))
    with live(app) as site:
        yield site
    editions(app).close()


@pytest.mark.parametrize("case", W3C, ids=lambda case: case.name)
def test_w3c(suite: str, case: Case) -> None:
    judge(case, send(suite, case))


@pytest.mark.parametrize("case", OURS, ids=lambda case: case.name)
def test_what_the_suite_leaves_open(suite: str, case: Case) -> None:
    judge(case, send(suite, case))


def test_all_of_the_suite_is_here() -> None:
    kinds = [case.name.partition("_")[0] for case in W3C if "as-printed" not in case.name]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"query": 13, "update": 7, "bad": 14}


def test_nothing_that_was_sent_has_changed_the_dataset(suite: str) -> None:
    before = ask(suite, "GET", QUADS, {"Accept": "text/csv"})
    for case in W3C:
        if "update" in case.name:
            send(suite, case)
    after = ask(suite, "GET", QUADS, {"Accept": "text/csv"})
    assert (before.status, after.status) == (200, 200)
    assert before.body == after.body


def judge(case: Case, reply: Reply) -> None:
    """See that a reply is what the case wants, and that its body is what its type says."""
    assert reply.status == case.status, reply.body.decode()
    if case.truth is not None:
        assert truth(reply) == case.truth
    match case.answer:
        case "rows":
            assert isinstance(results(reply), QuerySolutions)
        case "truth":
            assert isinstance(results(reply), QueryBoolean)
        case "graph":
            format = RdfFormat.from_media_type(reply.media)
            assert format is not None, reply.media
            assert all(quad.graph_name == DefaultGraph() for quad in parse(reply.body, format))
    if case.status >= 400:
        assert reply.media == "application/problem+json"
    for name, value in case.returned.items():
        found = reply.headers[name]
        assert found == value or (value.endswith("…") and found.startswith(value[:-1])), name


def truth(reply: Reply) -> bool:
    answer = results(reply)
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def results(reply: Reply) -> QuerySolutions | QueryBoolean:
    format = QueryResultsFormat.from_media_type(reply.media)
    assert format is not None, reply.media
    return parse_query_results(io.BytesIO(reply.body), format)
