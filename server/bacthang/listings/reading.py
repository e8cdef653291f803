"""The file of lists is read: a part of a list, how many lines there are, and what narrows them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock, local
from typing import Final, TypeVar

from .index import Index
from .packing import unpacked
from .writing import VERSION

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Narrowed:
    """What is asked of a list: the value of each facet, and words that a line must hold."""

    facets: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing narrows the list."""
        return not self.facets and not self.words

    def but(self, facet: str) -> Narrowed:
        """Return the same without one facet."""
        return Narrowed({k: v for k, v in self.facets.items() if k != facet}, self.words)


ALL = Narrowed()

_EACH: Final = 50
"""So many words are sought one by one; SQLite bounds how long a condition may be."""

_HOLDS_ALL: Final = "NOT EXISTS (SELECT 1 FROM json_each(?) WHERE NOT instr(said, value))"


class Listings:
    """The lists and values of one edition."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = Lock()

    def is_of(self, edition: str) -> bool:
        """Tell whether this is the file of an edition, written as this program reads it."""
        try:
            return self.value("edition", str) == f"{VERSION} {edition}"
        except (sqlite3.Error, KeyError):
            return False

    @cached_property
    def index(self) -> Index:
        """The index of the search."""
        return Index(self._rows)

    def value(self, name: str, kind: type[Kept]) -> Kept:
        """Return a value by its name.

        Raises KeyError when there is none.
        """
        for (data,) in self._rows("SELECT data FROM value WHERE name = ?", (name,)):
            return unpacked(kind, data)
        raise KeyError(name)

    def lines(
        self,
        name: str,
        kind: type[Kept],
        asked: Narrowed = ALL,
        start: int = 0,
        most: int = -1,
    ) -> list[Kept]:
        """Return the lines that fit, so many from the one at ``start``."""
        own = self._list(name)[0]
        if asked.is_all:
            rows = self._rows(
                "SELECT data FROM line WHERE list = ? AND place >= ? ORDER BY place LIMIT ?",
                (own, start, most),
            )
        else:
            fitting, given = self._fitting(own, asked)
            rows = self._rows(
                "SELECT data FROM line WHERE list = ? AND place IN "
                f"({fitting} ORDER BY place LIMIT ? OFFSET ?) ORDER BY place",
                (own, *given, most, start),
            )
        return [unpacked(kind, data) for (data,) in rows]

    def count(self, name: str, asked: Narrowed = ALL) -> int:
        """Return how many lines fit."""
        own, size = self._list(name)
        if asked.is_all:
            return size
        fitting, given = self._fitting(own, asked)
        ((n,),) = self._rows(f"SELECT COUNT(*) FROM ({fitting})", given)
        return int(n)

    def keys(self, name: str, asked: Narrowed = ALL) -> int:
        """Return how many keys the lines that fit have."""
        own, _ = self._list(name)
        fitting, given = self._fitting(own, asked)
        query = f"SELECT COUNT(DISTINCT key) FROM line WHERE list = ? AND place IN ({fitting})"
        ((n,),) = self._rows(query, (own, *given))
        return int(n)

    def keyed(self, name: str, kind: type[Kept], key: str) -> Kept | None:
        """Return the first line of a key."""
        query = "SELECT data FROM line WHERE list = ? AND key = ? ORDER BY place LIMIT 1"
        for (data,) in self._rows(query, (self._list(name)[0], key)):
            return unpacked(kind, data)
        return None

    def options(self, name: str, facet: str, asked: Narrowed = ALL) -> dict[str, int]:
        """Return the values of a facet that fitting lines have, as first met, with how many."""
        own, _ = self._list(name)
        if asked.is_all:
            query = "SELECT value, n FROM option WHERE list = ? AND name = ? ORDER BY first"
            return dict(self._rows(query, (own, facet)))
        fitting, given = self._fitting(own, asked)
        return dict(
            self._rows(
                "SELECT value, COUNT(*) FROM facet WHERE list = ? AND name = ? "
                f"AND place IN ({fitting}) GROUP BY value ORDER BY MIN(place)",
                (own, facet, *given),
            )
        )

    def close(self) -> None:
        """Let go of the file; nobody may be reading."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._own = local()

    def _fitting(self, own: int, asked: Narrowed) -> tuple[str, tuple[object, ...]]:
        """Return the query of the places that fit, and what is put into it."""
        parts: list[str] = []
        given: list[object] = []
        for facet, value in asked.facets.items():
            parts.append("SELECT place FROM facet WHERE list = ? AND name = ? AND value = ?")
            given += [own, facet, value]
        if asked.words:
            words = [*dict.fromkeys(asked.words)]
            first, others = words[:_EACH], words[_EACH:]
            holds = " AND ".join("instr(said, ?)" for _ in first)
            if others:
                holds += f" AND {_HOLDS_ALL}"
            among = f" AND place IN ({' INTERSECT '.join(parts)})" if parts else ""
            parts = [f"SELECT place FROM words WHERE list = ?{among} AND {holds}"]
            given = [own, *given, *first, *([json.dumps(others)] if others else [])]
        if not parts:
            parts, given = ["SELECT place FROM line WHERE list = ?"], [own]
        return " INTERSECT ".join(parts), tuple(given)

    def _list(self, name: str) -> tuple[int, int]:
        for own, size in self._rows("SELECT id, size FROM list WHERE name = ?", (name,)):
            return own, size
        raise KeyError(name)

    def _rows(self, query: str, given: Iterable[object] = ()) -> sqlite3.Cursor:
        """Ask the file, each thread by a connection of its own."""
        if not hasattr(self._own, "connection"):
            self._own.connection = sqlite3.connect(
                f"{self._path.resolve().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
            with self._lock:
                self._opened.append(self._own.connection)
        connection: sqlite3.Connection = self._own.connection
        return connection.execute(query, tuple(given))
