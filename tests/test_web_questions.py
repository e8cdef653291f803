"""The question library as pages, and its answers for software."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, quote, urlsplit

import pyoxigraph
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from bacthang import assets, library
from bacthang.answers import written
from bacthang.errors import Lang
from bacthang.listings import Listings
from bacthang.lookup import SORTS
from bacthang.lookup import names_of as all_names_of
from bacthang.namespaces import BT, RDF, RDFS
from bacthang.parameters import Parameter, terms_of
from bacthang.plaintext import plain_text
from bacthang.stores import Store, open_store
from bacthang.stores.oxigraph import OxigraphStore
from bacthang.views.answers import PER_PAGE, Wanted, kept_page
from bacthang.views.columns import HEADINGS
from bacthang.views.folded import Folded, fold, leads
from bacthang.views.questions import TAGS, choices_of
from bacthang.views.results import of_solutions
from bacthang.web.pages.questions import DESCRIBED, FORMS, RESERVED
from bacthang.web.workers import Answer

LIBRARY = library.load()
QUESTIONS = pytest.mark.parametrize("name", LIBRARY)
LANGS = pytest.mark.parametrize("lang", ["vi", "en"])
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def store(built: str) -> Store:
    return open_store(built)


def answered(store: Store, name: str, **given: str) -> QuerySolutions:
    result = library.ask(store, name, **given)
    assert isinstance(result, QuerySolutions)
    return result


def folded(store: Store, name: str, lang: str = "vi", **given: str) -> Folded:
    assert lang in ("vi", "en")
    results = of_solutions(store, answered(store, name, **given), "vi" if lang == "vi" else "en")
    return fold(results, "vi" if lang == "vi" else "en")


class Table(HTMLParser):
    """The texts of the cells of the table of an answer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.heads: list[str] = []
        self._inside = self._cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell of the table."""
        if tag == "table":
            self._inside = True
        elif self._inside and tag == "tr":
            self.rows.append([])
        elif self._inside and tag in ("td", "th"):
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        """End the table or a cell."""
        if tag == "table":
            self._inside = False
        elif tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._inside and self._cell:
            self.rows[-1][-1] += data


def table_of(client: FlaskClient, address: str) -> list[list[str]]:
    """Return the rows of the page's table, without its head."""
    response = client.get(address, headers=PAGE)
    assert response.status_code == 200, address
    return [[cell.strip() for cell in row] for row in Table(response.text).rows[1:]]


@QUESTIONS
@LANGS
def test_each_question_is_a_page_with_its_whole_answer(
    client: FlaskClient, store: Store, name: str, lang: str
) -> None:
    expected = folded(store, name, lang)
    assert expected.rows
    pages = -(-len(expected.rows) // PER_PAGE)
    shown = [
        row
        for number in range(1, pages + 1)
        for row in table_of(client, f"/queries/{name}?lang={lang}&page={number}")
    ]
    for row, cells in zip(shown, expected.rows, strict=True):
        for text, cell in zip(row, cells, strict=True):
            assert text.split() == cell.words.split()


READING_ALL = [name for name, question in LIBRARY.items() if question.reads]


@LANGS
def test_answers_that_go_through_the_graph_are_kept_with_its_lists(
    client: FlaskClient, listings: Listings, lang: Lang
) -> None:
    kept = {
        name for name, question in LIBRARY.items() if kept_page(listings, question, lang, Wanted())
    }
    assert kept == {*READING_ALL}
    assert READING_ALL


@pytest.mark.parametrize("name", READING_ALL)
@pytest.mark.parametrize(
    "more", ["", "&page=2", "&sort=-document", "&q=quan", "&sort=document&q=ha"]
)
def test_an_answer_that_is_kept_is_shown_as_one_that_is_asked_now(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, name: str, more: str
) -> None:
    monkeypatch.setattr("bacthang.views.answers.PER_PAGE", 7)
    with monkeypatch.context() as nobody:
        nobody.delattr("bacthang.web.pages.questions._ask")
        kept = client.get(f"/queries/{name}?lang=vi{more}", headers=PAGE)
    monkeypatch.setattr("bacthang.web.pages.questions.kept_page", lambda *_: None)
    asked = client.get(f"/queries/{name}?lang=vi{more}", headers=PAGE)
    assert (kept.status_code, kept.text) == (asked.status_code, asked.text)


def test_an_answer_to_another_text_is_not_shown(listings: Listings) -> None:
    question = LIBRARY[READING_ALL[0]]
    assert kept_page(listings, question, "vi", Wanted())
    edited = replace(question, text=question.text.replace("SELECT", "SELECT DISTINCT", 1))
    assert kept_page(listings, edited, "vi", Wanted()) is None


@pytest.mark.parametrize("page", ["0", "99", "two", "-1", ""])
def test_a_page_that_an_answer_does_not_have_is_not_found(client: FlaskClient, page: str) -> None:
    response = client.get(f"/queries/targets-due-in-year?page={page}", headers=PAGE)
    assert response.status_code == 404


def test_a_long_answer_is_turned_over_and_keeps_what_was_chosen(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/queries/targets-due-in-year?lang=en", headers=PAGE).text
    assert "data-sortable" in whole
    assert 'rel="next"' not in whole
    monkeypatch.setattr("bacthang.views.answers.PER_PAGE", 20)
    html = client.get("/queries/targets-due-in-year?lang=en&sort=-document", headers=PAGE).text
    following = "/queries/targets-due-in-year?lang=en&amp;sort=-document&amp;page=2"
    assert f'rel="next" href="{following}"' in html
    assert "data-sortable" not in html
    second = client.get("/queries/targets-due-in-year?lang=en&page=2", headers=PAGE).text
    assert 'rel="prev"' in second
    given = "/queries/targets-due-in-year?lang=en&year=2025&year=2030"
    two = client.get(given, headers=PAGE).text
    assert f'rel="next" href="{given.replace("&", "&amp;")}&amp;page=2"' in two
    assert "page=" not in "".join(re.findall(r'<th [^>]*><a href="([^"]+)"', second))


@QUESTIONS
@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("html", "rq")])
def test_each_answer_for_software_is_that_of_the_library(
    client: FlaskClient, store: Store, name: str, form: str
) -> None:
    response = client.get(f"/queries/{name}.{form}")
    assert response.status_code == 200
    assert response.mimetype == FORMS[form]
    expected = written(answered(store, name), form, "en")
    assert response.data == expected


