"""What goes wrong, told to each in their way.

Software gets problem documents (RFC 9457) with the remedy beside the detail, people a page with
both; nobody a stack trace or a path of this machine.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, default_exceptions

from ..errors import (
    AmbiguousName,
    BacThangError,
    BadParameter,
    BadQuery,
    Busy,
    DumpsPending,
    FailedQuery,
    MemoryLimit,
    Misuse,
    NoSuchForm,
    NoSuchThing,
    QueryCrashed,
    QueryTooLong,
    RefusedQuery,
    RowLimit,
    SizeLimit,
    TimeLimit,
    TooManyAtOnce,
    UnfitBody,
    UnfitFormat,
    UnfitRequest,
    UnknownName,
    Wording,
)
from ..namespaces import BASE
from .caching import NOT_KEPT
from .negotiation import HTML, PROBLEM, preferred
from .speech import language

_LOG = logging.getLogger("bacthang.web")

TYPES: Final = f"{BASE}problems#"
"""Where the types of problems are explained."""

STATUSES: Final[dict[type[BacThangError], int]] = {
    UnknownName: 404,
    AmbiguousName: 400,
    BadParameter: 400,
    UnfitFormat: 406,
    Misuse: 400,
    BadQuery: 400,
    UnfitRequest: 400,
    UnfitBody: 415,
    FailedQuery: 500,
    RefusedQuery: 400,
    QueryTooLong: 413,
    NoSuchForm: 406,
    TimeLimit: 503,
    MemoryLimit: 503,
    RowLimit: 400,
    SizeLimit: 400,
    Busy: 503,
    TooManyAtOnce: 429,
    QueryCrashed: 500,
    NoSuchThing: 404,
    DumpsPending: 503,
}
"""The status of each error, by its nearest class."""

_UNFORESEEN: Final = Wording(
    "Máy chủ gặp một lỗi chưa lường trước.", "The server met a fault that nobody foresaw."
)
_AGAIN: Final = Wording("Thử lại sau ít phút.", "Try again in a few minutes.")
_TITLES: Final = {
    400: Wording("Yêu cầu không dùng được", "The request cannot be used"),
    404: Wording("Không tìm thấy", "Not found"),
    405: Wording("Phương thức không được nhận", "Method not allowed"),
    406: Wording("Không có dạng đã xin", "No such form"),
    413: Wording("Quá lớn", "Too large"),
    414: Wording("Địa chỉ quá dài", "The address is too long"),
    415: Wording("Kiểu nội dung không được nhận", "Unsupported media type"),
    429: Wording("Quá nhiều yêu cầu", "Too many requests"),
    500: Wording("Lỗi của máy chủ", "Server error"),
    503: Wording("Chưa trả lời được", "Not able to answer"),
}
_HTTP: Final = {
    404: (
        Wording("Ở địa chỉ này không có gì.", "There is nothing at this address."),
        Wording("Tìm từ trang chủ.", "Search from the home page."),
    ),
    405: (
        Wording("Địa chỉ này không nhận cách gọi ấy.", "This address does not take that method."),
        Wording("Các cách nhận: {allowed}.", "It takes: {allowed}."),
    ),
    406: (
        Wording("Không có dạng nào như đã xin.", "There is no such form as was asked for."),
        Wording("Có những dạng: {offered}.", "There are: {offered}."),
    ),
    413: (
        Wording("Gửi lên quá nhiều.", "That is more than this address takes."),
        Wording("Gửi ít hơn.", "Send less."),
    ),
}
_FACTS: Final = ("line", "column")
"""What an error knows that software can use."""
_AFTER: Final[dict[type[BacThangError], int]] = {Busy: 5, TooManyAtOnce: 1}
"""In how many seconds it is worth trying again."""
_FACT: Final = re.compile(r"\{[^{}]*\}")


class Explained(NamedTuple):
    """A kind of problem: its name, its status, what is wrong and what to do."""

    name: str
    status: int
    what: Wording
    remedy: Wording


def install(app: Flask) -> None:
    """Answer every error with a problem document or a page."""
    app.register_error_handler(BacThangError, _told)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _unforeseen)


def status_of(error: BacThangError) -> int:
    """Return the status for an error: that of its nearest class, else 500."""
    return _status(type(error))


def explained() -> list[Explained]:
    """Return every kind of problem that has a status, by status and name.

    What each occurrence says in its own way is left out: ``…``.
    """
    kinds = {kind for named in STATUSES if named is not Misuse for kind in _kinds(named)}
    told = [
        Explained(kind.__name__, _status(kind), _bare(kind.messages), _bare(kind.remedies))
        for kind in kinds
        if hasattr(kind, "messages")
    ]
    told += [
        Explained(default_exceptions[status]().name.replace(" ", ""), status, what, _bare(remedy))
        for status, (what, remedy) in _HTTP.items()
    ]
    told.append(Explained(InternalServerError.__name__, 500, _UNFORESEEN, _AGAIN))
    return sorted(told, key=lambda kind: (kind.status, kind.name))


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
        heading = _TITLES.get(status, _TITLES[500 if status >= 500 else 400])
        said = {"type": TYPES + kind, "title": heading.plain(language()), "status": status}
        said |= {"detail": title, "remedy": detail, **more}
        text = json.dumps(said, ensure_ascii=False, indent=1)
        response = Response(text, status, content_type=PROBLEM)
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def _told(error: BacThangError) -> Response:
    status = status_of(error)
    if status == 500:
        _LOG.error("%s: %s", type(error).__name__, error)
    lang = language()
    facts = {name: error.facts[name] for name in _FACTS if name in error.facts}
    kind = type(error)
    told = problem(status, error.message(lang), error.remedy(lang), kind.__name__, **facts)
    if kind in _AFTER:
        told.headers["Retry-After"] = str(_AFTER[kind])
    return told


def _refused(error: HTTPException) -> Response:
    response = error.get_response()
    status = error.code or 500
    if status < 400:
        return Response(response.get_data(), status, response.headers)
    what, remedy = _HTTP.get(status, (Wording(error.name, error.name), _AGAIN))
    facts = {"allowed": response.headers.get("Allow", ""), "offered": error.description or ""}
    lang = language()
    told = problem(
        status, what.plain(lang), remedy.said(lang, **facts), error.name.replace(" ", "")
    )
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told


def _status(kind: type[BacThangError]) -> int:
    return next((STATUSES[base] for base in kind.__mro__ if base in STATUSES), 500)


def _kinds(kind: type[BacThangError]) -> Iterator[type[BacThangError]]:
    yield kind
    for special in kind.__subclasses__():
        yield from _kinds(special)


def _bare(words: Wording) -> Wording:
    return Wording(*(_FACT.sub("…", text) for text in words))


def _unforeseen(error: Exception) -> Response:
    _LOG.exception("unforeseen", exc_info=error)
    lang = language()
    kind = InternalServerError.__name__
    return problem(500, _UNFORESEEN.plain(lang), _AGAIN.plain(lang), kind)
