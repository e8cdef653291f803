"""The parts of a document in the order of its text: objectives, items, tasks, who leads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..namespaces import BT
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .homes import fragment_of
from .named import Named, naming, sure
from .witnesses import Witness, witnesses_of

KINDS: Final = (
    BT.Objective,
    BT.TargetItem,
    BT.Breakthrough,
    BT.Task,
    BT.Solution,
    BT.Scheme,
    BT.Requirement,
)
"""The kinds of parts that are told, in the order in which a page tells them."""

_PARTS: Final = """
SELECT ?part ?kind ?holder ?ordinal ?printed ?property ?value WHERE {
  ?part bt:inDocument %s ; a ?kind ; bt:partOf ?holder .
  FILTER (?kind IN (%s))
  OPTIONAL { ?part bt:ordinal ?ordinal }
  OPTIONAL { ?part bt:printedLabel ?printed }
  OPTIONAL {
    ?part ?property ?value .
    FILTER (?property IN (bt:leadBody, bt:coordinatingBody, bt:advisoryBody, bt:addressedTo,
      bt:schemeStatus, bt:horizon, bt:periodStart, bt:periodEnd))
  }
}
ORDER BY ?part ?property ?value
"""


@dataclass(frozen=True)
class Provision:
    """One part with the parts in it; ``bodies`` are those concerned, each under its relation."""

    iri: NamedNode
    kind: Named
    name: str
    printed: str
    ordinal: int
    witness: Witness
    bodies: tuple[tuple[Named, Named], ...]
    status: Named | None
    years: tuple[int, ...]
    inner: tuple[Provision, ...]
    fragment: str

    @property
    def whole(self) -> Iterator[Provision]:
        """The part itself, then all within it."""
        yield self
        for part in self.inner:
            yield from part.whole


def provisions_of(
    store: Store, document: NamedNode, lang: Lang
) -> Mapping[str, tuple[Provision, ...]]:
    """Return the parts of a document that stand in no other part, by kind (its local name)."""
    parts = _Parts(store, select(store, _PARTS % (document, ", ".join(map(str, KINDS)))), lang)
    found: defaultdict[str, list[Provision]] = defaultdict(list)
    for part in parts.outermost():
        provision = parts.made(part, document)
        found[provision.kind.local].append(provision)
    kinds = map(BT.local, KINDS)
    return {kind: _ordered(found[kind]) for kind in kinds if kind in found}


class _Parts:
    """The parts of a document as rows, by part, and the parts that each part holds."""

    def __init__(self, store: Store, rows: list[Row], lang: Lang) -> None:
        self._rows: defaultdict[NamedNode, list[Row]] = defaultdict(list)
        for row in rows:
            self._rows[node(row, "part")].append(row)
        self._within: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
        for part, own in self._rows.items():
            self._within[node(own[0], "holder")].append(part)
        self._named = naming(store, rows, lang)
        self._witnesses = witnesses_of(store, self._rows, lang)

    def outermost(self) -> Iterator[NamedNode]:
        """Yield the parts that no other part holds."""
        for holder, parts in self._within.items():
            if holder not in self._rows:
                yield from parts

    def made(self, part: NamedNode, document: NamedNode) -> Provision:
        """Return a part with all that it holds."""
        own = self._rows[part]
        first = own[0]
        things = {
            (sure(self._named(row, "property")), sure(self._named(row, "value")))
            for row in own
            if isinstance(row.get("value"), NamedNode)
        }
        bodies = [pair for pair in things if pair[0].iri != BT.schemeStatus]
        bodies.sort(key=lambda pair: (pair[0].local != "leadBody", pair[0].local, pair[1].name))
        return Provision(
            iri=part,
            kind=sure(self._named(first, "kind")),
            name=sure(self._named(first, "part")).name,
            printed=text_of(first, "printed"),
            ordinal=int(text_of(first, "ordinal") or 0),
            witness=self._witnesses[part],
            bodies=tuple(bodies),
            status=next((value for key, value in things if key.iri == BT.schemeStatus), None),
            years=tuple(sorted(_years(own))),
            inner=_ordered(self.made(one, document) for one in self._within.get(part, ())),
            fragment=fragment_of(document, part),
        )


def _ordered(parts: Iterable[Provision]) -> tuple[Provision, ...]:
    return tuple(sorted(parts, key=lambda part: (part.witness.order, part.ordinal, str(part.iri))))


def _years(rows: Iterable[Row]) -> set[int]:
    timed = {BT.horizon, BT.periodStart, BT.periodEnd}
    return {int(row["value"].value) for row in rows if row.get("property") in timed}
