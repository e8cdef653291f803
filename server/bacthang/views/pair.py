"""One programme and one district, or one lower document: what joins them, target beside target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..naming import names_of
from ..selecting import node, select
from ..stores import Store
from .bonds import Bond, Joined, Saying, joined
from .facings import Facing, facings_of, judged, query
from .first import MOST, Whole
from .known import Knowing, knowledge
from .lower import lower_side
from .named import Named, named_all
from .outcomes import Outcome

PER_PAGE: Final = 40
"""How many pairs are told on one page."""

_IN_ORDER: Final = """
SELECT ?target WHERE {
  ?target bt:inDocument %s ; a bt:Target .
  OPTIONAL { ?target bt:targetYear ?year }
  OPTIONAL { ?target bt:periodStart ?from }
  OPTIONAL { ?target bt:ordinal ?ordinal }
}
ORDER BY ?year ?from ?ordinal ?target
"""


@dataclass(frozen=True)
class Stock:
    """A lower document, and in words what is known of it."""

    document: Named
    told: str


@dataclass(frozen=True)
class Meeting:
    """What is known between the two sides, with one page of the pairs of their targets.

    ``counts`` tells what all pairs come to, on all pages. What stands beside the pairs is told on
    the first page alone, of each list the first; ``wholes`` tells, by its name, of each that is
    longer. ``through`` stand on the upper document by way of others; ``apart`` are the targets
    above beside which nothing below was set, ``apart_in_all`` how many. ``query`` asks
    for all pairs.
    """

    upper: Named
    upper_told: str
    lower: Named
    stock: tuple[Stock, ...]
    bonds: tuple[Bond, ...]
    through: tuple[Named, ...]
    sayings: tuple[Saying, ...]
    facings: tuple[Facing, ...]
    apart: tuple[Named, ...]
    apart_in_all: int
    counts: Mapping[Outcome, int]
    wholes: Mapping[str, Whole]
    query: str

    @property
    def by_outcome(self) -> list[tuple[Outcome, list[Facing]]]:
        """The pairs by what they come to, first what an officer must look at."""
        found = [(one, [f for f in self.facings if f.outcome is one]) for one in Outcome]
        return [(one, facings) for one, facings in found if facings]

    @property
    def pages(self) -> int:
        """How many pages the pairs fill."""
        return max(1, -(-sum(self.counts.values()) // PER_PAGE))

    def page_of(self, outcome: Outcome) -> int:
        """Return the page on which the pairs that come to something begin."""
        outcomes = [*self.counts]
        before = outcomes[: outcomes.index(outcome)]
        return sum(self.counts[one] for one in before) // PER_PAGE + 1


def meeting(
    store: Store,
    upper: NamedNode,
    lower: NamedNode,
    lower_is_area: bool,
    lang: Lang,
    knowing: Knowing | None = None,
    number: int = 1,
) -> Meeting:
    """Return what is known between a document and an area or a document below, of pairs one page.

    ``knowing`` tells how well documents are known, where that has been written down.
    """
    is_first = number == 1
    side = lower_side(store, lower, lower_is_area, with_stock=is_first)
    targets = [node(row, "target") for row in select(store, _IN_ORDER % upper)]
    found = judged(store, upper, side, targets)
    faced = {group.upper for group in found}
    apart = [target for target in targets if target not in faced] if is_first else []
    documents = side.stock if is_first else ()
    between = joined(store, upper, side, lang) if is_first else Joined()
    known = (knowing or partial(knowledge, store))([upper, *documents])
    names = names_of(store, [upper, lower, *documents], lang)
    return Meeting(
        upper=Named(upper, names[upper]),
        upper_told=known.words(upper, lang),
        lower=Named(lower, names[lower]),
        stock=tuple(Stock(Named(it, names[it]), known.words(it, lang)) for it in documents),
        bonds=between.bonds,
        through=between.through,
        sayings=between.sayings,
        facings=facings_of(store, upper, side, found, lang, (number - 1) * PER_PAGE, PER_PAGE),
        apart=named_all(store, apart[:MOST], lang),
        apart_in_all=len(apart),
        counts={one: n for one in Outcome if (n := sum(g.size for g in found if g.outcome is one))},
        wholes={**between.wholes, **({"stock": side.whole} if side.whole else {})},
        query=query(upper, side),
    )
