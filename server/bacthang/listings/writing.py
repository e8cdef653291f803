"""The file of lists is written: line by line, in one pass, and named only when it is whole."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .packing import packed

FILE_NAME: Final = "pages.sqlite"
VERSION: Final = "2"
"""Of what stands in a file; one of another version is not read but written again."""

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA page_size = 8192;
CREATE TABLE value (name TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE list (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, size INTEGER NOT NULL);
CREATE TABLE line (
  list INTEGER, place INTEGER, key TEXT NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (list, place)
) WITHOUT ROWID;
CREATE TABLE words (
  list INTEGER, place INTEGER, said TEXT NOT NULL, PRIMARY KEY (list, place)
) WITHOUT ROWID;
CREATE TABLE facet (
  list INTEGER, name TEXT, value TEXT, place INTEGER, PRIMARY KEY (list, name, value, place)
) WITHOUT ROWID;
CREATE TABLE option (
  list INTEGER, name TEXT, first INTEGER, value TEXT, n INTEGER NOT NULL,
  PRIMARY KEY (list, name, first, value)
) WITHOUT ROWID;
"""
_COUNTED: Final = """
INSERT INTO option SELECT list, name, MIN(place), value, COUNT(*) FROM facet GROUP BY 1, 2, value
"""


@dataclass(frozen=True)
class Line:
    """One line of a list: its key, what is shown, the words it is found by, its facets."""

    key: str
    data: object
    words: str = ""
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)


class Writer:
    """Writes lists and values to a file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def value(self, name: str, value: object) -> None:
        """Keep a value by its name."""
        self.connection.execute("INSERT INTO value VALUES (?, ?)", (name, packed(value)))

    def lines(self, name: str, lines: Iterable[Line]) -> None:
        """Keep the lines of a list in their order."""
        told = self.connection.execute("INSERT INTO list (name, size) VALUES (?, 0)", (name,))
        own, place = told.lastrowid, -1
        for place, line in enumerate(lines):
            at = (own, place)
            self.connection.execute(
                "INSERT INTO line VALUES (?, ?, ?, ?)", (*at, line.key, packed(line.data))
            )
            if line.words:
                self.connection.execute("INSERT INTO words VALUES (?, ?, ?)", (*at, line.words))
            self.connection.executemany(
                "INSERT INTO facet VALUES (?, ?, ?, ?)",
                [
                    (own, facet, value, place)
                    for facet, values in line.facets.items()
                    for value in dict.fromkeys(values)
                ],
            )
        self.connection.execute("UPDATE list SET size = ? WHERE id = ?", (place + 1, own))


@contextmanager
def writing(path: Path, edition: str) -> Iterator[Writer]:
    """Give the writer of the file of an edition, which stands at ``path`` once all is written.

    If anything is raised inside, nothing stands there. Raises OSError for what the disk refuses.
    """
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            connection.executescript(_TABLES)
            connection.execute("BEGIN")
            writer = Writer(connection)
            yield writer
            connection.execute(_COUNTED)
            connection.execute("CREATE INDEX by_key ON line (list, key)")
            writer.value("edition", f"{VERSION} {edition}")
            connection.execute("COMMIT")
        new.replace(path)
    except sqlite3.Error as error:
        new.unlink(missing_ok=True)
        full = "full" in str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(new)) from error
    except BaseException:
        new.unlink(missing_ok=True)
        raise
