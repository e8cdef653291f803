"""A term's IRI brings its reader to the term, by keyboard and without scripts alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from linked_data import settle

WEAKER = "CAS-05-weaker-constraint"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 800},
        java_script_enabled=request.param,
        reduced_motion="reduce",
        locale="en",
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("address", "anchor"),
    [
        ("/ontology#Target", "Target"),
        ("/ontology#atLeast", "atLeast"),
        (f"/shapes#{WEAKER}", WEAKER),
    ],
)
def test_an_iri_brings_one_to_its_term(page: Page, site: str, address: str, anchor: str) -> None:
    page.goto(site + address)
    box = page.locator(f"[id='{anchor}']").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800


def test_a_link_of_a_card_leads_on(page: Page, site: str) -> None:
    page.goto(f"{site}/id/document/ha-dong-2020-15-ctr/target-06-1")
    page.get_by_role("link", name="Hà Đông District", exact=True).click()
    page.wait_for_url("**/id/area/quan-ha-dong")
    assert page.locator("h1").inner_text() == "Hà Đông District"


def test_the_sentence_of_a_card_leads_to_its_place(page: Page, site: str) -> None:
    page.goto(f"{site}/id/document/ha-dong-2020-15-ctr/target-06-1")
    page.get_by_role("link", name="000_075dc0d587ae7597.txt, characters 2783–2813").click()
    page.wait_for_url("**/sources/000_075dc0d587ae7597.txt#c2783-2813")
    place = page.locator("#c2783-2813")
    box = place.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800


def test_lists_of_the_catalogue_open_without_scripts(page: Page, site: str, front: Flask) -> None:
    settle(front.test_client())
    page.goto(f"{site}/catalog")
    row = page.get_by_role("link", name="sentence", exact=True)
    assert not row.is_visible()
    page.get_by_text("Classes (").click()
    assert row.is_visible()
