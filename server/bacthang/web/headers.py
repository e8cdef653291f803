"""What every answer carries: a strict policy of content, and validators tied to the edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Response, request

from .caching import is_held, tag
from .editions import edition
from .speech import language, theme
from .static_files import program_digest

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

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
_ALWAYS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "*"),
)
"""All is public and nothing is kept by session: any site may read what this one says."""
_PROMISED: Final = "bacthang.promised"
_SPOKEN: Final = ("Accept", "Accept-Encoding", "Accept-Language", "Cookie")
"""What a page depends on."""


def install(app: Flask) -> None:
    """Give every answer its headers; answer 304 where the client has this edition's page."""
    app.before_request(_unchanged)
    app.after_request(_marked)
    app.wsgi_app = Always(app.wsgi_app)  # type: ignore[method-assign]


def promise(headers: tuple[tuple[str, str], ...]) -> None:
    """Have the answer to this request carry these headers, whatever comes of it."""
    promise_in(request.environ, headers)


def promise_in(environ: dict[str, Any], headers: tuple[tuple[str, str], ...]) -> None:
    """Have the answer to the request of a WSGI environment carry these headers."""
    environ[_PROMISED] = headers


class Always:
    """Puts the headers that never change on an answer, last of all and for next to nothing."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with the headers that are missing."""

        def started(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            given = {name for name, _ in headers}
            more = [header for header in _ALWAYS if header[0] not in given]
            return start_response(status, [*headers, *more, *environ.get(_PROMISED, ())], *error)

        return self._app(environ, started)


def page_tag() -> str:
    """Return the entity tag of a page.

    It is of the edition and the program, of address, language and colours, and of what the client
    accepts.
    """
    return tag(
        edition().tag,
        program_digest(),
        request.url,
        language(),
        theme(),
        request.headers.get("Accept"),
    )


def _unchanged() -> Response | None:
    """Answer 304 for a page that the client has; a page is tagged only once it was given whole."""
    if "HTTP_IF_NONE_MATCH" in request.environ:
        held = page_tag()
        if is_held(held):
            return Response(status=304, headers={"ETag": f'W/"{held}"'})
    return None


def _marked(response: Response) -> Response:
    headers = response.headers
    if response.status_code == 200 and "ETag" not in headers and _is_kept(response):
        response.set_etag(page_tag(), weak=True)
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-cache"
    if "Vary" not in headers:
        headers["Vary"] = ", ".join(_SPOKEN)
    elif response.status_code != 304 and response.mimetype == "text/html":
        response.vary.update(_SPOKEN)
    return response


def _is_kept(response: Response) -> bool:
    stored = "no-store" not in response.headers.get("Cache-Control", "")
    return stored and request.method in ("GET", "HEAD")
