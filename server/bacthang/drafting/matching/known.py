"""The indicators of a graph, as phrases are matched to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ...iris import local_name
from ...namespaces import BT
from ...selecting import node, select, text_of
from ...stores import Store

_INDICATORS: Final = """
SELECT ?indicator ?label ?unit ?direction WHERE {
  ?indicator a bt:Indicator ; skos:prefLabel|skos:altLabel ?label .
  FILTER (LANG(?label) = "vi")
  OPTIONAL { ?indicator qudt:hasUnit ?unit }
  OPTIONAL { ?indicator bt:direction ?direction }
} ORDER BY ?indicator ?label
"""


@dataclass(frozen=True)
class Known:
    """An indicator: what it is called in Vietnamese, and its unit and direction by local name."""

    iri: NamedNode
    labels: tuple[str, ...]
    unit: str | None
    direction: str


def indicators(store: Store) -> tuple[Known, ...]:
    """Return the indicators of a store, in order of IRI."""
    labels: dict[NamedNode, list[str]] = defaultdict(list)
    facts: dict[NamedNode, tuple[str | None, str]] = {}
    for row in select(store, _INDICATORS):
        iri = node(row, "indicator")
        labels[iri].append(text_of(row, "label"))
        facts[iri] = (
            local_name(text_of(row, "unit")) or None,
            local_name(text_of(row, "direction")) or BT.local(BT.neutral),
        )
    return tuple(Known(iri, tuple(labels[iri]), *facts[iri]) for iri in labels)
