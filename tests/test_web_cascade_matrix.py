"""The map of city programmes and districts says what the graph has, and what nobody has read."""

from __future__ import annotations

import csv
import re
from collections import Counter
from html import unescape
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import QuerySolutions

from bacthang import library
from bacthang.build import BuildReport
from bacthang.errors import LANGS, Lang
from bacthang.namespaces import BT, ID
from bacthang.selecting import node, select
from bacthang.views.below import cities
from bacthang.views.cascade import cascade, natural
from bacthang.views.cells import Cell, Reach
from bacthang.views.known import Known, knowledge
from bacthang.views.matrix import Line, Matrix, matrix
from bacthang.views.outcomes import Outcome, outcome_of
from bacthang.views.pair import meeting

HA_NOI = ID["area/ha-noi"]


@pytest.fixture(scope="module")
def shown(shipped: BuildReport) -> Matrix:
    return matrix(shipped.store, HA_NOI, "en")


def line(shown: Matrix, slug: str) -> Line:
    (found,) = (
        line
        for group in shown.groups
        for line in group.lines
        if line.programme.iri == ID[f"document/{slug}"]
    )
    return found


def cell(shown: Matrix, slug: str, district: str) -> Cell:
    places = [column.area.iri for column in shown.districts]
    return line(shown, slug).cells[places.index(ID[f"area/{district}"])]


def test_ha_noi_is_the_one_city_with_districts(shipped: BuildReport) -> None:
    assert cities(shipped.store) == (HA_NOI,)


def test_coverage_is_that_of_the_question_library(shipped: BuildReport, shown: Matrix) -> None:
    answer = shipped.store.query(library.find("coverage-of-city-programmes").text)
    assert isinstance(answer, QuerySolutions)
    rows = list(answer)
    assert len(rows) == 130
    for row in rows:
        own = cell(
            shown,
            row["programme_iri"].value.rpartition("/")[2],
            row["area_iri"].value.rpartition("/")[2],
        )
        direct = len(own.documents), len(own.wards)
        assert direct == (int(row["district_documents"].value), int(row["ward_documents"].value))
        assert bool(own.sayings) >= bool(int(row["undertakings"].value))


def test_every_alignment_with_a_document_below_is_counted_once(
    shipped: BuildReport, shown: Matrix
) -> None:
    rows = select(
        shipped.store,
        """SELECT DISTINCT ?alignment ?outcome WHERE {
          ?alignment bt:outcome ?outcome ; bt:upperTarget/bt:inDocument ?above .
          ?above bt:issuedBy/bt:level bt:city .
          { ?alignment bt:lowerTarget/bt:inDocument ?below }
          UNION { ?alignment bt:lowerDocument ?below }
          ?below bt:issuedBy/bt:level ?level . FILTER (?level IN (bt:district, bt:ward))
        }""",
    )
    stored = Counter(BT.local(node(row, "outcome")) for row in rows)
    totals = dict(shown.totals)
    assert sum(stored.values()) == sum(totals.values()) == 34
    assert totals[Outcome.PART] == stored["weaker"] == 2
    assert totals[Outcome.MISSING] + totals[Outcome.UNTOLD] == stored["missing"] == 8
    for same in (Outcome.EQUAL, Outcome.STRICTER, Outcome.OVERLAPPING, Outcome.NOT_COMPARABLE):
        assert totals[same] == stored[same]
    assert Outcome.WEAKER not in totals


