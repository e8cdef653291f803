"""A proposal laid along its text: numbered entries beside the lines that they are read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ....views.passages import Paragraph, Span, laid_out
from ...proposal import (
    CountProposal,
    DocumentProposal,
    Doubt,
    ItemProposal,
    LinkProposal,
    Proposal,
    ProvisionProposal,
    Skipped,
    TargetProposal,
)

Said = DocumentProposal | LinkProposal | CountProposal | ProvisionProposal | TargetProposal
_NEW: Final = "new-indicator"
"""The doubt that is told otherwise: such entries are marked, and can be chosen."""
TONES: Final = ("target", "part", "link", "count", "document")
"""What a quoted passage may be, that which shows first."""


@dataclass(frozen=True)
class Entry:
    """One thing proposed: its number, the passage it quotes, and the document it is of.

    ``item`` is the printed item that a target stands in, ``within`` the number of the entry that it
    is a share of.
    """

    number: int
    place: Span
    tone: str
    said: Said
    document: int
    item: ItemProposal | None = None
    within: int | None = None

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a curator should look at."""
        told = () if isinstance(self.said, CountProposal) else self.said.doubts
        return tuple(doubt for doubt in told if not (self.is_new and doubt.code == _NEW))

    @property
    def contexts(self) -> tuple[Span, ...]:
        """The further passages that it leans on."""
        if isinstance(self.said, CountProposal | LinkProposal):
            return ()
        return tuple(Span(*place) for place in self.said.contexts)

    @property
    def is_new(self) -> bool:
        """Whether it is a target whose indicator the graph does not have."""
        match = self.said.match if isinstance(self.said, TargetProposal) else None
        return match is not None and match.indicator is None


@dataclass(frozen=True)
class Row:
    """One line of the text, with what is read from it."""

    paragraph: Paragraph
    entries: tuple[Entry, ...]
    lent: tuple[Span, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True)
class Laid:
    """A proposal by the lines of its text.

    ``lends`` tells by the passages that give a year, recurrence or subject whom they give it to;
    ``loose`` are the entries that no line holds; ``space`` stands behind the last line.
    """

    proposal: Proposal
    entries: Sequence[Entry]
    rows: Sequence[Row]
    loose: Sequence[Entry]
    space: str
    at: Mapping[Span, Sequence[Entry]]
    lends: Mapping[Span, Sequence[Entry]]
    tones: Mapping[Span, str]


def laid(proposal: Proposal) -> Laid:
    """Return a proposal laid along its text."""
    entries = tuple(_entries(proposal))
    at: defaultdict[Span, list[Entry]] = defaultdict(list)
    lends: defaultdict[Span, list[Entry]] = defaultdict(list)
    skipped: defaultdict[Span, list[Skipped]] = defaultdict(list)
    for entry in entries:
        at[entry.place].append(entry)
        for place in entry.contexts:
            lends[place].append(entry)
    for one in proposal.skipped:
        skipped[Span(*one.place)].append(one)
    items = {Span(*item.place) for document in proposal.documents for item in document.items}
    firm = [*at, *lends, *skipped]
    dropped = {Span(*span) for span in proposal.dropped}
    paragraphs, space = laid_out(proposal.text, firm, items | dropped)
    rows = tuple(
        Row(
            paragraph,
            tuple(entry for span in paragraph.begun for entry in at.get(span, ())),
            tuple(span for span in paragraph.begun if span in lends),
            tuple(one for span in paragraph.begun for one in skipped.get(span, ())),
        )
        for paragraph in paragraphs
    )
    shown = {entry.number for row in rows for entry in row.entries}
    tones = {span: "dropped" for span in dropped} | {span: "item" for span in items}
    tones |= {span: "skipped" for span in skipped} | {span: "context" for span in lends}
    tones |= {span: min((entry.tone for entry in own), key=TONES.index) for span, own in at.items()}
    loose = tuple(entry for entry in entries if entry.number not in shown)
    return Laid(proposal, entries, rows, loose, space, at, lends, tones)


@dataclass(frozen=True)
class _Found:
    place: Span
    tone: str
    said: Said
    document: int
    holder: int = -1
    order: int = 0
    item: ItemProposal | None = None


def _entries(proposal: Proposal) -> Iterator[Entry]:
    found = sorted(
        _found(proposal.documents),
        key=lambda one: (one.place.start, -one.place.end, one.holder, one.order),
    )
    numbers = {
        (one.document, one.holder, one.order): number
        for number, one in enumerate(found, 1)
        if isinstance(one.said, TargetProposal)
    }
    for number, one in enumerate(found, 1):
        within = None
        if isinstance(one.said, TargetProposal) and one.said.within is not None:
            within = numbers.get((one.document, one.holder, one.said.within))
        yield Entry(number, one.place, one.tone, one.said, one.document, one.item, within)


def _found(documents: Iterable[DocumentProposal]) -> Iterator[_Found]:
    for place, document in enumerate(documents):
        yield _Found(Span(*document.place), "document", document, place)
        for link in document.links:
            yield _Found(Span(*link.place), "link", link, place)
        for count in document.counts:
            yield _Found(Span(*count.place), "count", count, place)
        for provision in document.provisions:
            yield _Found(Span(*provision.place), "part", provision, place)
        holders: tuple[ItemProposal | ProvisionProposal, ...] = (
            *document.items,
            *document.provisions,
        )
        for holder, part in enumerate(holders):
            item = part if isinstance(part, ItemProposal) else None
            for order, target in enumerate(part.targets):
                quote = Span(*target.quote)
                yield _Found(quote, "target", target, place, holder, order, item)
