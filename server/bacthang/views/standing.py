"""How targets stand to one another up the staircase, as the build has judged them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..namespaces import BT
from ..selecting import Row, node, select
from ..stores import Store
from .commitments import Target, targets_where
from .named import Named, naming, sure

_PAIRS: Final = """
SELECT DISTINCT ?alignment ?upper ?lower ?lacking ?outcome ?basis ?close ?reason ?certainty WHERE {
  VALUES ?target { %s }
  ?alignment bt:lowerTarget|bt:upperTarget ?target ;
    bt:upperTarget ?upper ; bt:outcome ?outcome ; bt:basis ?basis .
  OPTIONAL { ?alignment bt:lowerTarget ?lower }
  OPTIONAL { ?alignment bt:lowerDocument ?lacking }
  OPTIONAL { ?alignment bt:close ?close }
  OPTIONAL { ?alignment bt:reason ?reason }
  OPTIONAL { ?alignment bt:certainty ?certainty }
}
ORDER BY ?upper ?lower ?lacking ?alignment ?reason
"""
_BELOW: Final = """
SELECT ?alignment WHERE { VALUES ?target { %s } ?alignment bt:upperTarget ?target } LIMIT %d
"""
MOST_BELOW: Final = 300
"""How many pairs below the targets of one document are told on its page."""

_PAIRS_ABOVE: Final = _PAIRS.replace("bt:lowerTarget|bt:upperTarget", "bt:lowerTarget")


@dataclass(frozen=True)
class Pair:
    """One alignment; ``lower`` is absent where the document ``lacking`` has no such target."""

    iri: NamedNode
    upper: Target
    lower: Target | None
    lacking: Named | None
    outcome: Named
    basis: Named
    close: bool
    reasons: tuple[Named, ...]
    certainty: Named | None

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of the targets of the document that seems to lack this one."""
        return any(reason.iri == BT.noTargetKnown for reason in self.reasons)


@dataclass(frozen=True)
class Standing:
    """The pairs of one target with those above it, with those below, and where it is missing."""

    above: tuple[Pair, ...] = ()
    below: tuple[Pair, ...] = ()
    missing: tuple[Pair, ...] = ()

    @property
    def outcomes_below(self) -> tuple[tuple[Named, int], ...]:
        """How often each outcome comes below, what cannot be known left out."""
        return tally((*self.below, *(pair for pair in self.missing if not pair.is_unknown)))

    @property
    def unknown_below(self) -> int:
        """Of how many documents below no target at all is known."""
        return sum(pair.is_unknown for pair in self.missing)


def tally(pairs: Iterable[Pair]) -> tuple[tuple[Named, int], ...]:
    """Return how often each outcome comes among pairs, the most frequent first."""
    counted = Counter(pair.outcome for pair in pairs)
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0].local)))


def pairs_of(
    store: Store, targets: Iterable[Target], lang: Lang, *, only_above: bool = False
) -> tuple[Pair, ...]:
    """Return every pair that one of the targets is a side of; or only the lower side."""
    known = tuple(targets)
    query = _PAIRS_ABOVE if only_above else _PAIRS
    rows = select(store, query % " ".join(str(target.iri) for target in known))
    return pairs_in(store, rows, known, lang)


def is_above_many(store: Store, targets: Iterable[Target]) -> bool:
    """Tell whether more stands below some targets than one page can tell."""
    wanted = " ".join(str(target.iri) for target in targets)
    return len(select(store, _BELOW % (wanted, MOST_BELOW + 1))) > MOST_BELOW


def pairs_in(
    store: Store, rows: Sequence[Row], targets: Iterable[Target], lang: Lang
) -> tuple[Pair, ...]:
    """Return the pairs told by rows as a query for alignments has them, some targets known."""
    known = {target.iri: target for target in targets}
    sides = {node(row, side) for row in rows for side in ("upper", "lower") if side in row}
    values = " ".join(map(str, sorted(sides - known.keys(), key=str)))
    told = targets_where(store, f"VALUES ?target {{ {values} }}", lang) if values else ()
    known |= {target.iri: target for target in told}
    named = naming(store, rows, lang)
    found: dict[NamedNode, Pair] = {}
    for row in rows:
        iri, reason = node(row, "alignment"), named(row, "reason")
        reasons = (*found[iri].reasons,) if iri in found else ()
        found[iri] = Pair(
            iri=iri,
            upper=known[node(row, "upper")],
            lower=known[node(row, "lower")] if "lower" in row else None,
            lacking=named(row, "lacking"),
            outcome=sure(named(row, "outcome")),
            basis=sure(named(row, "basis")),
            close="close" in row and row["close"].value == "true",
            reasons=(*reasons, reason) if reason and reason not in reasons else reasons,
            certainty=named(row, "certainty"),
        )
    return tuple(found.values())


def standings(pairs: Iterable[Pair]) -> Mapping[NamedNode, Standing]:
    """Return the pairs of each target by which side of them it is."""
    above, below, missing = (defaultdict[NamedNode, list[Pair]](list) for _ in range(3))
    for pair in pairs:
        if pair.lower is None:
            missing[pair.upper.iri].append(pair)
        else:
            above[pair.lower.iri].append(pair)
            below[pair.upper.iri].append(pair)
    return {
        target: Standing(tuple(above[target]), tuple(below[target]), tuple(missing[target]))
        for target in {*above, *below, *missing}
    }
