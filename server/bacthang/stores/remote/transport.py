"""Requests over HTTP, and what can go wrong on the way.

An answer is read to its end before any of it is given out, so that half of one is never taken for
the whole; a long one waits on disk. What may be asked again is tried thrice of a server that is
away or busy.
"""

from __future__ import annotations

import http.client
import io
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, IncompleteRead
from resource import RLIMIT_FSIZE, getrlimit
from tempfile import SpooledTemporaryFile
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

from ...errors import (
    BadQuery,
    GuessedTooLong,
    HalfAnswer,
    NoEndpoint,
    PieceTooLarge,
    RemoteTrouble,
    ServerAway,
    ServerFault,
    ServerRefused,
    ServerSlow,
)
from ...version import program_version
from .credentials import Credentials

PAUSES: Final = (0.3, 1.0)
"""Seconds before each further attempt."""

_PATIENCE: Final = 30.0
"""Seconds that a server may ask us to wait (Retry-After); more is for a person to decide."""

_AGAIN: Final = frozenset((429, 502, 503))
_LATE: Final = frozenset((408, 504))
_SHOWN: Final = 300
"""Characters shown of what a server complains of."""

_GUESSED: Final = "The estimated execution time"
"""What Virtuoso says of a query that it does not begin."""

_DAY: Final = 86_400.0
_IN_MEMORY: Final = 16_000_000
_BLOCK: Final = 1_000_000
_LEAST: Final = 1_000
"""Bytes a second that a server sends at least, once it has had the time that it may be silent."""

# Virtuoso repeats every graph that a query names in a header of its own; Python reads 100 headers.
http.client._MAXHEADERS = 100_000  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Reply:
    """What came back, whole: status, headers, and the body as a file at its start."""

    status: int
    headers: HTTPMessage
    body: IO[bytes]


