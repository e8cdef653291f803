"""The indicators as a list to look through: by field, by step, by words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from pyoxigraph import NamedNode

from ..errors import LANGS, Lang
from ..listings import Line as Kept
from ..listings import Listings, Narrowed, Writer
from ..naming import names_of
from ..plaintext import plain_text
from ..selecting import node, select, text_of
from ..stores import Store
from .named import Named, naming

QUERY: Final = """
SELECT ?indicator ?field ?unit ?direction ?rank (COUNT(DISTINCT ?target) AS ?targets)
WHERE {
  ?indicator a bt:Indicator .
  OPTIONAL { ?indicator bt:policyField ?field }
  OPTIONAL { ?indicator qudt:hasUnit ?unit }
  OPTIONAL { ?indicator bt:direction ?direction }
  OPTIONAL {
    ?target bt:indicator ?indicator ; bt:inDocument ?document .
    OPTIONAL { ?document bt:issuedBy/bt:level/bt:rank ?rank }
  }
}
GROUP BY ?indicator ?field ?unit ?direction ?rank
ORDER BY ?indicator ?field ?rank
"""
PER_PAGE: Final = 250
"""How many indicators are told on one page."""

_TEXTS: Final = "SELECT ?indicator ?text WHERE { ?indicator a bt:Indicator ; bt:plainText ?text }"


@dataclass(frozen=True)
class Line:
    """One indicator; ``steps`` counts its targets by the rank of who sets them."""

    indicator: Named
    fields: tuple[Named, ...]
    unit: Named | None
    direction: Named | None
    steps: Mapping[int, int]
    text: str

    @property
    def targets(self) -> int:
        """How many targets there are on it."""
        return sum(self.steps.values())


@dataclass(frozen=True)
class Listing:
    """A page of the indicators that fit, by field; ``fields`` are all that there are."""

    by_field: tuple[tuple[Named, tuple[Line, ...]], ...]
    fields: tuple[Named, ...]
    shown: int
    all: int
    pages: int


def lines(store: Store, lang: Lang) -> tuple[Line, ...]:
    """Return every indicator, by name."""
    rows = select(store, QUERY)
    named = naming(store, rows, lang)
    texts = {node(row, "indicator"): text_of(row, "text") for row in select(store, _TEXTS)}
    names = names_of(store, texts, lang)
    fields: dict[NamedNode, dict[Named, None]] = {thing: {} for thing in texts}
    steps: dict[NamedNode, dict[int, int]] = {thing: {} for thing in texts}
    facts: dict[NamedNode, tuple[Named | None, Named | None]] = {}
    for row in rows:
        thing = node(row, "indicator")
        facts[thing] = named(row, "unit"), named(row, "direction")
        if field := named(row, "field"):
            fields[thing][field] = None
        if targets := int(text_of(row, "targets")):
            steps[thing][int(text_of(row, "rank") or 0)] = targets
    found = (
        Line(Named(thing, names[thing]), tuple(fields[thing]), *facts[thing], steps[thing], text)
        for thing, text in texts.items()
    )
    return tuple(sorted(found, key=lambda line: plain_text(line.indicator.name)))


def write(writer: Writer, store: Store) -> None:
    """Write the list of indicators in each language: a line for each field that one is of."""
    for lang in LANGS:
        found = lines(store, lang)
        fields = sorted(
            {one for line in found for one in line.fields}, key=lambda one: plain_text(one.name)
        )
        writer.lines(_NAME % lang, _kept(found, fields))
        writer.value(_FIELDS % lang, tuple(fields))
        writer.value(_ALL % lang, len(found))


def listing(
    known: Listings, lang: Lang, field: str = "", rank: int = 0, words: str = "", page: int = 1
) -> Listing:
    """Return a page of the indicators of a field (its local name), set on a step, with all words.

    Words are found with or without diacritics, in either language.
    """
    name = _NAME % lang
    facets = {"field": field, "rank": str(rank or "")}
    narrowed = Narrowed({k: v for k, v in facets.items() if v}, tuple(plain_text(words).split()))
    some = known.lines(name, _Placed, narrowed, (page - 1) * PER_PAGE, PER_PAGE)
    return Listing(
        tuple(
            (one, tuple(placed.line for placed in own))
            for one, own in groupby(some, key=lambda placed: placed.field)
        ),
        known.value(_FIELDS % lang, tuple[Named, ...]),
        known.keys(name, narrowed),
        known.value(_ALL % lang, int),
        max(1, -(-known.count(name, narrowed) // PER_PAGE)),
    )


_NAME: Final = "indicators.%s"
_FIELDS: Final = "fields of indicators.%s"
_ALL: Final = "all indicators.%s"


@dataclass(frozen=True)
class _Placed:
    """A line under one of its fields."""

    field: Named
    line: Line


def _kept(found: Iterable[Line], fields: Iterable[Named]) -> Iterator[Kept]:
    of_field: dict[Named, list[Line]] = {one: [] for one in fields}
    for line in found:
        for one in line.fields:
            of_field[one].append(line)
    for one, own in of_field.items():
        for line in own:
            yield Kept(
                line.indicator.iri.value,
                _Placed(one, replace(line, text="")),
                line.text,
                {"field": [one.local], "rank": map(str, line.steps)},
            )
