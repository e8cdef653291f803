"""Oxigraph, the embedded store: read from disk, or as a build has just filled it in memory."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from ..errors import BadQuery, NoRecord, NoStore, StoreUnreadable
from ..scratch import scratch
from .base import BuildInfo, GraphName, Subject, Term
from .record import read_record
from .seal import verify
from .swap import draft_prefix, hold
from .trouble import UNSOUND, is_of_files, unreadable, unwritable

SCHEME = "oxigraph:"
MEMORY = "memory:"
AT_ONCE: Final = min(4, os.cpu_count() or 1)
"""How many threads may well ask it at once: the engine lets go of Python while it answers."""


def default_path() -> Path:
    """Return where the store is kept unless told otherwise (XDG Base Directory Specification)."""
    home = os.environ.get("XDG_DATA_HOME", "")
    base = Path(home) if os.path.isabs(home) else Path.home() / ".local" / "share"
    return base / "bacthang" / "store"


class OxigraphStore:
    """A dataset in an Oxigraph store."""

    def __init__(self, url: str, inner: pyoxigraph.Store) -> None:
        self.url = url
        self._inner = inner
        self._record: BuildInfo | None = None
        """The record of a store that nobody writes, read once: it counts thousands of graphs."""

    @classmethod
    def open(cls, path: Path) -> OxigraphStore:
        """Open a built store for reading; several processes may.

        Raises NoStore when nothing was built there, StoreUnreadable when what is there is no sound
        store or not as the build left it, NoRecord when it is one that no build has filled: every
        question would get an empty answer from it.
        """
        if not path.exists():
            raise NoStore(path=path)
        try:
            folder, held = hold(path)
        except OSError as error:
            raise StoreUnreadable(path=path, what=error) from None
        try:
            verify(folder)
            store = cls(f"{SCHEME}{path}", pyoxigraph.Store.read_only(str(folder)))
            store._record = store.info()
        except BaseException as error:
            os.close(held)
            if isinstance(error, UNSOUND):
                raise unreadable(path, error) from None
            raise
        weakref.finalize(store, os.close, held)
        return store

    @contextmanager
    def drafted(self) -> Iterator[pyoxigraph.Store]:
        """Give the dataset to write in, for trying something out.

        From disk it is a copy that shares its files with the store and goes at the end; it lies
        beside the store, where files can be shared, or else with the temporary files. In memory it
        is the store itself, and the caller puts back what it changes. Raises StoreUnwritable and
        DiskFull.
        """
        if self.url == MEMORY:
            yield self._inner
            return
        path = Path(self.url.removeprefix(SCHEME))
        try:
            beside = path.parent if os.access(path.parent, os.W_OK) else Path(gettempdir())
            with scratch(beside, draft_prefix(path)) as folder:
                self._inner.backup(f"{folder}/store")
                yield pyoxigraph.Store(f"{folder}/store")
        except UNSOUND as error:
            if is_of_files(error):
                raise unwritable(beside, error) from None
            raise

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query over the default graph and the named ones."""
        try:
            return self._inner.query(text)
        except SyntaxError as error:
            raise BadQuery(name="", what=error.msg) from None
        except UNSOUND as error:
            raise unreadable(self.url, error) from None

    def quads(
        self,
        s: Subject | None = None,
        p: NamedNode | None = None,
        o: Term | None = None,
        g: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match, those of the default graph only when it is named."""
        try:
            if g is not None or (s is None and p is None and o is None):
                for graph in (g,) if g is not None else self._inner.named_graphs():
                    yield from self._inner.quads_for_pattern(s, p, o, graph)
                return
            # One look-up in all graphs, the default one left out, whatever their number.
            for quad in self._inner.quads_for_pattern(s, p, o, None):
                if not isinstance(quad.graph_name, DefaultGraph):
                    yield quad
        except UNSOUND as error:
            raise unreadable(self.url, error) from None

    def info(self) -> BuildInfo:
        """Return the record of the build."""
        info = self._record or read_record(self.quads)
        if info is None:
            raise NoRecord(path=self.url)
        return info
