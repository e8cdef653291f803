"""A thing with what it is called: what pages link to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..errors import Lang
from ..iris import local_name
from ..naming import names_of
from ..selecting import Row, node
from ..stores import Store


@dataclass(frozen=True)
class Named:
    """One thing and its name in the reader's language."""

    iri: NamedNode
    name: str

    @property
    def local(self) -> str:
        """The last part of its IRI, by which values such as ``bt:equal`` are told apart."""
        return local_name(self.iri.value)


Naming = Callable[[Row, str], Named | None]
"""Gives the thing in a column of a row with its name; None where the column is unbound."""


def naming(store: Store, rows: Iterable[Row], lang: Lang) -> Naming:
    """Return what names the things in all rows, fetched at once."""
    things = [value for row in rows for value in row.values() if isinstance(value, NamedNode)]
    names = names_of(store, things, lang)

    def named(row: Row, column: str) -> Named | None:
        return Named(thing := node(row, column), names[thing]) if column in row else None

    return named


def named_all(store: Store, things: Iterable[NamedNode], lang: Lang) -> tuple[Named, ...]:
    """Return things with their names, in the order given, each once."""
    names = names_of(store, things := list(dict.fromkeys(things)), lang)
    return tuple(Named(thing, names[thing]) for thing in things)


def sure(named: Named | None) -> Named:
    """Return what a column that is always bound holds."""
    if named is None:
        raise TypeError("a column that is always bound is not")
    return named
