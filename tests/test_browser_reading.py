"""Reading in Chromium: a link to a sentence shows it, with scripts and without; charts as drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

LONG_BIEN: Final = "/sources/003_6226ff15c0f19ee2.txt"
TAY_HO: Final = "/sources/001_3fe237c3cec56a92.txt"
INSURED: Final = "/id/indicator/health-insurance-coverage"
CHARTED: Final = (
    INSURED,
    "/id/indicator/grdp-per-capita",
    "/id/indicator/urbanisation-rate",
    "/id/indicator/total-social-investment",
)
_BOXES: Final = """() => [...document.querySelectorAll("svg.chart")]
  .filter((svg) => svg.checkVisibility())
  .map((svg) => {
    const around = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].map((text) => {
      const box = text.getBoundingClientRect();
      return [box.left - around.left, box.top - around.top,
              box.right - around.left, box.bottom - around.top, around.width, around.height];
    });
  })"""


@contextmanager
def opened(
    browser: Browser, width: int = 1280, lang: str = "en", scripts: bool = True
) -> Iterator[Page]:
    """Open a page of its own, so wide, in a language."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale={"vi": "vi-VN", "en": "en-GB"}[lang],
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def background(page: Page, selector: str) -> set[str]:
    """Return the colours behind all elements that a selector finds."""
    told = "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"
    return set(page.locator(selector).evaluate_all(told))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_to_a_sentence_scrolls_to_it_and_lights_it(
    site: str, browser: Browser, width: int
) -> None:
    with opened(browser, width) as page:
        page.goto(f"{site}{TAY_HO}")
        plain = background(page, "#c4093-4138")
        page.goto(f"{site}{TAY_HO}#c4093-4138")
        sentence = page.locator("#c4093-4138")
        expect(sentence).to_be_in_viewport()
        assert sentence.text_content() == "Tỷ lệ tham gia Bảo hiểm y tế toàn dân đạt 95%"
        assert background(page, "#c4093-4138") != plain


def test_without_scripts_too(site: str, browser: Browser) -> None:
    with opened(browser, scripts=False) as page:
        page.goto(f"{site}{TAY_HO}#c4093-4138")
        expect(page.locator("#c4093-4138")).to_be_in_viewport()
        assert page.locator("mark:target").count() == 1


def test_all_pieces_of_a_passage_over_paragraphs_are_lit(site: str, browser: Browser) -> None:
    with opened(browser) as page:
        page.goto(f"{site}{LONG_BIEN}")
        pieces = ".c529-1508"
        assert page.locator(pieces).count() > 1
        plain = background(page, pieces)
        page.goto(f"{site}{LONG_BIEN}#c529-1508")
        lit = background(page, pieces)
        assert len(lit) == 1
        assert not lit & plain


def test_a_sentence_that_nothing_states_is_found_as_well(site: str, browser: Browser) -> None:
    with opened(browser) as page:
        page.goto(f"{site}{LONG_BIEN}")
        anchors = page.locator("span.sentence[id]").evaluate_all("(all) => all.map((a) => a.id)")
        assert anchors
        page.goto(f"{site}{LONG_BIEN}#{anchors[-1]}")
        expect(page.locator(f"#{anchors[-1]}")).to_be_in_viewport()
        assert page.locator("span.sentence:target").count() == 1


def test_notes_stand_open_where_there_is_room(site: str, browser: Browser) -> None:
    with opened(browser) as page:
        page.goto(f"{site}{TAY_HO}")
        note = page.locator("#n1")
        expect(note).to_be_visible()
        text, margin = page.locator(".line").first.bounding_box(), note.bounding_box()
        assert text is not None
        assert margin is not None
        assert margin["x"] > text["x"] + text["width"]


def test_on_a_phone_notes_stay_folded_until_they_are_followed(site: str, browser: Browser) -> None:
    with opened(browser, 390) as page:
        page.goto(f"{site}{TAY_HO}")
        expect(page.locator("#n1")).to_be_hidden()
        page.locator('a.ref[href="#n1"]').click()
        expect(page.locator("#n1")).to_be_visible()
        expect(page.locator("#n1")).to_be_in_viewport()
        page.locator("#n1 a.back").click()
        expect(page.locator("mark:target")).to_be_in_viewport()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", CHARTED)
def test_texts_of_a_chart_never_meet(
    site: str, browser: Browser, path: str, width: int, lang: str
) -> None:
    with opened(browser, width, lang) as page:
        page.goto(site + path)
        charts = page.evaluate(_BOXES)
    assert charts
    for texts in charts:
        assert len(texts) > 3
        for place, (left, top, right, bottom, wide, high) in enumerate(texts):
            assert left >= -1
            assert top >= -1
            assert right <= wide + 1
            assert bottom <= high + 1
            for other in texts[place + 1 :]:
                apart = right <= other[0] or other[2] <= left
                assert apart or bottom <= other[1] + 1 or other[3] <= top + 1


@pytest.mark.parametrize(("width", "size"), [(1280, "wide"), (390, "narrow")])
def test_one_chart_is_shown_at_a_time(site: str, browser: Browser, width: int, size: str) -> None:
    with opened(browser, width) as page:
        page.goto(site + INSURED)
        visible = page.locator("figure.plot > div:visible")
        assert visible.evaluate_all("(all) => all.map((one) => one.className)") == [size]


def test_from_the_indicator_to_the_sentence_without_scripts(site: str, browser: Browser) -> None:
    with opened(browser, scripts=False) as page:
        page.goto(site + INSURED)
        row = page.get_by_role("row").filter(has_text="Tây Hồ District")
        expect(row).to_contain_text("equal against 08-CTr/TU, Hanoi City: reach 95 % by 2025")
        row.get_by_role("link", name="Tỷ lệ tham gia Bảo hiểm y tế toàn dân đạt 95%").click()
        assert page.url == f"{site}{TAY_HO}#c4093-4138"
        expect(page.locator("mark:target")).to_be_in_viewport()


def test_the_table_of_targets_keeps_its_roles_on_a_phone(site: str, browser: Browser) -> None:
    with opened(browser, 390) as page:
        page.goto(site + INSURED)
        table = page.get_by_role("table", name="Every target")
        assert table.get_by_role("columnheader").count() == 4
        assert table.get_by_role("row").count() == 5
        assert table.get_by_role("rowheader").count() == 4
        cells = table.get_by_role("row").nth(4).get_by_role("cell").all()
        boxes = [cell.bounding_box() for cell in cells]
        tops = [box["y"] for box in boxes if box]
        assert len(tops) == 3
        assert tops == sorted(tops)


def test_filters_work_without_scripts(site: str, browser: Browser) -> None:
    with opened(browser, scripts=False) as page:
        page.goto(f"{site}/documents")
        page.get_by_label("Step").select_option("district")
        page.get_by_label("Number or words").fill("tay ho")
        page.get_by_role("button", name="Filter").click()
        names = page.locator("a.what").all_inner_texts()
        assert len(names) == 7
        assert {name for name in names if "Tây Hồ" not in name} == set()


def test_a_target_is_met_at_its_anchor(site: str, browser: Browser) -> None:
    with opened(browser, scripts=False) as page:
        page.goto(f"{site}/id/document/ha-dong-2020-15-ctr#target-14-1")
        expect(page.locator("#target-14-1")).to_be_in_viewport()
        assert page.locator(".statement:target").count() == 1
