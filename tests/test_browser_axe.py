"""Every page in Chromium: no violation that axe finds, nothing asked elsewhere, nothing refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext

AXE = Path(__file__).parent / "clients" / "node_modules" / "axe-core" / "axe.min.js"
SOURCE = "000_075dc0d587ae7597.txt"
PAGES = (
    "/",
    "/search",
    "/search?q=bao+hiem+y+te",
    "/search?q=08-CTr/TƯ",
    "/search?q=qwertz",
    "/documents",
    "/id/document/ha-dong-2020-15-ctr",
    "/id/document/ha-noi-xvii-08-ctr",
    "/id/document/ha-dong-2020-15-ctr/target-14-1",
    "/indicators",
    "/id/indicator/health-insurance-coverage",
    "/id/indicator/grdp-per-capita",
    "/id/body/quan-uy-ha-dong",
    "/id/area/ha-noi",
    "/cascade",
    "/checks",
    "/checks?rule=CAS-01",
    "/queries",
    "/queries/one-indicator-across-levels",
    "/queries/targets-of-document",
    "/sparql",
    "/sources",
    f"/sources/{SOURCE}",
    "/about",
    "/data",
    "/cite",
    "/ontology",
    "/shapes",
    "/catalog",
    "/graph/reported",
    "/no-such-page",
)
"""One page at least of every sort."""

WAYS = (("light", 1280), ("dark", 1280), ("light", 390))

_RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map((fault) => [
    fault.id, fault.nodes.map((node) => `${node.target} ${node.failureSummary}`),
  ]);
}"""


def _context(browser: Browser, scheme: str, width: int) -> BrowserContext:
    return browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
        locale="vi-VN" if width > 400 else "en-GB",
        reduced_motion="reduce",
    )


@pytest.fixture(scope="module")
def axe() -> str:
    """Read axe-core; skip where npm has not put it there."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in tests/clients)")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize(("scheme", "width"), WAYS, ids=[f"{s}-{w}" for s, w in WAYS])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(
    site: str, browser: Browser, axe: str, path: str, scheme: str, width: int
) -> None:
    context = _context(browser, scheme, width)
    try:
        page = context.new_page()
        page.goto(site + path)
        page.evaluate(axe)
        violations: list[Any] = page.evaluate(_RUN)
    finally:
        context.close()
    assert violations == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nothing_elsewhere_and_is_refused_nothing(
    site: str, browser: Browser, path: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    context = _context(browser, "light", 1280)
    try:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "console",
            lambda line: said.append(line.text) if line.type in ("error", "warning") else None,
        )
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error(e.violatedDirective))"
        )
        response = page.goto(site + path, wait_until="networkidle")
        assert response is not None
        missing = response.status == 404
    finally:
        context.close()
    own = {url for url in asked if not url.startswith("data:")}
    assert {urlsplit(url).netloc for url in own} == {urlsplit(site).netloc}
    assert missing == (path == "/no-such-page")
    assert [line for line in said if not (missing and "404" in line)] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(site: str, browser: Browser, path: str) -> None:
    context = _context(browser, "light", 360)
    try:
        page = context.new_page()
        page.goto(site + path)
        width = page.evaluate("document.documentElement.scrollWidth")
    finally:
        context.close()
    assert width == 360
