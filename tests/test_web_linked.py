"""Things answer at their own IRIs: in every form, with what a reader needs, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from bacthang.build import BuildReport
from bacthang.errors import LANGS, Lang
from bacthang.namespaces import BT, DCTERMS, FOAF, GRAPH, ID, OA, ORG, RDF, RDFS, SH, XSD
from bacthang.stores import Store, open_store
from bacthang.views.called import called
from bacthang.views.description import BOUND, Description, description
from bacthang.views.things import Value, card
from linked_data import settle

TARGET = "/id/document/ha-dong-2020-15-ctr/target-06-1"
THING = ID["document/ha-dong-2020-15-ctr/target-06-1"]
SOURCE = "/id/source/000_075dc0d587ae7597.txt"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "json": "application/json",
}
PARSED = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt", "json": "json-ld"}
HTML = "text/html; charset=utf-8"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.fixture(scope="module")
def store(built: str) -> Store:
    return open_store(built)


@pytest.fixture(scope="module", autouse=True)
def _settled(front: Flask) -> None:
    settle(front.test_client())


def triples_at(client: FlaskClient, path: str) -> set[Triple]:
    """Return what an address says, asked for as N-Triples."""
    got = client.get(path, headers={"Accept": "application/n-triples"})
    assert got.status_code == 200
    return {quad.triple for quad in parse(got.data, format=RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize("path", [TARGET, "/graph/alignments", "/ontology", "/catalog"])
@pytest.mark.parametrize("suffix", FORMS)
def test_a_form_is_had_by_suffix_parameter_and_accept_alike(
    client: FlaskClient, path: str, suffix: str
) -> None:
    by_suffix = client.get(f"{path}.{suffix}")
    by_parameter = client.get(f"{path}?format={suffix}")
    by_accept = client.get(path, headers={"Accept": f"{FORMS[suffix]}, text/html;q=0.5"})
    for got in (by_suffix, by_parameter, by_accept):
        assert got.status_code == 200
        assert got.content_type == f"{FORMS[suffix]}; charset=utf-8"
        assert got.headers["Content-Location"] == f"{path}.{suffix}"
        assert "Accept" in got.vary
        assert got.data == by_suffix.data


@pytest.mark.parametrize("path", [TARGET, "/graph/findings", "/shapes", "/.well-known/void"])
def test_all_forms_say_the_same(client: FlaskClient, path: str) -> None:
    graphs = {
        suffix: rdflib.Graph().parse(data=client.get(f"{path}.{suffix}").text, format=parsed)
        for suffix, parsed in PARSED.items()
    }
    assert len(graphs["nt"]) > 50
    for graph in graphs.values():
        assert set(graph) == set(graphs["nt"])


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/*", "text/html"),
        ("application/*", "application/ld+json"),
        ("text/turtle;q=0.9, application/ld+json;q=0.8, text/html;q=0.1", "text/turtle"),
        ("text/html;q=0, */*;q=0.1", "text/turtle"),
        ("application/rdf+xml;charset=utf-8", "application/rdf+xml"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/n3, application/n-triples;q=0.3", "application/n-triples"),
    ],
)
def test_accept_is_weighed(client: FlaskClient, accept: str | None, media: str) -> None:
    got = client.get(TARGET, headers={"Accept": accept} if accept else {})
    assert (got.status_code, got.mimetype) == (200, media)


def test_a_suffix_weighs_more_than_a_parameter_and_that_more_than_accept(
    client: FlaskClient,
) -> None:
    got = client.get(f"{TARGET}.nt?format=rdf", headers={"Accept": "text/html"})
    assert got.mimetype == "application/n-triples"
    got = client.get(f"{TARGET}?format=application/rdf%2Bxml", headers={"Accept": "text/html"})
    assert got.mimetype == "application/rdf+xml"


@pytest.mark.parametrize("path", [TARGET, "/ontology", "/shapes", "/graph/reported", "/catalog"])
@pytest.mark.parametrize(
    ("query", "accept"), [("", "image/png"), ("?format=xlsx", "*/*"), ("", "text/html;q=0")]
)
def test_a_form_that_there_is_not_is_not_acceptable(
    client: FlaskClient, path: str, query: str, accept: str
) -> None:
    got = client.get(path + query, headers={"Accept": accept})
    assert got.status_code == 406
    assert got.mimetype == "application/problem+json"
    assert "ttl" in got.get_json()["remedy"] or "text/turtle" in got.get_json()["remedy"]


@pytest.mark.parametrize(
    "path",
    [
        *("/id/nothing", "/id/document/none.ttl", f"{TARGET}.xlsx", f"{TARGET}.ttl.ttl"),
        *("/graph/none", "/graph/ontology/x", "/dataset/none", "/dataset/class/none"),
        *("/ontology/0.0.0", "/ontology.xlsx", "/shapes/CAS-05", "/dumps/none.csv", "/id/"),
        "/id/a%20b%3Cscript%3E",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_the_graph_says_nothing_of_is_not_found(
    client: FlaskClient, path: str, accept: str
) -> None:
    got = client.get(path, headers={"Accept": accept})
    assert got.status_code == 404
    assert got.mimetype == "application/problem+json" or "<script>" not in got.text


@pytest.mark.parametrize(
    ("lang", "said"),
    [("vi", "Đồ thị không nói gì về"), ("en", "The graph says nothing of")],
)
def test_absence_is_told_in_the_language_of_the_reader(
    client: FlaskClient, lang: str, said: str
) -> None:
    got = client.get("/id/nothing", headers={"Accept-Language": lang})
    assert got.get_json()["detail"] == f"{said} https://w3id.org/bacthang/id/nothing."


def test_a_thing_names_its_other_forms_its_address_and_its_lasting_iri(
    client: FlaskClient,
) -> None:
    links = client.get(f"{TARGET}.ttl").headers["Link"].split(", ")
    here = f"http://localhost{TARGET}"
    others = {"html": "text/html", **FORMS}
    del others["ttl"]
    assert links == [
        f'<{here}>; rel="canonical"',
        f'<{THING.value}>; rel="cite-as"',
        *(f'<{here}.{name}>; rel="alternate"; type="{media}"' for name, media in others.items()),
    ]


def test_behind_a_prefix_addresses_have_it_and_iris_have_not(client: FlaskClient) -> None:
    got = client.get(f"{TARGET}.ttl", base_url="https://example.org/graph")
    assert got.headers["Content-Location"] == f"/graph{TARGET}.ttl"
    assert f'<https://example.org/graph{TARGET}>; rel="canonical"' in got.headers["Link"]
    assert "example.org" not in got.text
    page = client.get(TARGET, base_url="https://example.org/graph").text
    assert f'href="/graph{TARGET}.ttl"' in page
    assert 'href="/id/' not in page


def test_rdf_of_a_thing_has_its_statements_its_evidence_and_names(
    client: FlaskClient, store: Store
) -> None:
    said = triples_at(client, TARGET)
    assert {quad.triple for quad in store.quads(THING)} <= said
    assert {quad.triple for quad in store.quads(o=THING)} <= said
    place = ID["place/000_075dc0d587ae7597.txt/2783-2813"]
    assert Triple(THING, BT.statedIn, place) in said
    quote = NamedNode(f"{place.value}/quote")
    assert Triple(quote, OA.exact, Literal("Đến năm 2025, tối thiểu có 20%")) in said
    start = Literal("2783", datatype=XSD.integer)
    assert Triple(NamedNode(f"{place.value}/position"), OA.start, start) in said
    assert Triple(BT.comparator, RDFS.label, Literal("so sánh", language="vi")) in said
    area = ID["area/quan-ha-dong"]
    assert Triple(area, RDFS.label, Literal("Hà Đông District", language="en")) in said
    messages = {t.object for t in said if t.predicate == SH.resultMessage}
    assert {term.language for term in messages if isinstance(term, Literal)} == {"vi", "en"}


def test_rdf_of_what_is_reported_has_the_address_and_how_certain_it_is(
    client: FlaskClient,
) -> None:
    link = "/id/link/cp-action-plan-15-nq-implements-bct-xiii-15-nq"
    said = triples_at(client, link)
    reports = {t.object for t in said if t.predicate == BT.reportedIn}
    assert len(reports) == 7
    for report in reports:
        assert {t.predicate for t in said if t.subject == report} >= {DCTERMS.source, BT.certainty}


def test_a_description_says_whose_it_is_and_under_which_licence(client: FlaskClient) -> None:
    said = triples_at(client, TARGET)
    own = NamedNode(f"{THING.value}#description")
    assert {t for t in said if t.subject == own} == {
        Triple(own, RDF.type, FOAF.Document),
        Triple(own, FOAF.primaryTopic, THING),
        Triple(own, DCTERMS.isPartOf, NamedNode("https://w3id.org/bacthang/dataset")),
        Triple(own, DCTERMS.license, NamedNode("https://creativecommons.org/licenses/by/4.0/")),
    }


def test_of_very_much_that_leads_to_a_thing_a_part_is_given_and_it_is_said(store: Store) -> None:
    whole = description(store, BT.Target, bound=1000)
    assert whole.is_whole
    leading = {quad.triple for quad in store.quads(o=BT.Target)}
    assert {t for t in whole.triples if t.object == BT.Target} == leading
    part = description(store, BT.Target, bound=10)
    assert not part.is_whole
    assert len({t for t in part.triples if t.object == BT.Target}) == 10
    notes = [t.object.value for t in part.framed() if t.predicate == RDFS.comment]
    assert any("first 10" in note for note in notes)
    assert any("10 câu đầu" in note for note in notes)
    assert len(notes) == 2
    assert not [t for t in whole.framed() if t.predicate == RDFS.comment]
    assert BOUND == 500


def test_a_card_says_that_it_shows_a_part(store: Store) -> None:
    shown = card(store, description(store, BT.Target, bound=10), "en")
    assert not shown.is_whole
    assert sum(len(fact.values) for fact in shown.leading) == 10
    assert card(store, description(store, THING), "en").is_whole


def test_a_card_links_what_it_names_and_shows_the_sentence(client: FlaskClient) -> None:
    page = client.get(f"{TARGET}?lang=en").text
    assert "<h1>" in page
    assert "share of public service units that are financially autonomous" in page
    assert '<a href="/id/area/quan-ha-dong">Hà Đông District</a>' in page
    assert '<a href="/ontology#atLeast">at least</a>' in page
    assert '<blockquote lang="vi">Đến năm 2025, tối thiểu có 20%</blockquote>' in page
    assert 'href="/sources/000_075dc0d587ae7597.txt#c2783-2813"' in page
    assert f"<code>{THING.value}</code>" in page
    assert "CAS-11" in page
    for suffix, media in FORMS.items():
        alternate = f'<link rel="alternate" type="{media}" href="{TARGET}.{suffix}">'
        assert alternate in page


def test_a_card_speaks_the_language_of_the_reader(client: FlaskClient) -> None:
    page = client.get(f"{TARGET}?lang=vi").text
    assert "quận Hà Đông" in page
    assert "Hà Đông District" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/id/place/000_075dc0d587ae7597.txt/2783-2813", "quoted place 000_075dc0d587ae7597.txt"),
        ("/id/prefixes/bt", "prefix bt"),
    ],
)
def test_what_has_no_name_is_told_by_its_kind(client: FlaskClient, path: str, title: str) -> None:
    page = client.get(f"{path}?lang=en").text
    assert f"<h1>{title}" in page


def test_values_are_worded_for_their_reader(store: Store) -> None:
    near = ID["alignment/9673236d1ca1ed8c9eba"]
    income = NamedNode("https://w3id.org/bacthang/id/document/probe")
    told = {
        lang: {
            fact.property.iri: [value.text for value in fact.values]
            for fact in card(store, description(store, near), lang).facts
        }
        for lang in LANGS
    }
    assert (told["vi"][BT.close], told["en"][BT.close]) == (["có"], ["yes"])
    half = Triple(income, BT.lowerBound, Literal("36000.5", datatype=XSD.decimal))
    year = Triple(income, BT.targetYear, Literal("2025", datatype=XSD.integer))
    probe = Description(income, frozenset((half, year)))
    shown = {f.property.iri: f.values[0] for f in card(store, probe, "vi").facts}
    assert shown[BT.lowerBound] == Value("36.000,5", is_number=True)
    assert shown[BT.targetYear] == Value("2025", is_number=True)


def test_what_has_a_name_is_cited_and_what_has_none_is_not(client: FlaskClient) -> None:
    assert 'class="cite"' in client.get(TARGET).text
    assert 'class="cite"' not in client.get("/id/alignment/9673236d1ca1ed8c9eba").text


def test_a_question_is_met_in_the_library(client: FlaskClient) -> None:
    got = client.get("/id/query/near-indicators", headers={"Accept": "text/html"})
    assert (got.status_code, got.headers["Location"]) == (303, "/queries/near-indicators")
    said = triples_at(client, "/id/query/near-indicators")
    assert Triple(ID["query/near-indicators"], RDF.type, SH.SPARQLExecutable) in said


def test_a_source_text_is_had_as_it_is(client: FlaskClient) -> None:
    file = Path(__file__).parents[1] / "data" / "sources" / "000_075dc0d587ae7597.txt"
    for got in (
        client.get(SOURCE, headers={"Accept": "text/plain"}),
        client.get(f"{SOURCE}?format=txt"),
        client.get(f"{SOURCE}.txt"),
    ):
        assert got.data == file.read_bytes()
        assert got.content_type == "text/plain; charset=utf-8"
    assert client.get(SOURCE, headers={"Accept": BROWSER}).content_type == HTML
    assert client.get(f"{TARGET}?format=txt").status_code == 406


@pytest.mark.parametrize("name", ["alignments", "build", "findings", "queries", "shapes"])
def test_a_graph_is_its_content(client: FlaskClient, store: Store, name: str) -> None:
    said = triples_at(client, f"/graph/{name}")
    assert said == {quad.triple for quad in store.quads(g=GRAPH[name])}
    assert len(said) > 50


def test_a_page_of_a_graph_tells_what_it_holds(client: FlaskClient, shipped: BuildReport) -> None:
    page = client.get("/graph/alignments?lang=en").text
    assert f"<b>{shipped.info.graphs[GRAPH['alignments'].value]:,}</b>" in page
    assert "targets set below, compared with those above" in page
    assert '<a href="/ontology#Alignment">' in page


def test_head_and_options_are_answered_and_nothing_is_written(client: FlaskClient) -> None:
    head = client.head(f"{TARGET}.ttl")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert {*client.options(TARGET).allow} == {"GET", "HEAD", "OPTIONS"}
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.open(TARGET, method=method).status_code == 405


def test_any_site_may_read_it_and_it_is_not_sent_twice(client: FlaskClient) -> None:
    got = client.get(f"{TARGET}.ttl")
    assert got.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(f"{TARGET}.ttl", headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_client_of_linked_data_needs_the_address_alone(site: str) -> None:
    graph = rdflib.Graph().parse(site + TARGET)
    assert (
        rdflib.URIRef(THING.value),
        rdflib.RDF.type,
        rdflib.URIRef(BT.Target.value),
    ) in graph


@pytest.mark.parametrize("lang", LANGS)
def test_what_joins_others_is_called_by_them(store: Store, lang: Lang) -> None:
    kinds = (BT.Alignment, BT.DocumentLink, BT.Report, ORG.Membership)
    things = [
        quad.subject
        for kind in kinds
        for quad in store.quads(p=RDF.type, o=kind)
        if isinstance(quad.subject, NamedNode)
    ]
    named = called(store, things, lang)
    assert len(named) == len(things) > 300
    assert [name for name in named.values() if re.search(r"[0-9a-f]{8}|^\w+:\w", name)] == []


def test_a_pair_an_office_and_a_report_say_what_they_are(store: Store) -> None:
    named = called(
        store,
        [
            ID["alignment/d207976d7e1b9fb8f0c7"],
            ID["membership/nguyen-the-thach-truong-ban"],
            ID["report/hanoitimes-congress-xvii-draft"],
        ],
        "vi",
    )
    assert [*named.values()] == [
        "Văn kiện Đại hội lần thứ IV Đảng bộ quận Long Biên so với Chương trình 08-CTr/TU của "
        "Thành ủy Hà Nội (khóa XVII), tỷ lệ bao phủ bảo hiểm y tế: bằng",
        "Nguyễn Thế Thạch: trưởng ban, Ban Tuyên giáo Quận ủy Long Biên",
        "nguồn tin hanoitimes.vn (dự thảo)",
    ]


def test_a_statement_that_leads_to_a_thing_is_not_read_as_one_of_it(client: FlaskClient) -> None:
    page = client.get("/id/area/ha-noi?lang=en", headers={"Accept": "text/html"}).text
    own, _, leading = page.partition('<h2 id="leading">')
    assert re.search(r"<dt><a [^>]*>located in</a></dt>", own)
    assert re.search(r"<dt>in “<a [^>]*>located in</a>” of</dt>", leading)
