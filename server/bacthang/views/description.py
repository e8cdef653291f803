"""What the dataset says of one thing, as triples, with what a reader needs beside it.

That is the thing's own statements, those that lead to it, the evidence behind it whole (places,
quotes, reports), what the rules found about it, the nodes that have no name of their own, and the
names of all that is linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ..errors import LANGS, Wording
from ..export.notes import LICENCE
from ..namespaces import (
    BT,
    DATASET,
    DCTERMS,
    FINDINGS_GRAPH,
    FOAF,
    ID,
    OA,
    RDF,
    RDFS,
    SKOS,
)
from ..selecting import node, select
from ..stores import Store

BOUND: Final = 500
"""How many statements that lead to a thing are given."""

_NAMED_BY: Final = (RDFS.label, SKOS.prefLabel, FOAF.name, DCTERMS.title)
_EVIDENCE: Final = frozenset((BT.statedIn, BT.reportedIn, OA.hasSelector))
_NAMELESS: Final = ID.iri + "node/"
_NAMES: Final = """
SELECT DISTINCT ?thing ?property ?name WHERE {
  { VALUES ?thing { %(things)s } ?thing ?property ?name }
  UNION { VALUES ?thing { %(things)s } GRAPH graph:shapes { ?thing ?property ?name } }
  FILTER (?property IN (%(properties)s))
}
"""


_PARTIAL: Final = Wording(
    "Trong các câu nhắc đến vật này chỉ có {bound} câu đầu; /sparql cho tất cả.",
    "Of the statements that lead to this thing only the first {bound} are given; /sparql has all.",
)


@dataclass(frozen=True)
class Description:
    """A thing's triples; ``is_whole`` unless more than ``bound`` statements lead to it."""

    thing: NamedNode
    triples: frozenset[Triple]
    is_whole: bool = True
    bound: int = BOUND

    def framed(self) -> Iterator[Triple]:
        """Yield the triples, and what this description itself is: licence, dataset, and its gap."""
        yield from self.triples
        own = NamedNode(f"{self.thing.value.partition('#')[0]}#description")
        yield Triple(own, RDF.type, FOAF.Document)
        yield Triple(own, FOAF.primaryTopic, self.thing)
        yield Triple(own, DCTERMS.isPartOf, DATASET)
        yield Triple(own, DCTERMS.license, NamedNode(LICENCE))
        if not self.is_whole:
            for lang in LANGS:
                said = _PARTIAL.said(lang, bound=self.bound)
                yield Triple(own, RDFS.comment, Literal(said, language=lang))


def description(store: Store, thing: NamedNode, bound: int = BOUND) -> Description:
    """Return what the dataset says of a thing; of what leads to it no more than ``bound``."""
    leading = store.quads(o=thing)
    said: set[Triple] = set()
    found: list[NamedNode] = []
    for quad in leading:
        if len(said) == bound:
            break
        said.add(quad.triple)
        if quad.graph_name == FINDINGS_GRAPH and isinstance(quad.subject, NamedNode):
            found.append(quad.subject)
    is_whole = next(leading, None) is None
    said.update(_said(store, [thing, *found]))
    linked = {term for triple in said for term in _iris(triple)}
    said.update(_names(store, linked))
    return Description(thing, frozenset(said), is_whole, bound)


def _said(store: Store, things: Iterable[NamedNode]) -> Iterator[Triple]:
    """Yield what is said of things, of their evidence, and of nodes known by nothing else."""
    queue = list(things)
    seen = set(queue)
    while queue:
        for quad in store.quads(s=queue.pop()):
            yield quad.triple
            term = quad.object
            if not isinstance(term, NamedNode) or term in seen:
                continue
            if quad.predicate in _EVIDENCE or term.value.startswith(_NAMELESS):
                seen.add(term)
                queue.append(term)


def _iris(triple: Triple) -> Iterator[NamedNode]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term


def _names(store: Store, things: Iterable[NamedNode]) -> Iterator[Triple]:
    query = _NAMES % {
        "things": " ".join(map(str, things)),
        "properties": ", ".join(map(str, _NAMED_BY)),
    }
    for row in select(store, query):
        if isinstance(name := row["name"], Literal):
            yield Triple(node(row, "thing"), node(row, "property"), name)
