"""The server: sockets, threads, and an end that cuts nobody off."""

from __future__ import annotations

import errno
import os
import resource
import socket
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from ..errors import CannotListen, PortTaken
from .accesslog import Logged
from .connections import HEAD_BYTES, Connection, Log, Patience

CONNECTIONS: Final = 500
UNREAD: Final = 4 << 30
"""Bytes that may wait on disk for those who asked for them."""
_EACH: Final = 3
_SPARE: Final = 500
_TURN: Final = 1.0


class Listener(TcpWSGIServer):
    """One socket that is listened at."""

    channel_class = Connection
    ending = False
    access: Log | None = None

    def maintenance(self, now: float) -> None:
        """Leave the closing to ``Server.tend``; waitress would only ask clients to go."""

    def make_room(self) -> None:
        """See that another client can be let in, if need be in the place of one that asks nothing.

        Of those whose address has the most connections it is the longest quiet. Not for the midst
        of a turn, where the next connection would get what was meant for the one closed.
        """
        if len(self._map) < self.adj.connection_limit:
            return
        open_now: list[Connection] = [*self.active_channels.values()]
        each = Counter(channel.addr[0] for channel in open_now)
        quiet = [channel for channel in open_now if channel.quiet]
        if quiet:
            max(quiet, key=lambda own: (each[own.addr[0]], -own.last_activity)).handle_close()

    def last_ones(self) -> None:
        """Let in those who came before the end, then listen no more."""
        self.ending = True
        self.socket.settimeout(0)
        before = -1
        while before != len(self._map):
            before = len(self._map)
            self.handle_accept()
        wasyncore.dispatcher.close(self)


def bind(host: str, port: int) -> list[socket.socket]:
    """Return a socket at each address of a host, all at one port; 0 chooses one that is free.

    Raises PortTaken, and CannotListen for what else the system refuses.
    """
    at = f"{host}:{port}"
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except OSError as error:
        raise CannotListen(address=at, what=error.strerror) from None
    bound: list[socket.socket] = []
    for family, kind, protocol, _, address in dict.fromkeys(found):
        own = socket.socket(family, kind, protocol)
        bound.append(own)
        try:
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                own.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            same = port or (bound[0].getsockname()[1] if len(bound) > 1 else 0)
            own.bind((address[0], same, *address[2:]))
            own.listen(1024)
        except OSError as error:
            for each in bound:
                each.close()
            raise _refused(at, error) from None
    return bound


def _refused(at: str, error: OSError) -> PortTaken | CannotListen:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(address=at)
    return CannotListen(address=at, what=os.strerror(error.errno or 0))


class Server:
    """Threads that answer what comes to some sockets, until they are told to stop."""

    def __init__(
        self,
        app: Flask,
        sockets: Sequence[socket.socket],
        threads: int = 16,
        body: int = 1 << 20,
        log: Log | None = None,
        patience: Patience | None = None,
        connections: int = CONNECTIONS,
        unread: int = UNREAD,
    ) -> None:
        self.patience = patience or Patience()
        self._unread = unread
        self._map: dict[int, Any] = {}
        self._threads = ThreadedTaskDispatcher()
        self._threads.set_thread_count(threads)
        self._stopping = False
        self._tended = 0.0
        settings = Adjustments(
            sockets=[*sockets],
            threads=threads,
            ident="",
            max_request_header_size=HEAD_BYTES,
            max_request_body_size=body,
            connection_limit=_affordable(connections),
            # An answer waits for its client on disk, not in a thread.
            outbuf_high_watermark=1 << 40,
            asyncore_use_poll=True,
            log_socket_errors=False,
            # A client that goes away while it is answered is noticed.
            channel_request_lookahead=1,
            clear_untrusted_proxy_headers=False,
        )
        self._listeners = [
            self._listening(Logged(app, log) if log else app, own, settings, log) for own in sockets
        ]
        self.port: int = sockets[0].getsockname()[1]

    def _listening(
        self, app: Any, own: socket.socket, settings: Adjustments, log: Log | None
    ) -> Listener:
        about = (own.family, own.type, own.proto, own.getsockname())
        listener = Listener(
            app, self._map, True, own, self._threads, settings, about, bind_socket=False
        )
        listener.access = log
        return listener

    def run(self, grace: float) -> bool:
        """Serve until ``stop`` is called, then answer what has come; tell if all was answered.

        It ends ``grace`` seconds after that even if clients do not take their answers.
        """
        while not self._stopping:
            self._turn()
        return self._drain(time.monotonic() + grace)

    def stop(self) -> None:
        """Make ``run`` return; for other threads and for signal handlers."""
        if not self._stopping:
            self._stopping = True
            self._listeners[0].pull_trigger()

    def _drain(self, until: float) -> bool:
        for listener in self._listeners:
            listener.last_ones()
        while (left := self._open()) and time.monotonic() < until:
            for channel in left:
                if channel.quiet and channel.request is None:
                    channel.handle_close()
            self._turn(0.05)
        self._threads.shutdown(timeout=1)
        for channel in self._open():
            channel.handle_close()
        for listener in self._listeners:
            listener.trigger.close()
        return not left

    @property
    def connections(self) -> int:
        """How many connections are open now."""
        return len(self._open())

    def _open(self) -> list[Connection]:
        return [own for listener in self._listeners for own in [*listener.active_channels.values()]]

    def _turn(self, seconds: float = _TURN) -> None:
        for listener in self._listeners:
            listener.make_room()
        wasyncore.loop(seconds, use_poll=True, map=self._map, count=1)
        now = time.time()
        if now - self._tended >= min(_TURN, seconds):
            self._tended = now
            for channel in self._open():
                if channel.late(now, self.patience):
                    channel.handle_close()
        self._free_disk(now)

    def _free_disk(self, now: float) -> None:
        """Give up the answers that would be taken last, where too much waits to be taken."""
        waiting = self._open()
        while waiting and sum(own.total_outbufs_len for own in waiting) > self._unread:
            last = max(waiting, key=lambda own: own.still_takes(now))
            waiting.remove(last)
            last.handle_close()


def _affordable(connections: int) -> int:
    """Allow as many connections as there can be open files for, raising that limit if need be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections * _EACH + _SPARE
    if soft < wanted:
        soft = min(wanted, hard) if hard != resource.RLIM_INFINITY else wanted
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(10, min(connections, (soft - _SPARE) // _EACH))
