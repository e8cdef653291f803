"""The small hand-made graph of ``cases/resolve/staircase.ttl`` as a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from bacthang.errors import BadQuery
from bacthang.stores import BuildInfo

STAIRCASE = Path(__file__).parent / "cases" / "resolve" / "staircase.ttl"


class SmallStore:
    """A store of one Turtle file, without a record of a build."""

    url = "memory:"

    def __init__(self, path: Path = STAIRCASE) -> None:
        self._store = ox.Store()
        self._store.load(path=path, format=ox.RdfFormat.TURTLE)

    def query(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a SPARQL query."""
        try:
            return self._store.query(text)
        except SyntaxError as error:
            raise BadQuery(name="", what=str(error)) from None

    def quads(self, s=None, p=None, o=None, g=None) -> Iterator[ox.Quad]:
        """Yield the quads that match."""
        return self._store.quads_for_pattern(s, p, o, g)

    def info(self) -> BuildInfo:
        """Return an empty record."""
        return BuildInfo(version="0", content_hash="0", graphs={}, classes={})
