"""The whole way from an opened text to a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Wording
from ..progress import Progress, Step, quiet
from ..sentences import sentences
from ..stores import Store
from .cleaning import Cleaned, cleaned
from .documents import documents
from .matching import Matcher
from .opening import Opened
from .planned import in_plan_year
from .proposal import (
    DocumentProposal,
    Doubt,
    ItemProposal,
    Match,
    Proposal,
    ProvisionProposal,
    Skipped,
    Span,
    TargetProposal,
    Why,
)
from .repeated import once
from .structure import outline
from .targets.finding import Found
from .targets.gathering import Gathered, Horizon, begin, first_year, gather

_TERM: Final = Wording(
    "năm suy từ cuối kỳ của văn bản (“cuối nhiệm kỳ”)",
    "the year is the end of the document's period",
)
_NEW: Final = Wording(
    "chưa có chỉ số nào trong đồ thị: đề xuất chỉ số mới",
    "no indicator of the graph: a new one is proposed",
)


def read(
    opened: Opened,
    store: Store,
    document: NamedNode | None = None,
    more: Path | None = None,
    progress: Progress = quiet,
) -> Proposal:
    """Return what a text proposes, over what a store knows.

    ``document`` is the one that the text is about, where it is known; ``more`` a folder of tables
    that go before ours; ``progress`` is told of the blocks read. A text
    without targets gives a proposal without any. Raises MalformedFile for a broken table.
    """
    text = cleaned(opened.text)
    found = outline(text, more)
    papers = documents(text, found, store, opened.name, document, more)
    matcher = Matcher(store, more)
    earliest = first_year(found, more)
    horizons = {place: _horizon(paper, earliest) for place, paper in enumerate(papers)}
    gathered: list[Gathered] = []
    for one in gather(found, horizons, more):
        gathered.append(one)
        progress(Step.DRAFT, one.place + 1, len(found.blocks))
    assembly = _Assembly(text, matcher)
    return Proposal(
        source=opened.name,
        text=opened.text,
        documents=tuple(
            assembly.filled(paper, [one for one in gathered if one.block.document == place])
            for place, paper in enumerate(papers)
        ),
        skipped=tuple(assembly.skipped(gathered)),
        dropped=tuple(text.span(line.start, line.end) for line in text.lines if line.furniture),
    )


def _horizon(paper: DocumentProposal, earliest: int | None) -> Horizon:
    """Return the time of a document: nothing is past that any of its periods or its date allows."""
    period = paper.period or paper.term_years
    day = paper.date or paper.known_since
    if period is None:
        return Horizon(None, int(day[:4]) if day else earliest)
    begins = [begin(*period)]
    if earliest is not None:
        begins.append(earliest)
    if day:
        begins.append(int(day[:4]) + 1)
    return Horizon(period, min(begins))


class _Assembly:
    """Puts what was read in blocks into the documents they belong to."""

    def __init__(self, text: Cleaned, matcher: Matcher) -> None:
        self._text, self._matcher = text, matcher
        self._matches: dict[tuple[str, str | None, str, str | None], Match] = {}

    def filled(self, paper: DocumentProposal, gathered: Sequence[Gathered]) -> DocumentProposal:
        """Return a document with its items, and the targets of its other provisions."""
        items: list[ItemProposal] = []
        provisions = list(paper.provisions)
        for one in gathered:
            if not one.reading.found:
                continue
            held = self._holder(one, provisions)
            if held is None:
                items.append(self._item(one))
            else:
                before = provisions[held].targets
                more = (*before, *self._targets(one, len(before)))
                provisions[held] = replace(provisions[held], targets=more)
        whole = replace(paper, items=tuple(items), provisions=tuple(provisions))
        return once(in_plan_year(whole))

    def skipped(self, gathered: Sequence[Gathered]) -> Iterator[Skipped]:
        """Yield the figures that are no targets, with the rules that say so."""
        for one in gathered:
            for passed in one.reading.passed:
                start = one.block.start
                place = self._text.span(start + passed.start, start + passed.end)
                words = one.block.text[passed.start : passed.end]
                yield Skipped(place, words, passed.rule)

    def _holder(self, one: Gathered, provisions: Sequence[ProvisionProposal]) -> int | None:
        """Return the innermost provision, no target item, that a block stands in."""
        if one.block.section == "targets":
            return None
        place = self._text.span(one.block.start, one.block.end)
        around = [
            (held.place.end - held.place.start, number)
            for number, held in enumerate(provisions)
            if held.place.start <= place.start and place.end <= held.place.end
        ]
        return min(around)[1] if around else None

    def _item(self, one: Gathered) -> ItemProposal:
        block = one.block
        start, end = block.start, block.end
        if not block.label and block.section != "targets":
            runs = [found.quote for found in one.reading.found]
            start, end = self._sentences(block.text, runs)
            start, end = block.start + start, block.start + end
        return ItemProposal(self._text.span(start, end), block.label, tuple(self._targets(one)))

    def _sentences(self, text: str, runs: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Return the run of the sentences of a paragraph that hold its targets."""
        first, last = min(run[0] for run in runs), max(run[1] for run in runs)
        held = [one for one in sentences(text) if one.end > first and one.start < last]
        return held[0].start, held[-1].end

    def _targets(self, one: Gathered, count: int = 0) -> Iterator[TargetProposal]:
        """Yield the targets of a block, which stand behind so many others of their provision."""
        places: list[int] = []
        for found in one.reading.found:
            places.append(count)
            match = self._match(found)
            for number, year in enumerate(found.years or (None,)):
                within = None
                if found.within is not None:
                    whole = one.reading.found[found.within]
                    alike = whole.years == found.years
                    within = places[found.within] + (number if alike else 0)
                yield self._target(one, found, match, year, within)
                count += 1

    def _match(self, found: Found) -> Match:
        asked = (found.phrase, found.unit, found.comparator, found.subject or None)
        if asked not in self._matches:
            self._matches[asked] = self._matcher.match(*asked)
        return self._matches[asked]

    def _target(
        self,
        one: Gathered,
        found: Found,
        match: Match,
        year: int | None,
        within: int | None,
    ) -> TargetProposal:
        lower, upper = self._sided(found, match)
        recurrence = found.recurrence
        doubts = list(found.doubts)
        if match.indicator is None:
            doubts.append(Doubt("new-indicator", _NEW))
        contexts = [self._span(one, run) for run in found.contexts]
        if found.given:
            contexts += [self._text.span(*run) for run in found.given]
        if found.term_end:
            doubts.append(Doubt("end-of-term", _TERM))
        quote = self._span(one, found.quote)
        return TargetProposal(
            quote=quote,
            phrase=found.phrase,
            comparator=found.comparator,
            lower=lower,
            upper=upper,
            unit=found.unit,
            printed=one.block.text[slice(*found.printed)],
            year=year,
            before=found.before,
            recurrence=recurrence,
            period=found.period,
            baseline_year=found.baseline,
            relative_to=found.relative_to,
            qualified=found.qualified,
            scope=found.subject or None,
            within=within,
            contexts=tuple(dict.fromkeys(span for span in contexts if span != quote)),
            doubts=tuple(doubts),
            why=(*found.why, *self._heads(found)),
            match=match,
        )

    def _heads(self, found: Found) -> Iterator[Why]:
        """Yield the heads that give a value its time."""
        for start, end in found.given:
            yield Why("head-of-list", self._text.text[start:end])

    def _sided(self, found: Found, match: Match) -> tuple[Decimal | None, Decimal | None]:
        """Return the bounds, a bare figure on the side that its indicator's direction gives it."""
        bounds = (found.lower, found.upper)
        bare = found.comparator in ("reach", "maintain") and None in bounds
        if not bare or match.indicator is None:
            return bounds
        value = found.lower if found.lower is not None else found.upper
        lower_is_better = self._matcher.direction(match.indicator) == "lowerIsBetter"
        return (None, value) if lower_is_better or not value else (value, None)

    def _span(self, one: Gathered, run: tuple[int, int]) -> Span:
        return self._text.span(one.block.start + run[0], one.block.start + run[1])
