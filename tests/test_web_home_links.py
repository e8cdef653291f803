"""Wherever the site lies, its pages lead to its own addresses, and run nothing of their own."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from front_pages import FAILING, PAGES

LEADING = ("href", "src", "action", "formaction", "poster", "srcset", "data")
INLINE = ("style", "onclick", "onload", "onsubmit", "onchange", "onerror")
RUN = ("", "text/javascript", "module", "application/javascript")


class Page(HTMLParser):
    """What a page leads to, and what it would run or style by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.inline: list[str] = []
        self.headings: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep addresses, inline styles and scripts, and headings of the first order."""
        given = {name: value or "" for name, value in attrs}
        self.leads += [given[name] for name in LEADING if given.get(name)]
        self.inline += [f"{tag} {name}" for name in given if name in INLINE]
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type", "") in RUN
        ):
            self.inline.append(tag)
        if tag == "h1":
            self.headings.append(tag)


@pytest.mark.parametrize("path", PAGES)
def test_below_a_prefix_every_address_of_the_site_has_it(client: FlaskClient, path: str) -> None:
    response = client.get(
        path, base_url="http://example.org/below", headers={"Accept": "text/html"}
    )
    assert response.status_code == FAILING.get(path, 200)
    leads = Page(response.get_data(as_text=True)).leads
    rooted = [lead for lead in leads if lead.startswith("/")]
    assert len(rooted) > 20
    assert [lead for lead in rooted if not lead.startswith("/below/")] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_and_styles_nothing_inline_and_has_one_heading(
    client: FlaskClient, path: str
) -> None:
    page = Page(client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True))
    assert page.inline == []
    assert len(page.headings) == 1


@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_a_page_needs_lies_elsewhere(client: FlaskClient, path: str) -> None:
    text = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
    needed = Needed(text).addresses
    assert len(needed) > 2
    assert [need for need in needed if not need.startswith(("/static/", "/sources/"))] == []


class Needed(HTMLParser):
    """What a browser fetches by itself for a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep sources, style sheets and icons."""
        given = dict(attrs)
        if src := given.get("src"):
            self.addresses.append(src)
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "manifest"):
            self.addresses.append(given.get("href") or "")