def test_cells_tell_how_far_a_programme_came(shown: Matrix) -> None:
    reaches = {
        ("ha-noi-xvii-01-ctr", "quan-long-bien"): Reach.OWN,
        ("ha-noi-xvii-01-ctr", "quan-ba-dinh"): Reach.WARD,
        ("ha-noi-xvii-03-ctr", "quan-ba-dinh"): Reach.SAID,
        ("ha-noi-xvii-03-ctr", "huyen-hoai-duc"): Reach.SAID,
        ("ha-noi-xvii-08-ctr", "quan-tay-ho"): Reach.BESIDE,
        ("ha-noi-xvii-08-ctr", "quan-ba-dinh"): Reach.NOT_FOUND,
        ("ha-noi-xvii-08-ctr", "quan-cau-giay"): Reach.UNREAD,
    }
    assert {place: cell(shown, *place).reach for place in reaches} == reaches
    assert {place: cell(shown, *place).is_empty for place in reaches} == {
        place: reach <= Reach.NOT_FOUND for place, reach in reaches.items()
    }


def test_what_stands_on_a_programme_by_way_of_another_is_told_apart(shown: Matrix) -> None:
    congress = cell(shown, "ha-noi-xvii-congress", "quan-tay-ho")
    assert not congress.documents
    assert [*congress.through] == [ID["document/tay-ho-vi-06-ctr"]]
    assert congress.reach is Reach.OWN


def test_health_insurance_is_equal_where_districts_set_it(shown: Matrix) -> None:
    equal = {
        column.area.name: own.outcomes[Outcome.EQUAL]
        for column, own in zip(
            shown.districts, line(shown, "ha-noi-xvii-08-ctr").cells, strict=True
        )
        if own.outcomes
    }
    assert equal == {"Hai Bà Trưng District": 1, "Long Biên District": 1, "Tây Hồ District": 2}


def test_districts_say_how_much_of_them_is_known(shown: Matrix) -> None:
    assert [(d.area.name, d.documents, d.quoted) for d in shown.districts if d.is_read] == [
        ("Ba Đình District", 1, 0),
        ("Hai Bà Trưng District", 2, 1),
        ("Hà Đông District", 1, 1),
        ("Long Biên District", 3, 2),
        ("Tây Hồ District", 7, 7),
    ]
    assert shown.read == 5
    assert len(shown.districts) == 13
    assert [d.is_read for d in shown.districts] == sorted(d.is_read for d in shown.districts)[::-1]


def test_rows_come_by_term_the_newest_first_in_the_order_of_their_numbers(shown: Matrix) -> None:
    assert [group.term and group.term.name for group in shown.groups] == [
        "17th term of the Hanoi Party organisation",
        "16th term of the Hanoi Party organisation",
        None,
    ]
    assert [group.is_bare for group in shown.groups] == [False, True, True]
    numbers = [row.number for row in shown.groups[0].lines]
    assert numbers[:10] == [f"{n:02}-CTr/TU" for n in range(1, 11)]
    assert numbers[10:14] == ["14-CTr/TU", "21-CTr/TU", "25-CTr/TU", "32-CTr/TU"]


@pytest.mark.parametrize(
    ("slug", "known", "told"),
    [
        ("tay-ho-vi-03-ctr", Known.QUOTED, "10 targets"),
        ("ha-noi-xvii-08-ctr", Known.REPORTED, "6 targets, reported"),
        ("ha-noi-xvii-32-ctr", Known.REPORTED, "1 target, reported"),
        ("ha-noi-xvii-01-ctr", Known.QUOTED, "4 targets, reported"),
        ("tay-ho-vi-congress", Known.QUOTED, "no target known"),
        ("ha-noi-xvii-05-ctr", Known.NAMED, "known by name only"),
    ],
)
def test_how_well_a_document_is_known(
    shipped: BuildReport, slug: str, known: Known, told: str
) -> None:
    stock = knowledge(shipped.store, [ID[f"document/{slug}"]])
    assert stock.of(ID[f"document/{slug}"]) is known
    assert stock.words(ID[f"document/{slug}"], "en") == told


