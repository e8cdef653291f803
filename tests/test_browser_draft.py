"""Reviewing in Chromium: words to what was read and back, choices, languages; no script needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from bacthang.drafting.writing.review import page
from draft_made import KNOWN, MADE, reported

AXE: Final = Path(__file__).parent / "clients" / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW, NARROWEST = 1280, 390, 360
TEXT: Final = """CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết Đại hội Đảng bộ xã Ví Dụ lần thứ X, nhiệm kỳ 2020 - 2025

II. Chỉ tiêu chủ yếu đến năm 2025
1. Trên 95% người dân tham gia bảo hiểm y tế.
2. Tỷ lệ hộ nghèo giảm còn dưới 1%.
3. Hằng năm, kết nạp từ 8 - 10 đảng viên mới.
"""
_RUN: Final = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.map((fault) => [
    fault.id, fault.nodes.map((node) => `${node.target} ${node.failureSummary}`),
  ]);
}"""
_WATCH: Final = """
addEventListener("securitypolicyviolation", (refused) => console.error(refused.violatedDirective));
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write a review of the proposal made by hand, and give its address."""
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_text(page(MADE, KNOWN, reported(), "vi"), "utf-8")
    return path.as_uri()


@contextmanager
def opened(
    browser: Browser, width: int = WIDE, lang: str = "en", scripts: bool = True, dark: bool = False
) -> Iterator[Page]:
    """Open a page of its own, so wide, in a language."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale={"vi": "vi-VN", "en": "en-GB"}[lang],
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """Read axe-core; skip where npm has not put it there."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in tests/clients)")
    return AXE.read_text("utf-8")


def faults(shown: Page, axe: str) -> Any:
    shown.evaluate(axe)
    return shown.evaluate(_RUN)


@pytest.mark.parametrize("scripts", [True, False])
def test_words_lead_to_what_was_read_and_back(browser: Browser, file: str, scripts: bool) -> None:
    with opened(browser, NARROW, scripts=scripts) as shown:
        shown.goto(file)
        shown.locator("a.ref[href='#p5']").click()
        expect(shown.locator("#p5:target")).to_be_in_viewport()
        shown.locator("#p5 .back").click()
        words = shown.locator("mark:target")
        expect(words).to_be_in_viewport()
        assert words.text_content() == "40% tự mua"


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_shown_is_chosen(browser: Browser, file: str, scripts: bool) -> None:
    with opened(browser, scripts=scripts) as shown:
        shown.goto(file)

        def visible() -> list[str | None]:
            cards = shown.locator(".entry:visible")
            return [cards.nth(n).get_attribute("id") for n in range(cards.count())]

        assert visible() == [f"p{n}" for n in range(1, 10)]
        for sort, ids in {
            "doubtful": ["p1", "p2", "p5"],
            "new": ["p5", "p6", "p7"],
            "found": ["p4"],
        }.items():
            shown.locator(f"#show-{sort}").check()
            assert visible() == ids
            assert shown.locator(".row:visible").count() < 5
        shown.locator("#show-doubtful").check()
        shown.locator("#p5 a[href='#p4']").click()
        expect(shown.locator("#p4")).to_be_in_viewport()


def test_by_keyboard(browser: Browser, file: str) -> None:
    with opened(browser) as shown:
        shown.goto(file)
        shown.locator("#lang-vi").focus()
        shown.keyboard.press("ArrowRight")
        expect(shown.get_by_role("heading", level=1)).to_have_text(
            "A reading to review: 900_xa-vi-du.txt", use_inner_text=True
        )
        shown.locator("#show-all").focus()
        shown.keyboard.press("ArrowRight")
        assert shown.locator("#show-doubtful").is_checked()


def test_the_file_shows_one_language_at_a_time(browser: Browser, file: str) -> None:
    with opened(browser, scripts=False) as shown:
        shown.goto(file)
        assert shown.locator(".en:visible").count() == 0
        shown.get_by_text("English", exact=True).click()
        assert shown.locator(".vi:visible").count() == 0
        assert shown.locator(".en:visible").count() > 40


