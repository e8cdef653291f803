"""Faults that a document or a unit may have, and how each is planted so that one rule finds it.

A fault is a function that alters a draft and marks what the rules will find, or returns False and
leaves it alone where it does not apply. Faults take turns, so that each is as frequent as it can
be (``planting.py``); a document has at most one, so that none hides or doubles another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from .drafts import Draft, Flaw
from .figures import Figure, Mark, midway, rebased, revalued
from .ladder import Programme

_LATEST: Final = timedelta(days=170)
"""After the opening of a term: a day by which all documents of its row are signed."""


@dataclass
class Case:
    """A draft that may be altered: with one of the same unit that is free, and its neighbour's."""

    draft: Draft
    partner: Draft | None
    neighbour: Programme | None

    def mark(self, code: str, severity: str, what: str, part: str = "") -> bool:
        """Mark the document, or a part of it, and say that the fault is planted."""
        self.draft.marks.append((part, Mark(code, severity, True, what)))
        return True

    def alter(self, old: Figure, new: Figure, *marks: tuple[str, str, str]) -> bool:
        """Put a marked figure in the place of another, and say that the fault is planted."""
        figures = self.draft.figures
        marked = tuple(Mark(code, severity, True, what) for code, severity, what in marks)
        figures[figures.index(old)] = replace(new, marks=marked)
        return True

    def figure(self, tier: str, *kinds: str) -> Figure | None:
        """Return a figure to alter: alone of its indicator, and not marked already."""
        slugs = [figure.row.slug for figure in self.draft.figures]
        return next(
            (
                figure
                for figure in self.draft.figures
                if figure.row.tier == tier
                and figure.row.kind in kinds
                and not figure.marks
                and slugs.count(figure.row.slug) == 1
            ),
            None,
        )


def _weaker(case: Case) -> bool:
    figure, term = case.figure("shared", "share", "yearly"), case.draft.programme.committee.term
    if not figure:
        return False
    worse = revalued(figure, max(figure.row.base - 20, 1), term)
    return case.alter(figure, worse, ("CAS-05", "Warning", "asks for less than the province"))


def _other_baseline(case: Case) -> bool:
    figure, term = case.figure("shared", "cut"), case.draft.programme.committee.term
    if not figure:
        return False
    what = ("CAS-06", "Warning", "cut from another year than the province's")
    return case.alter(figure, rebased(figure, term), what)


def _other_unit(case: Case) -> bool:
    figure = case.figure("shared", "share", "yearly")
    if not figure:
        return False
    wrong = replace(figure, unit="unit:PERMILLE")
    return case.alter(
        figure,
        wrong,
        ("CAS-06", "Warning", "another unit than the province's"),
        ("TGT-01", "Violation", "another unit than its indicator"),
    )


def _beyond_period(case: Case) -> bool:
    figure = case.figure("local", "share")
    if not figure or not figure.year:
        return False
    late = replace(figure, year=figure.year + 10)
    return case.alter(figure, late, ("CAS-04", "Warning", "a year after the period"))


def _wrong_bound(case: Case) -> bool:
    figure = case.figure("local", "yearly")
    if not figure:
        return False
    turned = replace(figure, comparator="atLeast", lower=None, upper=figure.lower)
    return case.alter(figure, turned, ("TGT-01", "Violation", "a floor given as a ceiling"))


def _undated(case: Case) -> bool:
    figure = case.figure("local", "share", "grade")
    if not figure:
        return False
    blank = replace(figure, year=None)
    return case.alter(figure, blank, ("FORM-03", "Violation", "a yearly figure without its year"))


def _falling_series(case: Case) -> bool:
    figure, term = case.figure("local", "share"), case.draft.programme.committee.term
    if not figure or figure.comparator == "between":
        return False
    earlier = midway(figure, term, -6.0)
    case.draft.figures.insert(case.draft.figures.index(figure), earlier)
    return case.alter(figure, figure, ("TGT-02", "Warning", "less than the year before"))


def _too_many_shares(case: Case) -> bool:
    parts = [figure for figure in case.draft.figures if figure.row.kind == "part"]
    if not parts:
        return False
    term = case.draft.programme.committee.term
    case.draft.figures[case.draft.figures.index(parts[0])] = revalued(
        parts[0], parts[0].value + 7, term, "reach"
    )
    return case.mark("TGT-03", "Warning", "shares that add up to 107 %")


def _older(case: Case) -> bool:
    _, upper = case.draft.links[0]
    case.draft.signed = upper.signed - timedelta(days=30)
    return case.mark("CAS-03", "Violation", "signed before what it implements")


def _sideways(case: Case) -> bool:
    if not case.neighbour:
        return False
    case.draft.links.append(("bt:implements", case.neighbour))
    case.draft.signed = case.draft.programme.committee.term.opening + _LATEST
    return case.mark("CAS-02", "Violation", "implements a neighbour's programme")


def _amending(case: Case) -> bool:
    if not case.neighbour:
        return False
    case.draft.links.append(("eli:amends", case.neighbour))
    return case.mark("DOC-04", "Violation", "amends a neighbour's programme")


def _circle(case: Case) -> bool:
    other = case.partner
    if not other:
        return False
    day = max(case.draft.signed, other.signed)
    for one, two in ((case.draft, other), (other, case.draft)):
        one.signed = day
        one.links.append(("bt:implements", two.programme))
        one.marks.append(("", Mark("CAS-07", "Violation", True, "implement one another")))
    return True


def _same_number(case: Case) -> bool:
    other = case.partner
    if not other:
        return False
    case.draft.number = other.number
    for one in (case.draft, other):
        one.marks.append(("", Mark("DOC-02", "Violation", True, "two of one number")))
    return True


def _foreign_letters(case: Case) -> bool:
    programme = case.draft.programme
    case.draft.number = f"{programme.place:02}-{programme.genre}/TU"
    return case.mark("DOC-01", "Violation", "the letters of a province")


def _miscounted(case: Case) -> bool:
    case.draft.extra = 2
    return case.mark("DOC-03", "Warning", "counts more items than it lists", "count-1")


def _footless(case: Case) -> bool:
    if case.draft.programme.committee.level != "ward":
        return False
    case.draft.links.clear()
    return case.mark("CAS-08", "Warning", "stands on nothing")


def _lacking(flaw: Flaw, code: str, part: str) -> Callable[[Case], bool]:
    def lacking(case: Case) -> bool:
        case.draft.flaw = flaw
        return case.mark(code, "Violation", flaw, part)

    return lacking


PLANTED: Final[tuple[Callable[[Case], bool], ...]] = (
    _weaker,
    _older,
    _sideways,
    _miscounted,
    _beyond_period,
    _circle,
    _other_unit,
    _falling_series,
    _foreign_letters,
    _footless,
    _too_many_shares,
    _same_number,
    _other_baseline,
    _wrong_bound,
    _amending,
    _undated,
    _lacking("unquoted task", "SRC-02", "task-1"),
    _lacking("untitled task", "FORM-02", "task-1"),
    _lacking("unlisted count", "FORM-06", "count-1"),
    _lacking("no term", "FORM-01", ""),
)
"""What a document of a district or commune may have, in the order of their turns."""
