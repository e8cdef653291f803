"""What the graph knows already, so that a draft repeats nothing and names nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from ...facts import Facts
from ...governing import governed
from ...namespaces import (
    ALIGNMENTS_GRAPH,
    BT,
    FINDINGS_GRAPH,
    INFERENCES_GRAPH,
    ORG,
    OWL,
    RDF,
    RDFS,
    SKOS,
    source_graph,
)
from ...plaintext import plain_text
from ...stores.base import Store, Term

_MADE = frozenset((INFERENCES_GRAPH, ALIGNMENTS_GRAPH, FINDINGS_GRAPH))


class Known:
    """The graph as a draft of one text sees it: without what it says of that text already."""

    def __init__(self, store: Store, source: str) -> None:
        self.store = store
        self.facts = Facts(store)
        self._own = source_graph(source)

    def said(self, thing: NamedNode, predicate: NamedNode) -> list[Term]:
        """Return what the files of other texts, and the reference, say of a thing."""
        return [
            quad.object
            for quad in self.store.quads(thing, predicate)
            if quad.graph_name != self._own and quad.graph_name not in _MADE
        ]

    def exists(self, thing: NamedNode) -> bool:
        """Tell whether another file says something of a thing."""
        return any(
            quad.graph_name != self._own and quad.graph_name not in _MADE
            for quad in self.store.quads(thing)
        )

    def unused(self, thing: NamedNode, taken: Iterable[NamedNode] = ()) -> NamedNode:
        """Return a name that neither another file nor this draft has used, as near as can be."""
        found, count = thing, 1
        while found in taken or self.exists(found):
            count += 1
            found = NamedNode(f"{thing.value}-{count}")
        return found

    def next_part(self, prefix: str, taken: set[NamedNode]) -> NamedNode:
        """Return the first numbered name that is free, and take it."""
        count = 1
        while (found := NamedNode(f"{prefix}{count}")) in taken or self.exists(found):
            count += 1
        taken.add(found)
        return found

    def is_class(self, kind: str) -> bool:
        """Tell whether the ontology has a class of that local name."""
        return any(self.store.quads(BT[kind], RDF.type, OWL.Class))

    def text(self, thing: NamedNode, predicate: NamedNode) -> str:
        """Return the words of a property that has one value at most."""
        terms = self.facts.values(predicate).get(thing, ())
        return next((term.value for term in terms if isinstance(term, Literal)), "")

    def ordinals(self, holder: NamedNode, kind: NamedNode) -> int:
        """Return the highest ordinal among the parts of a kind that other files tell of."""
        parts = [
            quad.subject
            for quad in self.store.quads(None, BT.partOf, holder)
            if quad.graph_name != self._own and isinstance(quad.subject, NamedNode)
        ]
        return max(
            (
                int(term.value)
                for part in parts
                if kind in self.said(part, RDF.type)
                for term in self.said(part, BT.ordinal)
                if isinstance(term, Literal)
            ),
            default=0,
        )

    def areas(self, bodies: Iterable[NamedNode]) -> list[NamedNode]:
        """Return the areas that bodies speak for."""
        nodes = self.facts.nodes
        found = governed(
            bodies,
            areas=lambda body: nodes(BT.governs, body),
            above=lambda body: [*nodes(ORG.subOrganizationOf, body), *nodes(BT.ledBy, body)],
        )
        return sorted(found, key=str)

    def rank(self, thing: NamedNode) -> int:
        """Return the rank of the level of a body or an area; 0 where none is known."""
        level = self.facts.node(BT.level, thing)
        return (self.facts.integer(BT.rank, level) or 0) if level else 0

    def cities_in(self, text: str) -> list[NamedNode]:
        """Return the provinces and cities that a text names."""
        return [
            area
            for area in self._members(BT.AdministrativeUnit)
            if self.facts.node(BT.level, area) == BT.city
            and any(
                isinstance(name, Literal) and name.language == "vi" and name.value in text
                for name in (
                    *self.facts.values(RDFS.label).get(area, ()),
                    *self.facts.values(SKOS.altLabel).get(area, ()),
                )
            )
        ]

    def is_a(self, thing: NamedNode, kind: NamedNode) -> bool:
        """Tell whether a thing is of a class."""
        return kind in self.facts.nodes(RDF.type, thing)

    def named(self, kind: NamedNode, predicate: NamedNode, name: str) -> list[NamedNode]:
        """Return the things of a class that are called so, whatever case and accents."""
        wanted = plain_text(name)
        return sorted(
            (
                subject
                for subject in self._members(kind)
                if any(
                    isinstance(term, Literal) and plain_text(term.value) == wanted
                    for term in self.facts.values(predicate).get(subject, ())
                )
            ),
            key=str,
        )

    def _members(self, kind: NamedNode) -> list[NamedNode]:
        return self._by_class.get(kind, [])

    @cached_property
    def _by_class(self) -> dict[NamedNode, list[NamedNode]]:
        found: dict[NamedNode, list[NamedNode]] = {}
        for subject, kind in self.facts.pairs(RDF.type):
            if isinstance(subject, NamedNode) and isinstance(kind, NamedNode):
                found.setdefault(kind, []).append(subject)
        return found
