"""Indicators: the list and its filters, and each with every target, compared as the graph says."""

from __future__ import annotations

from collections import Counter

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, QuerySolutions

from bacthang.build import BuildReport
from bacthang.errors import Lang, UnknownName
from bacthang.naming import names_of
from bacthang.selecting import Row, node, select
from bacthang.stores import Store
from bacthang.views import indicator
from bacthang.views.behind import standalone
from bacthang.views.commitments import targets_where
from bacthang.views.found import found_about
from bacthang.views.standing import pairs_of, standings
from page_tree import Element, tree_of

IND = "https://w3id.org/bacthang/id/indicator/"
SOME = (
    "health-insurance-coverage",
    "grdp-per-capita",
    "gdp-per-capita",
    "urbanisation-rate",
    "party-members-admitted",
    "digital-economy-share-of-gdp",
)
INSURED = "/id/indicator/health-insurance-coverage"


@pytest.fixture
def store(shipped: BuildReport) -> Store:
    return shipped.store


def shown(client: FlaskClient, path: str, lang: str = "en") -> Element:
    response = client.get(path, headers={"Accept": "text/html", "Accept-Language": lang})
    assert response.status_code == 200, path
    return tree_of(response.get_data(as_text=True))


def listed(page: Element) -> set[str]:
    lists = page.all("ul", "lines")
    return {IND + href.rpartition("/")[2] for one in lists for href in one.hrefs()}


def indicators(store: Store, condition: str) -> set[str]:
    rows = select(store, f"SELECT DISTINCT ?i {{ ?i a bt:Indicator . {condition} }}")
    assert rows
    return {node(row, "i").value for row in rows}


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        ("", ""),
        ("field=health", "?i bt:policyField field:health ."),
        (
            "level=ward",
            "?t bt:indicator ?i ; bt:inDocument/bt:issuedBy/bt:level bt:ward .",
        ),
        (
            "level=central&field=economy",
            "?i bt:policyField field:economy ."
            "?t bt:indicator ?i ; bt:inDocument/bt:issuedBy/bt:level bt:central .",
        ),
        ("q=bao+hiem", '?i bt:plainText ?t . FILTER (CONTAINS(?t, "bao") && CONTAINS(?t, "hiem"))'),
        ("q=Insurance", '?i bt:plainText ?t . FILTER CONTAINS(?t, "insurance")'),
    ],
)
def test_a_filter_shows_what_the_graph_answers(
    client: FlaskClient, store: Store, asked: str, condition: str
) -> None:
    page = shown(client, f"/indicators?{asked}")
    wanted = indicators(store, condition)
    assert listed(page) == wanted
    assert f"{len(wanted)} of 152 indicators" in page.words


def test_the_list_tells_on_which_steps_targets_are_set(client: FlaskClient, store: Store) -> None:
    rows = select(
        store,
        """SELECT ?i ?rank (COUNT(DISTINCT ?t) AS ?n) {
          ?t bt:indicator ?i ; bt:inDocument/bt:issuedBy/bt:level/bt:rank ?rank
        } GROUP BY ?i ?rank""",
    )
    wanted = Counter(
        {(row["i"].value, int(row["rank"].value)): int(row["n"].value) for row in rows}
    )
    found: Counter[tuple[str, int]] = Counter()
    for line in shown(client, "/indicators").all("ul", "lines"):
        for item in line.all("li"):
            iri = IND + item.hrefs()[0].rpartition("/")[2]
            for badge in item.all("span", "level"):
                (rank,) = (cls for cls in badge.classes if cls.startswith("step-"))
                found[iri, int(rank[-1])] = int(badge.text.split()[0])
    assert found == wanted


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_list_that_is_empty_says_why(client: FlaskClient, lang: str) -> None:
    page = shown(client, "/indicators?q=khongcodau", lang)
    told = {"vi": "Không có chỉ số nào hợp", "en": "No indicator fits what was chosen."}
    assert told[lang] in page.one("p", "nothing").words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_indicator_has_a_page_with_all_its_targets(
    client: FlaskClient, store: Store, lang: Lang
) -> None:
    rows = select(store, "SELECT ?i ?t { ?i a bt:Indicator OPTIONAL { ?t bt:indicator ?i } }")
    by_indicator: dict[NamedNode, list[Row]] = {}
    for row in rows:
        by_indicator.setdefault(node(row, "i"), []).append(row)
    labels = names_of(store, by_indicator, lang)
    assert len(by_indicator) == 152
    for iri, own in by_indicator.items():
        page = shown(client, f"/id/indicator/{iri.value.removeprefix(IND)}", lang)
        assert page.one("h1").text == labels[iri]
        ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
        assert len(ids) == len(set(ids)), iri
        told = [one for one in page.all(role="row") if "id" in one.attributes]
        assert len(told) == len([row for row in own if "t" in row])


