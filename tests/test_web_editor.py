"""The SPARQL page without JavaScript: the form, its answers in three views, its errors."""

from __future__ import annotations

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from bacthang import library
from bacthang.drawing.letters import width_of
from bacthang.drawing.plot import Plot, Point, draw, ticks
from bacthang.namespaces import PREFIXES, RDF
from bacthang.selecting import select
from bacthang.stores import open_store
from bacthang.views.plots import MOST_BARS, plot_of
from bacthang.views.questions import bare
from bacthang.views.results import SHOWN, Results, Shown
from bacthang.web.chunks import Chunks
from bacthang.web.pages.editor import FIRST
from bacthang.web.static_files import FOLDER

PAGE = {"Accept": "text/html"}
VENDOR = FOLDER / "vendor"


def page(client: FlaskClient, **fields: str) -> str:
    response = client.get("/sparql", query_string={"lang": "en", **fields}, headers=PAGE)
    assert response.mimetype == "text/html"
    return response.text


def written(html: str) -> str:
    """Return what stands in the text area."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", html, re.DOTALL)
    assert found
    return unescape(found[1])


# ── the form ──────────────────────────────────────────────────────────────────────────────────


def test_a_browser_that_asks_nothing_gets_the_form(client: FlaskClient) -> None:
    html = page(client)
    assert written(html) == FIRST
    assert '<form id="editor" method="get" action="/sparql"' in html
    assert "20 seconds, 1024 MB of memory and at most 100,000 rows" in html


@pytest.mark.parametrize("name", library.load())
def test_each_question_is_an_example_one_click_away(client: FlaskClient, name: str) -> None:
    assert f'href="/sparql?example={name}"' in page(client)
    text = written(page(client, example=name))
    assert text == bare(library.find(name).text)
    assert "#+" not in text


def test_what_was_asked_stays_in_the_form(client: FlaskClient) -> None:
    query = 'SELECT ("<b>&amp;</b>" AS ?x) {}\n'
    html = page(client, query=query)
    assert written(html) == query
    assert "<b>&amp;" not in html


# ── answers ───────────────────────────────────────────────────────────────────────────────────


def test_rows_are_a_table_of_linked_names(client: FlaskClient) -> None:
    html = page(
        client,
        query="SELECT ?x ?n { VALUES (?x ?n) { (<https://w3id.org/bacthang/ontology#reach> 1) "
        '(UNDEF 2) ("chữ"@vi UNDEF) } }',
    )
    table = html.split('<table class="answer"')[1].split("</table>")[0]
    assert re.findall(r"<th[^>]*>([^<]+)", table) == ["x", "n"]
    assert '<a href="/ontology#reach"><code>bt:reach</code></a><span class="name">reach' in table
    assert re.findall(r'data-n="([^"]+)"', table) == ["1", "2"]
    assert re.findall(r'<td lang="vi">([^<]+)', table) == ["chữ"]
    assert "3 rows" in html


def test_a_truth_value_is_said(client: FlaskClient) -> None:
    assert '<p class="truth">Yes</p>' in page(client, query="ASK {}")
    assert '<p class="truth">No</p>' in page(client, query="ASK { <urn:a> <urn:b> <urn:c> }")


def test_a_graph_is_a_table_of_triples(client: FlaskClient) -> None:
    html = page(client, query="CONSTRUCT { <urn:a> <urn:b> 1, 2 } WHERE {}")
    table = html.split('<table class="answer"')[1].split("</table>")[0]
    assert re.findall(r"<th[^>]*>([^<]+)", table) == ["subject", "predicate", "object"]
    assert sorted(re.findall(r'data-n="([^"]+)"', table)) == ["1", "2"]
    assert re.findall(r'href="[^"]*format=(\w+)"', html) == ["ttl", "jsonld", "rdf", "nt"]


def test_raw_is_what_software_gets(client: FlaskClient) -> None:
    query = "SELECT * { VALUES ?x { 1 2 } }"
    html = page(client, query=query, view="raw")
    raw = unescape(html.split('<pre class="raw"')[1].split("<code>")[1].split("</code>")[0])
    assert json.loads(raw) == client.get("/sparql", query_string={"query": query}).get_json(
        force=True
    )


def test_a_query_that_was_posted_is_in_the_links_of_its_answer(client: FlaskClient) -> None:
    query = "SELECT (1 AS ?x) {}"
    posted = [
        client.post("/sparql", data={"query": query}, headers=PAGE),
        client.post("/sparql", data=query, content_type="application/sparql-query", headers=PAGE),
    ]
    for response in posted:
        assert written(response.text) == query
        (link,) = re.findall(r'href="([^"]*format=json)"', response.text)
        assert client.get(unescape(link)).get_json(force=True)["head"] == {"vars": ["x"]}


def test_links_give_the_answer_in_other_forms(client: FlaskClient) -> None:
    html = page(client, query="SELECT (1 AS ?x) {}")
    links = {
        form: unescape(link)
        for link, form in re.findall(r'href="(/sparql\?[^"]*format=(\w+)[^"]*)"', html)
    }
    assert {*links} == {"csv", "json", "tsv", "xml"}
    assert client.get(links["csv"]).data.removeprefix(b"\xef\xbb\xbf") == b"x\r\n1\r\n"


def test_a_long_answer_is_shown_in_part_and_says_so(client: FlaskClient) -> None:
    html = page(client, query="SELECT * { ?s ?p ?o } LIMIT 1500")
    assert html.count("<tr>") == SHOWN + 1
    assert "1500 rows" in html
    assert f"The page shows the first {SHOWN} rows only" in html


def test_no_rows_say_why(client: FlaskClient) -> None:
    html = page(client, query="SELECT * { <urn:a> ?p ?o }")
    assert "No rows: nothing in the graph matches this query." in html


def test_a_picture_is_drawn_over_what_is_asked(client: FlaskClient) -> None:
    query = 'SELECT * { VALUES (?a ?b ?n) { ("x" "k" 3) ("y" "l" 5) } }'
    html = page(client, query=query, view="picture")
    assert '<title id="plot-title">n by a</title>' in html
    assert re.findall(r'<text class="name"[^>]*>([^<]+)', html) == ["x", "y"]
    html = page(client, query=query, view="picture", x="b")
    assert re.findall(r'<text class="name"[^>]*>([^<]+)', html) == ["k", "l"]


def test_what_has_no_numbers_cannot_be_drawn(client: FlaskClient) -> None:
    html = page(client, query='SELECT ("a" AS ?x) {}', view="picture")
    assert "Nothing to draw" in html
    assert "<svg class=" not in html


# ── errors ────────────────────────────────────────────────────────────────────────────────────


def test_a_syntax_error_is_told_with_its_place(client: FlaskClient) -> None:
    response = client.get(
        "/sparql",
        query_string={"lang": "en", "query": "SELECT * {\n  ?s a foo:bar .\n}"},
        headers=PAGE,
    )
    assert response.status_code == 400
    assert re.search(r'role="alert" data-line="2" data-column="\d+"', response.text)
    assert "Prefix not found" in response.text
    assert written(response.text) == "SELECT * {\n  ?s a foo:bar .\n}"


def test_a_refusal_is_told_with_its_remedy(client: FlaskClient) -> None:
    response = client.get(
        "/sparql",
        query_string={"lang": "en", "query": "SELECT * { SERVICE <http://x/> {} }"},
        headers=PAGE,
    )
    assert response.status_code == 400
    assert "The query has a SERVICE" in response.text
    assert "Leave out SERVICE" in response.text


# ── terms and the vendored editor ─────────────────────────────────────────────────────────────


def test_terms_are_those_of_the_graph(client: FlaskClient, built: str) -> None:
    terms = client.get("/terms.json?lang=vi").get_json()
    store = open_store(built)
    assert terms["prefixes"] == PREFIXES
    for key, pattern in (("classes", "?s a ?t"), ("properties", "?s ?t ?o")):
        found = {row["t"].value for row in select(store, f"SELECT DISTINCT ?t {{ {pattern} }}")}
        assert {*terms[key]} == found
    assert next(iter(terms["properties"])) == RDF.type.value
    assert terms["classes"]["https://w3id.org/bacthang/ontology#Target"] == "chỉ tiêu"
    assert terms["things"][PREFIXES["ind"] + "health-insurance-coverage"].startswith("tỷ lệ")


def test_the_vendored_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((VENDOR / "MANIFEST.json").read_text("utf-8"))
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (VENDOR / "yasqe").iterdir()
    }
    assert files == manifest["sha256"]
    assert {*files} == {"LICENSE", "yasqe.min.css", "yasqe.min.js"}
    assert f'EDITOR = "{manifest["package"]}"' in (VENDOR / "refresh").read_text("utf-8")


def test_the_licences_of_all_that_is_vendored_are_there() -> None:
    text = (VENDOR / "yasqe" / "LICENSE").read_text("utf-8")
    parts = re.findall(r"^-{80}\n(\S+)@[\d.]+$", text, re.MULTILINE)
    assert parts == re.findall(
        r'^    \("(\S+)@[\d.]+", ', (VENDOR / "refresh").read_text("utf-8"), re.MULTILINE
    )
    assert text.count("Permission is hereby granted, free of charge") >= len(parts) - 1


# ── pictures ──────────────────────────────────────────────────────────────────────────────────


def rows(*columns: str, cells: list[tuple[Shown, ...]]) -> Results:
    return Results("rows", columns, cells)


def number(value: object) -> Shown:
    return Shown(str(value), numeric=True)


def test_years_make_a_line_in_their_order() -> None:
    cells = [(number(2030), number(7)), (number(2025), number(3)), (number(2045), number("9.5"))]
    plot = plot_of(rows("year", "n", cells=cells))
    assert plot == Plot(
        "line",
        "year",
        "n",
        [Point("2025", 3.0, "3"), Point("2030", 7.0, "7"), Point("2045", 9.5, "9.5")],
    )


def test_a_year_that_comes_twice_makes_bars() -> None:
    cells = [(number(2025), number(3)), (number(2025), number(4))]
    plot = plot_of(rows("year", "n", cells=cells))
    assert plot is not None
    assert plot.kind == "bars"
    assert [point.text for point in plot.points] == ["3", "4"]


def test_bars_are_drawn_as_far_as_they_can_be_read() -> None:
    cells = [(Shown(f"name {n}"), number(n)) for n in range(MOST_BARS + 5)]
    plot = plot_of(rows("name", "n", cells=cells))
    assert plot is not None
    assert (len(plot.points), plot.left) == (MOST_BARS, 5)


def test_an_empty_cell_is_left_out_of_the_picture() -> None:
    cells = [(Shown("a"), number(1)), (Shown("b"), Shown()), (Shown("c"), number(3))]
    plot = plot_of(rows("name", "n", cells=cells))
    assert plot is not None
    assert [point.label for point in plot.points] == ["a", "c"]


def test_a_lone_column_of_numbers_is_drawn_by_row() -> None:
    plot = plot_of(rows("n", cells=[(number(4),), (number(2),)]))
    assert plot is not None
    assert [(point.label, point.number) for point in plot.points] == [("1", 4.0), ("2", 2.0)]


FIGURES = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))
NAMES = st.text("aăâbcđeêghiklmnoôơpqrstuưvxy ,-%0123456789", min_size=1, max_size=120)


@given(st.lists(st.tuples(NAMES, FIGURES), min_size=1, max_size=20))
def test_nothing_in_a_picture_of_bars_overlaps_or_leaves_it(
    drawn: list[tuple[str, float]],
) -> None:
    points = [Point(name, value, f"{value:g}") for name, value in drawn]
    svg = ET.fromstring(draw(Plot("bars", "a", "b", points), "title", "words"))
    wide, high = map(float, svg.attrib["viewBox"].split()[2:])
    space = "{http://www.w3.org/2000/svg}"
    boxes = [box_of(text) for text in svg.iter(f"{space}text")]
    assert all(left >= -0.2 and right <= wide + 0.2 for left, right, _, _ in boxes)
    assert all(top >= 0 and bottom <= high for _, _, top, bottom in boxes)
    for one, other in ((a, b) for i, a in enumerate(boxes) for b in boxes[:i]):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert apart
    bars = list(svg.iter(f"{space}rect"))
    assert len(bars) == len(points)
    assert all(float(bar.attrib["width"]) >= 0 for bar in bars)
    for name, text in zip(points, figures(svg, space), strict=True):
        assert text == name.text


def figures(svg: ET.Element, space: str) -> list[str]:
    return [t.text or "" for t in svg.iter(f"{space}text") if t.attrib["class"] == "figure"]


def box_of(text: ET.Element) -> tuple[float, float, float, float]:
    """Return the left, right, top and bottom of a text at its widest, less a little rounding."""
    x, y, wide = float(text.attrib["x"]), float(text.attrib["y"]), width_of(text.text or "", 13)
    left = x - wide if text.attrib["text-anchor"] == "end" else x
    return left + 0.1, left + wide - 0.1, y - 10, y + 3


@given(st.lists(FIGURES, min_size=1, max_size=9))
def test_a_line_lies_within_its_axes(values: list[float]) -> None:
    points = [Point(str(2020 + at), value, f"{value:g}") for at, value in enumerate(values)]
    svg = ET.fromstring(draw(Plot("line", "a", "b", points), "title", "words"))
    wide, high = map(float, svg.attrib["viewBox"].split()[2:])
    dots = [*svg.iter("{http://www.w3.org/2000/svg}circle")]
    assert len(dots) == len(points)
    assert all(0 < float(dot.attrib["cx"]) < wide for dot in dots)
    assert all(0 < float(dot.attrib["cy"]) < high - 39 for dot in dots)


@given(FIGURES, FIGURES)
def test_ticks_are_even_and_hold_all_that_is_drawn(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    marks = ticks(low, high)
    assert marks[0] <= low
    assert marks[-1] >= high
    assert 2 <= len(marks) <= 12
    steps = {round(after - before, 6) for before, after in pairwise(marks)}
    assert len(steps) == 1 or max(steps) - min(steps) < 1e-3


@given(st.lists(st.binary(max_size=20)), st.integers(1, 9))
def test_pieces_read_like_a_file(pieces: list[bytes], size: int) -> None:
    file = Chunks(pieces)
    read = b""
    while taken := file.read(size):
        read += taken
    assert read == b"".join(pieces)
