"""What stands before the application: trusted proxies, and the path below which the site lies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ..errors import BadPrefix
from .settings import Settings

_PREFIX: Final = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")


def install(app: Flask, settings: Settings) -> None:
    """Set the application below its prefix, and behind its proxies if there are any.

    ``X-Forwarded-For``, ``-Proto``, ``-Host`` and ``-Prefix`` are believed only as far as that many
    proxies have written them, and not at all without one. Raises BadPrefix.
    """
    inner: Any = app.wsgi_app
    if settings.proxies:
        each = settings.proxies
        inner = _Sound(inner, settings.prefix)
        inner = ProxyFix(inner, x_for=each, x_proto=each, x_host=each, x_prefix=each)
    if settings.prefix:
        if not _PREFIX.fullmatch(settings.prefix):
            raise BadPrefix(prefix=settings.prefix)
        inner = DispatcherMiddleware(_Outside(settings.prefix), {settings.prefix: inner})
    app.wsgi_app = inner  # type: ignore[method-assign]


class _Sound:
    """An application that lies below a path and nothing else: ``//host`` would be none."""

    def __init__(self, app: Any, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        said = environ.get("SCRIPT_NAME", "").rstrip("/")
        environ["SCRIPT_NAME"] = said if _PREFIX.fullmatch(said) else self._prefix
        answer: Iterable[bytes] = self._app(environ, start_response)
        return answer


class _Outside:
    """What lies outside the prefix: nothing, but for the way in."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] in ("", "/"):
            answer: Response = redirect(f"{self._prefix}/", 302)
        else:
            answer = Response("404\n", 404, content_type="text/plain; charset=utf-8")
        return answer(environ, start_response)