def test_a_part_is_not_weak_and_nothing_is_missing_from_what_nobody_read() -> None:
    assert outcome_of(BT.weaker, frozenset()) is Outcome.WEAKER
    assert outcome_of(BT.weaker, frozenset({BT.partOfWhole})) is Outcome.PART
    assert outcome_of(BT.missing, frozenset()) is Outcome.MISSING
    assert outcome_of(BT.missing, frozenset({BT.noTargetKnown})) is Outcome.UNTOLD
    for outcome in ("equal", "stricter", "overlapping", "notComparable"):
        assert outcome_of(BT[outcome], frozenset()) == outcome


def test_signs_and_words_tell_outcomes_apart() -> None:
    assert len({outcome.sign for outcome in Outcome}) == len(Outcome)
    for lang in LANGS:
        assert len({outcome.word.plain(lang) for outcome in Outcome}) == len(Outcome)


def test_names_are_sorted_as_people_do() -> None:
    names = ["Chương trình 10", "chương trình 2", "Chương trình 2a", "1"]
    assert sorted(names, key=natural) == [
        "1",
        "chương trình 2",
        "Chương trình 2a",
        "Chương trình 10",
    ]


def test_a_pair_shows_both_sentences_and_what_stands_apart(shipped: BuildReport) -> None:
    met = meeting(
        shipped.store,
        ID["document/ha-noi-xvii-08-ctr"],
        ID["area/quan-tay-ho"],
        lower_is_area=True,
        lang="en",
    )
    assert [(outcome, len(facings)) for outcome, facings in met.by_outcome] == [(Outcome.EQUAL, 2)]
    insurance = met.facings[0].pair
    assert insurance.upper.witness.quote is None
    assert [page.certain for page in insurance.upper.witness.reports] == ["adopted", "adopted"]
    assert insurance.lower is not None
    assert insurance.lower.document.iri == ID["document/tay-ho-vi-03-ctr"]
    quote = insurance.lower.witness.quote
    assert quote is not None
    assert quote.text == "Tỷ lệ tham gia Bảo hiểm y tế toàn dân đạt 95%"
    assert (met.bonds, met.through, met.sayings) == ((), (), ())
    assert len(met.apart) == 4
    assert len(met.stock) == 7


def test_a_pair_shows_what_joins_the_two_and_what_is_missing(shipped: BuildReport) -> None:
    met = meeting(
        shipped.store,
        ID["document/ha-noi-xvii-01-ctr"],
        ID["area/quan-long-bien"],
        lower_is_area=True,
        lang="vi",
    )
    assert [(b.document.local, b.relation.local) for b in met.bonds] == [
        ("long-bien-iv-01-ctr", "implements"),
        ("long-bien-iv-nine-plans", "implements"),
    ]
    quote = met.bonds[0].witness.quote
    assert quote is not None
    assert quote.text.startswith("Triển khai Chương trình số 01-CTr/TU của Thành ủy")
    assert [page.certain for page in met.bonds[1].witness.reports] == ["adopted"]
    assert [saying.body.local for saying in met.sayings] == ["quan-uy-long-bien"]
    assert [(outcome, len(facings)) for outcome, facings in met.by_outcome] == [
        (Outcome.PART, 1),
        (Outcome.UNTOLD, 4),
    ]


def test_a_pair_of_two_documents_holds_what_is_between_them_alone(shipped: BuildReport) -> None:
    met = meeting(
        shipped.store,
        ID["document/ha-noi-xvii-08-ctr"],
        ID["document/long-bien-iv-congress"],
        lower_is_area=False,
        lang="en",
    )
    assert [(outcome, len(facings)) for outcome, facings in met.by_outcome] == [
        (Outcome.NOT_COMPARABLE, 1),
        (Outcome.EQUAL, 1),
    ]
    assert met.bonds == ()
    assert [stock.document.local for stock in met.stock] == ["long-bien-iv-congress"]


