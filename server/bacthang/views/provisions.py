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
  VALUES ?kind { %s }
  ?part bt:inDocument %s ; a ?kind ; bt:partOf ?holder .
  OPTIONAL { ?part bt:ordinal ?ordinal }
  OPTIONAL { ?part bt:printedLabel ?printed }
  OPTIONAL {
    VALUES ?property {
      bt:leadBody bt:coordinatingBody bt:advisoryBody bt:addressedTo bt:schemeStatus
      bt:horizon bt:periodStart bt:periodEnd
    }
    ?part ?property ?value
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
    rows = select(store, _PARTS % (" ".join(map(str, KINDS)), document))
    by_part: defaultdict[NamedNode, list[Row]] = defaultdict(list)
    for row in rows:
        by_part[node(row, "part")].append(row)
    named = naming(store, rows, lang)
    witnesses = witnesses_of(store, by_part, lang)
    within: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for part, own in by_part.items():
        within[node(own[0], "holder")].append(part)

    def made(part: NamedNode) -> Provision:
        own = by_part[part]
        first = own[0]
        things = {
            (sure(named(row, "property")), value)
            for row in own
            if isinstance(row.get("value"), NamedNode) and (value := named(row, "value"))
        }
        return Provision(
            iri=part,
            kind=sure(named(first, "kind")),
            name=sure(named(first, "part")).name,
            printed=text_of(first, "printed"),
            ordinal=int(text_of(first, "ordinal") or 0),
            witness=witnesses[part],
            bodies=tuple(
                sorted(
                    (pair for pair in things if pair[0].iri != BT.schemeStatus),
                    key=lambda pair: (pair[0].local != "leadBody", pair[0].local, pair[1].name),
                )
            ),
            status=next((value for key, value in things if key.iri == BT.schemeStatus), None),
            years=tuple(sorted(_years(own))),
            inner=_ordered(map(made, within.get(part, ()))),
            fragment=fragment_of(document, part),
        )

    found: defaultdict[NamedNode, list[Provision]] = defaultdict(list)
    for holder, parts in within.items():
        if holder not in by_part:
            for part in map(made, parts):
                found[part.kind.iri].append(part)
    return {BT.local(kind): _ordered(found[kind]) for kind in KINDS if kind in found}


def _ordered(parts: Iterable[Provision]) -> tuple[Provision, ...]:
    return tuple(sorted(parts, key=lambda part: (part.witness.order, part.ordinal, str(part.iri))))


def _years(rows: Iterable[Row]) -> set[int]:
    timed = {BT.horizon, BT.periodStart, BT.periodEnd}
    return {int(row["value"].value) for row in rows if row.get("property") in timed}