@QUESTIONS
def test_the_text_of_each_question_asks_what_its_page_asks(
    client: FlaskClient, store: Store, name: str
) -> None:
    text = client.get(f"/queries/{name}.rq").text
    assert written(library.answer(store, text), "csv", "en") == written(
        answered(store, name), "csv", "en"
    )


def test_a_spreadsheet_gets_a_byte_order_mark_and_a_name(client: FlaskClient) -> None:
    plain = client.get("/queries/targets-of-document.csv")
    marked = client.get("/queries/targets-of-document.csv?bom=1")
    assert marked.data == b"\xef\xbb\xbf" + plain.data
    assert marked.headers["Content-Disposition"] == 'attachment; filename="targets-of-document.csv"'
    assert plain.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/csv", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", "application/sparql-results+xml"),
        ("application/sparql-query", "application/sparql-query"),
        ("*/*", "text/html"),
    ],
)
def test_the_form_is_that_which_the_client_accepts(
    client: FlaskClient, accept: str, kind: str
) -> None:
    response = client.get("/queries/misprinted-numbers", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, kind)


def test_the_form_can_be_named_in_the_address(client: FlaskClient) -> None:
    named = client.get("/queries/misprinted-numbers?format=csv", headers=PAGE)
    assert named.data == client.get("/queries/misprinted-numbers.csv").data


@pytest.mark.parametrize(("form", "kind"), DESCRIBED.items())
def test_who_wants_rdf_gets_the_question_as_the_graph_has_it(
    client: FlaskClient, form: str, kind: str
) -> None:
    suffixed = client.get(f"/queries/misprinted-numbers.{form}")
    accepted = client.get("/queries/misprinted-numbers", headers={"Accept": kind})
    address = f"/id/query/misprinted-numbers.{form}"
    assert (suffixed.status_code, suffixed.location) == (303, address)
    assert (accepted.status_code, accepted.location) == (303, address)
    assert client.get(address).mimetype == kind


@pytest.mark.parametrize("address", ["misprinted-numbers.pdf", "misprinted-numbers?format=pdf"])
def test_a_form_that_there_is_not_is_406(client: FlaskClient, address: str) -> None:
    assert client.get(f"/queries/{address}").status_code == 406


