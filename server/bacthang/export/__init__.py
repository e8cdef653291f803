"""``bacthang export``: the graph as tables, a workbook, dumps, and descriptions of them.

Everything is read through the one store interface, written beside its place, and moved there when
all of it is whole. The same dataset gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from .. import dumps
from ..csvfile import write_csv
from ..errors import UnknownName
from ..stores import BuildInfo, Store
from .catalogue import write_dcat, write_void
from .codebook import write_codebook
from .csvw import write_csvw
from .files import FILES, File
from .graph import Graph
from .rows import ROWS
from .schema import Table, tables
from .staging import staged
from .workbook import write_workbook

__all__ = ["FILES", "Progress", "Written", "export", "quiet"]

Progress = Callable[[File, int, int], None]
"""Called before each file with the file, how many are done, and of how many."""


def quiet(file: File, done: int, total: int) -> None:
    """Take no notice."""


@dataclass(frozen=True)
class Written:
    """A file that was written; ``rows`` counts those of a table."""

    file: File
    path: Path
    size: int
    sha256: str
    rows: int | None = None


def export(
    store: Store, out: Path, only: Sequence[str] | None = None, progress: Progress = quiet
) -> list[Written]:
    """Write all files of an export into ``out``, or only those named, whole or not at all.

    The catalogue tells size and checksum of every other file, so asking for it makes them all,
    though only those asked for are put in place. Raises UnknownName for a name that no file has,
    OutputUnwritable when the file system refuses, StoreUnreadable when the store has no record of
    its build.
    """
    wanted = _chosen(only)
    needed = FILES if any(file.name == "dcat" for file in wanted) else wanted
    content = _Content(store)
    written: list[Written] = []
    with staged(out) as (folder, publish):
        made: dict[File, Path] = {}
        for done, file in enumerate(needed):
            progress(file, done, len(needed))
            path = folder / file.file_name
            if file.name == "dcat":
                write_dcat(path, content.graph, content.info, made)
            else:
                _write(file.name, path, content)
            made[file] = path
        for file in wanted:
            path = made[file]
            data = path.stat().st_size
            rows = len(content.rows(file.name)) if file.name in ROWS else None
            written.append(Written(file, publish(path), data, _digest(path), rows))
    return written


def _chosen(only: Sequence[str] | None) -> list[File]:
    if only is None:
        return list(FILES)
    names = [file.name for file in FILES]
    for name in only:
        if name not in names:
            near = get_close_matches(name, names) or names
            raise UnknownName(kind_vi="tệp xuất", kind_en="export", name=name, near=", ".join(near))
    return [file for file in FILES if file.name in only]


class _Content:
    """What is written, each part read from the store once and only when a file asks for it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: dict[str, list[tuple[str, ...]]] = {}

    @cached_property
    def info(self) -> BuildInfo:
        return self._store.info()

    @cached_property
    def graph(self) -> Graph:
        return Graph(self._store)

    @cached_property
    def statements(self) -> dumps.Statements:
        return dumps.Statements(self._store)

    @property
    def tables(self) -> dict[Table, list[tuple[str, ...]]]:
        return {table: self.rows(table.name) for table in tables()}

    @property
    def counts(self) -> dict[Table, int]:
        return {table: len(rows) for table, rows in self.tables.items()}

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """Return the rows of a table in order, each cell under its column."""
        if name not in self._rows:
            (table,) = (table for table in tables() if table.name == name)
            found = sorted(ROWS[name](self.graph), key=lambda row: row.order)
            self._rows[name] = [
                tuple(row.cells[column] for column in table.header) for row in found
            ]
        return self._rows[name]


def _table(name: str) -> Callable[[Path, _Content], None]:
    (table,) = (table for table in tables() if table.name == name)
    return lambda path, content: write_csv(path, table.header, content.rows(name))


_WRITERS: Final[Mapping[str, Callable[[Path, _Content], None]]] = MappingProxyType(
    {
        **{table.name: _table(table.name) for table in tables()},
        "workbook": lambda path, content: write_workbook(path, content.tables, content.info),
        "codebook": lambda path, content: write_codebook(
            path, content.counts, content.graph, content.info
        ),
        "csvw": lambda path, content: write_csvw(path, content.info),
        "nquads": lambda path, content: dumps.write_nquads(path, content.statements),
        "trig": lambda path, content: dumps.write_trig(path, content.statements),
        "turtle": lambda path, content: dumps.write_turtle(path, content.statements),
        "jsonld": lambda path, content: dumps.write_jsonld(path, content.statements),
        "rdfxml": lambda path, content: dumps.write_rdfxml(path, content.statements),
        "ntriples": lambda path, content: dumps.write_ntriples(path, content.statements),
        "void": lambda path, content: write_void(path, content.statements, content.info),
    }
)


def _write(name: str, path: Path, content: _Content) -> None:
    _WRITERS[name](path, content)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