@pytest.mark.parametrize("name", SOME)
def test_outcomes_are_those_of_the_alignments(client: FlaskClient, store: Store, name: str) -> None:
    rows = select(
        store,
        f"""SELECT ?alignment ?label {{
          ?alignment bt:lowerTarget/bt:indicator <{IND}{name}> ; bt:outcome/rdfs:label ?label .
          FILTER (LANG(?label) = "en") }}""",
    )
    page = shown(client, f"/id/indicator/{name}")
    told = [
        item.one("span", "badge").text
        for above in page.all("ul", "above")
        for item in above.all("li")
    ]
    assert Counter(told) == Counter(row["label"].value for row in rows)


@pytest.mark.parametrize("name", SOME)
def test_what_is_missing_is_apart_from_what_is_not_known(store: Store, name: str) -> None:
    rows = select(
        store,
        f"""SELECT ?alignment (COUNT(?reason) AS ?n) {{
          ?alignment bt:outcome bt:missing ; bt:upperTarget/bt:indicator <{IND}{name}> .
          OPTIONAL {{ ?alignment bt:reason ?reason . FILTER (?reason = bt:noTargetKnown) }}
        }} GROUP BY ?alignment""",
    )
    page = indicator.page(store, NamedNode(IND + name), "en")
    assert {pair.iri for pair in page.unknown} == {
        row["alignment"] for row in rows if row["n"].value != "0"
    }
    assert {pair.iri for pair in page.missing} == {
        row["alignment"] for row in rows if row["n"].value == "0"
    }


def test_health_insurance_is_told_at_a_glance(client: FlaskClient) -> None:
    page = shown(client, INSURED)
    steps = [" ".join(item.words.split()) for item in page.one("ul", "glance").all("li")]
    assert steps == [
        "centre Viet Nam",
        "city Hanoi City equal",
        "district Long Biên District, Tây Hồ District equal × 2",
    ]
    row = page.one(id="tay-ho-vi-03-ctr-target-04-1")
    assert row.one(role="rowheader").one("b").text == "Tây Hồ District"
    (above,) = row.one("ul", "above").all("li")
    assert above.words.startswith("equal against 08-CTr/TU, Hanoi City: reach 95 % by 2025")
    assert "same territory, documents not linked" in above.words
    sentence = row.one("p", "sentence").one("a")
    assert sentence.text == "“Tỷ lệ tham gia Bảo hiểm y tế toàn dân đạt 95%”"
    assert sentence.attributes["href"] == "/sources/001_3fe237c3cec56a92.txt#c4093-4138"
    source = shown(client, "/sources/001_3fe237c3cec56a92.txt")
    assert source.one("mark", id="c4093-4138").text in sentence.text


def test_close_indicators_are_apart_with_their_targets(client: FlaskClient, store: Store) -> None:
    page = shown(client, "/id/indicator/grdp-per-capita")
    (section,) = (
        one for one in page.all("section") if one.attributes.get("aria-labelledby") == "near"
    )
    rows = select(
        store,
        "SELECT ?near ?t { ind:grdp-per-capita skos:closeMatch ?near . ?t bt:indicator ?near }",
    )
    cards = {
        IND + card.one("h3").hrefs()[0].rpartition("/")[2]: len([*card.one("ul").all("li")])
        for card in section.all("li", "card")
    }
    assert cards == Counter(row["near"].value for row in rows)
    assert len(cards) == 2


