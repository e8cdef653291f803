"""How far documents reach: what they stand on at any distance, and the areas they lie within."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode

from ..closure import Closure
from ..facts import Facts, Kinds
from ..namespaces import BT, ELI
from ..skolem import Statement
from .structure import plain_links

_SUPPORTING = (BT.implements, BT.alignsWith, ELI.based_on)


def stands_on(facts: Facts) -> Iterator[Statement]:
    """Yield ``bt:standsOn``: all that a path of implements, alignsWith and based_on leads to.

    A plain triple that somebody wrote beside the links counts like one. In a circle a document
    stands on itself.
    """
    supports: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    written = ((s, p, o) for p in _SUPPORTING for s, o in facts.pairs(p))
    for lower, relation, upper in (*plain_links(facts), *written):
        if (
            relation in _SUPPORTING
            and isinstance(lower, NamedNode)
            and isinstance(upper, NamedNode)
        ):
            supports[lower].add(upper)
    above = Closure(supports)
    for lower in supports:
        for upper in above[lower]:
            yield lower, BT.standsOn, upper


def acts_within(facts: Facts, kinds: Kinds) -> Iterator[Statement]:
    """Yield ``bt:actsWithin``: the area that a document's issuer speaks for, and all around it.

    Of joint issuers, only what lies around each of them.
    """
    around = Closure(
        {
            area: set(facts.nodes(BT.locatedIn, area))
            for area in facts.values(BT.locatedIn)
            if isinstance(area, NamedNode)
        }
    )
    for document in kinds.members(BT.PolicyDocument, ELI.ComplexWork):
        own = (facts.governed([issuer]) for issuer in facts.nodes(BT.issuedBy, document))
        chains = [areas.union(*(around[area] for area in areas)) for areas in own if areas]
        if chains:
            for area in set.intersection(*chains):
                yield document, BT.actsWithin, area
