"""Pages asked for over HTTP, as a visitor does whose browser keeps nothing."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from .processes import Failed

_LIMIT: Final = 60.0
_READY: Final = 300.0
_ACCEPT: Final = {"Accept": "text/html, */*;q=0.5", "Accept-Language": "vi"}


class Unavailable(Failed):
    """A page is not ready yet."""


def visit(address: str) -> float:
    """Ask for a page once, and return the seconds until all of it was there.

    Raises Unavailable for one that may be there later, and Failed for one that is not there.
    """
    begun = time.perf_counter()
    try:
        with urlopen(Request(address, headers=_ACCEPT), timeout=_LIMIT) as answer:
            answer.read()
    except HTTPError as error:
        kind = Unavailable if error.code == HTTPStatus.SERVICE_UNAVAILABLE else Failed
        raise kind(f"status {error.code}") from error
    return time.perf_counter() - begun


def visit_until_ready(address: str) -> float:
    """Ask until there is a page: what some of them need is written when a front first starts."""
    begun = time.perf_counter()
    while True:
        try:
            visit(address)
        except Unavailable:
            if time.perf_counter() - begun > _READY:
                raise
            time.sleep(0.1)
        else:
            return time.perf_counter() - begun
