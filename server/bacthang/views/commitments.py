"""Targets as pages tell them: what is promised, by whom, for when, and who bears it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..namespaces import BT
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .homes import fragment_of
from .named import Named, Naming, naming, sure
from .witnesses import Witness, witnesses_of

QUERY: Final = """
SELECT ?target ?indicator ?document ?number ?issuer ?level ?rank ?comparator ?lower ?upper ?unit
       ?relative ?year ?from ?to ?recurrence ?printed ?part ?ordinal ?label
WHERE {
  %s
  ?target a bt:Target ; bt:indicator ?indicator ; bt:inDocument ?document ; bt:partOf ?part ;
          bt:comparator ?comparator ; rdfs:label ?label .
  FILTER (LANG(?label) = "%s")
  OPTIONAL { ?document bt:number ?number }
  OPTIONAL {
    ?document bt:issuedBy ?issuer .
    OPTIONAL { ?issuer bt:level ?level . ?level bt:rank ?rank }
  }
  OPTIONAL { ?target bt:lowerBound ?lower }
  OPTIONAL { ?target bt:upperBound ?upper }
  OPTIONAL { ?target qudt:hasUnit ?unit }
  OPTIONAL { ?target bt:relativeTo ?relative }
  OPTIONAL { ?target bt:targetYear ?year }
  OPTIONAL { ?target bt:periodStart ?from }
  OPTIONAL { ?target bt:periodEnd ?to }
  OPTIONAL { ?target bt:recurrence ?recurrence }
  OPTIONAL { ?target bt:printedValue ?printed }
  OPTIONAL { ?target bt:ordinal ?ordinal }
}
ORDER BY ?rank ?document ?year ?from ?ordinal ?target
"""
"""Every target that a pattern on ``?target`` finds, with words in one language."""

_SEVERAL: Final = """
SELECT ?target ?area ?scope ?note ?completed ?other WHERE {
  VALUES ?target { %s }
  { ?target bt:appliesTo ?area }
  UNION { ?target bt:scope ?scope FILTER (LANG(?scope) = "%s") }
  UNION { ?target skos:note ?note FILTER (LANG(?note) = "%s") }
  UNION { ?target bt:inferredFrom ?completed FILTER (LANG(?completed) = "%s") }
  UNION { ?target bt:conflictsWith|^bt:conflictsWith ?other }
}
ORDER BY ?target ?area ?other ?note ?completed
"""


@dataclass(frozen=True)
class When:
    """The time of a commitment: a year, or a period with what recurs in it."""

    year: int | None
    start: int | None
    end: int | None
    recurrence: str

    @property
    def order(self) -> tuple[int, int, str]:
        """Earlier years first, periods behind the years in which they end."""
        last = self.year or self.end or self.start or 9999
        return last, 0 if self.year else 1, f"{self.start or ''}{self.recurrence}"


@dataclass(frozen=True)
class Target:
    """One commitment, whole; ``promise`` is its label without the indicator.

    ``disagreeing`` are targets that other reports give for the same thing, named by their promise.
    """

    iri: NamedNode
    label: str
    promise: str
    indicator: Named
    scope: str
    document: Named
    number: str
    issuer: Named | None
    level: Named | None
    rank: int
    areas: tuple[Named, ...]
    comparator: Named
    lower: Decimal | None
    upper: Decimal | None
    unit: Named | None
    relative: Named | None
    when: When
    printed: str
    part: NamedNode
    ordinal: int
    witness: Witness
    notes: tuple[str, ...]
    completed: tuple[str, ...]
    disagreeing: tuple[Named, ...]

    @property
    def fragment(self) -> str:
        """What it is called on the page of its document."""
        return fragment_of(self.document.iri, self.iri)

    @property
    def address(self) -> str:
        """The IRI of its document's page, with its place on it."""
        return f"{self.document.iri.value}#{self.fragment}"

    @property
    def holder(self) -> str:
        """The document as briefly as it can be told: by number, else by name."""
        return self.number or self.document.name


