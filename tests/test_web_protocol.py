"""The endpoint over the shipped graph: its forms, validators, compression, limits and problems."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any, Final
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import QuerySolutions, RdfFormat, parse, parse_query_results
from werkzeug.test import TestResponse

from bacthang.answers import RESULT_FORMATS
from bacthang.web.caching import is_repeatable
from bacthang.web.editions import editions
from bacthang.web.negotiation import preferred
from bacthang.web.sparql.forms import GRAPHS, RESULTS, forms_for

DOCUMENTS: Final = """
PREFIX bt: <https://w3id.org/bacthang/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?document ?label { ?document a bt:Programme ; rdfs:label ?label } ORDER BY ?document ?label
"""
LONG: Final = "SELECT * { ?s a ?o } ORDER BY ?s ?o LIMIT 500"
BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def ask(client: FlaskClient, query: str, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(f"/sparql?query={quote(query)}", headers=named)


def rows(response: TestResponse, form: str) -> set[tuple[str, ...]]:
    parsed = parse_query_results(io.BytesIO(response.data), RESULT_FORMATS[form])
    assert isinstance(parsed, QuerySolutions)
    return {tuple(str(value) for value in solution) for solution in parsed}


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_each_form_tells_the_same_as_the_store(
    front: Flask, client: FlaskClient, form: str
) -> None:
    solutions = editions(front).current().store.query(DOCUMENTS)
    assert isinstance(solutions, QuerySolutions)
    expected = {tuple(str(value) for value in solution) for solution in solutions}
    assert len(expected) > 20
    media = next(media.kind for media in RESULTS if media.form == form)
    assert rows(ask(client, DOCUMENTS, Accept=media), form) == expected


def test_csv_begins_with_a_mark_only_when_it_is_wanted(client: FlaskClient) -> None:
    plain = client.get(f"/sparql?format=csv&query={quote(DOCUMENTS)}").data
    marked = client.get(f"/sparql?format=csv&bom=1&query={quote(DOCUMENTS)}").data
    assert plain.startswith(b"document,label\r\n")
    assert marked == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize("media", [media.kind for media in GRAPHS])
def test_each_form_of_a_graph_tells_the_same(client: FlaskClient, media: str) -> None:
    query = "CONSTRUCT WHERE { <https://w3id.org/bacthang/ontology#Target> ?p ?o }"
    form = forms_for(media).graph
    assert form is not None
    reply = ask(client, query, Accept=media)
    assert (reply.status_code, reply.mimetype) == (200, media)
    format = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml"}
    parser = RdfFormat.from_media_type(format.get(form.form, "application/ld+json"))
    assert parser is not None
    found = {str(quad.triple) for quad in parse(io.BytesIO(reply.data), parser)}
    turtle = parse(io.BytesIO(ask(client, query).data), RdfFormat.TURTLE)
    assert found == {str(quad.triple) for quad in turtle}
    assert len(found) > 4


# -- validators


def test_an_answer_is_valid_until_the_dataset_changes(client: FlaskClient) -> None:
    first = ask(client, DOCUMENTS)
    again = ask(client, DOCUMENTS, If_None_Match=first.headers["ETag"])
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Vary"] == first.headers["Vary"] == "Accept, Accept-Encoding"
    assert first.headers["Cache-Control"] == "public, no-cache"


def test_a_tag_is_of_one_query_form_and_dataset(client: FlaskClient) -> None:
    graph = quote("https://w3id.org/bacthang/graph/reference", safe="")
    asked = quote(DOCUMENTS)
    tags = [
        client.get(address, headers={"Accept": accept}).headers["ETag"]
        for address, accept in (
            (f"/sparql?query={asked}", "*/*"),
            (f"/sparql?query={asked}", "text/csv"),
            (f"/sparql?query={asked}", "application/json"),
            (f"/sparql?query={asked}%20", "*/*"),
            (f"/sparql?query={asked}&default-graph-uri={graph}", "*/*"),
            (f"/sparql?query={asked}&named-graph-uri={graph}", "*/*"),
            (f"/sparql?query={asked}&format=csv&bom=1", "*/*"),
        )
    ]
    assert len(set(tags)) == len(tags)


def test_the_same_question_by_name_or_by_accept_has_one_tag(client: FlaskClient) -> None:
    named = client.get(f"/sparql?query={quote(DOCUMENTS)}&format=csv")
    accepted = ask(client, DOCUMENTS, Accept="text/csv")
    assert named.headers["ETag"] == accepted.headers["ETag"]


@pytest.mark.parametrize("held", ["*", '"other"', 'W/"other"', "garbage"])
def test_other_tags_hold_nothing(client: FlaskClient, held: str) -> None:
    assert ask(client, DOCUMENTS, If_None_Match=held).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
    ],
)
def test_what_changes_each_time_is_kept_nowhere(client: FlaskClient, query: str) -> None:
    reply = ask(client, query)
    assert reply.status_code == 200, reply.text
    assert reply.headers["Cache-Control"] == "no-store"
    assert "ETag" not in reply.headers
    assert not is_repeatable(query)


@pytest.mark.parametrize("query", ["SELECT ?s { ?s bt:knownSince ?brand }", "ASK {}"])
def test_names_that_hold_such_a_name_are_others(query: str) -> None:
    assert is_repeatable(query)


def test_a_name_that_is_escaped_could_be_any() -> None:
    assert not is_repeatable("SELECT (N\\u004fW() AS ?x) {}")


def test_a_posted_query_is_kept_nowhere(client: FlaskClient) -> None:
    reply = client.post("/sparql", data=DOCUMENTS, content_type="application/sparql-query")
    assert (reply.status_code, reply.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in reply.headers


def test_a_refused_query_is_not_called_unchanged(client: FlaskClient) -> None:
    tag = ask(client, DOCUMENTS).headers["ETag"]
    assert ask(client, DOCUMENTS + "}", If_None_Match=tag).status_code == 400


# -- compression


def test_long_answers_are_packed_for_those_who_unpack(client: FlaskClient) -> None:
    plain = ask(client, LONG, Accept="text/csv")
    packed = ask(client, LONG, Accept="text/csv", Accept_Encoding="gzip, br")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) * 3 < len(plain.data)
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert packed.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("coding", ["identity", "br", "gzip;q=0", "", "*;q=0", "gzip;q=0, *"])
def test_others_get_it_as_it_is(client: FlaskClient, coding: str) -> None:
    assert "Content-Encoding" not in ask(client, LONG, Accept_Encoding=coding).headers


@pytest.mark.parametrize("coding", ["gzip", "x-own, GZIP;q=0.5", "*", "deflate, gzip;q=1.0"])
def test_gzip_is_known_however_it_is_said(client: FlaskClient, coding: str) -> None:
    assert ask(client, LONG, Accept_Encoding=coding).headers["Content-Encoding"] == "gzip"


def test_short_answers_are_not_packed(client: FlaskClient) -> None:
    reply = ask(client, "ASK {}", Accept_Encoding="gzip")
    assert "Content-Encoding" not in reply.headers
    assert reply.headers["Vary"] == "Accept, Accept-Encoding"


def test_pages_and_their_files_are_packed(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.data).startswith(b"<!DOCTYPE html>")
    style = client.get("/static/site.css", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/static/site.css")
    assert gzip.decompress(style.data) == plain.data
    assert style.headers["ETag"].startswith("W/")
    held = {"Accept-Encoding": "gzip", "If-None-Match": style.headers["ETag"]}
    assert client.get("/static/site.css", headers=held).status_code == 304


def test_a_part_of_a_file_is_not_packed(client: FlaskClient) -> None:
    wanted = {"Range": "bytes=0-1999", "Accept-Encoding": "gzip"}
    part = client.get("/static/site.css", headers=wanted)
    assert (part.status_code, len(part.data)) == (206, 2000)
    assert "Content-Encoding" not in part.headers


# -- methods and origins


def test_head_says_what_get_would(client: FlaskClient) -> None:
    at = f"/sparql?query={quote(DOCUMENTS)}"
    got, head = client.get(at), client.head(at)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "X-Query-Time-Limit", "Vary"):
        assert head.headers[name] == got.headers[name], name
    assert client.head(at, headers={"If-None-Match": got.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("query", ["ASK {}", "ASK {", "SELECT * { SERVICE <http://x/> {} }"])
def test_any_site_may_ask_and_read_the_answer(client: FlaskClient, query: str) -> None:
    reply = ask(client, query, Origin="https://example.org")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in reply.headers
    assert reply.headers["Access-Control-Expose-Headers"] == "*"


def test_a_script_is_told_beforehand_what_it_may_send(client: FlaskClient) -> None:
    wanted = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    reply = client.options("/sparql", headers=wanted)
    assert (reply.status_code, reply.data) == (204, b"")
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert reply.headers["Access-Control-Allow-Headers"] == "*"


# -- limits


def test_limits_are_said_with_every_answer(front: Flask, client: FlaskClient) -> None:
    limits = editions(front).settings.limits
    for reply in (ask(client, "ASK {}"), ask(client, "ASK"), client.put("/sparql")):
        assert reply.headers["X-Query-Time-Limit"] == f"{limits.seconds:g}"
        assert reply.headers["X-Query-Row-Limit"] == str(limits.rows)
        assert reply.headers["X-Query-Memory-Limit"] == str(limits.memory)


def test_a_body_that_no_query_needs_is_not_read(front: Flask, client: FlaskClient) -> None:
    most = editions(front).settings.limits.query_bytes
    query = b"ASK {} #" + b"x" * (most - 8)
    kind = "application/sparql-query"
    assert client.post("/sparql", data=query, content_type=kind).status_code == 200
    assert client.post("/sparql", data=query + b"x", content_type=kind).status_code == 413
    form = b"query=ASK%7B%7D&more=" + b"x" * (most * 3 + 20_001)
    kind = "application/x-www-form-urlencoded"
    assert client.post("/sparql", data=form, content_type=kind).status_code == 413


def test_more_fields_than_anybody_means_are_refused(client: FlaskClient) -> None:
    assert client.get("/sparql?query=ASK%7B%7D" + "&a=b" * 199).status_code == 200
    assert client.get("/sparql?query=ASK%7B%7D" + "&a=b" * 200).status_code == 400


# -- problems


def test_a_syntax_error_is_shown_where_it_is(client: FlaskClient) -> None:
    reply = ask(client, "SELECT * {\n  ?s a nope:X }\n", Accept_Language="en")
    said: dict[str, Any] = json.loads(reply.data)
    assert (reply.status_code, reply.mimetype) == (400, "application/problem+json")
    assert (said["status"], said["line"], said["column"]) == (400, 2, 14)
    assert said["type"] == "https://w3id.org/bacthang/problems#MalformedQuery"
    assert said["title"] == "The request cannot be used"
    assert "2:14" in said["detail"]
    assert said["remedy"]


def test_problems_speak_the_readers_language(client: FlaskClient) -> None:
    reply = client.get("/sparql?query=", headers={"Accept-Language": "vi"})
    said = json.loads(reply.data)
    assert said["detail"] == "Yêu cầu không có truy vấn nào."
    assert said["title"] == "Yêu cầu không dùng được"


def test_a_problem_of_the_protocol_is_named(client: FlaskClient) -> None:
    def kind(reply: TestResponse) -> str:
        return str(json.loads(reply.data)["type"]).rpartition("#")[2]

    assert kind(client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D")) == "SeveralQueries"
    assert kind(client.get("/sparql?query=%20")) == "NoQuery"
    assert kind(client.get("/sparql?query=%FF")) == "GarbledRequest"
    assert kind(client.post("/sparql", data="ASK {}", content_type="text/plain")) == "UnfitBody"
    assert kind(client.get("/sparql?query=ASK%7B%7D&named-graph-uri=x")) == "UnfitGraphName"
    assert kind(client.get("/sparql?update=CLEAR%20ALL")) == "UpdateRefused"
    assert kind(client.get("/sparql?query=CLEAR%20ALL")) == "UpdateRefused"
    assert kind(ask(client, "ASK {}", Accept="image/png")) == "UnfitFormat"
    assert kind(ask(client, "ASK {}", Accept="text/turtle")) == "NoSuchForm"
    assert kind(ask(client, "ASK FROM <http://x/> {}")) == "UnknownGraphs"
    assert kind(ask(client, "ASK { SERVICE <http://x/> {} }")) == "ServiceRefused"
    assert kind(client.put("/sparql")) == "MethodNotAllowed"


# -- pages


def test_a_browser_gets_the_editor_with_the_answer(client: FlaskClient) -> None:
    reply = ask(client, "SELECT (40 + 2 AS ?n) {}", Accept=BROWSER)
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    assert "<textarea" in reply.text
    assert ">42<" in "".join(reply.text.split())
    assert {"Cookie", "Accept-Language"} <= set(reply.headers["Vary"].split(", "))


def test_a_browser_gets_the_editor_where_nothing_is_asked(client: FlaskClient) -> None:
    reply = client.get("/sparql", headers={"Accept": BROWSER})
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    assert "<textarea" in reply.text


@pytest.mark.parametrize(
    ("query", "status"), [("SELECT {", 400), ("", 400), ("ASK { SERVICE <http://x/> {} }", 400)]
)
def test_a_browser_gets_the_editor_with_what_is_wrong(
    client: FlaskClient, query: str, status: int
) -> None:
    reply = ask(client, query, Accept=BROWSER)
    assert (reply.status_code, reply.mimetype) == (status, "text/html")
    assert 'role="alert"' in reply.text


def test_a_page_of_what_changes_is_kept_nowhere(client: FlaskClient) -> None:
    assert ask(client, "SELECT (NOW() AS ?n) {}", Accept=BROWSER).headers["Cache-Control"] == (
        "no-store"
    )
    kept = ask(client, "ASK {}", Accept=BROWSER)
    again = ask(client, "ASK {}", Accept=BROWSER, If_None_Match=kept.headers["ETag"])
    assert (kept.status_code, again.status_code) == (200, 304)


# -- negotiation


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "a/b"),
        ("", "a/b"),
        ("*/*", "a/b"),
        ("c/*", "c/d"),
        ("a/b;q=0.1, c/d;q=0.2", "c/d"),
        ("a/b;q=0, */*", "c/d"),
        ("a/*;q=0.1, */*;q=0.2", "c/d"),
        ("a/b;level=1;q=0.5, c/d;q=0.4", "a/b"),
        ("c/d;q=nonsense, a/b;q=0.001", "a/b"),
        ("c/d;q=7", "c/d"),
        ("e/f", None),
        ("nonsense", None),
        (",,,", None),
        ("A/B", "a/b"),
        ("x/y, " * 64 + "c/d", None),
    ],
)
def test_of_what_is_offered_the_preferred(accept: str | None, expected: str | None) -> None:
    assert preferred(accept, ["a/b", "c/d"]) == expected


@pytest.mark.parametrize(
    ("name", "results", "graph"),
    [
        ("json", "json", "jsonld"),
        ("xml", "xml", "rdf"),
        ("CSV", "csv", None),
        ("tsv", "tsv", None),
        ("turtle", None, "ttl"),
        ("n3", None, "ttl"),
        ("rdf+xml", None, "rdf"),
        ("json-ld", None, "jsonld"),
        ("text/csv", "csv", None),
        ("application/sparql-results xml", "xml", None),
        ("pdf", None, None),
    ],
)
def test_forms_have_the_names_that_clients_use(
    name: str, results: str | None, graph: str | None
) -> None:
    forms = forms_for("text/html", name)
    assert (forms.results and forms.results.form, forms.graph and forms.graph.form) == (
        results,
        graph,
    )
    assert not forms.page
