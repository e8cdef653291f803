"""Target beside target: what the build judged between a document above and what is below."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..selecting import Row, node, select
from ..stores import Store
from .lower import Lower
from .outcomes import Outcome, outcome_of
from .standing import Pair, pairs_in

_BETWEEN: Final = """{%(only)s
    ?upper bt:inDocument %(upper)s .
    ?alignment bt:upperTarget ?upper ; bt:outcome ?outcome ; bt:basis ?basis ;
      bt:lowerTarget ?lower . ?lower bt:inDocument ?document .%(below)s
  } UNION {%(only)s
    ?upper bt:inDocument %(upper)s .
    ?alignment bt:upperTarget ?upper ; bt:outcome ?outcome ; bt:basis ?basis ;
      bt:lowerDocument ?document , ?lacking .%(below)s
  }"""
_PAIRS: Final = """
SELECT DISTINCT ?alignment ?outcome ?basis ?close ?reason ?certainty ?upper ?lower ?lacking WHERE {
  %s
  OPTIONAL { ?alignment bt:close ?close }
  OPTIONAL { ?alignment bt:reason ?reason }
  OPTIONAL { ?alignment bt:certainty ?certainty }
}
ORDER BY ?upper ?lacking ?lower ?alignment ?reason
"""
_JUDGED: Final = """
SELECT ?upper ?outcome ?weighed (COUNT(DISTINCT ?alignment) AS ?n) WHERE {
  %s
  OPTIONAL {
    ?alignment bt:reason ?weighed . FILTER (?weighed IN (bt:partOfWhole, bt:noTargetKnown))
  }
}
GROUP BY ?upper ?outcome ?weighed
"""


@dataclass(frozen=True)
class Facing:
    """Two targets side by side, or one above with nothing below, and what it comes to."""

    outcome: Outcome
    pair: Pair


@dataclass(frozen=True)
class Group:
    """How many pairs of one target above come to the same; ``judged`` is what the build says."""

    outcome: Outcome
    upper: NamedNode
    judged: NamedNode
    size: int


def query(upper: NamedNode, lower: Lower) -> str:
    """Return the query for the targets of the two sides, as the build has judged them."""
    return _PAIRS % _between(upper, lower)


def judged(
    store: Store, upper: NamedNode, lower: Lower, targets: Sequence[NamedNode]
) -> list[Group]:
    """Return how many pairs come to what, in the order of outcomes, then of the targets above."""
    sizes = Counter[tuple[Outcome, NamedNode, NamedNode]]()
    for row in select(store, _JUDGED % _between(upper, lower)):
        weighed = frozenset({node(row, "weighed")} if "weighed" in row else ())
        outcome = node(row, "outcome")
        sizes[outcome_of(outcome, weighed), node(row, "upper"), outcome] += int(row["n"].value)
    steps = {outcome: place for place, outcome in enumerate(Outcome)}
    order = {target: place for place, target in enumerate(targets)}
    groups = [Group(*key, size) for key, size in sizes.items()]
    return sorted(groups, key=lambda group: (steps[group.outcome], order[group.upper]))


def facings_of(
    store: Store,
    upper: NamedNode,
    lower: Lower,
    groups: Sequence[Group],
    lang: Lang,
    start: int,
    most: int,
) -> tuple[Facing, ...]:
    """Return so many pairs from the one at ``start``: group by group, and by what is below."""
    ends = [*accumulate(group.size for group in groups)]
    shown = [
        group
        for group, end in zip(groups, ends, strict=True)
        if start < end and end - group.size < start + most
    ]
    if not shown:
        return ()
    places = {(group.outcome, group.upper): place for place, group in enumerate(shown)}
    rows: defaultdict[NamedNode, list[Row]] = defaultdict(list)
    only = shown if len(shown) < len(groups) else ()
    for row in select(store, _PAIRS % _between(upper, lower, only)):
        rows[node(row, "alignment")].append(row)
    found = {
        alignment: place
        for alignment, own in rows.items()
        if (place := places.get((_outcome(own), node(own[0], "upper")))) is not None
    }
    skipped = start - ends[groups.index(shown[0])] + shown[0].size
    some = sorted(found, key=found.__getitem__)[skipped : skipped + most]
    pairs = pairs_in(store, [row for alignment in some for row in rows[alignment]], (), lang)
    return tuple(Facing(shown[found[pair.iri]].outcome, pair) for pair in pairs)


def _outcome(rows: Sequence[Row]) -> Outcome:
    """Return what one alignment comes to, told in rows that differ by its reasons."""
    reasons = frozenset(node(row, "reason") for row in rows if "reason" in row)
    return outcome_of(node(rows[0], "outcome"), reasons)


def _between(upper: NamedNode, lower: Lower, groups: Sequence[Group] = ()) -> str:
    """Return the pattern of all alignments between two sides; or of those of some groups.

    Each of its halves is whole, so that a store need not join them with all alignments.
    """
    some = " ".join(f"({group.upper} {group.judged})" for group in groups)
    only = f"\n    VALUES (?upper ?outcome) {{ {some} }}" if groups else ""
    return _BETWEEN % {"upper": upper, "below": lower.pattern, "only": only}