UNRANKED: Final = 9
"""The rank told of documents without a level."""
LEVELS: Final[Mapping[int, str]] = {
    1: "central",
    2: "city",
    3: "district",
    4: "ward",
    UNRANKED: "none",
}
"""What the steps are called in addresses, by rank: local names of ``bt:Level``."""


def targets_where(store: Store, pattern: str, lang: Lang) -> tuple[Target, ...]:
    """Return every target that a pattern on ``?target`` finds, from the top of the staircase down.

    The pattern is the program's own; what comes from people stands in it as a term. A document of
    several issuers is told under the first.
    """
    rows: dict[NamedNode, Row] = {}
    for row in select(store, QUERY % (pattern, lang)):
        rows.setdefault(node(row, "target"), row)
    named = naming(store, rows.values(), lang)
    several = _several(store, rows, lang)
    witnesses = witnesses_of(store, rows, lang)
    return tuple(
        _target(row, named, several.get(thing, _Several()), witnesses[thing])
        for thing, row in rows.items()
    )


@dataclass
class _Several:
    """What a target may have several of."""

    areas: dict[Named, None] = field(default_factory=dict)
    others: dict[Named, None] = field(default_factory=dict)
    scopes: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    completed: dict[str, None] = field(default_factory=dict)


def _several(store: Store, things: Iterable[NamedNode], lang: Lang) -> Mapping[NamedNode, _Several]:
    rows = select(store, _SEVERAL % (" ".join(map(str, things)), lang, lang, lang))
    named = naming(store, rows, lang)
    found: defaultdict[NamedNode, _Several] = defaultdict(_Several)
    for row in rows:
        own = found[node(row, "target")]
        for column, linked in (("area", own.areas), ("other", own.others)):
            if thing := named(row, column):
                linked[thing] = None
        for column, said in (
            ("scope", own.scopes),
            ("note", own.notes),
            ("completed", own.completed),
        ):
            if column in row:
                said[text_of(row, column)] = None
    return found


def _target(row: Row, named: Naming, several: _Several, witness: Witness) -> Target:
    indicator = sure(named(row, "indicator"))
    scope = next(iter(several.scopes), "")
    label = text_of(row, "label")
    return Target(
        iri=node(row, "target"),
        label=label,
        promise=_promise(label, indicator.name, scope),
        indicator=indicator,
        scope=scope,
        document=sure(named(row, "document")),
        number=text_of(row, "number"),
        issuer=named(row, "issuer"),
        level=named(row, "level"),
        rank=int(text_of(row, "rank") or UNRANKED),
        areas=tuple(several.areas),
        comparator=sure(named(row, "comparator")),
        lower=_decimal(row, "lower"),
        upper=_decimal(row, "upper"),
        unit=named(row, "unit"),
        relative=named(row, "relative"),
        when=When(
            _year(row, "year"),
            _year(row, "from"),
            _year(row, "to"),
            BT.local(node(row, "recurrence")) if "recurrence" in row else "",
        ),
        printed=text_of(row, "printed"),
        part=node(row, "part"),
        ordinal=int(text_of(row, "ordinal") or 0),
        witness=witness,
        notes=tuple(several.notes),
        completed=tuple(several.completed),
        disagreeing=tuple(
            {
                promise: Named(other.iri, promise)
                for other in several.others
                for promise in (_promise(other.name, indicator.name, scope),)
            }.values()
        ),
    )


def _promise(label: str, indicator: str, scope: str) -> str:
    """Return a label (``labels.target_label``) without what is measured."""
    for subject in (f"{indicator} ({scope}): ", f"{indicator}: "):
        if label.startswith(subject):
            return label.removeprefix(subject)
    return label


def _decimal(row: Row, column: str) -> Decimal | None:
    return Decimal(row[column].value) if column in row else None


def _year(row: Row, column: str) -> int | None:
    return int(row[column].value) if column in row else None
