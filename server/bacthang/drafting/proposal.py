"""What a reading of a text proposes: values with their places, doubts and reasons.

Places are spans of the source text as it is, in Unicode code points (DESIGN section 3); values are
those of the model: base units, local names of comparators, units and recurrences.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import NamedNode

from ..errors import Wording


class Span(NamedTuple):
    """A run of the source text: from ``start`` up to, not including, ``end``."""

    start: int
    end: int


class Why(NamedTuple):
    """One step of a reading: the rule, as its table names it, and the words it read."""

    rule: str
    words: str


class Doubt(NamedTuple):
    """What a curator should look at: a code of the doubt, and what to say of it."""

    code: str
    said: Wording


@dataclass(frozen=True)
class Match:
    """An indicator of the graph that a phrase may name; ``score`` is between 0 and 1.

    ``indicator`` is None where none is near enough: the phrase is then proposed as a new one, named
    ``slug``. ``runner_up`` is the next best, whatever was chosen.
    """

    indicator: NamedNode | None
    score: float
    runner_up: NamedNode | None
    runner_up_score: float
    slug: str = ""


@dataclass(frozen=True)
class TargetProposal:
    """One commitment: one indicator phrase, value and year (DESIGN section 3).

    ``quote`` is its own clause, ``also`` where the document prints it again, ``contexts`` the
    further places that give it a year, recurrence or subject. ``within`` is the place, in the
    item's targets, of the one it is a share of.
    """

    quote: Span
    phrase: str
    comparator: str
    lower: Decimal | None
    upper: Decimal | None
    unit: str | None
    printed: str
    year: int | None = None
    before: bool = False
    recurrence: str | None = None
    period: tuple[int, int] | None = None
    baseline_year: int | None = None
    relative_to: str | None = None
    qualified: bool = False
    scope: str | None = None
    within: int | None = None
    contexts: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    why: tuple[Why, ...] = ()
    match: Match | None = None


@dataclass(frozen=True)
class ItemProposal:
    """A printed target item: its text without its bullet, and the targets in it."""

    place: Span
    label: str
    targets: tuple[TargetProposal, ...]
    contexts: tuple[Span, ...] = ()


@dataclass(frozen=True)
class ProvisionProposal:
    """An objective, task, solution, breakthrough, scheme or requirement; ``kind`` is its class.

    ``parent`` is the place of the provision it belongs to in the document's ``provisions``.
    """

    kind: str
    place: Span
    label: str
    title: str
    parent: int | None = None
    period: tuple[int, int] | None = None
    horizons: tuple[int, ...] = ()
    lead_bodies: tuple[NamedNode, ...] = ()
    coordinating_bodies: tuple[NamedNode, ...] = ()
    named_bodies: tuple[str, ...] = ()
    targets: tuple[TargetProposal, ...] = ()
    contexts: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    why: tuple[Why, ...] = ()


@dataclass(frozen=True)
class CountProposal:
    """What the text says it contains: so many of a class, in its words."""

    place: Span
    counted: str
    declared: int
    words: str
    listing: str
    why: tuple[Why, ...] = ()


@dataclass(frozen=True)
class LinkProposal:
    """That one document stands on another: ``relation`` is the local name of the property.

    ``other`` is None where the graph holds no document, or several, that are printed so.
    """

    place: Span
    relation: str
    printed: str
    other: NamedNode | None
    candidates: tuple[NamedNode, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    why: tuple[Why, ...] = ()


@dataclass(frozen=True)
class DocumentProposal:
    """A document that the text holds, and all that was read of it.

    ``known`` is the document of the graph that it is, if there is one; ``slug`` names a new one.
    Dates are ISO 8601.
    """

    kind: str
    title: str
    place: Span
    slug: str
    known: NamedNode | None = None
    number: str | None = None
    printed_numbers: tuple[str, ...] = ()
    issuer: NamedNode | None = None
    issuer_name: str = ""
    area: NamedNode | None = None
    term: NamedNode | None = None
    term_years: tuple[int, int] | None = None
    date: str | None = None
    known_since: str | None = None
    signatory: str | None = None
    period: tuple[int, int] | None = None
    horizons: tuple[int, ...] = ()
    contexts: tuple[Span, ...] = ()
    items: tuple[ItemProposal, ...] = ()
    provisions: tuple[ProvisionProposal, ...] = ()
    counts: tuple[CountProposal, ...] = ()
    links: tuple[LinkProposal, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    why: tuple[Why, ...] = ()

    @property
    def targets(self) -> tuple[TargetProposal, ...]:
        """All targets, those of items and those inside objectives and other provisions."""
        holders: tuple[ItemProposal | ProvisionProposal, ...] = (*self.items, *self.provisions)
        return tuple(target for holder in holders for target in holder.targets)


@dataclass(frozen=True)
class Skipped:
    """A number that was read as no target, and why: so that nothing is lost in silence."""

    place: Span
    words: str
    rule: str


@dataclass(frozen=True)
class Proposal:
    """What a whole text proposes. ``source`` is the file name it will have in data/sources/."""

    source: str
    text: str
    documents: tuple[DocumentProposal, ...]
    skipped: tuple[Skipped, ...] = ()
    dropped: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def targets(self) -> tuple[TargetProposal, ...]:
        """All targets of all documents, in the order of the text."""
        found = (target for document in self.documents for target in document.targets)
        return tuple(sorted(found, key=lambda target: (target.quote, target.year or 0)))
