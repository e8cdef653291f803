"""Stores by URL: ``oxigraph:<path>`` is read from disk, ``sparql+http://…`` asked of a server.

``memory:`` exists only while built.
"""

from __future__ import annotations

from pathlib import Path

from ..errors import NotReadable, UnknownStore
from .base import BuildInfo, Store
from .oxigraph import MEMORY, SCHEME, OxigraphStore, default_path
from .remote import SCHEME as REMOTE
from .remote import RemoteStore

__all__ = ["MEMORY", "BuildInfo", "Store", "default_url", "open_store", "path_of", "reach_store"]


def default_url() -> str:
    """Return the URL of the store used unless told otherwise."""
    return f"{SCHEME}{default_path()}"


def path_of(url: str) -> Path:
    """Return the path in an ``oxigraph:`` URL.

    Raises UnknownStore for any other URL.
    """
    if not url.startswith(SCHEME) or url == SCHEME:
        raise UnknownStore(url=url)
    return Path(url.removeprefix(SCHEME)).expanduser()


def open_store(url: str) -> Store:
    """Return the built store at a URL, for reading.

    Raises UnknownStore, NotReadable for ``memory:``, NoStore, StoreUnreadable, NoRecord, and
    RemoteTrouble for a server.
    """
    if url == MEMORY:
        raise NotReadable(url=url)
    if url.startswith(REMOTE):
        return RemoteStore.open(url)
    return OxigraphStore.open(path_of(url))


def reach_store(url: str) -> Store:
    """Return the store at a URL, for reading; a server need not hold a record of a build.

    Raises what ``open_store`` raises.
    """
    return RemoteStore(url) if url.startswith(REMOTE) else open_store(url)
