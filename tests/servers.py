"""SPARQL servers on loopback for the tests, each in a folder of its own and gone at the end."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pyoxigraph as ox

from bacthang.stores import Store

Server = Callable[[Path, Path], AbstractContextManager[str]]
"""Given N-Quads and an empty folder: a server that holds them, by its store URL."""

Empty = Callable[[Path], AbstractContextManager[str]]
"""Given an empty folder: a server that holds nothing yet, by its store URL."""

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""

DEBIAN_LIMITS = """MaxQueryExecutionTime = 60
"""
"""What the ini of Debian's package says besides, with 10,000 rows, but for a limit on guesses."""


def dump(store: Store, path: Path, default: bool = True) -> Path:
    """Write a store as N-Quads; the default graph too, for servers that have one."""
    quads = [*store.quads()]
    if default:
        quads += store.quads(g=ox.DefaultGraph())
    with path.open("wb") as file:
        ox.serialize(quads, file, ox.RdfFormat.N_QUADS)
    return path


def oxigraph(*options: str) -> Server:
    """Return the server of the PyPI package ``oxigraph``."""

    @contextmanager
    def serving(quads: Path, folder: Path) -> Iterator[str]:
        program = str(Path(sys.executable).with_name("oxigraph"))
        place = ["--location", str(folder / "store")]
        subprocess.run(
            [program, "load", *place, "--file", str(quads)], check=True, capture_output=True
        )
        at = f"127.0.0.1:{free_port()}"
        command = [program, "serve-read-only", *place, "--bind", at, *options]
        with running(command, f"http://{at}/"):
            yield f"sparql+http://{at}/query"

    return serving


def virtuoso(rows: int = 1_000_000) -> Server:
    """Return the server of Debian's virtuoso-opensource-7, which gives so many rows at most."""

    @contextmanager
    def serving(quads: Path, folder: Path) -> Iterator[str]:
        sql, http = free_port(), free_port()
        settings = VIRTUOSO_INI.format(folder=folder, sql=sql, http=http, rows=rows)
        (folder / "virtuoso.ini").write_text(settings)
        shutil.copy(quads, folder / "graph.nq")
        url = f"http://127.0.0.1:{http}/sparql"
        command = ["virtuoso-t", "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
        load = f"TTLP_MT (file_to_string_output ('{folder}/graph.nq'), '', 'urn:none', 512)"
        with running(command, url):
            subprocess.run(
                ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"EXEC=DB.DBA.{load}; checkpoint;"],
                check=True,
                capture_output=True,
            )
            yield f"sparql+{url}"

    return serving


@contextmanager
def empty_oxigraph(folder: Path) -> Iterator[str]:
    """Run Oxigraph's server over a store that it makes; anybody may write there."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    at = f"127.0.0.1:{free_port()}"
    command = [program, "serve", "--location", str(folder / "store"), "--bind", at]
    with running(command, f"http://{at}/"):
        yield f"sparql+http://{at}/query"


@contextmanager
def empty_virtuoso(folder: Path, more: str = DEBIAN_LIMITS, rows: int = 10_000) -> Iterator[str]:
    """Run Virtuoso as Debian sets it up; user and password are ``dba``."""
    sql, http = free_port(), free_port()
    settings = VIRTUOSO_INI.format(folder=folder, sql=sql, http=http, rows=rows) + more
    (folder / "virtuoso.ini").write_text(settings)
    url = f"http://127.0.0.1:{http}/sparql"
    command = ["virtuoso-t", "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    with running(command, url):
        yield f"sparql+{url}"


@contextmanager
def running(command: list[str], url: str) -> Iterator[None]:
    """Run a server until it is no longer needed; wait until it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urlopen(url, timeout=5).close()
                break
            except URLError as error:
                if process.poll() is not None:
                    raise RuntimeError(f"{command[0]} ended by itself") from error
                time.sleep(0.1)
        else:
            raise RuntimeError(f"{command[0]} does not answer")
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def missing(name: str) -> str:
    """Return why a server cannot run here, or nothing."""
    if name == "oxigraph":
        program = Path(sys.executable).with_name("oxigraph")
        return "" if program.exists() else "the PyPI package oxigraph is not installed"
    programs = ("virtuoso-t", "isql-vt")
    if all(map(shutil.which, programs)):
        return ""
    return "virtuoso-opensource-7-bin and -common are not installed"
