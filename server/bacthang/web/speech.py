"""In which language a reader is spoken to: as asked, as remembered, as the browser says."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask, Response, g, request

from ..errors import LANGS, Lang, Wording
from ..views import dates

_YEAR = 365 * 24 * 3600
_REMEMBERED = {"lang": LANGS, "theme": ("light", "dark", "auto")}


def install(app: Flask) -> None:
    """Let templates say things in both languages, and remember what a reader chose."""
    app.context_processor(_words)
    app.after_request(_remember)


def language() -> Lang:
    """Return the language of this request: ``?lang=``, the cookie, ``Accept-Language``, English."""
    if "lang" not in g:
        chosen = _chosen("lang")
        g.lang = chosen or request.accept_languages.best_match(LANGS, default="en")
    return cast(Lang, g.lang)


def theme() -> str:
    """Return the colours that the reader chose: light, dark or auto."""
    return _chosen("theme") or "auto"


def said(vi: str, en: str, **facts: Any) -> str:
    """Say one thing in the language of this request."""
    words = Wording(vi, en)
    return words.said(language(), **facts) if facts else words.plain(language())


def day(written: str) -> str:
    """Return a date of ISO 8601 as people write it in the language of this request."""
    return dates.day(written, language())


def _chosen(name: str) -> str | None:
    for source in (request.args, request.cookies):
        if (value := source.get(name)) in _REMEMBERED[name]:
            return value
    return None


def _words() -> dict[str, Any]:
    return {"said": said, "day": day, "lang": language(), "theme": theme()}


def _remember(response: Response) -> Response:
    said = request.environ.get("QUERY_STRING", "")
    if not any(f"{name}=" in said for name in _REMEMBERED):
        return response
    for name, accepted in _REMEMBERED.items():
        value = request.args.get(name)
        if value in accepted and value != request.cookies.get(name):
            response.set_cookie(
                name, value, max_age=_YEAR, samesite="Lax", httponly=True, path=_root()
            )
    return response


def _root() -> str:
    return f"{request.script_root}/"
