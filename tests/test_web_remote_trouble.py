"""A server that is away, slow, wrong or filled anew: readers are told, nothing mixed is given."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from bacthang.build import BuildReport
from bacthang.errors import (
    BacThangError,
    DataReplaced,
    NoRecord,
    ServerFunctions,
    ServiceRefused,
    UnknownGraphs,
)
from bacthang.namespaces import BUILD_GRAPH, DATASET, DCTERMS
from bacthang.stores.remote import transport
from bacthang.web import Settings, create_app
from bacthang.web.editions import Editions, editions
from bacthang.web.settings import Limits
from bacthang.web.workers import Asked
from endpoint import Endpoint, served
from fronts import command, environment
from pools import Trap

JSON = {"Accept": "application/json"}
AREA = "/id/area/east.ttl"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ASKED = "/sparql?format=csv&query=SELECT(1+AS+?n){}"


def copy(report: BuildReport) -> ox.Store:
    """Return a build as a server holds it."""
    store = ox.Store()
    store.extend(report.store.quads())
    store.extend(report.store.quads(g=ox.DefaultGraph()))
    return store


def record(store: ox.Store, digest: str) -> None:
    """Have the record name another build, or none."""
    for known in [*store.quads_for_pattern(DATASET, DCTERMS.identifier, None, BUILD_GRAPH)]:
        store.remove(known)
    if digest:
        told = ox.Literal(f"sha256:{digest}")
        store.add(ox.Quad(DATASET, DCTERMS.identifier, told, BUILD_GRAPH))


@pytest.fixture
def endpoint(mini: BuildReport) -> Iterator[Endpoint]:
    with served(copy(mini)) as endpoint:
        yield endpoint


@pytest.fixture
def app(endpoint: Endpoint) -> Iterator[Flask]:
    app = create_app(Settings(store=endpoint.url, workers=1, limits=Limits(seconds=5)))
    yield app
    app.extensions["editions"].close()


@pytest.fixture
def asking(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize(
    ("status", "cut", "kind", "told"),
    [
        (503, False, "DataAway", 503),
        (504, False, "DataSlow", 504),
        (401, False, "DataUnfit", 502),
        (400, False, "DataUnfit", 502),
        (404, False, "DataUnfit", 502),
        (500, False, "DataUnfit", 502),
        (200, True, "DataUnfit", 502),
    ],
)
def test_trouble_is_told_and_passes(
    app: Flask,
    asking: FlaskClient,
    endpoint: Endpoint,
    status: int,
    cut: bool,
    kind: str,
    told: int,
) -> None:
    before = asking.get(AREA)
    assert before.status_code == 200
    endpoint.status, endpoint.cut = status, cut
    answer = asking.get(AREA, headers={"Accept": "application/json", "Accept-Language": "en"})
    assert (answer.status_code, answer.get_json()["type"].rpartition("#")[2]) == (told, kind)
    assert int(answer.headers["Retry-After"]) > 0
    assert str(endpoint.port) not in answer.text
    page = asking.get(AREA, headers={"Accept": "text/html", "Accept-Language": "vi"})
    assert (page.status_code, "áy chủ giữ dữ liệu" in page.text) == (told, True)
    assert asking.get("/problems").status_code == 200
    assert asking.get(AREA, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    health = asking.get("/healthz")
    assert health.status_code == 503
    assert health.get_json()["status"] == "trouble"
    assert health.get_json()["error"] in (kind, "TimeLimit", "UnfitForServer")
    endpoint.status, endpoint.cut = 200, False
    assert not editions(app).refresh()
    assert asking.get(AREA).data == before.data
    assert asking.get("/healthz").status_code == 200


def test_a_page_made_of_two_builds_is_not_given(
    app: Flask, asking: FlaskClient, endpoint: Endpoint
) -> None:
    def replace(query: str) -> None:
        if "area/east" in query:
            endpoint.meet = lambda query: None
            record(endpoint.store, "f" * 64)

    endpoint.meet = replace
    answer = asking.get(AREA, headers=JSON)
    assert answer.status_code == 503
    assert answer.get_json()["type"].endswith("#DataReplaced")
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert editions(app).refresh()
    after = asking.get(AREA)
    assert after.status_code == 200
    assert editions(app).current().info.content_hash == "f" * 64


def test_nothing_is_remembered_of_two_builds(app: Flask, endpoint: Endpoint) -> None:
    own = editions(app).current()
    made: list[int] = []

    def make() -> int:
        made.append(1)
        list(own.store.quads(DATASET))
        if len(made) == 1:
            record(endpoint.store, "")
        return len(made)

    was = editions(app).current().info.content_hash
    with pytest.raises(DataReplaced):
        own.memo("own", make)
    record(endpoint.store, was)
    assert not editions(app).refresh()
    assert (own.memo("own", make), own.memo("own", make)) == (2, 2)


def test_while_it_is_filled_nothing_is_given_and_then_the_new_build_is(
    app: Flask, asking: FlaskClient, endpoint: Endpoint
) -> None:
    record(endpoint.store, "")
    assert asking.get(AREA, headers=JSON).status_code == 503
    assert asking.get(ASKED).status_code == 503
    assert asking.get("/healthz").get_json()["error"] == "DataReplaced"
    assert not editions(app).refresh()
    record(endpoint.store, "e" * 64)
    assert editions(app).refresh()
    assert asking.get(AREA, headers=JSON).status_code == 200
    assert asking.get(ASKED).text == "n\r\n1\r\n"


def test_an_answer_begun_before_its_build_went_is_broken_off(mini: BuildReport) -> None:
    with served(copy(mini)) as endpoint:
        limits = Limits(seconds=20, hold=1 << 10)
        app = create_app(Settings(store=endpoint.url, workers=1, limits=limits))

        def replace(query: str) -> None:
            if "?wanted" in query:
                record(endpoint.store, "d" * 64)

        endpoint.meet = replace
        try:
            pool = editions(app).current().pool
            with pytest.raises(DataReplaced):
                list(pool.ask(Asked("SELECT ?wanted ?p ?o { ?wanted ?p ?o }")))
        finally:
            editions(app).close()


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { SERVICE <%s> { ?s ?p ?o } }", ServiceRefused),
        ("SELECT * FROM <urn:elsewhere> { ?s ?p ?o }", UnknownGraphs),
        ("SELECT (<bif:http_get>('%s') AS ?page) {}", ServerFunctions),
        ("PREFIX b: <sql:> SELECT (b:f('%s') AS ?page) {}", ServerFunctions),
        ("ASK { FILTER(false && 1<<bif:http_get>('%s')) }", ServerFunctions),
        ('ASK { FILTER(1<2+#>"""\n 1) SERVICE <%s> {} #"""\n}', ServiceRefused),
        ('DEFINE get:soft "replace" SELECT * { ?s ?p ?o }', BacThangError),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", BacThangError),
    ],
)
def test_what_is_refused_never_reaches_the_server(
    app: Flask, endpoint: Endpoint, query: str, error: type[BacThangError]
) -> None:
    trap = Trap()
    pool = editions(app).current().pool
    endpoint.asked.clear()
    with pytest.raises(error):
        pool.ask(Asked(query.replace("%s", trap.url)))
    assert not [asked for asked in endpoint.asked if "BASE" in asked]
    assert trap.caught == 0
    trap.close()