class Transport:
    """The way to one server, with who asks it and how long it may be silent.

    ``url`` is what messages call it.
    """

    def __init__(self, url: str) -> None:
        """Read who asks from the environment. Raises OpenSecret and UnreadableFile."""
        self.url = url
        self.credentials = Credentials()
        self.seconds = _seconds(os.environ.get("BACTHANG_SPARQL_TIMEOUT", ""))

    def send(
        self,
        make: Callable[[], Request],
        *,
        follow: bool = False,
        bare: bool = False,
        anew: Callable[[], object] | None = None,
    ) -> Reply:
        """Send a request that may be sent again, and return the whole answer.

        ``follow`` goes where a server redirects, without who asks. ``bare`` does not say who asks
        before the server wants to know. ``anew`` is called before each further attempt. Raises
        BadQuery and RemoteTrouble.
        """
        for pause in PAUSES:
            try:
                return self._once(make, follow, bare)
            except ServerAway as error:
                wait = error.facts.get("wait") or 0.0
                if wait > _PATIENCE:
                    raise
                time.sleep(max(pause, wait))
                if anew is not None:
                    anew()
        return self._once(make, follow, bare)

    def _once(self, make: Callable[[], Request], follow: bool, bare: bool) -> Reply:
        """Send a request, twice where the server asks in which way to say who asks."""
        try:
            return self._exchange(self._told(make(), bare), follow)
        except ServerRefused as error:
            headers = error.facts.get("headers")
            if headers is None or not (self.credentials.challenged(headers) or bare):
                raise
        return self._exchange(self._told(make(), False), follow)

    def _told(self, request: Request, bare: bool) -> Request:
        request.add_header("User-Agent", f"bacthang/{program_version()}")
        parts = urlsplit(request.full_url)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        who = "" if bare else self.credentials.header(request.get_method(), target)
        if who:
            request.add_unredirected_header("Authorization", who)
        return request

    def _exchange(self, request: Request, follow: bool) -> Reply:
        opened = urlopen if follow else build_opener(_Staying).open
        try:
            with opened(request, timeout=self.seconds) as response:
                body = self._read(response)
                reply = Reply(response.status, response.headers, body)
            self._refuse_part(reply.headers)
            return reply
        except HTTPError as error:
            with error:
                refusal = self._refusal(error)
            raise refusal from None
        except IncompleteRead as error:
            raise HalfAnswer(url=self.url, what=error) from None
        except TimeoutError as error:
            raise self.slow(error) from None
        except URLError as error:
            late = isinstance(error.reason, TimeoutError)
            raise self.slow(error.reason) if late else self._away(error.reason) from None
        except (OSError, HTTPException) as error:
            raise self._away(error) from None
        except ValueError as error:
            # What it says may show who asks: a header that cannot be sent.
            raise NoEndpoint(url=self.url, what=type(error).__name__) from None

    def _read(self, response: http.client.HTTPResponse) -> IO[bytes]:
        """Return the whole body; raise ServerSlow for one that only trickles."""
        body = _file()
        since = time.monotonic()
        while block := response.read(_BLOCK):
            body.write(block)
            taken = time.monotonic() - since
            if taken > self.seconds and body.tell() < _LEAST * taken:
                raise self.slow(f"{body.tell()} B")
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and body.tell() < int(length):
            raise HalfAnswer(url=self.url, what=f"{body.tell()} < {length} B")
        body.seek(0)
        return body

    def _refuse_part(self, headers: HTTPMessage) -> None:
        """Refuse what Virtuoso gives with status 200 when it has stopped half way."""
        state, rows = headers.get("X-SQL-State"), headers.get("X-SPARQL-MaxRows")
        if state == "S1TAT":
            raise self.slow(headers.get("X-SQL-Message", state))
        if state:
            what = headers.get("X-SQL-Message", state)
            raise ServerFault(url=self.url, status=200, what=what)
        if rows:
            raise HalfAnswer(url=self.url, what=f"X-SPARQL-MaxRows: {rows}")

    def _refusal(self, error: HTTPError) -> RemoteTrouble | BadQuery:
        status = error.code
        what = _said(error)
        if status == 400:
            return BadQuery(name="", what=what)
        if status in (401, 403):
            return ServerRefused(url=self.url, status=status, headers=error.headers)
        if status == 413:
            return PieceTooLarge(url=self.url)
        if status in _LATE:
            return self.slow(f"HTTP {status}")
        if status in _AGAIN:
            wait = _wait(error.headers.get("Retry-After", ""))
            return ServerAway(url=self.url, what=f"HTTP {status}", wait=wait)
        if status < 500:
            moved = error.headers.get("Location") if 300 <= status < 400 else None
            what = f"HTTP {status} → {moved}" if moved else f"HTTP {status}"
            return NoEndpoint(url=self.url, what=what)
        kind = GuessedTooLong if _GUESSED in what else ServerFault
        return kind(url=self.url, status=status, what=what)

    def slow(self, what: object) -> ServerSlow:
        """Return the error of a server that was not done in time."""
        return ServerSlow(url=self.url, seconds=self.seconds, what=what)

    def _away(self, what: object) -> ServerAway:
        return ServerAway(url=self.url, what=what)


class _Staying(HTTPRedirectHandler):
    """Goes nowhere else: what is written to one server is not written to another."""

    def redirect_request(self, *_: object) -> None:
        """Return nothing, which makes an error of the redirect."""
        return None


def _file() -> IO[bytes]:
    """Return where an answer waits: in memory where this process may write no files."""
    if getrlimit(RLIMIT_FSIZE)[0] == 0:
        return io.BytesIO()
    return SpooledTemporaryFile(_IN_MEMORY)


def _wait(said: str) -> float:
    """Return for how many seconds a server wants to be left alone (RFC 9110, section 10.2.3)."""
    if said.isdecimal():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return 0.0


def _seconds(told: str) -> float:
    """Return how long a server may be silent; two minutes unless told."""
    try:
        seconds = float(told)
    except ValueError:
        return 120.0
    return min(seconds, _DAY) if seconds > 0 else 120.0


def _said(error: HTTPError) -> str:
    """Return the first lines of what a server says of an error."""
    try:
        text = error.read(_BLOCK).decode("utf-8", "replace")
    except (OSError, HTTPException):
        text = ""
    said = " ".join(text.split("SPARQL query:")[0].split())
    return said[:_SHOWN] or str(error.reason)
