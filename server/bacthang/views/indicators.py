"""The indicators as a list to look through: by field, by step, by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
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
    """The indicators that fit what was asked, by field; ``fields`` are all that there are."""

    by_field: tuple[tuple[Named, tuple[Line, ...]], ...]
    fields: tuple[Named, ...]
    shown: int
    all: int


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


def listing(known: Iterable[Line], field: str = "", rank: int = 0, words: str = "") -> Listing:
    """Return the indicators of a field (its local name), set on a step, and with all the words.

    Words are found with or without diacritics, in either language.
    """
    known = list(known)
    wanted = plain_text(words).split()
    fitting = [
        line
        for line in known
        if (not rank or rank in line.steps) and all(word in line.text for word in wanted)
    ]
    fields = sorted(
        {one for line in known for one in line.fields}, key=lambda one: plain_text(one.name)
    )
    by_field = [
        (one, tuple(line for line in fitting if one in line.fields))
        for one in fields
        if field in ("", one.local)
    ]
    shown = {line.indicator for _, own in by_field for line in own}
    return Listing(
        tuple((one, own) for one, own in by_field if own), tuple(fields), len(shown), len(known)
    )
