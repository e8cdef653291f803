"""Every page over a server is the page over the embedded store, to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import cycle

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bacthang import library
from bacthang.build import BuildReport
from bacthang.errors import LANGS
from bacthang.pushing import Options, push
from bacthang.stores import open_store
from bacthang.stores.remote import RemoteStore
from bacthang.web import Settings, create_app
from front_pages import PAGES
from linked_data import settle
from pools import eventually
from servers import Empty, empty_oxigraph, empty_virtuoso, missing

SERVERS: dict[str, Empty] = {
    "oxigraph": empty_oxigraph,
    "virtuoso": partial(empty_virtuoso, more=""),
}
OTHERS = (
    "/id/indicator/grdp-growth",
    "/id/document/vpdp-ntm-ha-noi-plan-2020",
)
FORMS = (
    "/id/area/ha-noi.ttl",
    "/id/document/ha-dong-2020-15-ctr.jsonld",
    "/id/indicator/grdp-per-capita.rdf",
    "/id/body/quan-uy-ha-dong.nt",
    "/graph/reported.ttl",
    "/graph/alignments",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/terms.json",
    "/sparql?query=ASK{?s+a+%3Chttps://w3id.org/bacthang/ontology%23Target%3E}",
    "/queries/targets-of-document.csv",
    "/queries/documents-and-sources.json",
    "/queries/near-indicators.tsv",
    "/queries/what-changed-hands.xml",
)
DIFFERENT = {"/sparql?query=SELECT+%3Fclass+%7B+%3Fthing+a+%3Fclass+%7D+LIMIT+20", "/ontology"}
"""What is any twenty rows, and any three things: a server has its own."""
TEXT = "Đến năm 2025, trên 95% người dân tham gia bảo hiểm y tế.\n"


@pytest.fixture(scope="module", params=SERVERS)
def away(
    request: pytest.FixtureRequest, shipped: BuildReport, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Make the front over a fresh server to which the shipped graph was pushed."""
    if reason := missing(request.param):
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACTHANG_SPARQL_USER", "dba")
        patch.setenv("BACTHANG_SPARQL_PASSWORD", "dba")
        with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as url:
            push(shipped.store, RemoteStore(url), Options())
            app = create_app(Settings(store=url, workers=1))
            yield app
            app.extensions["editions"].close()


def timeless(page: bytes) -> bytes:
    """Return a page without how long a query took."""
    return re.sub("[0-9]+[.,][0-9]+ (s|giây)<".encode(), b"", page)


def ready(asking: FlaskClient) -> FlaskClient:
    """Wait until the lists and the downloads of an edition are written."""
    eventually(lambda: asking.get("/documents").status_code == 200, 120)
    settle(asking)
    return asking


def test_every_page_is_the_same(away: Flask, client: FlaskClient) -> None:
    asking, compared = ready(away.test_client()), 0
    ready(client)
    questions = [f"/queries/{name}" for name in library.load()]
    pages = [*PAGES, *OTHERS, *questions]
    wished = [(page, "text/html", lang) for page, lang in zip(pages, cycle(LANGS), strict=False)]
    for page, accept, lang in [*wished, *((form, "*/*", "en") for form in FORMS)]:
        if page in DIFFERENT:
            continue
        headers = {"Accept": accept, "Accept-Language": lang}
        here, there = client.get(page, headers=headers), asking.get(page, headers=headers)
        told = (page, lang, there.status_code)
        assert told == (page, lang, here.status_code)
        assert timeless(there.data) == timeless(here.data), told
        assert there.headers.get("ETag") == here.headers.get("ETag"), told
        compared += 1
    assert compared > len(questions) + len(PAGES)


@pytest.mark.parametrize("form", ["html", "ttl"])
def test_a_draft_is_the_same(away: Flask, client: FlaskClient, form: str) -> None:
    sent = {"text": TEXT, "name": "x.txt", "format": form}
    here, there = (asked.post("/draft", data=sent) for asked in (client, away.test_client()))
    assert (there.status_code, there.data) == (here.status_code, here.data)
    assert there.status_code == 200


def test_the_downloads_are_the_same(away: Flask, client: FlaskClient) -> None:
    asking = ready(away.test_client())
    ready(client)
    for name in ("void.ttl", "dcat.ttl", "targets.csv", "findings.csv", "bacthang.ttl"):
        here, there = client.get(f"/dumps/{name}"), asking.get(f"/dumps/{name}")
        assert (there.status_code, there.data) == (here.status_code, here.data), name


def test_it_is_well_and_says_which_walls_stand(away: Flask) -> None:
    told = away.test_client().get("/healthz")
    assert told.status_code == 200, told.text
    assert (
        told.get_json()["content_hash"]
        == open_store(away.extensions["editions"].settings.store).info().content_hash
    )
    assert told.get_json()["workers"]["walls"] == {
        "memory": True,
        "network": False,
        "sockets": False,
    }