def test_the_file_asks_for_nothing(browser: Browser, file: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    with opened(browser) as shown:
        shown.on("request", lambda request: asked.append(request.url))
        shown.on("console", lambda line: said.append(line.text))
        shown.add_init_script(_WATCH)
        shown.goto(file, wait_until="networkidle")
    assert asked == [file]
    assert said == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_no_violation_in_the_file(
    browser: Browser, file: str, axe: str, width: int, dark: bool
) -> None:
    with opened(browser, width, dark=dark) as shown:
        shown.goto(file)
        assert faults(shown, axe) == []
        shown.locator("#lang-en").check()
        shown.locator("details").first.evaluate("(one) => { one.open = true; }")
        assert faults(shown, axe) == []


@pytest.mark.parametrize("width", [WIDE, NARROWEST])
def test_the_file_fits(browser: Browser, file: str, width: int) -> None:
    with opened(browser, width) as shown:
        shown.goto(file)
        assert shown.evaluate("document.documentElement.scrollWidth") == width


def test_words_stay_beside_what_was_read_where_there_is_room(browser: Browser, file: str) -> None:
    with opened(browser) as shown:
        shown.goto(file)
        row = shown.locator(".row:has(#p4)")
        words, read = row.locator(".line").bounding_box(), row.locator("#p4").bounding_box()
        assert words
        assert read
        assert words["x"] + words["width"] < read["x"]
        shown.set_viewport_size({"width": NARROW, "height": 900})
        words, read = row.locator(".line").bounding_box(), row.locator("#p4").bounding_box()
        assert words
        assert read
        assert words["y"] + words["height"] <= read["y"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_text_is_pasted_read_and_taken_away(site: str, browser: Browser, scripts: bool) -> None:
    with opened(browser, scripts=scripts) as shown:
        shown.goto(f"{site}/draft")
        shown.get_by_label("Text", exact=True).fill(TEXT)
        shown.get_by_role("button", name="Read", exact=True).click()
        expect(shown.get_by_role("heading", level=1)).to_contain_text("van-ban.txt")
        marked = shown.locator("mark.target")
        assert "95%" in (marked.first.text_content() or "")
        assert shown.locator("form.takeaway textarea").input_value() == TEXT
        for name, end in (("Turtle", ".ttl"), ("CSV", ".csv"), ("a page by itself", ".html")):
            with shown.expect_download() as coming:
                shown.get_by_role("button", name=name).click()
            taken = Path(coming.value.path()).read_text("utf-8-sig")
            assert coming.value.suggested_filename == f"van-ban{end}"
            assert "người dân tham gia bảo hiểm y tế" in taken
        shown.get_by_role("button", name="Đọc bằng tiếng Việt").click()
        expect(shown.get_by_role("heading", level=1)).to_contain_text("Bản đọc để duyệt")


def test_a_file_is_read(site: str, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "chuong-trinh.txt"
    path.write_text(TEXT, "utf-8")
    with opened(browser) as shown:
        shown.goto(f"{site}/draft")
        shown.locator("#file").set_input_files(path)
        shown.get_by_role("button", name="Read", exact=True).click()
        expect(shown.get_by_role("heading", level=1)).to_contain_text("chuong-trinh.txt")
        assert shown.locator("mark.target").count() >= 3


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_no_violation_in_a_reading(
    site: str, browser: Browser, axe: str, lang: str
) -> None:
    with opened(browser, lang=lang) as shown:
        shown.goto(f"{site}/draft")
        shown.locator("#text").fill(TEXT)
        shown.locator("form.given button").click()
        expect(shown.locator(".review")).to_be_visible()
        found = {"light": faults(shown, axe)}
        shown.emulate_media(color_scheme="dark")
        found["dark"] = faults(shown, axe)
        shown.set_viewport_size({"width": NARROW, "height": 900})
        found["narrow"] = faults(shown, axe)
        shown.set_viewport_size({"width": NARROWEST, "height": 900})
        assert shown.evaluate("document.documentElement.scrollWidth") == NARROWEST
    assert found == {"light": [], "dark": [], "narrow": []}


def test_nothing_is_kept(site: str, browser: Browser) -> None:
    with opened(browser) as shown:
        shown.goto(f"{site}/draft")
        shown.locator("#text").fill(TEXT)
        shown.locator("form.given button").click()
        expect(shown.locator(".review")).to_be_visible()
        assert shown.context.cookies() == []
        assert shown.evaluate("localStorage.length + sessionStorage.length") == 0
