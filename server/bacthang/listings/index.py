"""The index of the search: for words, the entries of each sort that have them, the likeliest first.

A full-text index (SQLite FTS5) of plain words. Of the entries of a sort those that say the least
stand first, so that the first to fit are the likeliest of their kind, however many there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

_TABLES: Final = """
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, data TEXT NOT NULL, names TEXT NOT NULL,
  quote TEXT NOT NULL
);
CREATE TEMPORARY TABLE read (
  sort INTEGER, size INTEGER, key TEXT, data TEXT, names TEXT, quote TEXT
);
CREATE TABLE sort (name TEXT PRIMARY KEY, first INTEGER, last INTEGER);
CREATE TABLE word (plain TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE said USING fts5(
  names, quote, content = '', prefix = '1 2 3',
  tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
);
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, said, row);
"""
_END: Final = "_"
"""Stands before, between and behind the names of an entry, so that none runs on into the next."""

_NONE: Final = _END


class Found(NamedTuple):
    """An entry: its key, what it shows, its names and its sentence in plain words."""

    key: str
    data: str
    names: tuple[str, ...]
    quote: str


class IndexWriter:
    """Writes the index; ``end`` puts it in order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sorts: list[str] = []
        for statement in _TABLES.split(";\n"):
            connection.execute(statement)

    def write(self, sort: str, entries: Iterable[Found]) -> None:
        """Keep the entries of a sort; of a name and a sentence the words stand between spaces."""
        number = len(self._sorts)
        self._sorts.append(sort)
        self._connection.executemany(
            "INSERT INTO read VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, size, entry.key, entry.data, _run(entry.names), entry.quote)
                for entry in entries
                for size in [min(map(len, entry.names), default=len(entry.quote))]
            ),
        )

    def end(self) -> None:
        """Order the entries and index their words."""
        run = self._connection.execute
        run(
            "INSERT INTO entry (key, data, names, quote) "
            "SELECT key, data, names, quote FROM read ORDER BY sort, size, key"
        )
        first = 1
        for number, sort in enumerate(self._sorts):
            ((n,),) = run("SELECT COUNT(*) FROM read WHERE sort = ?", (number,))
            run("INSERT INTO sort VALUES (?, ?, ?)", (sort, first, first + n - 1))
            first += n
        run("DROP TABLE read")
        run("CREATE INDEX entry_key ON entry (key)")
        run("INSERT INTO said (rowid, names, quote) SELECT id, names, quote FROM entry")
        run("INSERT INTO said (said) VALUES ('optimize')")
        run("INSERT INTO word SELECT term FROM vocabulary WHERE term <> ?", (_END,))
        run("DROP TABLE vocabulary")


class Index:
    """Entries by the words that they have; ``ask`` puts a query to the file."""

    def __init__(self, ask: Callable[[str, Iterable[object]], sqlite3.Cursor]) -> None:
        self._ask = ask

    @cached_property
    def sorts(self) -> dict[str, tuple[int, int]]:
        """The sorts of entries, with the numbers of the first and the last of each."""
        rows = self._ask("SELECT name, first, last FROM sort ORDER BY first", ())
        return {name: (first, last) for name, first, last in rows}

    def keyed(self, key: str) -> tuple[str, Found] | None:
        """Return the entry of a key with its sort."""
        query = "SELECT id, key, data, names, quote FROM entry WHERE key = ? LIMIT 1"
        for own, *row in self._ask(query, (key,)):
            sort = next(n for n, (first, last) in self.sorts.items() if first <= own <= last)
            return sort, _found(*row)
        return None

    def count(self, sort: str, words: Sequence[str], most: int) -> int:
        """Return how many entries of a sort have all the words, ``most`` if there are more."""
        query = f"SELECT COUNT(*) FROM ({_MATCHING})"
        ((n,),) = self._ask(query, (_all(words), *self.sorts[sort], most))
        return int(n)

    def having(self, sort: str, words: Sequence[str], most: int) -> list[Found]:
        """Return entries with all the words: the likeliest, ``most`` and somewhat more.

        An entry with the words as a whole name is likelier than one whose name begins so, that
        than one with them anywhere in a name, in its sentence, scattered in its names, and
        anywhere.
        """
        places: dict[int, None] = {}
        for match in _tiers(words):
            rows = self._ask(_MATCHING, (match, *self.sorts[sort], most))
            places.update(dict.fromkeys(place for (place,) in rows))
            if len(places) >= most:
                break
        return self._entries([*places])

    def having_some(self, words: Sequence[str], least: int, most: int) -> dict[str, list[Found]]:
        """Return, by sort, the entries with the most of the words, ``least`` or more of them.

        ``most`` is how often a word may occur to be counted: one that is everywhere tells nothing.
        """
        counted: dict[int, int] = {}
        last = words[-1]
        for word in dict.fromkeys(words):
            rows = self._ask(
                "SELECT rowid FROM said WHERE said MATCH ? LIMIT ?",
                (_all([word]) if word is last else f'"{word}"', most),
            ).fetchall()
            if len(rows) < most:
                for (place,) in rows:
                    counted[place] = counted.get(place, 0) + 1
        top = max(counted.values(), default=0)
        if top < least:
            return {}
        found = sorted(place for place, n in counted.items() if n == top)
        return {
            sort: self._entries([place for place in found if first <= place <= end])
            for sort, (first, end) in self.sorts.items()
        }

    def knows(self, word: str) -> bool:
        """Tell whether anything has the word."""
        return bool(self._ask("SELECT 1 FROM word WHERE plain = ?", (word,)).fetchall())

    def like(self, word: str, most: int) -> Iterator[str]:
        """Yield words that begin with the same letter and are about as long."""
        query = (
            "SELECT plain FROM word WHERE plain >= ? AND plain < ? "
            "AND LENGTH(plain) BETWEEN ? AND ? LIMIT ?"
        )
        size = len(word)
        bounds = (word[0], chr(ord(word[0]) + 1), size // 2, 2 * size, most)
        for (own,) in self._ask(query, bounds):
            yield own

    def _entries(self, places: Sequence[int]) -> list[Found]:
        found: list[Found] = []
        for start in range(0, len(places), 500):
            some = places[start : start + 500]
            query = (
                "SELECT key, data, names, quote FROM entry "
                f"WHERE id IN ({','.join('?' * len(some))}) ORDER BY id"
            )
            found += [_found(*row) for row in self._ask(query, some)]
        return found


_MATCHING: Final = "SELECT rowid FROM said WHERE said MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"


def _all(words: Sequence[str]) -> str:
    """Return what matches entries with all the words; of the last one its beginning will do."""
    return " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}" *'])


def _tiers(words: Sequence[str]) -> Iterator[str]:
    run = " ".join(words)
    yield f'names : "{_END} {run} {_END}"'
    yield f'names : "{_END} {run}" *'
    yield f'names : "{run}" *'
    yield f'quote : "{run}" *'
    anywhere = _all(words)
    if len(words) > 1:
        begun = " AND ".join(f'names : "{word}" *' for word in words)
        yield f"{begun} AND {anywhere}"
        yield anywhere


def _run(names: Iterable[str]) -> str:
    return _END.join(["", *names, ""])


def _found(key: str, data: str, names: str, quote: str) -> Found:
    own = names[2:-2].split(f" {_END} ") if names != _NONE else ()
    return Found(key, data, tuple(f" {name} " for name in own), quote)
