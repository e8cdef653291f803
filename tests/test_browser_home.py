"""The first page in Chromium: three clicks to an answer, keys, choices, with scripts or without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

QUESTION = "Which districts set a target for health insurance"


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page in a context of its own."""
    context = browser.new_context(**{"locale": "en-GB", "reduced_motion": "reduce"} | options)
    try:
        page = context.new_page()
        page.goto(address)
        yield page
    finally:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_three_clicks_from_home_to_the_sentence(site: str, browser: Browser, scripts: bool) -> None:
    with opened(browser, site, java_script_enabled=scripts) as page:
        page.get_by_role("link", name=re.compile(QUESTION)).click()
        text = page.locator("main").inner_text()
        assert "Tây Hồ" in text
        assert "Long Biên" in text
        assert re.search(r"\bequal\b", text)
        page.locator("main a[href*='/sources/'][href*='#c']").first.click()
        assert re.search(r"/sources/00\d_\w+\.txt#c\d+-\d+$", page.url)
        assert "bảo hiểm y tế" in page.locator(":target").first.inner_text().lower()


def test_the_first_tab_skips_to_the_content(site: str, browser: Browser) -> None:
    with opened(browser, site) as page:
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_a_slash_goes_to_the_search_box_unless_one_is_typing(site: str, browser: Browser) -> None:
    with opened(browser, site) as page:
        page.keyboard.press("/")
        box = page.locator("header").get_by_role("searchbox")
        expect(box).to_be_focused()
        page.keyboard.type("15/QU")
        expect(box).to_have_value("15/QU")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{site}/search?q=15%2FQU")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_language_and_colours_are_chosen_by_links(
    site: str, browser: Browser, scripts: bool
) -> None:
    with opened(browser, f"{site}/search?q=nuoc", java_script_enabled=scripts) as page:
        light = page.evaluate("getComputedStyle(document.body).backgroundColor") if scripts else ""
        page.get_by_role("link", name="Tiếng Việt").click()
        expect(page.locator("html")).to_have_attribute("lang", "vi")
        page.get_by_role("link", name="Nền tối").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("nuoc")
        if scripts:
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
            assert page.url == f"{site}/search?q=nuoc"
        page.goto(f"{site}/about")
        expect(page.locator("html")).to_have_attribute("lang", "vi")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_menu_opens_on_a_phone(site: str, browser: Browser, scripts: bool) -> None:
    phone = {"viewport": {"width": 390, "height": 800}, "java_script_enabled": scripts}
    with opened(browser, site, **phone) as page:
        way = page.get_by_role("banner").get_by_role("link", name="Questions")
        expect(way).to_be_hidden()
        page.get_by_text("Menu", exact=True).click()
        expect(way).to_be_visible()
        way.click()
        expect(page).to_have_url(f"{site}/queries")


def test_an_opened_menu_closes_by_escape(site: str, browser: Browser) -> None:
    with opened(browser, site, viewport={"width": 390, "height": 800}) as page:
        page.get_by_text("Menu", exact=True).click()
        page.keyboard.press("Escape")
        expect(page.get_by_role("banner").get_by_role("link", name="Questions")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_steps_go_down_and_nothing_overlaps(site: str, browser: Browser, width: int) -> None:
    with opened(browser, site, viewport={"width": width, "height": 900}) as page:
        boxes = [step.bounding_box() for step in page.locator(".stair").all()]
    tops = [(box["x"], box["y"]) for box in boxes if box]
    assert len(tops) == 4
    assert tops == sorted(tops)
    assert len({x for x, _ in tops}) == len({y for _, y in tops}) == 4


def test_print_leaves_out_what_paper_cannot_do(site: str, browser: Browser) -> None:
    with opened(browser, f"{site}/about?theme=dark") as page:
        page.emulate_media(media="print")
        expect(page.get_by_role("banner").get_by_role("searchbox")).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
