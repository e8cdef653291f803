"""Connections of clients that are slow, idle, or say what is no HTTP: none holds up the others.

waitress reads and writes all connections in one thread and never waits for a client; what is here
bounds how long a client may take, closes those that take longer, and refuses what is ambiguous in
HTTP/1.1 (RFC 9112) before it reaches the application.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from ..errors import LANGS, BacThangError, Lang
from .caching import NOT_KEPT
from .negotiation import PROBLEM
from .problems import refusal

HEAD_BYTES: Final = 1 << 16
"""How long a request line with its header fields may be; longer queries are posted."""

_HOST: Final = re.compile(r"([\w.~-]+|\[[0-9A-Fa-f:.]+\])(:\d{0,5})?", re.ASCII)
_CODING: Final = re.compile(rb"^transfer-encoding:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
Log = Callable[[dict[str, object]], None]


@dataclass(frozen=True)
class Patience:
    """How many seconds a client may take.

    ``head`` to send a request's header, ``body`` to send the rest, ``idle`` between requests (more
    than proxies keep their connections), ``stalled`` without taking any of an answer that waits,
    ``linger`` to read why its request is refused; and ``rate``, how many bytes a second it must
    take of an answer on the whole.
    """

    head: float = 20.0
    body: float = 60.0
    idle: float = 75.0
    stalled: float = 30.0
    linger: float = 2.0
    rate: float = 1024.0


class Request(HTTPRequestParser):
    """A request as it is read, refused where RFC 9112 wants that and readers could differ."""

    path = ""
    """What is said of one that was refused before its path was read."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header.

        Raises ParsingError for HTTP/1.1 without exactly one Host that is one (section 3.2), for a
        length beside a transfer coding, for such a coding where it is not chunked alone or where
        HTTP/1.0 knows none (6.1), and for numbers, hosts and bytes that are none. Without a body
        there is nothing to continue with (RFC 9110, section 10.1.1).
        """
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("a host or a length") from None
        codings = [each.strip(b" \t").lower() for each in _CODING.findall(header_plus)]
        if codings and (not self.chunked or codings != [b"chunked"]):
            raise ParsingError("Transfer-Encoding")
        if b"\0" in header_plus:
            raise ParsingError("NUL")
        if not _HOST.fullmatch(self.headers.get("HOST", "" if self.version == "1.1" else "any")):
            raise ParsingError("Host")
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length beside Transfer-Encoding")
        if self.body_rcv is None:
            self.expect_continue = False


class Refusal(ErrorTask):
    """The answer to what is no request: a problem document (RFC 9457), and the end of it."""

    def execute(self) -> None:
        """Answer, and close."""
        status: int = self.request.error.code
        if status == 431 and b"\r\n" not in self.request.header_plus[:HEAD_BYTES]:
            status = 414
        accepted = parse_accept_header(self.request.headers.get("ACCEPT_LANGUAGE"), LanguageAccept)
        lang: Lang = accepted.best_match(LANGS, default="en")  # type: ignore[assignment]
        name, document = refusal(status, lang)
        body = document.encode()
        self.status = f"{status} {name}"
        self.response_headers += [
            ("Content-Type", PROBLEM),
            ("Cache-Control", NOT_KEPT),
            ("X-Content-Type-Options", "nosniff"),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.refused = True
        self.write(body)
        log: Log | None = self.channel.server.access
        if log:
            log({"client": self.channel.addr[0], "status": status, "bytes": len(body)})


class Answering(WSGITask):
    """A request being answered, the last of its connection when the server is about to end."""

    def start(self) -> None:
        """Note the time; say that the connection will close if so."""
        super().start()
        if self.channel.server.ending:
            self.set_close_on_finish()

    def execute(self) -> None:
        """Answer; an answer that a limit breaks off ends like one that nobody waits for."""
        try:
            super().execute()
        except BacThangError as error:
            if not self.wrote_header:
                raise
            raise ClientDisconnected from error


class Connection(HTTPChannel):
    """A connection that knows when it has waited long enough for its client."""

    parser_class = Request
    task_class = Answering
    error_task_class = Refusal
    refused = False
    close_when_flushed = False

    def __init__(self, *args: Any, **more: Any) -> None:
        self.sent = 0
        self._begun: float | None = None
        self._taking: tuple[float, int] | None = None
        self._lingering: float | None = None
        super().__init__(*args, **more)

    def received(self, data: bytes) -> bool:
        """Take what has come, and note when a request began that is not whole yet."""
        taken: bool = super().received(data)
        if self.request is None:
            self._begun = None
        elif self._begun is None:
            self._begun = time.time()
        return taken

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the client takes, and count it."""
        sent: int = super().send(data, do_close=do_close)
        self.sent += sent
        return sent

    def handle_write(self) -> None:
        """Send what waits; one that is refused may still be sending, and would not read why.

        Its end is half closed first, and what it sends thrown away (RFC 9112, section 9.6).
        """
        if not (self.refused and self.close_when_flushed):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif not self.total_outbufs_len:
            self.close_when_flushed = False
            self._lingering = time.time()
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)

    def writable(self) -> bool:
        """Tell whether something waits to be sent that no thread is sending now.

        Who sends pulls the trigger for what is left; to poll meanwhile would be to spin.
        """
        if not super().writable() or not self.outbuf_lock.acquire(blocking=False):
            return False
        self.outbuf_lock.release()
        return True

    def readable(self) -> bool:
        """Tell whether there may be something to read."""
        return self._lingering is not None or bool(super().readable())

    def handle_read(self) -> None:
        """Read what has come, and throw it away if its sender is refused."""
        if self._lingering is None:
            super().handle_read()
            return
        try:
            self.recv(self.adj.recv_bytes)
        except OSError:
            self.handle_close()

    @property
    def quiet(self) -> bool:
        """Whether nothing is being answered here."""
        return not self.requests and not self.total_outbufs_len

    def late(self, now: float, patience: Patience) -> bool:
        """Tell whether the client has had its time; our own time is not counted."""
        if self._lingering is not None:
            return now - self._lingering > patience.linger
        if self.total_outbufs_len:
            return self._slow(now, patience)
        self._taking = None
        if self.requests:
            return False
        if self.request is not None:
            allowed = patience.body if self.request.headers_finished else patience.head
            return now - (self._begun or self.last_activity) > allowed
        fresh = not self.sent
        return bool(now - self.last_activity > (patience.head if fresh else patience.idle))

    def still_takes(self, now: float) -> float:
        """Return in how many seconds the client will have its answer, as fast as it takes it."""
        since, before = self._taking or (now, self.sent)
        seconds: float = self.total_outbufs_len * (now - since + 1) / (self.sent - before + 1)
        return seconds

    def _slow(self, now: float, patience: Patience) -> bool:
        if self._taking is None:
            self._taking = now, self.sent
        since, before = self._taking
        waited = now - since
        if waited <= patience.stalled:
            return False
        stalled = now - self.last_activity > patience.stalled
        return bool(stalled or self.sent - before < waited * patience.rate)
