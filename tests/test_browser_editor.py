"""The SPARQL editor and the tables of answers, as a person uses them in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from bacthang import library

SELECT = "SELECT ?name ?n { VALUES (?name ?n) { ('b' 2) ('a' 10) } }"
Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def opened(browser: Browser, site: str) -> Opened:
    """Give what opens a page and, at the end, wants nothing to have gone wrong on it."""

    @contextmanager
    def page_at(path: str, *, expected: tuple[str, ...] = (), **options: Any) -> Iterator[Page]:
        context = browser.new_context(**{"locale": "en-GB", **options})
        trouble: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "console",
            lambda said: trouble.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on(
            "request",
            lambda asked: (
                trouble.append(asked.url) if not asked.url.startswith((site, "data:")) else None
            ),
        )
        try:
            page.goto(site + path)
            yield page
            assert [said for said in trouble if not said.startswith(expected or ("\0",))] == []
        finally:
            context.close()

    return page_at


REFUSED = ("Failed to load resource: the server responded with a status of 400",)


def text_of(page: Page) -> str:
    text: str = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    return text


def write(page: Page, text: str) -> None:
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text)


def chosen(page: Page, hint: str, wanted: str) -> None:
    """Take the first completion, which is to be this, and wait until it stands in the text."""
    expect(page.locator(".CodeMirror-hint").first).to_have_text(hint)
    page.keyboard.press("Enter")
    ends = "text => document.querySelector('.CodeMirror').CodeMirror.getValue().endsWith(text)"
    page.wait_for_function(ends, arg=wanted)


def asked(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["query"][0]


def rows_of(page: Page) -> list[list[str]]:
    script = """[...document.querySelectorAll('table.answer tbody tr')].filter(row => !row.hidden)
        .map(row => [...row.cells].map(cell => cell.textContent.trim()))"""
    rows: list[list[str]] = page.evaluate(script)
    return rows


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def test_terms_are_completed_with_their_names_and_prefixes(opened: Opened) -> None:
    with opened("/sparql") as page:
        write(page, "")
        page.click(".CodeMirror")
        page.keyboard.type("SELECT * {\n?x a bt:Tar")
        hints = page.locator(".CodeMirror-hint")
        expect(hints).to_have_text(["bt:Targettarget", "bt:TargetItemtarget item"])
        chosen(page, "bt:Targettarget", "?x a bt:Target")
        page.keyboard.type(" ; bt:indic")
        chosen(page, "bt:indicatormeasured by", "; bt:indicator")
        page.keyboard.type(" ind:health-ins")
        full = "ind:health-insurance-coverage"
        chosen(page, f"{full}health insurance coverage", full)
        page.keyboard.type(" }")
        page.keyboard.press("Control+Enter")
        expect(page.locator("table.answer")).to_be_visible()
        lines = text_of(page).splitlines()
        assert sorted(lines[:2]) == [
            "PREFIX bt: <https://w3id.org/bacthang/ontology#>",
            "PREFIX ind: <https://w3id.org/bacthang/id/indicator/>",
        ]
        assert "?x a bt:Target ; bt:indicator ind:health-insurance-coverage }" in lines[-1]
        assert all(row[0].startswith("doc:") for row in rows_of(page))


def test_names_in_vietnamese_complete_terms_too(opened: Opened) -> None:
    with opened("/sparql", locale="vi-VN") as page:
        write(page, "")
        page.click(".CodeMirror")
        page.keyboard.type("PREFIX bt: <https://w3id.org/bacthang/ontology#>\nSELECT * { ?x a chi")
        page.keyboard.press("Control+Space")
        expect(page.locator(".CodeMirror-hint", has_text="bt:Targetchỉ tiêu")).to_be_visible()


def test_the_tab_key_is_no_trap(opened: Opened) -> None:
    with opened("/sparql") as page:
        page.click(".CodeMirror")
        before = text_of(page)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.CodeMirror') !== null")
        assert text_of(page) != before
        page.keyboard.press("Escape")
        expect(page.locator("#progress")).to_have_text("The next Tab leaves the editor.")
        page.keyboard.press("Tab")
        expect(page.locator("#editor button[type=submit]")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Escape")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.closest('.CodeMirror') === null")


def test_what_cannot_be_right_is_marked_while_typing(opened: Opened) -> None:
    with opened("/sparql") as page:
        write(page, "SELECT * {\n  ?s ?p ?o\n  )\n}")
        expect(page.locator(".fault")).to_have_attribute("title", "Syntax error on this line")
        expect(page.locator(".CodeMirror-gutter-wrapper", has=page.locator(".fault"))).to_have_text(
            "3!"
        )
        page.hover(".fault")
        write(page, SELECT)
        expect(page.locator(".fault")).to_have_count(0)


# ── asking ────────────────────────────────────────────────────────────────────────────────────


def test_a_query_is_asked_without_leaving_and_its_address_is_its_own(
    opened: Opened, site: str
) -> None:
    with opened("/sparql") as page:
        page.evaluate("window.stayed = true")
        write(page, SELECT)
        page.click("#editor button[type=submit]")
        expect(page.locator("table.answer tbody tr")).to_have_count(2)
        assert page.evaluate("window.stayed")
        assert asked(page) == SELECT
        expect(page.locator("#answer")).to_be_focused()
        page.goto(page.url)
        assert rows_of(page) == [["b", "2"], ["a", "10"]]
        assert text_of(page).strip() == SELECT


def test_going_back_shows_the_answer_before(opened: Opened) -> None:
    with opened("/sparql?query=" + quote(SELECT)) as page:
        write(page, "SELECT (7 AS ?x) {}")
        page.keyboard.press("Control+Enter")
        page.click("#editor button[type=submit]")
        expect(page.locator("table.answer tbody tr")).to_have_count(1)
        page.go_back()
        expect(page.locator("table.answer tbody tr")).to_have_count(2)
        assert text_of(page).strip() == SELECT


def test_the_place_of_an_error_is_marked(opened: Opened) -> None:
    with opened("/sparql", expected=REFUSED) as page:
        write(page, "SELECT * {\n  ?s a foo:bar .\n}")
        page.click("#editor button[type=submit]")
        expect(page.locator("#trouble h2")).to_contain_text("Line 2, column")
        assert "".join(page.locator(".fault-here").all_inner_texts()) == "foo:bar"
        assert (
            page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getCursor().line") == 1
        )
        write(page, SELECT)
        page.click("#editor button[type=submit]")
        expect(page.locator("table.answer")).to_be_visible()
        expect(page.locator(".faulty")).to_have_count(0)


def test_a_long_query_is_posted(opened: Opened) -> None:
    long = SELECT + "\n# " + "x" * 9000
    with opened("/sparql") as page:
        write(page, long)
        with page.expect_response(lambda response: response.url.endswith("/sparql")) as caught:
            page.click("#editor button[type=submit]")
        assert caught.value.request.method == "POST"
        expect(page.locator("table.answer tbody tr")).to_have_count(2)
        assert "query=" not in page.url


def test_a_query_can_be_stopped(opened: Opened) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with opened("/sparql") as page:
        write(page, slow)
        page.click("#editor button[type=submit]")
        expect(page.locator("#progress")).to_contain_text("Asking…")
        page.click("#stop")
        expect(page.locator("#progress")).to_have_text("Stopped.")
        expect(page.locator("#stop")).to_be_hidden()
        write(page, SELECT)
        page.click("#editor button[type=submit]")
        expect(page.locator("table.answer tbody tr")).to_have_count(2)


def test_an_example_is_one_click_away(opened: Opened) -> None:
    with opened("/sparql") as page:
        page.click(".examples a[href$='example=misprinted-numbers']")
        expect(page.locator("table.answer tbody tr")).to_have_count(16)
        assert text_of(page).startswith("PREFIX bt:")


def test_an_answer_is_looked_at_in_three_ways(opened: Opened) -> None:
    with opened("/sparql?query=" + quote(SELECT)) as page:
        page.click("#answer a.chip >> text=Picture")
        expect(page.locator("svg.plot .bar")).to_have_count(2)
        page.select_option("#x", "n")
        page.click("#answer form button")
        expect(page.locator("svg.plot title").first).to_have_text("n by n")
        page.click("#answer a.chip >> text=Raw")
        expect(page.locator("pre.raw")).to_contain_text('"vars"')
        page.click("#answer a.chip >> text=Table")
        expect(page.locator("table.answer tbody tr")).to_have_count(2)


# ── without JavaScript ────────────────────────────────────────────────────────────────────────


def test_all_of_it_works_without_javascript(opened: Opened) -> None:
    with opened("/sparql", java_script_enabled=False) as page:
        page.fill("#query", SELECT)
        page.click("#editor button[type=submit]")
        expect(page.locator("table.answer tbody tr")).to_have_count(2)
        assert asked(page) == SELECT
        page.click("text=Picture")
        expect(page.locator("svg.plot .bar")).to_have_count(2)
        page.click("text=Draw again")
        expect(page.locator("svg.plot .bar")).to_have_count(2)
        page.click(".examples a[href$='example=misprinted-numbers']")
        page.click("#editor button[type=submit]")
        expect(page.locator("table.answer tbody tr")).to_have_count(16)


def test_a_question_is_asked_sorted_and_filtered_without_javascript(opened: Opened) -> None:
    with opened("/queries/targets-due-in-year", java_script_enabled=False) as page:
        page.fill("#year", "2030")
        page.click("form.filters button[type=submit]")
        page.click("table.answer th a >> text=Target")
        expect(page.locator("table.answer th[aria-sort=ascending]")).to_have_text("Target")
        page.fill("#filter", "GRDP")
        page.click("form.narrow button")
        fields = parse_qs(urlsplit(page.url).query)
        assert (fields["year"], fields["sort"], fields["q"]) == (["2030"], ["target"], ["GRDP"])
        assert all("GRDP" in cell.inner_text() for cell in page.locator("tbody tr").all())


# ── tables ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["targets-of-document", "indicators-most-used"])
def test_the_browser_sorts_as_the_server_does(opened: Opened, name: str) -> None:
    assert name in library.load()
    with opened(f"/queries/{name}", locale="vi-VN") as page:
        heads = page.locator("table.answer th a")
        columns = [head.get_attribute("data-column") or "" for head in heads.all()]
        assert len(columns) >= 5
        for column in columns:
            for order in (column, f"-{column}"):
                page.goto(urlsplit(page.url)._replace(query="").geturl())
                page.click(f"th a[data-column={column}]")
                if order.startswith("-"):
                    page.click(f"th a[data-column={column}]")
                here = rows_of(page)
                assert parse_qs(urlsplit(page.url).query)["sort"] == [order]
                page.goto(page.url)
                assert rows_of(page) == here, order


def test_rows_are_filtered_as_one_types(opened: Opened) -> None:
    with opened("/queries/targets-due-in-year", locale="vi-VN") as page:
        every = len(rows_of(page))
        page.fill("#filter", "ha dong bao")
        some = rows_of(page)
        assert 0 < len(some) < every
        expect(page.locator("#count")).to_have_text(f"{len(some)} trên {every} dòng")
        page.goto(page.url)
        assert rows_of(page) == some


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "path", ["/sparql?query=" + quote(SELECT), "/queries", "/queries/targets-against-those-above"]
)
def test_no_page_is_wider_than_the_screen(opened: Opened, path: str, width: int) -> None:
    with opened(path, viewport={"width": width, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_has_the_colours_of_the_site(opened: Opened, scheme: str) -> None:
    with opened("/sparql", color_scheme=scheme) as page:
        expect(page.locator(".CodeMirror")).to_be_visible()
        colour = "element => getComputedStyle(element).backgroundColor"
        editor = page.locator(".CodeMirror").evaluate(colour)
        assert editor == page.locator(".examples ul").evaluate(colour)
