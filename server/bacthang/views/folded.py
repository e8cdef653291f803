"""Rows folded for reading: one language, names that lead to their things, quotes to their places.

The data formats keep every column; here ``target_vi``, ``target_en`` and ``target_iri`` are one
column of names that lead to the thing, and ``quote``, ``source`` and ``start`` one of sentences
that lead to their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from ..errors import LANGS, Lang, Wording
from ..lookup import SORTS
from ..lookup import names_of as all_names_of
from ..namespaces import BASE, BT, ID
from ..naming import names_of
from ..plaintext import plain_text
from ..stores import Store
from .columns import heading
from .results import EMPTY, Results, Shown

_SOURCE: Final = ID["source/"].value
_SENTENCES: Final = ("quote", "text", "words", "value")
_TRUTH: Final = {"true": Wording("có", "yes"), "false": Wording("không", "no")}
_WEB: Final = ("http://", "https://")


@dataclass(frozen=True)
class Passage:
    """Where a sentence stands: the file, and code points from and to."""

    source: str
    start: int
    end: int


@dataclass(frozen=True)
class Cell:
    """A value as it is read, with the passage that it is, if it is one."""

    shown: Shown
    passage: Passage | None = None

    @property
    def words(self) -> str:
        """What the reader sees: of a page elsewhere, whose it is."""
        return self.shown.name or urlsplit(self.page).netloc or self.shown.text

    @property
    def thing(self) -> str:
        """The IRI of the thing of ours that the cell leads to, if it does."""
        return self.shown.iri if self.shown.iri.startswith(BASE) else ""

    @property
    def value(self) -> bool:
        """Tell whether the cell is a controlled value of the ontology."""
        return self.shown.iri.startswith(BT.iri)

    @property
    def page(self) -> str:
        """The address of the page elsewhere that the cell is, if it is one."""
        bare = self.shown.iri or self.shown.text
        return bare if bare.startswith(_WEB) and not self.thing and not self.shown.name else ""

    @property
    def key(self) -> tuple[bool, float, str, str]:
        """What the cell sorts by: numbers by value, words without diacritics, nothing last."""
        number = float(self.shown.text) if self.shown.numeric else 0.0
        return not self.words, number, plain_text(self.words), self.words


@dataclass(frozen=True)
class Column:
    """One column: its name in addresses, its words, and whether it holds numbers."""

    name: str
    heading: str
    numeric: bool

    @property
    def quoted(self) -> bool:
        """Tell whether its words are those of a source."""
        return self.name.endswith("quote")


@dataclass(frozen=True)
class Folded:
    """A table to read; ``total`` counts the rows before any were filtered out.

    ``more`` says that the answer has rows that are not here.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    total: int
    more: bool = False

    def index(self, name: str) -> int | None:
        """Return the place of a column of that name, if there is one."""
        return next((i for i, column in enumerate(self.columns) if column.name == name), None)

    def sorted_by(self, order: str) -> Folded:
        """Return the rows by a column, ``-name`` for falling; as asked where there is none such.

        What is empty comes last either way.
        """
        falling, name = order.startswith("-"), order.removeprefix("-")
        place = self.index(name)
        if place is None:
            return self
        full = [row for row in self.rows if row[place].words]
        bare = [row for row in self.rows if not row[place].words]
        full.sort(key=lambda row: row[place].key, reverse=falling)
        return replace(self, rows=[*full, *bare])

    def holding(self, words: str) -> Folded:
        """Return the rows that hold every word, typed with or without diacritics."""
        wanted = plain_text(words).split()
        rows = [row for row in self.rows if _holds(row, wanted)]
        return replace(self, rows=rows)


class Names(Protocol):
    """Leads from names to the things that they name."""

    def get(self, name: str, /) -> str | None:
        """Return the IRI of what has that name; None where nothing, or more than one thing, has."""


def leads(store: Store, lang: Lang) -> dict[str, str]:
    """Return the IRI for each name that only one thing has, in a language."""
    things = [thing for sort in SORTS for thing in all_names_of(store, sort)]
    names = names_of(store, things, lang)
    shared = Counter(names.values())
    return {name: thing.value for thing, name in names.items() if shared[name] == 1}


def fold(results: Results, lang: Lang, named: Names | None = None) -> Folded:
    """Fold rows for a reader of one language; names in ``named`` lead to the things they name."""
    named = named or {}
    places = {name: index for index, name in enumerate(results.columns)}
    shown = _shown(results.columns, lang)
    passages = _passages(places)
    hidden = {"source", "start", "end"} if passages else set()
    kept = {name: stem for name, stem in shown.items() if name not in hidden}
    columns = tuple(
        Column(stem, heading(stem, lang), results.is_numeric(places[name]))
        for name, stem in kept.items()
    )
    rows = [
        tuple(_cell(row, name, stem, places, passages, named, lang) for name, stem in kept.items())
        for row in results.rows
    ]
    filled = [
        index for index in range(len(columns)) if not rows or any(row[index].words for row in rows)
    ]
    return Folded(
        tuple(columns[index] for index in filled),
        [tuple(row[index] for index in filled) for row in rows],
        len(rows),
        results.more,
    )


def _shown(names: Sequence[str], lang: Lang) -> dict[str, str]:
    """Return the columns to show, each with its stem: one of two languages, links folded in."""
    stems: dict[str, str] = {}
    for name in names:
        stem, _, ending = name.rpartition("_")
        both = stem and {f"{stem}_{one}" for one in LANGS} <= {*names}
        if ending in LANGS and both:
            if ending == lang:
                stems[name] = stem
        elif ending != "iri" or f"{stem}_{lang}" not in names:
            stems[name] = name
    return stems


def _passages(places: dict[str, int]) -> str:
    """Return the column of sentences that ``source`` and ``start`` place, if there is one."""
    if not {"source", "start"} <= {*places}:
        return ""
    return next((name for name in _SENTENCES if name in places), "")


def _cell(
    row: tuple[Shown, ...],
    name: str,
    stem: str,
    places: dict[str, int],
    passages: str,
    named: Names,
    lang: Lang,
) -> Cell:
    shown = row[places[name]]
    linked = row[places[f"{stem}_iri"]] if f"{stem}_iri" in places and name != stem else EMPTY
    leading = linked.iri or ((named.get(shown.text) or "") if name != stem else "")
    if leading and shown.text:
        return Cell(replace(shown, iri=leading, name=shown.text))
    if name == passages and row[places["start"]].text:
        return Cell(shown, _passage(shown.text, row[places["source"]], row[places["start"]]))
    if name == passages and row[places["source"]].iri and not shown.text:
        return Cell(row[places["source"]])
    if shown.truth:
        return Cell(replace(shown, name=_TRUTH[shown.text].plain(lang)))
    return Cell(shown)


def _passage(text: str, source: Shown, start: Shown) -> Passage | None:
    if not source.iri.startswith(_SOURCE) or not text:
        return None
    first = int(start.text)
    return Passage(unquote(source.iri.removeprefix(_SOURCE)), first, first + len(text))


def _holds(row: Iterable[Cell], wanted: Sequence[str]) -> bool:
    plain = plain_text(" ".join(cell.words for cell in row))
    return all(word in plain for word in wanted)
