"""What search engines read first: where they may go, and all there is to find.

A sitemap lists pages (sitemaps.org, version 0.9): those of the site, and each thing that a person
would look for. Places in texts, sentences and nodes without a name are reached from those.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound

from ...views.sitemap import count, some
from ..editions import edition
from ..links import local

blueprint = Blueprint("crawling", __name__)

_PAGES: Final = (
    *("/", "/documents", "/indicators", "/cascade", "/checks", "/queries", "/sparql"),
    *("/sources", "/ontology", "/shapes", "/catalog", "/about", "/data", "/cite"),
)
_MOST: Final = 10_000
"""How many addresses one sitemap holds; 50,000 are allowed, and take longer to send."""


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let everybody read all but what each visit would compute anew."""
    root = request.script_root
    lines = (
        "User-agent: *",
        f"Disallow: {root}/sparql?",
        f"Disallow: {root}/search?",
        f"Disallow: {root}/*?lang=",
        f"Disallow: {root}/*?theme=",
        f"Sitemap: {request.host_url.rstrip('/')}{url_for('crawling.index')}",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def index() -> Response:
    """List the sitemaps."""
    site = request.host_url.rstrip("/")
    entries = (
        f"<sitemap><loc>{escape(site + url_for('crawling.sitemap', number=number))}</loc></sitemap>"
        for number in _parts()
    )
    return _xml("sitemapindex", entries)


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap(number: int) -> Response:
    """List a part of the pages.

    Raises NotFound for a part that there is not.
    """
    if number not in _parts():
        raise NotFound
    site = request.host_url.rstrip("/") + request.script_root
    start = (number - 1) * _MOST
    shown = [*_PAGES[start : start + _MOST]]
    things = some(edition().listings, max(0, start - len(_PAGES)), _MOST - len(shown))
    root = request.script_root
    shown += [_address(local(thing).removeprefix(root)) for thing in things]
    return _xml("urlset", (f"<url><loc>{escape(site + path)}</loc></url>" for path in shown))


def _parts() -> range:
    """Return the numbers of the sitemaps."""
    whole = len(_PAGES) + count(edition().listings)
    return range(1, 1 + -(-whole // _MOST))


def _address(path: str) -> str:
    """Return where a thing has its page; a question has it in the library."""
    question = path.removeprefix("/id/query/")
    return path if question == path else f"/queries/{question}"


def _xml(root: str, entries: Iterator[str]) -> Response:
    lines = "\n".join(entries)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</{root}>\n'
    )
    return Response(text, content_type="application/xml; charset=utf-8")
