"""Answers are sent compressed to those who take gzip, piece by piece as they come."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from flask import Flask, Response, request

from .negotiation import preferred

_LEAST: Final = 1200
"""Below a packet, nothing is gained."""
_LEVEL: Final = 5
_GZIP: Final = 16 + zlib.MAX_WBITS
_TEXTUAL: Final = re.compile(
    r"text/|image/svg|application/([\w.-]+\+)?(json|xml)\b|application/(n-triples|n-quads|trig)"
    r"|application/javascript"
)


def install(app: Flask) -> None:
    """Compress what is worth it."""
    app.after_request(_compressed)


def gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what comes, as one gzip member (RFC 1952)."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def is_worth_it(environ: dict[str, Any], content_type: str, size: int | None) -> bool:
    """Tell whether an answer of that type and size, None for unknown, is sent compressed."""
    return (
        (size is None or size >= _LEAST)
        and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        and _TEXTUAL.match(content_type) is not None
    )


def _compressed(response: Response) -> Response:
    headers = response.headers
    kind, size = headers.get("Content-Type", ""), headers.get("Content-Length", type=int)
    if (
        not is_worth_it(request.environ, kind, size)
        or response.status_code in (204, 206, 304)
        or "Content-Encoding" in headers
        or request.method == "HEAD"
    ):
        return response
    if response.is_sequence:
        response.set_data(b"".join(gzipped(response.iter_encoded())))
    else:
        # Closing a generator that was never begun does not reach what it would have read.
        if (close := getattr(response.response, "close", None)) is not None:
            response.call_on_close(close)
        response.response = gzipped(response.iter_encoded())
        response.direct_passthrough = False
        headers.pop("Content-Length", None)
    headers["Content-Encoding"] = "gzip"
    headers.pop("Accept-Ranges", None)
    if (strong := headers.get("ETag", "")).startswith('"'):
        headers["ETag"] = f"W/{strong}"
    return response


@lru_cache(maxsize=64)
def _takes_gzip(accepted: str) -> bool:
    """Tell whether a client wants gzip (RFC 9110, section 12.5.3)."""
    codings = ",".join(f"coding/{part.strip()}" for part in accepted.lower().split(","))
    return preferred(codings.replace("coding/*", "*/*"), ["coding/gzip"]) is not None
