"""The access log: one JSON object a line for each request, with nothing in it that is secret.

Of a query only its hash is kept, of an address its path without what stands behind the ``?``.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from typing import Any, Final, cast

from flask import Flask, Response, g, request

from .workers import Answer, Asked

_NOTES: Final = "bacthang.notes"
_LOG: Final = logging.getLogger("bacthang.access")
_AGENT: Final = 300


def install(app: Flask) -> None:
    """Let the log tell of the query that a request asked (``g.asked``) and of its ``g.answer``."""
    app.after_request(_noted)


def _noted(response: Response) -> Response:
    if "asked" in g:
        note(request.environ, g.asked, g.get("answer"))
    return response


def note(environ: dict[str, Any], asked: Asked, answer: Answer | None = None) -> None:
    """Have the log tell what the request of a WSGI environment asked, and what came of it."""
    environ[_NOTES] = (asked, answer)


def open_log(place: str) -> Callable[[dict[str, object]], None]:
    """Return what writes a record to a file, or to stdout for ``-``.

    A file that was moved away is opened anew, so that it can be rotated. Raises OSError.
    """
    out = sys.stdout.fileno() if place == "-" else place
    handler: logging.Handler = (
        logging.StreamHandler(open(out, "w", encoding="utf-8", closefd=False))  # noqa: SIM115
        if isinstance(out, int)
        else WatchedFileHandler(out, encoding="utf-8")
    )
    _LOG.handlers[:] = [handler]
    _LOG.propagate = False
    _LOG.setLevel(logging.INFO)
    return write


def write(record: dict[str, object]) -> None:
    """Write a record, dated."""
    dated = {"time": datetime.now(UTC).isoformat(timespec="milliseconds")} | record
    _LOG.info("%s", _visible(json.dumps(dated, ensure_ascii=False)))


def _visible(line: str) -> str:
    """Return JSON with what is not seen escaped: it could end a line, or command a terminal."""
    if line.isprintable():
        return line
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in line)


class Logged:
    """An application, each of whose answers is told of when it is over."""

    def __init__(self, app: Any, log: Callable[[dict[str, object]], None]) -> None:
        self._app = app
        self._log = log

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, and tell of it once the last byte is handed over."""
        begun = time.perf_counter()
        told: dict[str, object] = {}

        def starting(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            told["status"] = int(status.partition(" ")[0])
            return start_response(status, headers, exc_info)

        body = self._app(environ, starting)

        def over(size: int, whole: bool) -> None:
            record = _of_request(environ) | told | {"bytes": size}
            record["ms"] = round((time.perf_counter() - begun) * 1000, 1)
            self._log(record | _of_query(environ) | ({} if whole else {"cut": True}))

        return _Told(body, over)


class _Told:
    """A body that counts itself."""

    def __init__(self, body: Iterable[bytes], over: Callable[[int, bool], None]) -> None:
        self._body = body
        self._over = over
        self._size = 0
        self._whole = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            self._size += len(piece)
            yield piece
        self._whole = True

    def close(self) -> None:
        """End the body, and tell of it."""
        try:
            if close := getattr(self._body, "close", None):
                close()
        finally:
            self._over(self._size, self._whole)


def _of_request(environ: dict[str, Any]) -> dict[str, object]:
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    return {
        "client": environ.get("REMOTE_ADDR", ""),
        "method": environ["REQUEST_METHOD"],
        "path": _read(path),
        "agent": _read(environ.get("HTTP_USER_AGENT", ""))[:_AGENT],
    }


def _of_query(environ: dict[str, Any]) -> dict[str, object]:
    if _NOTES not in environ:
        return {}
    asked, answer = cast(tuple[Asked, Answer | None], environ[_NOTES])
    found: dict[str, object] = {"query": hashlib.sha256(asked.query.encode()).hexdigest()[:16]}
    if answer is not None and answer.count is not None:
        found["rows"] = answer.count
    return found


def _read(text: str) -> str:
    """Return what WSGI hands on byte by byte as the UTF-8 it is (PEP 3333)."""
    return text.encode("latin-1", "replace").decode("utf-8", "replace")
