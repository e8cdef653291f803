"""SPARQL servers that can be killed and begun again, and a wire before them that can be cut."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import servers

from .fronts import awaited
from .tally import demand

USER = {"BACTHANG_SPARQL_USER": "dba", "BACTHANG_SPARQL_PASSWORD": "dba"}
"""Who writes to a fresh Virtuoso; the other server asks nobody."""
_PIECE = 1 << 12


class Server:
    """A server over a folder of its own, at a port that stays the same."""

    def __init__(self, kind: str, folder: Path) -> None:
        folder.mkdir()
        self.port, sql = servers.free_port(), servers.free_port()
        if kind == "oxigraph":
            program = str(Path(sys.executable).with_name("oxigraph"))
            at = f"127.0.0.1:{self.port}"
            self.path = "/query"
            self._command = [program, "serve", "--location", str(folder / "data"), "--bind", at]
        else:
            ini = folder / "virtuoso.ini"
            settings = servers.VIRTUOSO_INI.format(
                folder=folder, sql=sql, http=self.port, rows=10_000
            )
            ini.write_text(settings, "utf-8")
            self.path = "/sparql"
            self._command = ["virtuoso-t", "+configfile", str(ini), "+foreground"]
        self._lock = folder / "virtuoso.lck"
        self.start()

    @property
    def url(self) -> str:
        """Return its store URL."""
        return self.at(self.port)

    def at(self, port: int) -> str:
        """Return the store URL of what stands before it at a port."""
        return f"sparql+http://127.0.0.1:{port}{self.path}"

    def start(self) -> None:
        """Begin, and wait until it answers."""
        self._lock.unlink(missing_ok=True)
        out = subprocess.DEVNULL
        self._process = subprocess.Popen(self._command, stdout=out, stderr=out)
        awaited(self._answers, "the server answers")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        demand(self._process.poll() is None, "the server ended by itself")
        try:
            urlopen(f"http://127.0.0.1:{self.port}/", timeout=10).close()
        except HTTPError:
            return True
        except (URLError, OSError):
            return False
        return True


def installed() -> list[str]:
    """Return the kinds of servers that there are on this machine."""
    return [kind for kind in ("oxigraph", "virtuoso") if not servers.missing(kind)]


@contextmanager
def server(kind: str, folder: Path) -> Iterator[Server]:
    """Run a server that holds nothing yet."""
    own = Server(kind, folder)
    try:
        yield own
    finally:
        own.kill()


class Wire:
    """Hands on what comes at a port to a server, until so many bytes have come; then ``cut``."""

    def __init__(self, to: int, most: int, cut: threading.Event) -> None:
        self._to = to
        self.left = most
        self._cut = cut
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Cut every connection, and let nobody in."""
        self._cut.set()
        with self._lock:
            for one in (self._listener, *self._open):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                ours, _ = self._listener.accept()
                theirs = socket.create_connection(("127.0.0.1", self._to), timeout=60)
                with self._lock:
                    self._open += [ours, theirs]
                for pair in ((ours, theirs, True), (theirs, ours, False)):
                    threading.Thread(target=self._hand_on, args=pair, daemon=True).start()

    def _hand_on(self, own: socket.socket, to: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while piece := own.recv(_PIECE):
                if counted:
                    with self._lock:
                        piece, self.left = piece[: self.left], self.left - len(piece)
                to.sendall(piece)
                if self.left <= 0:
                    self.close()
                    return
        for one in (own, to):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