def test_a_client_that_accepts_nothing_of_ours_is_told_what_there_is(client: FlaskClient) -> None:
    response = client.get("/queries/misprinted-numbers", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/csv" in response.text


def test_a_question_that_there_is_not_is_404_with_those_like_it(client: FlaskClient) -> None:
    response = client.get("/queries/targets-of-documents", headers=PAGE)
    assert response.status_code == 404
    assert "targets-of-document" in response.text


def test_the_old_name_of_the_library_leads_on(client: FlaskClient) -> None:
    response = client.get("/questions")
    assert (response.status_code, response.location) == (301, "/queries")


# ── parameters ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "typed", "iri"),
    [
        ("one-indicator-across-levels", "indicator=bao hiem y te", "ind:health-insurance-coverage"),
        (
            "one-indicator-across-levels",
            "indicator=health insurance coverage",
            "ind:health-insurance-coverage",
        ),
        ("targets-of-document", "document=06-CTr/QU", "doc:tay-ho-vi-06-ctr"),
        ("everything-that-implements", "document=15-NQ/TƯ", "doc:bct-xiii-15-nq"),
    ],
)
def test_a_parameter_is_read_as_people_write_it(
    client: FlaskClient, name: str, typed: str, iri: str
) -> None:
    parameter, _, value = typed.partition("=")
    named = client.get(f"/queries/{name}.csv", query_string={parameter: value})
    exact = client.get(f"/queries/{name}.csv", query_string={parameter: iri})
    assert named.status_code == 200
    assert named.data == exact.data
    assert len(list(csv.reader(io.StringIO(named.text)))) > 1


def test_several_values_are_asked_together(client: FlaskClient) -> None:
    def rows(query: str) -> set[str]:
        return set(client.get(f"/queries/targets-due-in-year.csv?{query}").text.splitlines()[1:])

    assert rows("year=2024&year=2030") == rows("year=2024") | rows("year=2030")
    assert rows("year=2030") - rows("year=2024")


def test_a_page_keeps_each_of_several_values_in_its_form(client: FlaskClient) -> None:
    html = client.get("/queries/targets-due-in-year?year=2024&year=2030", headers=PAGE).text
    assert re.findall(r'name="year" type="number" value="(\d+)"', html) == ["2024", "2030"]


def test_an_empty_field_is_the_default(client: FlaskClient) -> None:
    address = "/queries/targets-due-in-year"
    assert table_of(client, f"{address}?year=&area=") == table_of(client, address)


def test_a_value_of_another_kind_is_told_beside_its_field(client: FlaskClient) -> None:
    response = client.get("/queries/targets-due-in-year?year=soon&lang=en", headers=PAGE)
    assert response.status_code == 400
    field = response.text.split('name="year"')[1].split("</div>")[0]
    assert 'aria-invalid="true"' in field
    assert "Parameter “year”: “soon” does not fit." in unescape(field)
    assert "<table" not in response.text


@pytest.mark.parametrize(
    ("name", "typed", "offered"),
    [
        (
            "targets-of-document",
            "document=08-CTr/TU",
            {"doc:ha-noi-xvi-08-ctr", "doc:ha-noi-xvii-08-ctr"},
        ),
        (
            "one-indicator-across-levels",
            "indicator=health insurance covrage",
            {"ind:health-insurance-coverage"},
        ),
    ],
)
def test_what_may_have_been_meant_is_one_click_away(
    client: FlaskClient, name: str, typed: str, offered: set[str]
) -> None:
    parameter, _, value = typed.partition("=")
    response = client.get(f"/queries/{name}", query_string={parameter: value}, headers=PAGE)
    assert response.status_code in (400, 404)
    field = response.text.split(f'name="{parameter}"')[1].split("</div>")[0]
    links = [unescape(link) for link in re.findall(r'<a href="([^"]+)">', field)]
    assert {parse_qs(urlsplit(link).query)[parameter][0] for link in links} >= offered
    assert all(client.get(link, headers=PAGE).status_code == 200 for link in links)


def test_software_gets_a_problem_for_a_value_of_another_kind(client: FlaskClient) -> None:
    response = client.get("/queries/targets-due-in-year.json?year=soon")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert json.loads(response.data)["type"].endswith("BadParameter")


@pytest.mark.parametrize("suffix", ["", ".csv"])
def test_a_parameter_that_the_question_does_not_have_is_refused(
    client: FlaskClient, suffix: str
) -> None:
    response = client.get(f"/queries/targets-due-in-year{suffix}?yaer=2030")
    assert response.status_code == 400
    assert "yaer" in response.text


def test_a_permalink_says_the_same_in_every_language(client: FlaskClient) -> None:
    typed = quote("bao hiem y te")
    html = client.get(f"/queries/one-indicator-across-levels?indicator={typed}&lang=vi").text
    (link,) = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
    address = "/queries/one-indicator-across-levels?indicator=ind:health-insurance-coverage"
    assert unescape(link) == address
    assert len(table_of(client, f"{link}&lang=en")) == len(Table(html).rows) - 1


