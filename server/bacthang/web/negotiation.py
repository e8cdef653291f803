"""Content negotiation (RFC 9110, section 12.5.1): which of the forms on offer a client prefers.

Parameters of media types other than ``q`` are passed over: ``text/turtle;charset=utf-8`` is Turtle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HTML: Final = "text/html"
PROBLEM: Final = "application/problem+json"
_MOST: Final = 64
"""More ranges than this are not read; no client that means well sends them."""


@dataclass(frozen=True)
class _Range:
    kind: str
    quality: float

    def fits(self, media: str) -> int:
        """Return how exactly the range names a media type; 0 for not at all."""
        if self.kind == media:
            return 3
        if self.kind == f"{media.partition('/')[0]}/*":
            return 2
        return int(self.kind == "*/*")


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the media type that ``Accept`` prefers, of equals the first; None if none will do.

    Without ``Accept`` anything will do.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [read for part in accept.split(",", _MOST)[:_MOST] if (read := _read(part))]
    rated = [(_quality(ranges, media), media) for media in offered]
    best = max((quality for quality, _ in rated), default=0.0)
    return next((media for quality, media in rated if quality == best and best > 0), None)


def _quality(ranges: Sequence[_Range], media: str) -> float:
    fitting = [(own.fits(media), own.quality) for own in ranges if own.fits(media)]
    return max(fitting)[1] if fitting else 0.0


def _read(part: str) -> _Range | None:
    kind, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    return _Range(kind.lower(), quality) if "/" in kind else None
