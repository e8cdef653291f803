"""A Virtuoso of one's own: empty, on loopback, and gone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import servers

from .processes import Failed

BUFFERS: Final = 340_000
"""Pages of 8 kB that it may hold in memory, as its makers advise for 4 GB."""

LOGIN: Final = {"BACTHANG_SPARQL_USER": "dba", "BACTHANG_SPARQL_PASSWORD": "dba"}
"""Who may write to a fresh one, in the environment of who asks."""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Give the store URL of a fresh Virtuoso.

    Raises Failed when it is not installed, or does not start.
    """
    if why := servers.missing("virtuoso"):
        raise Failed(why)
    folder.mkdir()
    sql, http = servers.free_port(), servers.free_port()
    settings = servers.VIRTUOSO_INI.format(folder=folder, sql=sql, http=http, rows=10_000_000)
    settings = settings.replace("NumberOfBuffers = 20000", f"NumberOfBuffers = {BUFFERS}")
    settings = settings.replace("MaxDirtyBuffers = 15000", f"MaxDirtyBuffers = {BUFFERS * 3 // 4}")
    (folder / "virtuoso.ini").write_text(settings)
    command = ["virtuoso-t", "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    address = f"http://127.0.0.1:{http}/sparql"
    try:
        with servers.running(command, address):
            yield f"sparql+{address}"
    except RuntimeError as error:
        raise Failed(str(error)) from error
