"""The cascade in Chromium: nothing overlaps as it is drawn, and the map stays readable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bacthang.errors import LANGS, Lang

_GEOMETRY = """() => {
  const box = (node) => {
    const found = node.getBoundingClientRect();
    return [found.left, found.top, found.right, found.bottom];
  };
  const svg = document.querySelector('.drawing svg');
  const cards = [...svg.querySelectorAll('a.card')].map((card) => ({
    box: box(card.querySelector('rect')), texts: [...card.querySelectorAll('text')].map(box),
  }));
  const heads = [...svg.querySelectorAll('.stair text')].map(box);
  const origin = svg.getBoundingClientRect();
  const lines = [...svg.querySelectorAll('.ties path')].map((path) => {
    const length = path.getTotalLength();
    return Array.from({ length: 121 }, (_, i) => {
      const point = path.getPointAtLength((length * i) / 120);
      return [point.x + origin.left, point.y + origin.top];
    });
  });
  return { cards, heads, lines };
}"""

_SCROLLED = "document.querySelector('.matrix').scrollLeft"

Rect = list[float]


@contextmanager
def opened(browser: Browser, address: str, width: int, **options: Any) -> Iterator[Page]:
    """Open a page of that width, and fail when the browser had anything to complain of."""
    context = browser.new_context(viewport={"width": width, "height": 844}, **options)
    try:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        yield page
        assert said == []
    finally:
        context.close()


def apart(one: Rect, other: Rect) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("family", ["system-ui", "DejaVu Sans", "serif"])
def test_no_words_overlap_as_they_are_drawn(
    browser: Browser, site: str, lang: Lang, family: str
) -> None:
    with opened(browser, f"{site}/cascade?lang={lang}", 1280) as page:
        page.evaluate(
            "(family) => document.documentElement.style.setProperty('--sans', family)",
            f"'{family}'" if " " in family else family,
        )
        drawn = page.evaluate(_GEOMETRY)
    cards, heads = drawn["cards"], drawn["heads"]
    assert len(cards) == 45
    assert len(drawn["lines"]) == 61
    assert all(holds(card["box"], text) for card in cards for text in card["texts"])
    texts = [text for card in cards for text in card["texts"]] + heads
    assert len(texts) > 100
    for place, one in enumerate(texts):
        # lines of one card may share the blank above letters, never more than a hair of it
        assert all(
            apart(one, [other[0], other[1] + 2, other[2], other[3] - 2])
            for other in texts[place + 1 :]
        )
    boxes = [card["box"] for card in cards]
    for place, one in enumerate(boxes):
        assert all(apart(one, other) for other in boxes[place + 1 :])
    for line in drawn["lines"]:
        for x, y in line:
            assert not [
                box
                for box in (*boxes, *heads)
                if box[0] + 1 < x < box[2] - 1 and box[1] + 1 < y < box[3] - 1
            ]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_map_scrolls_inside_itself_and_its_heads_stay(
    browser: Browser, site: str, width: int
) -> None:
    with opened(browser, f"{site}/cascade?lang=vi", width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == width
        at = page.evaluate(
            """() => {
              const map = document.querySelector('.matrix');
              map.scrollTo({ left: 300, top: 400, behavior: 'instant' });
              const edge = map.getBoundingClientRect();
              const row = map.querySelector('tbody tr:last-child th').getBoundingClientRect();
              const head = map.querySelector('thead tr:last-child th:last-child')
                .getBoundingClientRect();
              const corner = map.querySelector('th.corner').getBoundingClientRect();
              const wide = [...map.querySelectorAll('th.district')].map((own) => own.offsetWidth);
              return {
                wide: Math.min(...wide), down: map.scrollTop,
                row: row.left - edge.left, head: head.top - edge.top,
                corner: [corner.left - edge.left, corner.top - edge.top],
              };
            }"""
        )
    assert at["wide"] >= 72
    assert at["down"] > 100
    assert 0 <= at["row"] <= 2
    assert at["corner"][0] == pytest.approx(at["row"])
    assert at["corner"][1] == pytest.approx(at["head"])
    assert at["head"] < 40


def test_two_clicks_from_the_map_to_the_sentence_in_its_text(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/cascade?lang=vi", 1280) as page:
        page.get_by_role("link", name="08-CTr/TU, quận Tây Hồ", exact=False).click()
        facing = page.locator("article.facing.equal").first
        assert "đạt 95 %" in facing.locator(".upper .target").inner_text()
        quoted = "Tỷ lệ tham gia Bảo hiểm y tế toàn dân đạt 95%"
        assert facing.locator(".lower blockquote").first.inner_text() == quoted
        facing.locator(".lower figcaption a").first.click()
        page.wait_for_url("**/sources/**")
        assert page.url.endswith("/sources/001_3fe237c3cec56a92.txt#c4093-4138")


def test_sides_stand_beside_each_other_or_one_below_the_other_on_a_phone(
    browser: Browser, site: str
) -> None:
    address = f"{site}/cascade/pair?upper=doc:ha-noi-xvii-08-ctr&lower=area:quan-tay-ho"
    for width, beside in ((1280, True), (390, False)):
        with opened(browser, address, width) as page:
            assert page.evaluate("document.documentElement.scrollWidth") == width
            upper = page.locator(".facing .upper").first.bounding_box()
            lower = page.locator(".facing .lower").first.bounding_box()
        assert upper is not None
        assert lower is not None
        assert (lower["x"] > upper["x"] + 100) is beside
        assert (lower["y"] >= upper["y"] + upper["height"]) is not beside


def test_the_map_is_reached_and_moved_by_keyboard(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/cascade?lang=vi", 390) as page:
        page.locator(".matrix").focus()
        page.keyboard.press("ArrowRight")
        for _ in range(100):
            page.wait_for_timeout(20)
            if moved := page.evaluate(_SCROLLED):
                break
        assert moved > 0
        page.locator(".matrix td a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/cascade/pair?**")


def test_findings_are_narrowed_without_a_script(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/checks?lang=vi", 390, java_script_enabled=False) as page:
        page.get_by_label("Quy tắc", exact=True).select_option("CAS-05")
        page.get_by_label("Có những từ").fill("grdp binh quan")
        page.get_by_role("button", name="Lọc").click()
        assert page.locator("article.finding").count() == 4
        assert page.get_by_label("Quy tắc", exact=True).input_value() == "CAS-05"
        page.get_by_role("link", name="địa chỉ của điều này").first.click()
        assert page.locator("article.finding").count() == 1
        assert page.locator("h1").inner_text().startswith("CAS-05")
