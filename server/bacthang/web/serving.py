"""Serving in earnest: the front on its sockets, until the system says that it is enough.

SIGTERM and SIGINT end it once what has come is answered, and at once when they come again. SIGHUP
makes it look for a new build now; it also looks by itself.
"""

from __future__ import annotations

import ctypes
import logging
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import Final

from flask import Flask

from .accesslog import open_log
from .application import create_app
from .editions import editions
from .listening import Server, bind
from .settings import Settings

_PER_BYTE: Final = 3
"""What a byte of a query may become in a form: ``%20``."""
_AFTER: Final = 5.0
_M_ARENA_MAX: Final = -8
_HEAPS: Final = 2


def serve(
    settings: Settings,
    host: str,
    port: int,
    ready: Callable[[str], None],
    access_log: str | None = None,
) -> bool:
    """Serve until told to stop, and tell whether everybody was answered by then.

    ``ready`` is called with the site's address once it answers. Raises PortTaken, CannotListen,
    what ``create_app`` raises, and OSError for a log that cannot be written.
    """
    _quieten()
    _share_heaps()
    sockets = bind(host, port)
    try:
        log = open_log(access_log) if access_log else None
        app = create_app(settings)
    except BaseException:
        for own in sockets:
            own.close()
        raise
    limits = settings.limits
    body = max(limits.query_bytes * _PER_BYTE, limits.form_bytes)
    server = Server(app, sockets, settings.threads, body, log)
    try:
        _obey(server, app)
        editions(app).watch()
        ready(f"http://{_spelt(host, sockets)}:{server.port}{settings.prefix}/")
        return server.run(limits.seconds + limits.waiting + _AFTER)
    finally:
        editions(app).close()


def _obey(server: Server, app: Flask) -> None:
    def stop(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        server.stop()

    def look(*_: object) -> None:
        Thread(target=editions(app).refresh, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGHUP, look)


def _share_heaps() -> None:
    """Have the threads share a few heaps: with more, each keeps what it once had (mallopt(3)).

    Another C library than glibc has its own way, and is left to it.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _HEAPS)


def _spelt(host: str, sockets: Sequence[socket.socket]) -> str:
    """Return a host as it stands in an address."""
    if host in ("", "0.0.0.0", "::", "*"):
        host = "127.0.0.1" if sockets[0].family == socket.AF_INET else "::1"
    return f"[{host}]" if ":" in host else host


def _quieten() -> None:
    """Say on stderr what goes wrong here, and nothing of clients that go away."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("bacthang").setLevel(logging.INFO)
    logging.getLogger("waitress").setLevel(logging.ERROR)
