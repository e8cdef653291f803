"""Home, search, about, data: what they hold, where they lead, in both languages."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import QuerySolutions

from bacthang.build import BuildReport
from bacthang.export.files import FILES
from bacthang.picture import staircase
from bacthang.summary import totals_of
from bacthang.views.home import BEGINNINGS, home_of
from bacthang.web import Settings, create_app
from bacthang.web.frame import unbroken

TABLE = Path(__file__).parent / "expected/tables/alignments.csv"
PATHS = ("/", "/search", "/search?q=nuoc", "/about", "/data", "/cite")


class Links(HTMLParser):
    """The links of a page, by address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where it leads, and what may be led to."""
        given = dict(attrs)
        if tag == "a" and (href := given.get("href")):
            self.hrefs.append(href)
        if own := given.get("id"):
            self.ids.append(own)


def links(client: FlaskClient, path: str) -> Links:
    return Links(client.get(path).get_data(as_text=True))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_is_in_the_language_asked_for(client: FlaskClient, path: str, lang: str) -> None:
    response = client.get(path, headers={"Accept-Language": lang})
    assert response.status_code == 200
    page = response.get_data(as_text=True)
    assert f'<html lang="{lang}" data-theme="auto">' in page
    (menu,) = re.findall(r'<a href="/indicators"[^>]*>([^<]+)</a>', page)[:1]
    assert menu == {"vi": "Chỉ số", "en": "Indicators"}[lang]


@pytest.mark.parametrize("path", PATHS)
def test_every_link_of_a_page_leads_somewhere(client: FlaskClient, path: str) -> None:
    found = links(client, path)
    assert len(set(found.ids)) == len(found.ids)
    missing = {
        href
        for href in set(found.hrefs)
        if href.startswith("/") and client.get(href.partition("#")[0]).status_code != 200
    }
    missing |= {href for href in found.hrefs if href.startswith("#") and href[1:] not in found.ids}
    assert missing == set()


def test_the_first_page_counts_what_the_graph_holds(
    client: FlaskClient, shipped: BuildReport
) -> None:
    page = client.get("/?lang=en").get_data(as_text=True)
    totals = totals_of(shipped.store)
    shown = dict(re.findall(r"<b>(\d+)</b><span>([^<]+)</span>", page))
    assert shown == {
        str(totals["documents"]): "documents",
        str(totals["targets"]): "targets",
        str(totals["indicators"]): "indicators",
        str(totals["quotes"]): "verified quotes",
        str(totals["reports"]): "reports",
    }


def test_the_staircase_links_every_step_figure_and_document(
    client: FlaskClient, shipped: BuildReport
) -> None:
    steps = staircase(shipped.store, "vi")
    assert [step.rank for step in steps] == [1, 2, 3, 4]
    hrefs = set(links(client, "/?lang=vi").hrefs)
    expected = {f"/documents?level={step.level.value.partition('#')[2]}" for step in steps}
    for figure in (figure for step in steps for figure in step.figures):
        things = (figure.measure, *(holder.document for holder in figure.holders))
        expected |= {thing.value.removeprefix("https://w3id.org/bacthang") for thing in things}
    assert len(expected) > 12
    assert expected - hrefs == set()


def test_shares_of_the_pairs_compared_fill_the_bar(shipped: BuildReport) -> None:
    home = home_of(shipped.store, "en")
    assert [share.outcome for share in home.shares] == [
        *("stricter", "equal", "overlapping", "weaker", "notComparable")
    ]
    assert sum(share.n for share in home.shares) == home.compared
    assert sum(share.width for share in home.shares) == pytest.approx(100, abs=0.01)
    ends = [share.start + share.width for share in home.shares]
    assert [share.start for share in home.shares][1:] == pytest.approx(ends[:-1], abs=0.01)


def test_what_is_said_of_the_pairs_is_what_their_table_holds(shipped: BuildReport) -> None:
    home = home_of(shipped.store, "vi")
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        pairs = list(csv.DictReader(file))
    compared = [pair for pair in pairs if pair["outcome"] != "missing"]
    assert home.compared == len(compared)
    assert home.close == sum(pair["close"] == "true" for pair in compared) > 0
    assert home.parts == sum("partOfWhole" in pair["reason"] for pair in compared) > 0
    missing = {
        pair["upper_target"]
        for pair in pairs
        if pair["outcome"] == "missing" and "noTargetKnown" not in pair["reason"]
    }
    assert home.missing == len(missing) > 0
    listed = shipped.store.query(home.missing_query)
    assert isinstance(listed, QuerySolutions)
    assert {row["target"].value for row in listed} == missing


def test_a_graph_without_the_things_of_a_beginning_does_not_offer_it(
    mini: BuildReport, shipped: BuildReport
) -> None:
    assert home_of(shipped.store, "vi").beginnings == BEGINNINGS
    left = home_of(mini.store, "vi").beginnings
    assert {begin.path for begin in BEGINNINGS} - {begin.path for begin in left} >= {
        "/id/indicator/health-insurance-coverage",
        "/id/document/ha-dong-2020-15-ctr",
    }


def test_search_marks_what_was_typed_and_links_the_sentence(client: FlaskClient) -> None:
    page = client.get("/search?q=bao+hiem+y+te&lang=vi").get_data(as_text=True)
    assert 'value="bao hiem y te"' in page
    assert "<mark>bảo hiểm y tế</mark>" in page
    assert 'href="/id/indicator/health-insurance-coverage"' in page
    assert 'href="/sources/003_6226ff15c0f19ee2.txt#c3823-3873"' in page


def test_what_is_typed_is_text_not_markup(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "<script>x</script> nước"})
    text = page.get_data(as_text=True)
    assert "<script>x" not in text
    assert "<script>x</script> nước" in unescape(text)


def test_search_of_one_sort_shows_that_sort(client: FlaskClient) -> None:
    found = links(client, "/search?q=2025&in=indicators&lang=vi")
    assert {own for own in found.ids if own in ("documents", "targets", "indicators")} <= {
        "indicators"
    }


def test_a_number_is_shown_with_those_it_may_mean(client: FlaskClient) -> None:
    page = client.get("/search?q=08-CTr/TƯ&lang=vi").get_data(as_text=True)
    assert "Có 2 văn bản mang số này" in page
    assert "<b>08-CTr/TU</b>" in page
    hrefs = Links(page).hrefs
    assert {"/id/document/ha-noi-xvi-08-ctr", "/id/document/ha-noi-xvii-08-ctr"} <= set(hrefs)


def test_nothing_found_is_said(client: FlaskClient) -> None:
    page = client.get("/search?q=qwertz&lang=en").get_data(as_text=True)
    assert "Nothing has the words “qwertz”" in page


def test_search_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/search?q=nuoc").headers


def test_every_file_of_an_export_is_offered(client: FlaskClient) -> None:
    hrefs = links(client, "/data").hrefs
    assert [href for href in hrefs if href.startswith("/dumps/")] == [
        f"/dumps/{file.file_name}"
        for file in sorted(FILES, key=lambda file: hrefs.index(f"/dumps/{file.file_name}"))
    ]
    assert len(FILES) > 15


def test_choices_of_language_and_colours_are_remembered(client: FlaskClient) -> None:
    client.get("/?lang=vi")
    client.get("/about?theme=dark")
    page = client.get("/data", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert '<html lang="vi" data-theme="dark">' in page


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Chương trình 15-CTr/QU", 'Chương trình <span class="unbroken">15-CTr/QU</span>'),
        ("09/CTr-UBND", '<span class="unbroken">09/CTr-UBND</span>'),
        ("132/2003/NĐ-CP <b>", '<span class="unbroken">132/2003/NĐ-CP</span> &lt;b&gt;'),
        ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
        ("8/8 phường", "8/8 phường"),
    ],
)
def test_a_document_number_in_a_heading_stays_on_one_line(title: str, shown: str) -> None:
    assert str(unbroken(title)) == shown


def test_the_first_page_tells_search_engines_of_the_dataset(client: FlaskClient) -> None:
    page = client.get("/?lang=en", headers={"Host": "example.org"}).get_data(as_text=True)
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(block)
    assert (told["@type"], told["url"]) == ("Dataset", "http://example.org/")
    assert told["temporalCoverage"] == "2016/2045"
    assert {own["contentUrl"] for own in told["distribution"]} == {
        f"http://example.org/dumps/{file.file_name}" for file in FILES
    }


def test_sizes_of_files_are_told_once_they_are_written(built: str) -> None:
    app = create_app(Settings(store=built, workers=1))
    try:
        client = app.test_client()
        first = client.get("/data?lang=en")
        assert "being written" in first.get_data(as_text=True)
        size = len(client.get("/dumps/targets.csv").get_data())
        second = client.get("/data?lang=en", headers={"If-None-Match": first.headers["ETag"]})
        page = second.get_data(as_text=True)
        assert f'<td class="n">{-(-size // 1024)} kB</td>' in page
        assert "being written" not in page
        third = client.get("/data?lang=en", headers={"If-None-Match": second.headers["ETag"]})
        assert third.status_code == 304
    finally:
        app.extensions["editions"].close()