@pytest.mark.parametrize("sort", SORTS)
@LANGS
def test_each_choice_means_the_thing_it_names(store: Store, sort: str, lang: str) -> None:
    choices = choices_of(store, sort, "vi" if lang == "vi" else "en")
    blank = HEADINGS["name"]
    meant = [
        term
        for choice in choices
        for term in terms_of(store, Parameter("x", sort, blank), choice.value)
    ]
    assert len(meant) == len(choices)
    assert {*meant} == {*all_names_of(store, sort)}


@pytest.mark.parametrize("given", ["", "&outcome=weaker", "&outcome=bt:weaker"])
def test_values_that_a_label_lists_are_chosen_by_name(client: FlaskClient, given: str) -> None:
    html = client.get(f"/queries/targets-against-those-above?lang=en{given}", headers=PAGE).text
    options = re.findall(r'<option value="(bt:\w+)"( selected)?>([^<]+)', html)
    assert options == [
        ("bt:stricter", "", "stricter"),
        ("bt:equal", "", "equal"),
        ("bt:weaker", " selected", "weaker"),
        ("bt:overlapping", "", "overlapping"),
        ("bt:notComparable", "", "not comparable"),
    ]


def test_no_parameter_has_a_name_that_addresses_use(store: Store) -> None:
    assert {
        name for question in LIBRARY.values() for name in question.parameters
    } & RESERVED == set()


# ── what is shown ─────────────────────────────────────────────────────────────────────────────


def test_each_column_and_each_tag_of_the_library_has_its_words(store: Store) -> None:
    shown = {column.name for name in LIBRARY for column in every_column(store, name)}
    assert shown == {*HEADINGS}
    assert {tag for question in LIBRARY.values() for tag in question.tags} == {*TAGS}


def every_column(store: Store, name: str) -> tuple[object, ...]:
    """Return the columns of a question, also those that its default answer leaves empty."""
    results = of_solutions(store, answered(store, name), "vi", most=0)
    return fold(results, "vi").columns


@QUESTIONS
def test_each_passage_is_the_text_at_its_place(store: Store, name: str) -> None:
    sources = assets.folder("data") / "sources"
    for row in folded(store, name).rows:
        for cell in row:
            if cell.passage:
                text = (sources / cell.passage.source).read_bytes().decode("utf-8")
                assert text[cell.passage.start : cell.passage.end] == cell.shown.text


@QUESTIONS
def test_each_sentence_with_a_place_leads_to_it(store: Store, name: str) -> None:
    solutions = [*answered(store, name)]
    names = {variable.value for variable in answered(store, name).variables}
    sentence = next((one for one in ("quote", "text", "words", "value") if one in names), None)
    placed = [
        row for row in solutions if sentence and "start" in names and row["start"] and row[sentence]
    ]
    shown = [cell for row in folded(store, name).rows for cell in row if cell.passage]
    assert len(shown) == len(placed)


def test_most_questions_show_sentences(store: Store) -> None:
    showing = [
        name
        for name in LIBRARY
        if any(cell.passage for row in folded(store, name).rows for cell in row)
    ]
    assert len(showing) > len(LIBRARY) // 2


@LANGS
def test_names_lead_to_what_alone_has_them(store: Store, lang: str) -> None:
    named = leads(store, "vi" if lang == "vi" else "en")
    assert named["Gia Lâm Rural District" if lang == "en" else "huyện Gia Lâm"] == (
        "https://w3id.org/bacthang/id/area/huyen-gia-lam"
    )
    things = {f"https://w3id.org/bacthang/id/area/{one}" for one in ("a", "b", "c")}
    shared = pyoxigraph.Store()
    for thing in sorted(things):
        name = "one" if thing.endswith("c") else "two"
        shared.add(Quad(NamedNode(thing), RDF.type, BT.AdministrativeUnit))
        shared.add(Quad(NamedNode(thing), RDFS.label, Literal(name, language=lang)))
    assert leads(OxigraphStore("memory:", shared), "vi" if lang == "vi" else "en") == {
        "one": "https://w3id.org/bacthang/id/area/c"
    }


