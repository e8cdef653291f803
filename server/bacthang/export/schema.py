"""What the tables are: their columns in order, what each holds, and what it is called.

The description is data (``tables.yaml``), read by all that writes tables or tells of them, so that
CSV, workbook, codebook and CSVW metadata cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

import yaml

from ..errors import Wording

CellType = Literal["iri", "name", "text", "integer", "decimal", "date", "boolean"]

SEPARATOR: Final = ";"
"""Joins several values in one cell."""

_TYPES: Final = frozenset(get_args(CellType))


@dataclass(frozen=True)
class Column:
    """One column: what its cells hold, and what people call it.

    ``predicate`` is a prefixed name, set where the row's key has exactly this value of it.
    """

    name: str
    type: CellType
    title: Wording
    about: Wording
    many: bool = False
    predicate: str | None = None
    namespace: str | None = None
    refers: str | None = None
    lang: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether cells are numbers, when they hold one value."""
        return self.type in {"integer", "decimal"}


@dataclass(frozen=True)
class Table:
    """One table; ``key`` names the column that tells its rows apart, if there is one."""

    name: str
    title: Wording
    rows: Wording
    columns: tuple[Column, ...]
    key: str | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables in the order of the file.

    Raises TypeError or KeyError when the description is not whole: it is part of the program.
    """
    described = yaml.safe_load(files(__package__).joinpath("tables.yaml").read_text("utf-8"))
    shared = described["shared"]
    return tuple(_table(name, table, shared) for name, table in described["tables"].items())


def _table(name: str, described: Mapping[str, Any], shared: Mapping[str, Any]) -> Table:
    columns = tuple(
        _column(column, about, shared) for column, about in described["columns"].items()
    )
    return Table(
        name,
        Wording(**described["title"]),
        Wording(**described["rows"]),
        columns,
        described.get("key"),
    )


def _column(name: str, described: Mapping[str, Any], shared: Mapping[str, Any]) -> Column:
    own = dict(described)
    said = {**shared[own.pop("from")], **own} if "from" in own else own
    if said["type"] not in _TYPES:
        raise TypeError(f"{name}: {said['type']} is not a type of cell")
    return Column(
        name=name,
        **{**said, "title": Wording(**said["title"]), "about": Wording(**said["about"])},
    )
