"""Documents: the list and its filters, and each document whole, every part with its sentence."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, QuerySolutions

from bacthang.build import BuildReport
from bacthang.errors import Lang, UnknownName
from bacthang.listings import Listings
from bacthang.naming import names_of
from bacthang.selecting import node, select, text_of
from bacthang.stores import Store
from bacthang.views import document
from bacthang.views.commitments import targets_where
from bacthang.views.dates import day
from bacthang.views.documents import Asked, facts, lines, listing
from bacthang.views.homes import fragment_of
from page_tree import Element, tree_of

DOC = "https://w3id.org/bacthang/id/document/"
SOME = (
    "ha-dong-2020-15-ctr",
    "tay-ho-vi-03-ctr",
    "long-bien-iv-congress",
    "ha-noi-xvii-01-ctr",
    "bct-xiii-15-nq",
    "tay-ho-vi-six-programmes",
    "capital-law",
)
PARTS = """
SELECT DISTINCT ?part ?source ?start ?end WHERE {
  VALUES ?kind { bt:Objective bt:Target bt:TargetItem bt:Task bt:Solution bt:Breakthrough bt:Scheme
                 bt:Requirement bt:DeclaredCount }
  ?part bt:inDocument %s ; a ?kind .
  OPTIONAL {
    ?part bt:statedIn ?place . ?place oa:hasSource ?source ; oa:hasSelector ?position .
    ?position oa:start ?start ; oa:end ?end .
  }
}
"""


def shown(client: FlaskClient, path: str, lang: str = "en") -> Element:
    response = client.get(path, headers={"Accept": "text/html", "Accept-Language": lang})
    assert response.status_code == 200, path
    return tree_of(response.get_data(as_text=True))


def listed(page: Element) -> list[str]:
    return [link.attributes["href"] for link in page.all("a", "what")]


def documents(store: Store, condition: str) -> set[str]:
    rows = select(store, f"SELECT ?d {{ ?d a bt:PolicyDocument . {condition} }}")
    found = {"/id/document/" + node(row, "d").value.removeprefix(DOC) for row in rows}
    assert found
    return found


@pytest.fixture
def store(shipped: BuildReport) -> Store:
    return shipped.store


def test_every_document_is_listed_once_from_the_top_step_down(
    client: FlaskClient, store: Store
) -> None:
    page = shown(client, "/documents")
    assert len(listed(page)) == len(set(listed(page)))
    assert set(listed(page)) == documents(store, "")
    steps = [one.attributes["id"] for one in page.all("section", "step-of")]
    assert steps == ["step-1", "step-2", "step-3", "step-4", "step-9"]
    for rank in (1, 2, 3, 4):
        wanted = documents(store, f"?d bt:issuedBy/bt:level/bt:rank {rank} .")
        assert set(listed(page.one("section", id=f"step-{rank}"))) == wanted


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        ("level=district", "?d bt:issuedBy/bt:level bt:district ."),
        ("level=none", "FILTER NOT EXISTS { ?d bt:issuedBy/bt:level ?level }"),
        ("issuer=thanh-uy-ha-noi", "?d bt:issuedBy body:thanh-uy-ha-noi ."),
        ("term=ha-noi-xvii", "?d bt:term pterm:ha-noi-xvii ."),
        ("kind=Resolution", "?d a bt:Resolution ."),
        ("kind=Plan&level=city", "?d a bt:Plan ; bt:issuedBy/bt:level bt:city ."),
        ("quoted=yes", "?part bt:inDocument ?d ; bt:statedIn ?place ."),
        ("q=Tay%20Ho", '?d bt:plainText ?t . FILTER (CONTAINS(?t, "tay") && CONTAINS(?t, "ho"))'),
        ("q=15-nq/tw", '?d bt:plainText ?t . FILTER (CONTAINS(?t, "15-nq/tw"))'),
    ],
)
def test_a_filter_shows_what_the_graph_answers(
    client: FlaskClient, store: Store, asked: str, condition: str
) -> None:
    page = shown(client, f"/documents?{asked}")
    wanted = documents(store, condition)
    assert set(listed(page)) == wanted
    assert f"{len(wanted)} of 63 documents" in page.words


def test_a_filter_keeps_what_was_chosen(client: FlaskClient) -> None:
    page = shown(client, "/documents?level=city&kind=Plan&q=ha+noi&quoted=yes")
    chosen = [one.attributes["value"] for one in page.all("option") if "selected" in one.attributes]
    assert chosen == ["city", "Plan"]
    assert page.one("input", id="q").attributes["value"] == "ha noi"
    assert "checked" in page.one("input", name="quoted").attributes


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_list_that_is_empty_says_why(client: FlaskClient, lang: str) -> None:
    page = shown(client, "/documents?q=khongcodau", lang)
    told = {"vi": "Không có văn bản nào hợp", "en": "No document fits what was chosen."}
    assert told[lang] in page.one("p", "nothing").words


def test_the_list_counts_targets(store: Store, listings: Listings) -> None:
    rows = select(
        store,
        """SELECT ?d (COUNT(DISTINCT ?t) AS ?n) { ?d a bt:PolicyDocument .
           OPTIONAL { ?t a bt:Target ; bt:inDocument ?d } } GROUP BY ?d""",
    )
    wanted = {node(row, "d"): int(row["n"].value) for row in rows}
    found = {line.document.iri: line.targets for line in lines(store, facts(store), "en")}
    assert found == wanted
    assert listing(listings, store, Asked(rank=3), "en").shown == 13


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_document_has_a_page_that_is_well_formed(
    client: FlaskClient, store: Store, lang: Lang
) -> None:
    rows = select(store, "SELECT ?d { { ?d a bt:PolicyDocument } UNION { ?d a eli:ComplexWork } }")
    things = {node(row, "d") for row in rows}
    names = names_of(store, things, lang)
    assert len(things) > 63
    for thing in things:
        page = shown(client, f"/id/document/{thing.value.removeprefix(DOC)}", lang)
        assert page.one("h1").text == names[thing]
        ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
        assert len(ids) == len(set(ids)), thing
        for href in page.one("main").hrefs():
            if href.startswith("#"):
                assert href[1:] in ids, (thing, href)


@pytest.mark.parametrize("name", SOME)
def test_every_part_has_its_place_and_opens_its_sentence(
    client: FlaskClient, store: Store, name: str
) -> None:
    iri = NamedNode(DOC + name)
    page = shown(client, f"/id/document/{name}")
    rows = select(store, PARTS % iri)
    for row in rows:
        fragment = fragment_of(iri, node(row, "part"))
        (part,) = page.all(id=fragment)
        if "source" in row:
            source = text_of(row, "source").rpartition("/")[2]
            place = f"/sources/{source}#c{text_of(row, 'start')}-{text_of(row, 'end')}"
            assert place in part.hrefs()
    told = {"capital-law": 0, "tay-ho-vi-six-programmes": 1}
    assert len({row["part"] for row in rows}) >= told.get(name, 5)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_promise_is_the_label_without_what_is_measured(store: Store, lang: Lang) -> None:
    targets = targets_where(store, "", lang)
    assert len(targets) == 263
    for target in targets:
        scope = f" ({target.scope})"
        subject = target.label.removesuffix(f": {target.promise}")
        assert subject in (target.indicator.name, target.indicator.name + scope)
        assert target.promise != target.label


def test_a_target_is_told_with_comparator_year_sentence_and_the_one_above(
    client: FlaskClient,
) -> None:
    page = shown(client, "/id/document/tay-ho-vi-03-ctr", "vi")
    target = page.one("li", id="target-04-1")
    assert target.one("strong").text == "đạt 95 % vào năm 2025"
    assert target.one("span", "comparator").words == "=đạt"
    assert "/id/indicator/health-insurance-coverage" in target.hrefs()
    assert target.one("p", "sentence").one("a").words == (
        "“Tỷ lệ tham gia Bảo hiểm y tế toàn dân đạt 95%”"
    )
    (above,) = target.one("ul", "above").all("li")
    assert above.one("span", "badge").text == "bằng"
    assert above.hrefs() == [
        "/id/document/ha-noi-xvii-08-ctr#reported-3-health-insurance-coverage-2025"
    ]


def test_what_is_reported_shows_its_address_and_no_sentence(client: FlaskClient) -> None:
    page = shown(client, "/id/document/ha-noi-xvii-08-ctr")
    target = page.one("li", id="reported-3-health-insurance-coverage-2025")
    assert [one for one in target.all("p", "sentence")] == []
    assert [one.words for one in target.all("span", "reported")] == ["reported: adopted"] * 2
    outside = [href for href in target.hrefs() if href.startswith("http")]
    assert [href.split("/")[2] for href in outside] == ["beta.baomoi.com", "tuoitrethudo.vn"]


@pytest.mark.parametrize("name", SOME)
def test_the_place_in_the_staircase_is_that_of_the_links(
    client: FlaskClient, store: Store, name: str
) -> None:
    iri = NamedNode(DOC + name)
    rows = select(
        store,
        f"""SELECT ?link ?other {{
          {{ ?link bt:linkFrom {iri} ; bt:linkTo ?other }} UNION
          {{ ?link bt:linkTo {iri} ; bt:linkFrom ?other }} }}""",
    )
    page = shown(client, f"/id/document/{name}")
    stairs = [one for one in page.all("li", "at") if "here" not in one.classes]
    assert len(stairs) == len({row["link"] for row in rows})
    leading = {href for stair in stairs for href in stair.one("div", "stair").hrefs()}
    assert leading == {"/id/document/" + row["other"].value.removeprefix(DOC) for row in rows}


def test_steps_stand_from_the_top_down(client: FlaskClient) -> None:
    page = shown(client, "/id/document/ha-noi-xvii-01-ctr")
    ranks = [cls for one in page.all("li", "at") for cls in one.classes if "rank" in cls]
    assert ranks == sorted(ranks)
    assert len(ranks) == 8


@pytest.mark.parametrize("name", SOME)
def test_declared_counts_stand_beside_what_is_found(
    client: FlaskClient, store: Store, name: str
) -> None:
    rows = select(
        store,
        f"""SELECT DISTINCT ?count ?words ?declared ?modelled {{
          ?count a bt:DeclaredCount ; bt:inDocument {NamedNode(DOC + name)} ;
            bt:countedWords ?words ; bt:declared ?declared ; bt:modelled ?modelled }}""",
    )
    page = shown(client, f"/id/document/{name}")
    tables = [*page.all("table")]
    assert len(tables) == (1 if rows else 0)
    told = {
        (cells[0].words, cells[2].text, cells[3].text)
        for table in tables
        for row in table.one("tbody").all("tr")
        for cells in ([*row.all("td")],)
    }
    assert told == {
        (" ".join(row["words"].value.split()), row["declared"].value, row["modelled"].value)
        for row in rows
    }


@pytest.mark.parametrize("name", SOME)
def test_findings_are_those_of_the_document_its_parts_and_its_links(
    client: FlaskClient, store: Store, name: str
) -> None:
    iri = NamedNode(DOC + name)
    rows = select(
        store,
        f"""SELECT DISTINCT ?finding {{
          {{ BIND ({iri} AS ?about) }} UNION {{ ?about bt:inDocument|bt:linkFrom|bt:linkTo {iri} }}
          GRAPH graph:findings {{
            ?finding <http://www.w3.org/ns/shacl#focusNode>|<http://www.w3.org/ns/shacl#value>
              ?about }} }}""",
    )
    page = shown(client, f"/id/document/{name}")
    sections = [
        one for one in page.all("section") if one.attributes.get("aria-labelledby") == "found"
    ]
    told = {
        href for section in sections for href in section.hrefs() if href.startswith("/id/finding/")
    }
    assert told == {row["finding"].value.removeprefix("https://w3id.org/bacthang") for row in rows}


def test_the_query_behind_the_page_answers_with_its_targets(
    client: FlaskClient, store: Store
) -> None:
    page = shown(client, "/id/document/ha-dong-2020-15-ctr")
    text = page.one("details", "behind").one("code").text
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)
    found = {row["target"] for row in answer}
    told = {one.attributes["id"] for one in page.all("li") if "id" in one.attributes}
    wanted = {
        node(row, "t")
        for row in select(
            store, "SELECT ?t { ?t a bt:Target ; bt:inDocument doc:ha-dong-2020-15-ctr }"
        )
    }
    assert found == wanted
    assert len(found) == 58
    assert {
        fragment_of(NamedNode(DOC + "ha-dong-2020-15-ctr"), target) for target in wanted
    } <= told


def test_search_engines_read_the_document(client: FlaskClient) -> None:
    page = shown(client, "/id/document/ha-dong-2020-15-ctr")
    said = json.loads(page.one("script", type="application/ld+json").text)
    assert said["@id"] == DOC + "ha-dong-2020-15-ctr"
    assert said["identifier"] == "15-CTr/QU"
    assert said["url"] == "http://localhost/id/document/ha-dong-2020-15-ctr"


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/id/indicator/sipas-index", "DefinedTerm", "satisfaction index of public"),
        ("/sources/003_6226ff15c0f19ee2.txt", "CreativeWork", "Những quan điểm, chủ trương"),
    ],
)
def test_search_engines_read_indicators_and_sources(
    client: FlaskClient, path: str, kind: str, name: str
) -> None:
    page = shown(client, path)
    said = json.loads(page.one("script", type="application/ld+json").text)
    assert said["@type"] == kind
    assert said["name"].startswith(name)
    iri = path.replace("/sources/", "/id/source/")
    assert said["@id"] == f"https://w3id.org/bacthang{iri}"
    assert said["url"] == f"http://localhost{iri}"


def test_the_page_is_cited_and_offered_in_other_forms(client: FlaskClient) -> None:
    page = shown(client, "/id/document/ha-dong-2020-15-ctr")
    assert DOC + "ha-dong-2020-15-ctr" in page.one("p", id="citation").text
    path = "/id/document/ha-dong-2020-15-ctr"
    alternate = [
        one.attributes["href"]
        for one in page.all("link", rel="alternate")
        if "type" in one.attributes
    ]
    assert alternate == [f"{path}.ttl", f"{path}.jsonld"]
    for href in alternate:
        assert client.get(href).status_code == 200


def test_a_document_of_which_nothing_is_known_says_so(client: FlaskClient) -> None:
    page = shown(client, "/id/document/capital-law")
    assert page.one("p", "nothing").words.startswith("The graph holds nothing of what")


def test_a_step_that_there_is_not_has_no_documents(client: FlaskClient) -> None:
    page = shown(client, "/documents?level=province")
    assert "0 of 63 documents" in page.words


def test_a_page_without_sections_has_no_list_of_them(client: FlaskClient) -> None:
    empty = shown(client, "/id/document/bbt-xii-66-qd")
    assert not list(empty.all("ul", "contents"))
    full = shown(client, "/id/document/ha-dong-2020-15-ctr").one("ul", "contents")
    assert len(list(full.all("li"))) == 5


def test_a_title_in_the_other_language_says_so(client: FlaskClient) -> None:
    path = "/id/document/cp-action-plan-15-nq"
    assert shown(client, path, "vi").one("p", "lede").attributes["lang"] == "en"
    assert "lang" not in shown(client, path, "en").one("p", "lede").attributes


def test_a_set_shows_what_it_holds(client: FlaskClient, store: Store) -> None:
    page = shown(client, "/id/document/tay-ho-vi-six-programmes")
    rows = select(store, "SELECT ?m { doc:tay-ho-vi-six-programmes eli:has_member ?m }")
    members = {"/id/document/" + node(row, "m").value.removeprefix(DOC) for row in rows}
    assert len(members) == 6
    assert members <= set(page.one("dl", "facts").hrefs())
    assert [*page.all("p", "nothing")] == []


def test_what_is_no_document_has_no_page(front: Flask, client: FlaskClient) -> None:
    assert client.get("/id/document/nothing", headers={"Accept": "text/html"}).status_code == 404
    edition = front.extensions["editions"].current()
    with pytest.raises(UnknownName):
        document.page(edition.store, NamedNode(DOC + "nothing"), "en")


def test_the_period_and_the_number_are_told_once(client: FlaskClient) -> None:
    facts = shown(client, "/id/document/tay-ho-vi-06-ctr").one("dl", "facts")
    told: dict[str, list[str]] = {}
    for one in facts.all():
        if one.tag == "dt":
            told[name := one.text] = []
        elif one.tag == "dd":
            told[name].append(one.words)
    assert told["period"] == ["2020–2025"]
    assert told["document number"] == ["06-CTr/QU"]
    assert told["number as printed"] == ["Chương trình toàn khóa số 06"]
    assert told["known since"] == ["13 November 2020"]


@pytest.mark.parametrize(
    ("written", "lang", "told"),
    [
        ("2021-03-17", "vi", "17/3/2021"),
        ("2021-03-17", "en", "17 March 2021"),
        ("2021-02-30", "en", "2021-02-30"),
        ("2020–2025", "vi", "2020–2025"),
        ("15-CTr/QU.", "vi", "15-CTr/QU."),
    ],
)
def test_days_are_written_as_people_write_them(written: str, lang: Lang, told: str) -> None:
    assert day(written, lang) == told
