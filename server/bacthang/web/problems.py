"""What goes wrong, told to each in their way.

Software gets problem documents (RFC 9457) with the remedy beside the detail, people a page with
both; nobody a stack trace or a path of this machine.
"""

from __future__ import annotations

import json
import logging
from typing import Final

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, default_exceptions

from ..errors import BacThangError, DataDamaged, Lang, StoreUnreadable, Wording
from ..stores.trouble import is_of_files, unreadable_now
from .caching import NOT_KEPT
from .kinds import AFTER, AGAIN, OF_HTTP, TYPES, UNFORESEEN, status_of, title_of
from .negotiation import HTML, PROBLEM, preferred
from .speech import language

_LOG: Final = logging.getLogger("bacthang.web")
_FACTS: Final = ("line", "column")
"""What an error knows that software can use."""


def install(app: Flask) -> None:
    """Answer every error with a problem document or a page."""
    app.register_error_handler(BacThangError, told)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _unforeseen)


def problem(status: int, title: str, detail: str, kind: str, **more: object) -> Response:
    """Return a problem as the client reads it.

    ``title`` is what is wrong and ``detail`` what to do, as a page heads and explains them; in a
    problem document they are ``detail`` and ``remedy``, for a title there is that of all problems
    of a kind. ``kind`` names the type, one of ours.
    """
    if preferred(request.headers.get("Accept"), [PROBLEM, "application/json", HTML]) == HTML:
        page = render_template("problem.html", status=status, title=title, detail=detail)
        response = Response(page, status, content_type="text/html; charset=utf-8")
    else:
        text = _document(status, title, detail, kind, language(), **more)
        response = Response(text, status, content_type=PROBLEM)
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def refusal(status: int, lang: Lang) -> tuple[str, str]:
    """Return the name of a status, and the document for what never became a request."""
    name = default_exceptions[status]().name
    what, remedy = OF_HTTP.get(status, (UNFORESEEN, AGAIN))
    kind = name.replace(" ", "")
    return name, _document(status, what.plain(lang), remedy.plain(lang), kind, lang)


def _document(status: int, what: str, remedy: str, kind: str, lang: Lang, **more: object) -> str:
    said = {"type": TYPES + kind, "title": title_of(status).plain(lang), "status": status}
    said |= {"detail": what, "remedy": remedy, **more}
    return json.dumps(said, ensure_ascii=False, indent=1)


def told(error: BacThangError) -> Response:
    """Return an error as the client reads it; of the store none but that it is damaged."""
    if isinstance(error, StoreUnreadable):
        _LOG.error("%s: %s", type(error).__name__, error)
        error = DataDamaged(cause=type(error).__name__)
    status = status_of(error)
    if status == 500:
        _LOG.error("%s: %s", type(error).__name__, error)
    lang = language()
    facts = {name: error.facts[name] for name in _FACTS if name in error.facts}
    kind = type(error)
    told = problem(status, error.message(lang), error.remedy(lang), kind.__name__, **facts)
    if kind in AFTER:
        told.headers["Retry-After"] = str(AFTER[kind])
    return told


def _refused(error: HTTPException) -> Response:
    response = error.get_response()
    status = error.code or 500
    if status < 400:
        return Response(response.get_data(), status, response.headers)
    what, remedy = OF_HTTP.get(status, (Wording(error.name, error.name), AGAIN))
    facts = {"allowed": response.headers.get("Allow", ""), "offered": error.description or ""}
    lang = language()
    told = problem(
        status, what.plain(lang), remedy.said(lang, **facts), error.name.replace(" ", "")
    )
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told


def _unforeseen(error: Exception) -> Response:
    if is_of_files(error):
        return told(unreadable_now(error))
    _LOG.exception("unforeseen", exc_info=error)
    lang = language()
    kind = InternalServerError.__name__
    return problem(500, UNFORESEEN.plain(lang), AGAIN.plain(lang), kind)