def test_a_worker_speaks_with_its_server_only(app: Flask, endpoint: Endpoint) -> None:
    trap = Trap()
    endpoint.to = trap.url
    with pytest.raises(BacThangError):
        editions(app).current().pool.ask(Asked(COUNT))
    assert trap.caught == 0
    trap.close()


def test_graphs_are_those_named_and_no_others(app: Flask, endpoint: Endpoint) -> None:
    pool = editions(app).current().pool
    graph = next(iter(editions(app).current().info.graphs))
    by_text = pool.ask(Asked(f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}", rows="csv"))
    asked = Asked(COUNT, default_graphs=(graph,), rows="csv")
    told = b"".join(pool.ask(asked)).decode()
    assert b"".join(by_text).decode() == told
    assert told == f"n\r\n{editions(app).current().info.graphs[graph]}\r\n"


def test_the_server_is_told_how_long_a_query_may_run(app: Flask, endpoint: Endpoint) -> None:
    b"".join(editions(app).current().pool.ask(Asked(COUNT)))
    assert {told["timeout"][0] for told in endpoint.told} == {"5000"}


def test_a_large_answer_comes_whole(app: Flask, endpoint: Endpoint) -> None:
    """The worker that reads it has no disk to put it on."""
    some = " ".join(map(str, range(20)))
    query = f"SELECT ('{'x' * 90_000}' AS ?x) {{ VALUES ?a {{ {some} }} VALUES ?b {{ {some} }} }}"
    size = sum(map(len, editions(app).current().pool.ask(Asked(query, rows="csv"))))
    assert size > 400 * 90_000 > transport._IN_MEMORY


def test_it_does_not_begin_without_its_server(endpoint: Endpoint) -> None:
    record(endpoint.store, "")
    with pytest.raises(NoRecord):
        Editions(Settings(store=endpoint.url))
    endpoint.status = 503
    run = subprocess.run(
        command("serve", "--port", 0, "--store", endpoint.url),
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert (run.returncode, "cannot be reached" in run.stderr) == (2, True), run.stderr


def test_two_fronts_go_over_together(app: Flask, asking: FlaskClient, endpoint: Endpoint) -> None:
    other = create_app(Settings(store=endpoint.url, workers=1))
    try:
        first = [one.get(AREA) for one in (asking, other.test_client())]
        assert len({(one.status_code, one.data, one.headers["ETag"]) for one in first}) == 1
        record(endpoint.store, "c" * 64)
        assert [editions(one).refresh() for one in (app, other)] == [True, True]
        then = [one.get(AREA) for one in (asking, other.test_client())]
        assert len({(one.status_code, one.data, one.headers["ETag"]) for one in then}) == 1
        assert then[0].headers["ETag"] != first[0].headers["ETag"]
    finally:
        editions(other).close()