@pytest.mark.parametrize("lang", LANGS)
def test_every_filled_cell_of_the_page_leads_to_its_pair(
    client: FlaskClient, front: Flask, lang: Lang
) -> None:
    text = client.get(f"/cascade?lang={lang}").get_data(as_text=True)
    links = [
        link.replace("&amp;", "&") for link in re.findall(r'href="(/cascade/pair\?[^"]+)"', text)
    ]
    store = front.extensions["editions"].current().store
    shown = matrix(store, HA_NOI, lang)
    filled = [
        own
        for group in shown.groups
        if not group.is_bare
        for row in group.lines
        for own in row.cells
        if not own.is_empty
    ]
    assert len(links) == len(set(links)) == len(filled) == 30
    for link, own in zip(links, filled, strict=True):
        page = client.get(link).get_data(as_text=True)
        assert len(re.findall(r'<article class="facing ', page)) == sum(own.outcomes.values())
        assert page.count('class="bond"') == len(own.documents) + len(own.wards) + len(own.sayings)


def cells_of(page: str) -> list[tuple[str, str]]:
    """Return the class and the words, for the ear, of each filled cell of a page."""
    page = re.sub(r'<span aria-hidden="true">[^<]*</span>', "", page)
    found = re.findall(r'<td class="([\w -]+)"><a [^>]*>(.*?)</a>', page, re.DOTALL)
    return [(kind, " ".join(re.sub("<[^>]+>", " ", told).split())) for kind, told in found]


def test_a_cell_is_told_in_words_too(client: FlaskClient) -> None:
    page = client.get("/cascade?lang=en").get_data(as_text=True)
    told = cells_of(page)
    assert len(told) == 30
    assert (
        "own",
        "01-CTr/TU, Long Biên District: 2 doc. part of a whole: 1 not known: 4",
    ) in told
    assert (
        "beside",
        "08-CTr/TU, Tây Hồ District: targets to compare, no document joins them; equal: 2",
    ) in told
    assert page.count('<td class="unread"><span class="unseen">no document of this') == 123


def test_one_outcome_is_brought_out(client: FlaskClient) -> None:
    told = cells_of(client.get("/cascade?outcome=equal&lang=en").get_data(as_text=True))
    assert {kind.endswith(" off") for kind, _ in told} == {True, False}
    assert all(("equal: " in words) != kind.endswith(" off") for kind, words in told)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cascade?outcome=better", 400),
        ("/cascade?document=nothing-like-it", 404),
        ("/cascade?document=08-CTr/TU", 400),
        ("/cascade?document=15-NQ/TƯ", 200),
        ("/cascade?document=chuong trinh 03 cua quan uy tay ho", 200),
        ("/cascade?city=nowhere", 404),
        ("/cascade/pair", 400),
        ("/cascade/pair?upper=doc:ha-noi-xvii-08-ctr", 400),
        ("/cascade/pair?upper=doc:nothing&lower=area:quan-tay-ho", 404),
        ("/cascade/pair?upper=doc:ha-noi-xvii-08-ctr&lower=nowhere", 404),
        ("/cascade/pair?upper=ha-noi-xvii-08-ctr&lower=quận Tây Hồ", 200),
        ("/cascade/pair?upper=doc:ha-noi-xvii-08-ctr&lower=doc:tay-ho-vi-03-ctr", 200),
        ("/cascade/pair?upper=doc:ha-noi-xvii-08-ctr&lower=area:quan-cau-giay", 200),
        ("/cascade?city=ha noi", 200),
    ],
)
def test_what_is_not_there_is_said(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_an_empty_pair_says_why(client: FlaskClient) -> None:
    text = client.get(
        "/cascade/pair?upper=doc:ha-noi-xvii-08-ctr&lower=area:quan-cau-giay&lang=en"
    ).get_data(as_text=True)
    assert "The graph has no document below, so there is nothing to set beside." in text
    assert "The graph has no document of this area yet." in text
    text = client.get(
        "/cascade/pair?upper=doc:ha-noi-xvii-05-ctr&lower=area:quan-tay-ho&lang=en"
    ).get_data(as_text=True)
    assert "No target of the upper document is known, so there is nothing to set beside." in text


def test_the_tree_around_one_document_holds_what_is_above_and_below(client: FlaskClient) -> None:
    text = client.get("/cascade?document=06-CTr/QU&lang=en").get_data(as_text=True)
    svg = text[text.index("<svg xmlns") : text.index("</svg>", text.index("<svg xmlns"))]
    assert {href.rpartition("/")[2] for href in re.findall(r'href="([^"]+)"', svg)} == {
        "tay-ho-vi-06-ctr",
        "tay-ho-vi-congress",
        "ha-noi-xvii-01-ctr",
        "ha-noi-xvii-congress",
        "tw-xiii-congress",
    }


def test_the_tree_stands_as_a_table_too(client: FlaskClient) -> None:
    text = client.get("/cascade?lang=en").get_data(as_text=True)
    table = text[text.index('<details class="steps">') :]
    assert table[: table.index("</details>")].count("<tr><td>") == 61


def behind(page: str) -> list[str]:
    """Return the queries behind a page."""
    found = re.findall(r'<details class="behind">.*?<code>(.*?)</code>', page, re.DOTALL)
    return [unescape(query) for query in found]


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("/cascade", [277, 62]),
        ("/cascade/pair?upper=doc:ha-noi-xvii-08-ctr&lower=area:quan-tay-ho", [2]),
        ("/cascade/pair?upper=doc:ha-noi-xvii-01-ctr&lower=area:quan-long-bien", [5]),
        ("/checks", [118]),
    ],
)
def test_the_query_behind_a_page_runs_as_it_stands(
    client: FlaskClient, front: Flask, address: str, rows: list[int]
) -> None:
    store = front.extensions["editions"].current().store
    queries = behind(client.get(address).get_data(as_text=True))
    assert [len(list(store.query(query))) for query in queries] == rows