@pytest.mark.parametrize("column", ["targets", "field", "document", "rank"])
@pytest.mark.parametrize("falling", [False, True])
def test_rows_are_sorted_where_a_link_asks(
    client: FlaskClient, store: Store, column: str, falling: bool
) -> None:
    name = "targets-by-field-and-document"
    place = folded(store, name).index(column)
    assert place is not None
    rows = table_of(client, f"/queries/{name}?lang=vi&sort={'-' if falling else ''}{column}")
    keys = [cells[place] for cells in rows]
    expected = sorted(folded(store, name).rows, key=lambda row: row[place].key, reverse=falling)
    assert keys == [row[place].words for row in expected]
    if column == "targets":
        numbers = [int(key) for key in keys]
        assert numbers == sorted(numbers, reverse=falling)
        assert keys != sorted(keys, reverse=falling)


def test_what_is_empty_comes_last_either_way(store: Store) -> None:
    table = folded(store, "targets-of-document")
    place = table.index("year")
    assert place is not None
    for order in ("year", "-year"):
        texts = [row[place].words for row in table.sorted_by(order).rows]
        empty = texts.index("")
        assert empty
        assert not any(texts[empty:])


def test_a_heading_says_how_its_column_is_sorted(client: FlaskClient) -> None:
    html = client.get("/queries/misprinted-numbers?sort=-number", headers=PAGE).text
    assert re.findall(r'aria-sort="(\w+)"><a href="([^"]+)"', html) == [
        ("descending", "/queries/misprinted-numbers?sort=number")
    ]


def test_rows_are_filtered_by_words_without_diacritics(client: FlaskClient) -> None:
    every = table_of(client, "/queries/targets-due-in-year?lang=vi")
    some = table_of(client, "/queries/targets-due-in-year?lang=vi&q=ha+dong+bao")
    assert 0 < len(some) < len(every)
    assert [row for row in every if row in some] == some
    words = ("ha", "dong", "bao")
    plain = [plain_text(" ".join(row)) for row in every]
    assert len(some) == sum(all(word in text for word in words) for text in plain)


def test_a_filter_that_nothing_passes_says_so(client: FlaskClient) -> None:
    html = client.get("/queries/misprinted-numbers?q=zzz&lang=en", headers=PAGE).text
    assert "None of the 16 rows has all of “zzz”." in html


def test_an_answer_without_rows_says_why(client: FlaskClient) -> None:
    html = client.get("/queries/targets-due-in-year?year=1999&lang=en", headers=PAGE).text
    assert "No rows: nothing in the graph matches these terms." in html
    assert "<table" not in html


def test_the_list_has_every_question_once(client: FlaskClient) -> None:
    html = client.get("/queries", headers=PAGE).text
    assert sorted(re.findall(r'class="card question" href="/queries/([a-z-]+)"', html)) == sorted(
        LIBRARY
    )


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_leaves_the_questions_that_have_it(client: FlaskClient, tag: str) -> None:
    html = client.get(f"/queries?tag={tag}", headers=PAGE).text
    names = re.findall(r'class="card question" href="/queries/([a-z-]+)"', html)
    assert {*names} == {name for name, question in LIBRARY.items() if tag in question.tags}


def test_words_find_questions_in_either_language(client: FlaskClient) -> None:
    for words in ("dot pha", "breakthroughs"):
        html = client.get("/queries", query_string={"q": words}, headers=PAGE).text
        assert "/queries/breakthroughs-compared" in html
        assert "/queries/office-holders" not in html


def test_words_that_no_question_has_are_told(client: FlaskClient) -> None:
    html = client.get("/queries?q=zzz&lang=en", headers=PAGE).text
    assert "No question has that tag and all those words." in html


def test_what_is_typed_stays_text(client: FlaskClient) -> None:
    hostile = '"><script>alert(1)</script>'
    for address in ("/queries", "/queries/targets-of-document"):
        for name in ("q", "sort", "tag" if address == "/queries" else "document"):
            html = client.get(address, query_string={name: hostile}, headers=PAGE).text
            assert "<script>alert" not in html


def test_addresses_keep_the_prefix_of_the_site(front: Flask) -> None:
    client = front.test_client()
    html = client.get(
        "/queries/targets-of-document", headers=PAGE, environ_overrides={"SCRIPT_NAME": "/bt"}
    ).text
    links = [unescape(link) for link in re.findall(r'(?:href|action|src)="(/[^"]*)"', html)]
    assert links
    assert [link for link in links if not link.startswith("/bt/")] == []


def test_an_answer_that_is_not_read_is_let_go(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[Answer] = []
    close = Answer.close
    monkeypatch.setattr(Answer, "close", lambda own: (closed.append(own), close(own))[1])
    response = client.head("/queries/targets-of-document.csv")
    assert response.status_code == 200
    response.close()
    assert len({id(answer) for answer in closed}) == 1
