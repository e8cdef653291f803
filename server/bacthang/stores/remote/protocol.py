"""Queries over HTTP (SPARQL 1.1 Protocol, section 2.1), and what can go wrong on the way.

An answer is read to its end before any of it is given out, so that half of one is never taken for
the whole. A query changes nothing and may be asked again: a server that is away is tried thrice.
"""

from __future__ import annotations

import base64
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, IncompleteRead
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from ...errors import (
    BadQuery,
    HalfAnswer,
    NoEndpoint,
    RemoteTrouble,
    SecretInAddress,
    ServerAway,
    ServerFault,
    ServerRefused,
    ServerSlow,
    UnknownStore,
)
from ...version import program_version

SCHEME: Final = "sparql+"
_PAUSES: Final = (0.3, 1.0)
"""Seconds before each further attempt."""

_AGAIN: Final = frozenset((429, 502, 503))
_LATE: Final = frozenset((408, 504))
_SHOWN: Final = 300
"""Characters shown of what a server complains of."""

_OPAQUE: Final = re.compile(r"<[^<>\"{}|^`\\\s]*>|#[^\n]*|\b[\w.-]*:[\w.-]*")
_FORM: Final = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)

RESULTS: Final = "application/sparql-results+json"
STATEMENTS: Final = "application/n-triples"


@dataclass(frozen=True)
class Answer:
    """What came back: the body, its media type, and the form of the query (``SELECT`` …)."""

    body: bytes
    media_type: str
    form: str


class Endpoint:
    """An address that takes queries.

    Who asks is read from the environment (BACTHANG_SPARQL_USER and BACTHANG_SPARQL_PASSWORD, or
    BACTHANG_SPARQL_TOKEN), told to that address alone, and shown nowhere.
    """

    def __init__(self, url: str, limit: float | None = None) -> None:
        """Take ``sparql+http(s)://…``; raise UnknownStore for any other, and SecretInAddress.

        A limit, in seconds, is told to the server with each query (Virtuoso takes ``timeout``).
        """
        self.url = url
        self._address = url.removeprefix(SCHEME)
        parts = urlsplit(self._address)
        if parts.username is not None:
            raise SecretInAddress
        known = url.startswith(SCHEME) and parts.scheme in ("http", "https")
        if not known or not parts.hostname:
            raise UnknownStore(url=url)
        self._limit = limit
        self.server = ""
        """What the server calls itself, once it has answered."""
        self._seconds = _seconds(os.environ.get("BACTHANG_SPARQL_TIMEOUT", ""))

    def ask(self, query: str, default: Iterable[str] = (), named: Iterable[str] = ()) -> Answer:
        """Return the whole answer to a query, over the graphs named or else the server's own.

        Raises BadQuery and RemoteTrouble.
        """
        asked = _Asked(self._address)
        asked.set(query, self._limit)
        for graph in default:
            asked.addDefaultGraph(graph)
        for graph in named:
            asked.addNamedGraph(graph)
        for pause in _PAUSES:
            try:
                return self._answer(asked)
            except ServerAway:
                time.sleep(pause)
        return self._answer(asked)

    def _answer(self, asked: _Asked) -> Answer:
        try:
            with urlopen(asked.request(), timeout=self._seconds) as response:
                body: bytes = response.read()
                self._refuse_part(response.headers)
                self.server = response.headers.get("Server", "")
                return Answer(body, response.headers.get_content_type(), asked.form)
        except HTTPError as error:
            raise self._refusal(error) from None
        except IncompleteRead as error:
            raise HalfAnswer(url=self.url, what=error) from None
        except TimeoutError as error:
            raise self._slow(error) from None
        except URLError as error:
            late = isinstance(error.reason, TimeoutError)
            raise self._slow(error.reason) if late else self._away(error.reason) from None
        except (OSError, HTTPException) as error:
            raise self._away(error) from None

    def _refuse_part(self, headers: HTTPMessage) -> None:
        """Refuse what Virtuoso gives with status 200 when it has stopped half way."""
        state, rows = headers.get("X-SQL-State"), headers.get("X-SPARQL-MaxRows")
        if state == "S1TAT":
            raise self._slow(headers.get("X-SQL-Message", state))
        if state:
            what = headers.get("X-SQL-Message", state)
            raise ServerFault(url=self.url, status=200, what=what)
        if rows:
            raise HalfAnswer(url=self.url, what=f"X-SPARQL-MaxRows: {rows}")

    def _refusal(self, error: HTTPError) -> RemoteTrouble | BadQuery:
        status = error.code
        what = _told(error)
        if status == 400:
            return BadQuery(name="", what=what)
        if status in (401, 403):
            return ServerRefused(url=self.url, status=status)
        if status in _LATE:
            return self._slow(f"HTTP {status}")
        if status in _AGAIN:
            return self._away(f"HTTP {status}")
        if status < 500:
            return NoEndpoint(url=self.url, what=f"HTTP {status}")
        return ServerFault(url=self.url, status=status, what=what)

    def _slow(self, what: object) -> ServerSlow:
        return ServerSlow(url=self.url, seconds=self._seconds, what=what)

    def _away(self, what: object) -> ServerAway:
        return ServerAway(url=self.url, what=what)


class _Asked(SPARQLWrapper):
    """One query as SPARQLWrapper puts it into a request."""

    form: str

    def set(self, query: str, limit: float | None) -> None:
        """Take the query, tell its form, and say for how many seconds it may run."""
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.agent = f"bacthang/{program_version()}"
        self.queryString = query
        self.queryType = self.form = form_of(query)
        if limit is not None:
            self.addParameter("timeout", str(round(limit * 1000)))

    def request(self) -> Request:
        """Return the request; who asks is not passed on where a server sends us elsewhere."""
        statements = self.form in ("CONSTRUCT", "DESCRIBE")
        self.setReturnFormat(TURTLE if statements else JSON)
        request = self._createRequest()
        request.add_header("Accept", STATEMENTS if statements else RESULTS)
        if told := _who():
            request.add_unredirected_header("Authorization", told)
        return request


def form_of(query: str) -> str:
    """Return the form of a query: the first such word that is no comment, string, IRI or name.

    SPARQLWrapper looks for it in comments too. What has none is called SELECT, and is for the
    server to refuse.
    """
    visible = _OPAQUE.sub(" ", query)
    found = _FORM.search(visible)
    return found[0].upper() if found else "SELECT"


def _who() -> str:
    """Return what the header Authorization says, or nothing."""
    if token := os.environ.get("BACTHANG_SPARQL_TOKEN"):
        return f"Bearer {token}"
    user = os.environ.get("BACTHANG_SPARQL_USER")
    if not user:
        return ""
    both = f"{user}:{os.environ.get('BACTHANG_SPARQL_PASSWORD', '')}"
    return "Basic " + base64.b64encode(both.encode()).decode()


def _seconds(told: str) -> float:
    """Return how long a server may be silent; two minutes unless told."""
    try:
        seconds = float(told)
    except ValueError:
        return 120.0
    return seconds if seconds > 0 else 120.0


def _told(error: HTTPError) -> str:
    """Return the first lines of what a server says of an error."""
    try:
        text = error.read().decode("utf-8", "replace")
    except (OSError, HTTPException):
        text = ""
    said = " ".join(text.split("SPARQL query:")[0].split())
    return said[:_SHOWN] or str(error.reason)
