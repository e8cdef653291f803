"""Pages in Chromium: no violation that axe finds, nothing asked elsewhere, nothing refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from front_pages import FAILING, PAGES

AXE = Path(__file__).parent / "clients" / "node_modules" / "axe-core" / "axe.min.js"
LANGUAGES = ("vi", "en")
WIDE, NARROW, NARROWEST = 1280, 390, 360

_ALL = "{ resultTypes: ['violations'] }"
_COLOURS = "{ runOnly: ['color-contrast', 'link-in-text-block'], resultTypes: ['violations'] }"
_RUN = """async () => {
  const found = await axe.run(document, %s);
  return found.violations.map((fault) => [
    fault.id, fault.nodes.map((node) => `${node.target} ${node.failureSummary}`),
  ]);
}"""
_WATCH = """
addEventListener("securitypolicyviolation", (refused) => console.error(refused.violatedDirective));
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Read axe-core; skip where npm has not put it there."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in tests/clients)")
    return AXE.read_text("utf-8")


@contextmanager
def opened(browser: Browser, lang: str) -> Iterator[Page]:
    """Open a wide, light page of a browser in a language."""
    context = browser.new_context(
        color_scheme="light",
        viewport={"width": WIDE, "height": 900},
        locale={"vi": "vi-VN", "en": "en-GB"}[lang],
        reduced_motion="reduce",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(site: str, browser: Browser, axe: str, path: str) -> None:
    """Wide and narrow, light and dark; a language each, turn by turn."""
    lang = LANGUAGES[PAGES.index(path) % 2]
    found: dict[str, Any] = {}
    with opened(browser, lang) as page:
        page.goto(site + path)
        page.evaluate(axe)
        found["light"] = page.evaluate(_RUN % _ALL)
        page.emulate_media(color_scheme="dark")
        found["dark"] = page.evaluate(_RUN % _COLOURS)
        page.set_viewport_size({"width": NARROW, "height": 900})
        found["narrow"] = page.evaluate(_RUN % _ALL)
    assert found == {"light": [], "dark": [], "narrow": []}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nothing_elsewhere_is_refused_nothing_and_fits_a_phone(
    site: str, browser: Browser, path: str
) -> None:
    """In the language that the other test does not take."""
    asked: list[str] = []
    said: list[str] = []
    with opened(browser, LANGUAGES[1 - PAGES.index(path) % 2]) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "console",
            lambda line: said.append(line.text) if line.type in ("error", "warning") else None,
        )
        page.add_init_script(_WATCH)
        response = page.goto(site + path, wait_until="networkidle")
        assert response is not None
        status = response.status
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        narrow = page.evaluate("document.documentElement.scrollWidth")
    own = {urlsplit(url).netloc for url in asked if not url.startswith("data:")}
    assert own == {urlsplit(site).netloc}
    assert status == FAILING.get(path, 200)
    assert [line for line in said if path not in FAILING or str(status) not in line] == []
    assert (wide, narrow) == (WIDE, NARROWEST)