def test_a_pair_by_close_indicators_says_so(client: FlaskClient) -> None:
    page = shown(client, "/id/indicator/income-per-capita")
    caveats = [one.words for one in page.all("span", "caveat")]
    assert "close indicators, not the same count; same territory, documents not linked" in caveats


def test_reports_that_disagree_are_shown_beside_one_another(client: FlaskClient) -> None:
    row = shown(client, "/id/indicator/grdp-per-capita").one(id="bct-xiii-15-nq-target-vision-1")
    caveats = [one.words for one in row.all("span", "caveat")]
    assert caveats[0] == "another report differs: reach 36,000 USD per person by 2045"


@pytest.mark.parametrize("name", SOME)
def test_a_chart_stands_in_two_sizes_with_words_for_those_who_do_not_see_it(
    client: FlaskClient, name: str
) -> None:
    page = shown(client, f"/id/indicator/{name}")
    figures = [*page.all("figure", "plot")]
    assert len(figures) == 1
    for figure in figures:
        for size in ("wide", "narrow"):
            svg = figure.one("div", size).one("svg")
            title, told = (svg.one(tag) for tag in ("title", "desc"))
            assert svg.attributes["aria-labelledby"].split() == [
                title.attributes["id"],
                told.attributes["id"],
            ]
            for words in svg.all("text", "words"):
                assert words.text.split()[0] in told.text


def test_an_indicator_without_numbers_says_why_there_is_no_chart(client: FlaskClient) -> None:
    page = shown(client, "/id/indicator/political-system-digital-transformation")
    assert [*page.all("svg", "chart")] == []
    assert "2 targets have no number, so that there is no chart" in page.words


@pytest.mark.parametrize("name", SOME)
def test_the_query_behind_the_page_answers_with_its_targets(
    client: FlaskClient, store: Store, name: str
) -> None:
    page = shown(client, f"/id/indicator/{name}")
    answer = store.query(page.one("details", "behind").one("code").text)
    assert isinstance(answer, QuerySolutions)
    found = {row["target"] for row in answer}
    rows = select(store, f"SELECT ?t {{ ?t bt:indicator <{IND}{name}> }}")
    assert found == {row["t"] for row in rows}
    assert found


def test_a_query_declares_the_prefixes_it_uses_and_no_others() -> None:
    text = standalone("SELECT ?t { ?t a bt:Target ; skos:note ?n FILTER (?n != <http://doc:80/>) }")
    assert [line.split()[1] for line in text.splitlines() if line.startswith("PREFIX")] == [
        "bt:",
        "skos:",
    ]


def test_pairs_stand_on_the_side_that_they_are_of(store: Store) -> None:
    pattern = "?target bt:indicator ind:health-insurance-coverage ."
    targets = targets_where(store, pattern, "en")
    found = standings(pairs_of(store, targets, "en"))
    sides = {
        target.document.local: (
            len(found[target.iri].above),
            len(found[target.iri].below),
            len(found[target.iri].missing),
        )
        for target in targets
    }
    assert sides == {
        "tw-xiii-congress": (0, 1, 9),
        "ha-noi-xvii-08-ctr": (1, 2, 0),
        "long-bien-iv-congress": (1, 0, 0),
        "tay-ho-vi-03-ctr": (1, 0, 0),
    }


def test_findings_come_the_worst_first_each_once(store: Store) -> None:
    rows = select(store, "SELECT ?t { ?t a bt:Target }")
    found = found_about(store, [node(row, "t") for row in rows], "vi")
    assert len(found) == len({one.iri for one in found})
    assert [one.severity for one in found] == sorted((one.severity for one in found), reverse=True)
    both = [one for one in found if one.code == "CAS-11"]
    assert both
    assert {len(one.about) for one in both} == {2}


def test_what_is_no_indicator_has_no_page(store: Store) -> None:
    with pytest.raises(UnknownName):
        indicator.page(store, NamedNode(IND + "nothing"), "vi")
