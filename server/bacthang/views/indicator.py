"""One indicator whole: every target on it, how they stand to one another, what is only close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..drawing.chart import Panel
from ..errors import Lang, UnknownName
from ..iris import compact
from ..namespaces import BT, QUDT, RDF, SKOS
from ..selecting import Row, node, select
from ..stores import Store
from .charts import drawn, panels
from .commitments import QUERY, Target, targets_where
from .found import Found, found_about
from .named import Named, Naming, naming
from .standing import Pair, Standing, pairs_of, standings, tally

_STATEMENTS: Final = "SELECT ?p ?o WHERE { %s ?p ?o } ORDER BY ?p ?o"
_PATTERN: Final = "?target bt:indicator %s ."
_IN_ORDER: Final = """
SELECT ?target ?document WHERE {
  ?target bt:indicator %s ; a bt:Target ; bt:inDocument ?document .
  OPTIONAL { ?document bt:issuedBy/bt:level/bt:rank ?rank }
  OPTIONAL { ?target bt:targetYear ?year }
  OPTIONAL { ?target bt:periodStart ?from }
  OPTIONAL { ?target bt:ordinal ?ordinal }
}
ORDER BY ?rank ?document ?year ?from ?ordinal ?target
"""
"""All targets on an indicator, in the order in which pages tell them."""

PER_PAGE: Final = 60
"""How many targets are told on one page."""

_NOTHING: Final = Standing()


@dataclass(frozen=True)
class Near:
    """An indicator that is close to this one without counting the same, and its targets."""

    indicator: Named
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Page:
    """One indicator, with one page of its targets.

    ``total`` counts its targets on all pages, in ``documents``. Where there are several pages,
    pairs are those of which the lower side is on this one, and what is missing is not told.
    """

    iri: NamedNode
    name: str
    others: tuple[str, ...]
    fields: tuple[Named, ...]
    unit: Named | None
    direction: Named | None
    is_additive: bool
    share_of: tuple[Named, ...]
    notes: tuple[str, ...]
    targets: tuple[Target, ...]
    standing: Mapping[NamedNode, Standing]
    pairs: tuple[Pair, ...]
    near: tuple[Near, ...]
    panels: tuple[Panel, ...]
    found: tuple[Found, ...]
    query: str
    total: int
    documents: int

    @property
    def pages(self) -> int:
        """How many pages the targets fill."""
        return max(1, -(-self.total // PER_PAGE))

    def of(self, target: Target) -> Standing:
        """Return how one of the targets stands to others."""
        return self.standing.get(target.iri, _NOTHING)

    @property
    def levels(self) -> tuple[tuple[Named | None, int, tuple[Target, ...]], ...]:
        """The targets by the step that sets them: its level, its rank, and theirs."""
        ranks = dict.fromkeys(target.rank for target in self.targets)
        found = []
        for rank in ranks:
            own = tuple(target for target in self.targets if target.rank == rank)
            found.append((own[0].level, rank, own))
        return tuple(found)

    def tally(self, targets: Iterable[Target]) -> tuple[tuple[Named, int], ...]:
        """Return how often some of the targets stand how to those above them."""
        return tally(pair for target in targets for pair in self.of(target).above)

    @property
    def missing(self) -> tuple[Pair, ...]:
        """Where a document below has targets, and none that answers to one on this indicator."""
        return tuple(p for p in self.pairs if p.lower is None and not p.is_unknown)

    @property
    def unknown(self) -> tuple[Pair, ...]:
        """Where nothing is known of the targets of the document below."""
        return tuple(pair for pair in self.pairs if pair.is_unknown)

    @property
    def undrawn(self) -> int:
        """How many targets have no number that a picture could show."""
        return len(self.targets) - len(drawn(self.targets))


def page(store: Store, iri: NamedNode, lang: Lang, number: int = 1) -> Page:
    """Return an indicator with everything that concerns it, of its targets one page.

    Raises UnknownName when the store says nothing of it.
    """
    rows = select(store, _STATEMENTS % iri)
    if not any(row["p"] == RDF.type and row["o"] == BT.Indicator for row in rows):
        raise UnknownName(
            kind_vi="chỉ số đo", kind_en="indicator", name=compact(iri.value), near="—"
        )
    named = naming(store, rows, lang)
    order = {node(row, "target"): node(row, "document") for row in select(store, _IN_ORDER % iri)}
    start = (number - 1) * PER_PAGE
    shown = [*order][start : start + PER_PAGE]
    is_part = len(order) > len(shown)
    pattern = f"VALUES ?target {{ {' '.join(map(str, shown))} }}" if is_part else _PATTERN % iri
    targets = targets_where(store, pattern, lang)
    pairs = pairs_of(store, targets, lang, only_above=is_part)
    name, *others = _words(rows, SKOS.prefLabel, lang) or [compact(iri.value)]
    return Page(
        iri=iri,
        name=name,
        others=(*others, *_words(rows, SKOS.altLabel, lang)),
        fields=_things(rows, named, BT.policyField),
        unit=next(iter(_things(rows, named, QUDT.hasUnit)), None),
        direction=next(iter(_things(rows, named, BT.direction)), None),
        is_additive=any(row["p"] == BT.additive and row["o"].value == "true" for row in rows),
        share_of=_things(rows, named, BT.shareOf),
        notes=tuple(_words(rows, SKOS.scopeNote, lang)),
        targets=targets,
        standing=standings(pairs),
        pairs=pairs,
        near=tuple(
            Near(near, _near(store, near.iri, lang))
            for near in _things(rows, named, SKOS.closeMatch)
        ),
        panels=panels(targets, lang),
        found=found_about(store, [iri, *(target.iri for target in targets)], lang),
        query=QUERY % (_PATTERN % iri, lang),
        total=len(order),
        documents=len({*order.values()}),
    )


def _near(store: Store, iri: NamedNode, lang: Lang) -> tuple[Target, ...]:
    """Return the targets on an indicator that is close: of very many the first."""
    first = [node(row, "target") for row in select(store, _IN_ORDER % iri)][:PER_PAGE]
    return targets_where(store, f"VALUES ?target {{ {' '.join(map(str, first))} }}", lang)


def _things(rows: list[Row], named: Naming, relation: NamedNode) -> tuple[Named, ...]:
    found = (named(row, "o") for row in rows if row["p"] == relation)
    return tuple(one for one in found if one)


def _words(rows: list[Row], relation: NamedNode, lang: Lang) -> list[str]:
    return [
        row["o"].value
        for row in rows
        if row["p"] == relation and isinstance(row["o"], Literal) and row["o"].language == lang
    ]
