"""A document before it is written: what it will say, and what the rules will find of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Literal

from .catalogue import Indicator, of_theme
from .figures import Figure, Mark, above_all, below, counted, midway, of_its_own, part_of_whole
from .ladder import NOW, Committee, Programme

Flaw = Literal["unquoted task", "untitled task", "unlisted count", "no term"]
"""What a document lacks that the rules ask for."""


@dataclass
class Draft:
    """A programme, its figures and links; ``marks`` are on the document, by what follows its IRI.

    ``extra`` is how many more items the document says it has than it lists; ``examples`` whether it
    names some tasks of more; ``leaderless`` whether nobody leads its scheme; ``completed`` whether
    the year of its date is ours; ``misprinted`` whether its number is printed otherwise too.
    """

    programme: Programme
    figures: list[Figure]
    links: list[tuple[str, Programme]]
    number: str
    signed: date
    extra: int = 0
    examples: bool = False
    leaderless: bool = False
    completed: bool = False
    misprinted: bool = False
    flaw: Flaw | None = None
    marks: list[tuple[str, Mark]] = field(default_factory=list)

    @property
    def by_slug(self) -> dict[str, Figure]:
        """The figures by indicator."""
        return {figure.row.slug: figure for figure in self.figures}


def central(committee: Committee) -> dict[str, Draft]:
    """Return the resolutions of the centre by theme."""
    term = committee.term
    return {
        one.theme: _draft(one, (above_all(row, term) for row in of_theme(one.theme, "national")))
        for one in committee.programmes
    }


def provincial(
    committee: Committee, above: dict[str, Draft], communes: int, count: int
) -> dict[str, Draft]:
    """Return the programmes of a province by theme: what is measured above the communes."""
    chance, term = committee.chance, committee.term
    drafts = {}
    for one in committee.programmes:
        rows = [*of_theme(one.theme, "national"), *of_theme(one.theme, "shared")[:count]]
        figures = [of_its_own(row, term, chance) for row in rows]
        if term is NOW:
            figures += [
                counted(row, 20 * communes, term) for row in of_theme(one.theme, "additive")
            ]
        drafts[one.theme] = _draft(one, figures, above[one.theme].programme)
    return drafts


def local(committee: Committee, above: dict[str, Draft], count: int) -> list[Draft]:
    """Return the programmes of a district or commune, with about so many targets each."""
    chance = committee.chance
    drafts = []
    for one in committee.programmes:
        upper = above[one.theme].by_slug
        taken = [*_some(one, "national", 1, chance), *_some(one, "shared", count // 3, chance)]
        taken = [row for row in taken if row.slug in upper]
        figures = [below(row, upper[row.slug], committee.term, chance) for row in taken]
        if committee.term is NOW:
            figures += [
                counted(row, 31 + 2 * chance.randrange(24), committee.term)
                for row in of_theme(one.theme, "additive")
            ]
        figures += _of_their_own(one, count - len(figures), chance)
        draft = _draft(one, figures, above[one.theme].programme)
        draft.leaderless = chance.random() < 0.1
        draft.examples = chance.random() < 0.1
        draft.completed = chance.random() < 0.03
        draft.misprinted = chance.random() < 0.03
        drafts.append(draft)
    return drafts


def _draft(
    programme: Programme, figures: Iterable[Figure], above: Programme | None = None
) -> Draft:
    links = [("bt:implements", above)] if above else []
    return Draft(programme, list(figures), links, programme.number, programme.signed)


def _some(programme: Programme, tier: str, count: int, chance: Random) -> list[Indicator]:
    rows = of_theme(programme.theme, tier)
    return chance.sample(rows, min(count, len(rows)))


def _of_their_own(programme: Programme, count: int, chance: Random) -> list[Figure]:
    """Return figures that nobody above sets: nested shares, structures, and years between."""
    term = programme.committee.term
    rows = list(of_theme(programme.theme, "local"))
    figures: list[Figure] = []
    start = chance.randrange(len(rows))
    for row in (*rows[start:], *rows[:start]):
        if len(figures) >= count:
            break
        if row.kind == "part":
            if not any(figure.row.kind == "part" for figure in figures):
                figures += _structure(programme, chance)
        elif row.kind == "nested":
            if figures and figures[-1].recurrence == "everyYear":
                figures.append(replace(of_its_own(row, term, chance), within=True))
        else:
            figure = of_its_own(row, term, chance)
            if row.kind == "share" and figure.comparator != "between" and chance.random() < 0.3:
                figures.append(midway(figure, term, 4.0))
            figures.append(figure)
    return figures


def _structure(programme: Programme, chance: Random) -> list[Figure]:
    services, industry = 45 + chance.randrange(12), 25 + chance.randrange(10)
    shares = (services, industry, 100 - services - industry)
    rows = [row for row in of_theme(programme.theme, "local") if row.kind == "part"]
    return [
        part_of_whole(row, share, programme.committee.term)
        for row, share in zip(rows, shares, strict=True)
    ]
