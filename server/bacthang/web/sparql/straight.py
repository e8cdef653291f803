"""Queries of software are answered without what pages need: routing, hooks, contexts, languages.

This stands before the application and takes what is plain: a GET of a query by a client that wants
no page and holds no answer of ours. Everything else goes on to the application, and so does every
error, which is told there in the client's way.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Request

from ..accesslog import note
from ..compression import is_worth_it
from ..editions import editions
from ..headers import promise_in
from .asking import Asking, asking, delivered
from .description import limit_headers
from .forms import forms_for
from .reading import read_wish

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from ..workers import Answer

FAILED: Final = "bacthang.failed"
"""Where the application finds the error that a query came to here."""
_PATH: Final = "/sparql"
_OK: Final = f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}"


def install(app: Flask) -> None:
    """Stand before an application."""
    app.wsgi_app = Straight(app, app.wsgi_app)  # type: ignore[method-assign]


class Straight:
    """The endpoint for what is plain, and the application behind it."""

    def __init__(self, app: Flask, inner: WSGIApplication) -> None:
        self._inner = inner
        self._editions = editions(app)
        self._limits = self._editions.settings.limits
        self._promised = limit_headers(self._limits)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or hand on."""
        if environ["PATH_INFO"] == _PATH and environ["REQUEST_METHOD"] == "GET":
            try:
                body = self._answered(environ, start_response)
            except Exception as error:
                environ[FAILED] = error
            else:
                if body is not None:
                    return body
        return self._inner(environ, start_response)

    def _answered(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes] | None:
        if "HTTP_IF_NONE_MATCH" in environ:
            return None
        accept = environ.get("HTTP_ACCEPT", "")
        forms = forms_for(accept)
        if forms.page:
            return None
        wish = read_wish(Request(environ), self._limits.query_bytes)
        if wish.form:
            forms = forms_for(accept, wish.form)
        if wish.query is None or forms.page:
            return None
        served = self._editions.begin()
        try:
            plan = asking(wish, wish.query, forms, environ, served.tag)
            note(environ, plan.asked)
            answer = served.pool.ask(plan.asked)
        finally:
            self._editions.end(served)
        note(environ, plan.asked, answer)
        promise_in(environ, self._promised)
        return _sent(plan, answer, environ, start_response)


def _sent(
    plan: Asking, answer: Answer, environ: dict[str, Any], start_response: StartResponse
) -> Iterable[bytes]:
    headers = plan.headers
    headers["Content-Type"] = plan.content_type(answer)
    packed = is_worth_it(environ, headers["Content-Type"], answer.size)
    if packed:
        headers["Content-Encoding"] = "gzip"
    length, body = delivered(answer, packed=packed)
    start_response(_OK, [*headers.items(), *length.items()])
    return body
