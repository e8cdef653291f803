"""What a value takes from the values before it: subject, unit, recurrence, year, and its whole."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from ...errors import Wording
from ..proposal import Doubt
from .clauses import Clause
from .due import Due
from .finding import Found
from .passage import Passage
from .phrases import content
from .tokens import Token

YEARLY: Final = ("everyYear", "averagePerYear")
ELLIPSIS: Final = Doubt(
    "ellipsis",
    Wording(
        "vế không nhắc lại điều được đo; lấy của vế trước",
        "what is measured is taken from the clause before",
    ),
)
_INHERITED: Final = Doubt(
    "inherited-time",
    Wording(
        "năm hay chu kỳ lấy từ vế trước trong cùng mục",
        "year or recurrence taken from an earlier clause",
    ),
)
_SERIALLY: Final = "lần lượt"
_RISES: Final = "tăng"
_HEAD: Final = 3
_RATE: Final = "PERCENT-PER-YR"
_SHARED: Final = "PER_10000_PERSON"
_COUNTED: Final = ("NUM", "PERSON")
_PART_UNITS: Final = {
    "USD_PER_PERSON": ("CCY_USD",),
    "VND_PER_HA": ("CCY_VND",),
    "M2_PER_PERSON": ("M2",),
    "PER_10000_PERSON": ("NUM", "PERSON", None),
    "YR": (None,),
}
"""Units that a clause which leaves out what is measured says only in part."""


class Leaning:
    """The values of a block so far, as those after them lean on them."""

    def __init__(self, passage: Passage, found: list[Found]) -> None:
        self._passage = passage
        self._found = found
        self.last: Found | None = None
        self._main: int | None = None
        self._begun = 0
        self._averaged = False
        self._series: list[int] = []

    def sentence(self) -> None:
        """Begin a sentence: its shares are of a whole that it names itself."""
        self._main = None
        self._begun = len(self._found)

    @property
    def joined(self) -> bool:
        """Whether the sentence holds a target already."""
        return len(self._found) > self._begun

    @property
    def pledged(self) -> bool:
        """Whether an earlier sentence of the block does."""
        return self._begun > 0

    def settle(self, found: Found, token: Token, clause: Clause, due: Due) -> None:
        """Complete a value by those before it, and have it as the last."""
        self._serially(found, due, clause)
        self._together(found, token)
        if found.recurrence in YEARLY:
            found.years = ()
            found.recurrence = self._rate(found)
        if due.spans and not found.years and not found.recurrence:
            found.recurrence = "overPeriod"
        period = self._passage.setting.period
        if due.term_end and not found.years and period:
            found.years, found.term_end = (period[1],), True
        if found.years:
            found.recurrence = "byYear"
        self._lean(found, due, clause)

    def named_later(self) -> None:
        """Give the first values what only a later clause of the sentence says: name and unit."""
        found = self._found[self._begun :]
        for one, other in (*pairwise(found), *pairwise(reversed(found))):
            if other.unit == _SHARED and one.unit in _COUNTED and one.comparator == "reach":
                ends = sorted((one.quote, other.quote))
                if self._passage.low[ends[0][1] : ends[1][0]].strip() in (",", "và", ""):
                    one.unit = _SHARED
        named = next((one for one in found if one.own_phrase), None)
        for one in found:
            if one is named or named is None:
                break
            if not content(one.phrase):
                one.phrase, one.subject = named.phrase, named.subject
                one.contexts.append(named.quote)

    def _serially(self, found: Found, due: Due, clause: Clause) -> None:
        """Give each of several figures its own year: "2024 và 2025 lần lượt là 60% và 80%"."""
        told = self._passage.low[clause.start : found.printed[1]]
        if _SERIALLY in told and len(due.years) > 1:
            self._series = list(due.years)
        elif found.own_phrase:
            self._series = []
        if self._series:
            found.years = (self._series.pop(0),)

    def _together(self, found: Found, token: Token) -> None:
        """Have things counted in one breath rise or fall together: "giảm 15 hộ nghèo, 20 hộ …"."""
        counted = token.amount.kind == "count" and token.lead.start == token.amount.start
        if not self.joined or not counted:
            return
        last = self._found[-1]
        apart = self._passage.low[last.quote[1] : found.quote[0]].strip(" ,")
        changes = last.comparator in ("increaseBy", "decreaseBy")
        if apart in ("", "và") and changes and found.comparator == "reach":
            value = found.lower if found.lower is not None else found.upper
            found.comparator, found.lower, found.upper = last.comparator, value, value

    def _rate(self, found: Found) -> str | None:
        """Return the recurrence of a yearly figure: a rate after an average one is average too."""
        if found.unit != _RATE:
            return found.recurrence
        self._averaged = self._averaged or found.recurrence == "averagePerYear"
        return "averagePerYear" if self._averaged else found.recurrence

    def _lean(self, found: Found, due: Due, clause: Clause) -> None:
        place = len(self._found)
        main = self._found[self._main] if self._main is not None else None
        if not found.own_phrase and self.last:
            self._take(found, self.last if main is None or clause.nested else main)
        found.given = list(due.given)
        for time in due.inherited:
            found.contexts.append((time.start, time.end))
            if time.start > _HEAD and not self._passage.setting.listed:
                found.doubts.append(_INHERITED)
        if clause.nested and main is not None:
            if main.unit == found.unit == "PERCENT" and _RISES not in main.phrase.lower():
                found.within = self._main
            found.subject = found.subject or main.phrase
            if main.unit == _RATE and found.unit == "PERCENT" and not found.years:
                found.unit, found.recurrence = _RATE, main.recurrence
        if not clause.nested:
            self._main = place
        if found.own_phrase:
            self.last = found

    def _take(self, found: Found, leant: Found) -> None:
        """Take what is measured from a value before."""
        found.subject = found.subject or leant.subject
        found.phrase = f"{leant.phrase} {found.phrase}".strip()
        found.contexts.append(leant.quote)
        if leant.unit != found.unit and found.unit in _PART_UNITS.get(leant.unit or "", ()):
            found.unit = leant.unit
        found.doubts.append(ELLIPSIS)
