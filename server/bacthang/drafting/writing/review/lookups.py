"""What the graph calls the things that a proposal names, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from ....errors import Wording
from ....naming import names_of
from ....selecting import node, select
from ....stores import Store
from ...proposal import DocumentProposal, Proposal, TargetProposal

_FALLING: Final = "SELECT ?indicator { ?indicator bt:direction bt:lowerIsBetter }"
_UNITS: Final = """
SELECT ?local ?vi ?en WHERE {
  ?unit a qudt:Unit ; rdfs:label ?vi , ?en .
  FILTER (LANG(?vi) = "vi" && LANG(?en) = "en")
  BIND (REPLACE(STR(?unit), "^.*[/#]", "") AS ?local)
}
"""


@dataclass(frozen=True)
class Known:
    """Names of things and of units, and the indicators that should fall."""

    names: Mapping[NamedNode, Wording] = field(default_factory=dict)
    units: Mapping[str, Wording] = field(default_factory=dict)
    falling: frozenset[NamedNode] = frozenset()

    def name(self, thing: NamedNode) -> Wording:
        """Return what a thing is called; the end of its IRI where the graph does not say."""
        last = thing.value.rstrip("/").rpartition("/")[2]
        return self.names.get(thing, Wording(last, last))


def lookups(proposal: Proposal, store: Store) -> Known:
    """Return what a store knows of all that a proposal names."""
    things = list(dict.fromkeys(_named(proposal)))
    vi, en = (names_of(store, things, lang) for lang in ("vi", "en"))
    return Known(
        {thing: Wording(vi[thing], en[thing]) for thing in things},
        {
            row["local"].value: Wording(row["vi"].value, row["en"].value)
            for row in select(store, _UNITS)
        },
        frozenset(node(row, "indicator") for row in select(store, _FALLING)),
    )


def _named(proposal: Proposal) -> Iterator[NamedNode]:
    for document in proposal.documents:
        yield from _of_document(document)
        for target in document.targets:
            yield from _of_target(target)


def _of_document(document: DocumentProposal) -> Iterator[NamedNode]:
    of_itself = (document.known, document.issuer, document.area, document.term)
    yield from (thing for thing in of_itself if thing)
    for link in document.links:
        yield from ((link.other,) if link.other else ())
        yield from link.candidates
    for provision in document.provisions:
        yield from (*provision.lead_bodies, *provision.coordinating_bodies)


def _of_target(target: TargetProposal) -> Iterator[NamedNode]:
    match = target.match
    if match:
        yield from (thing for thing in (match.indicator, match.runner_up) if thing)