def test_of_very_many_documents_the_nearest_are_drawn(
    shipped: BuildReport, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bacthang.views.cascade.MOST", 4)
    around = cascade(shipped.store, "en", ID["document/tay-ho-vi-06-ctr"])
    assert {card.key.rpartition("/")[2] for card in around.tree.cards} == {
        "ha-noi-xvii-01-ctr",
        "tay-ho-vi-06-ctr",
        "ha-noi-xvii-congress",
        "tay-ho-vi-congress",
    }
    assert around.left_out == 1
    whole = cascade(shipped.store, "en")
    assert (whole.tree.cards, whole.left_out) == ([], 45)
    monkeypatch.setattr("bacthang.views.cascade.kept", lambda *_: whole)
    page = client.get("/cascade?lang=en").get_data(as_text=True)
    assert "45 documents are joined, too many for one picture." in page
    assert page.count('<input id="document" name="document"') == 1


def test_a_document_that_stands_alone_is_drawn_alone(client: FlaskClient) -> None:
    page = client.get("/cascade?document=doc:capital-law&lang=en").get_data(as_text=True)
    assert page.count('<a class="card named"') == 1
    assert "Issuer not known" in page


def test_the_table_has_a_row_for_every_cell(client: FlaskClient, shown: Matrix) -> None:
    response = client.get("/cascade.csv?lang=en")
    assert response.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"))))
    cells = [
        (row.programme.iri.value, column.area.iri.value, own)
        for group in shown.groups
        for row in group.lines
        for column, own in zip(shown.districts, row.cells, strict=True)
    ]
    assert len(rows) == len(cells) == 22 * 13
    for told, (programme, area, own) in zip(rows, cells, strict=True):
        assert (told["programme"], told["area"]) == (programme, area)
        assert told["reach"] == own.reach.local
        assert told["documents"].split(";") == (sorted(d.value for d in own.documents) or [""])
        counts = {outcome: told[outcome] for outcome in Outcome}
        assert counts == {one: str(own.outcomes[one] or "") for one in Outcome}
