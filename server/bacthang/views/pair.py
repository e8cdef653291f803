"""One programme and one district, or one lower document: what joins them, target beside target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..naming import names_of
from ..selecting import node, select
from ..stores import Store
from .commitments import Target, targets_where
from .known import Knowing, knowledge
from .named import Named
from .outcomes import Outcome, outcome_of
from .standing import Pair, pairs_in
from .witnesses import Witness, witnesses_of

QUERY: Final = """
SELECT DISTINCT ?alignment ?outcome ?basis ?close ?reason ?certainty ?upper ?lower ?lacking WHERE {
  VALUES ?programme { %s }
  VALUES ?document { %s }
  ?upper bt:inDocument ?programme .
  ?alignment bt:upperTarget ?upper ; bt:outcome ?outcome ; bt:basis ?basis .
  { ?alignment bt:lowerTarget ?lower . ?lower bt:inDocument ?document }
  UNION { ?alignment bt:lowerDocument ?document , ?lacking }
  OPTIONAL { ?alignment bt:close ?close }
  OPTIONAL { ?alignment bt:reason ?reason }
  OPTIONAL { ?alignment bt:certainty ?certainty }
}
ORDER BY ?upper ?lacking ?lower ?alignment ?reason
"""
"""The targets of a document above and of documents below, as the build has judged them."""

_OF_AREA: Final = """
SELECT DISTINCT ?document ?rank WHERE {
  ?document bt:actsWithin %s ; bt:issuedBy/bt:level ?level .
  %s bt:level/bt:rank ?own . ?level bt:rank ?rank . FILTER (?rank >= ?own)
  FILTER NOT EXISTS { ?document eli:has_member ?member }
}
ORDER BY ?rank ?document
"""
_BONDS: Final = """
SELECT DISTINCT ?link ?document ?relation WHERE {
  VALUES ?document { %s }
  ?link bt:linkFrom ?document ; bt:linkTo %s ; bt:linkType ?relation .
}
ORDER BY ?document ?relation ?link
"""
_THROUGH: Final = """
SELECT DISTINCT ?document WHERE {
  VALUES ?document { %s }
  ?document bt:standsOn %s .
}
ORDER BY ?document
"""
_SAYINGS: Final = """
SELECT DISTINCT ?saying ?body WHERE {
  ?saying bt:carriesOut %s ; bt:leadBody ?body .
  { ?body bt:governs %s } UNION { ?body bt:governs/bt:locatedIn %s } UNION { %s bt:issuedBy ?body }
}
ORDER BY ?saying ?body
"""


@dataclass(frozen=True)
class Stock:
    """A lower document, and in words what is known of it."""

    document: Named
    told: str


@dataclass(frozen=True)
class Bond:
    """A lower document that says it stands on the upper one, and where it says so."""

    document: Named
    relation: Named
    witness: Witness


@dataclass(frozen=True)
class Saying:
    """A body that says it carries the upper document out, and where it says so."""

    body: Named
    words: str
    witness: Witness


@dataclass(frozen=True)
class Facing:
    """Two targets side by side, or one above with nothing below, and what it comes to."""

    outcome: Outcome
    pair: Pair


@dataclass(frozen=True)
class Meeting:
    """Everything known between the two sides.

    ``through`` stand on the upper document by way of others; ``apart`` are the targets above
    beside which nothing below was set.
    """

    upper: Named
    upper_told: str
    lower: Named
    stock: tuple[Stock, ...]
    bonds: tuple[Bond, ...]
    through: tuple[Named, ...]
    sayings: tuple[Saying, ...]
    facings: tuple[Facing, ...]
    apart: tuple[Target, ...]

    @property
    def by_outcome(self) -> list[tuple[Outcome, list[Facing]]]:
        """The pairs by what they come to, first what an officer must look at."""
        found = [(one, [f for f in self.facings if f.outcome is one]) for one in Outcome]
        return [(one, facings) for one, facings in found if facings]


def meeting(
    store: Store,
    upper: NamedNode,
    lower: NamedNode,
    lower_is_area: bool,
    lang: Lang,
    knowing: Knowing | None = None,
) -> Meeting:
    """Return what is known between a document and an area or a document below.

    ``knowing`` tells how well documents are known, where that has been written down.
    """
    documents = _lower_documents(store, lower) if lower_is_area else [lower]
    known = (knowing or partial(knowledge, store))([upper, *documents])
    names = names_of(store, [upper, lower, *documents], lang)
    targets = _targets_of(store, upper, lang)
    facings = _facings(store, targets, documents, lang)
    faced = {facing.pair.upper.iri for facing in facings}
    bonds = _bonds(store, documents, upper, lang)
    return Meeting(
        Named(upper, names[upper]),
        known.words(upper, lang),
        Named(lower, names[lower]),
        tuple(Stock(Named(it, names[it]), known.words(it, lang)) for it in documents),
        bonds,
        _through(store, documents, upper, {bond.document.iri for bond in bonds}, lang),
        _sayings(store, upper, lower, lang),
        facings,
        tuple(target for target in targets if target.iri not in faced),
    )


def _lower_documents(store: Store, area: NamedNode) -> list[NamedNode]:
    """Return the documents of an area, and behind them those of areas within it."""
    return [node(row, "document") for row in select(store, _OF_AREA % (area, area))]


def _targets_of(store: Store, document: NamedNode, lang: Lang) -> tuple[Target, ...]:
    return targets_where(store, f"VALUES ?document {{ {document} }}", lang)


def _facings(
    store: Store, targets: Sequence[Target], documents: Sequence[NamedNode], lang: Lang
) -> tuple[Facing, ...]:
    """Return what the build judged between targets above and documents below, in their order."""
    above = {target.document.iri for target in targets}
    rows = select(store, QUERY % (_values(above), _values(documents)))
    order = {target.iri: place for place, target in enumerate(targets)}
    facings = [
        Facing(outcome_of(pair.outcome.iri, frozenset(r.iri for r in pair.reasons)), pair)
        for pair in pairs_in(store, rows, targets, lang)
    ]
    return tuple(sorted(facings, key=lambda facing: order[facing.pair.upper.iri]))


def _values(things: Iterable[NamedNode]) -> str:
    return " ".join(sorted(map(str, things)))


def _bonds(
    store: Store, documents: Iterable[NamedNode], upper: NamedNode, lang: Lang
) -> tuple[Bond, ...]:
    rows = select(store, _BONDS % (_values(documents), upper))
    links = [node(row, "link") for row in rows]
    witnesses = witnesses_of(store, links, lang)
    told = [node(row, name) for row in rows for name in ("document", "relation")]
    names = names_of(store, told, lang)
    return tuple(
        Bond(
            Named(node(row, "document"), names[node(row, "document")]),
            Named(node(row, "relation"), names[node(row, "relation")]),
            witnesses[node(row, "link")],
        )
        for row in rows
    )


def _through(
    store: Store,
    documents: Iterable[NamedNode],
    upper: NamedNode,
    bound: set[NamedNode],
    lang: Lang,
) -> tuple[Named, ...]:
    rows = select(store, _THROUGH % (_values(documents), upper))
    found = [document for row in rows if (document := node(row, "document")) not in bound]
    names = names_of(store, found, lang)
    return tuple(Named(document, names[document]) for document in found)


def _sayings(store: Store, upper: NamedNode, lower: NamedNode, lang: Lang) -> tuple[Saying, ...]:
    rows = select(store, _SAYINGS % (upper, lower, lower, lower))
    sayings = [node(row, "saying") for row in rows]
    names = names_of(store, [*sayings, *(node(row, "body") for row in rows)], lang)
    witnesses = witnesses_of(store, sayings, lang)
    return tuple(
        Saying(
            Named(node(row, "body"), names[node(row, "body")]),
            names[node(row, "saying")],
            witnesses[node(row, "saying")],
        )
        for row in rows
    )
