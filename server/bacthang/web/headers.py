"""What every answer carries: a strict policy of content, and validators tied to the edition."""

from __future__ import annotations

import hashlib
from typing import Final

from flask import Flask, Response, request

from .editions import edition
from .speech import language, theme

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Give every answer its headers; answer 304 where the client has this edition's page."""
    app.before_request(_unchanged)
    app.after_request(_marked)


def page_tag() -> str:
    """Return the entity tag of a page: of edition, address, language, colours and form."""
    told = (edition().tag, request.full_path, language(), theme(), request.headers.get("Accept"))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _unchanged() -> Response | None:
    if request.method in ("GET", "HEAD") and request.if_none_match.contains_weak(page_tag()):
        return _marked(Response(status=304))
    return None


def _marked(response: Response) -> Response:
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if response.status_code in (200, 304) and "ETag" not in response.headers:
        response.set_etag(page_tag(), weak=True)
    response.headers.setdefault("Cache-Control", "no-cache")
    response.vary.update(("Accept", "Accept-Language", "Cookie"))
    return response
