"""Which of the printed times belongs to which value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .clauses import Clause
from .phrases import content
from .setting import Setting
from .times import Time


@dataclass
class Due:
    """When a value is due: years, or a recurrence, with the period; where a head says so.

    ``own`` says that the clause names a time itself, ``spans`` that the block names the period.
    ``inherited`` are times outside the clause, as runs of the block; ``given`` those of heads.
    """

    years: tuple[int, ...] = ()
    before: bool = False
    recurrence: str = ""
    period: tuple[int, int] | None = None
    baseline: int | None = None
    term_end: bool = False
    own: bool = False
    spans: bool = False
    inherited: list[Time] = field(default_factory=list)
    given: list[tuple[int, int]] = field(default_factory=list)


class Calendar:
    """The times of a block, handed to its clauses one after the other.

    A time that opens the block or a sentence holds until another comes; one inside a clause holds
    for the clauses of its sentence; one behind a value is that value's alone.
    """

    def __init__(self, low: str, times: Sequence[Time], setting: Setting) -> None:
        self._low = low
        self._times = times
        self._setting = setting
        self._held: list[Time] = []
        self._opening: list[Time] = []

    def sentence(self) -> None:
        """Begin a sentence: what its clauses have named is over, what the block names is not."""
        self._held = list(self._opening)

    def due(self, clause: Clause, sentence_start: int, first: bool) -> Due:
        """Return when the value of a clause is due."""
        inside = [time for time in self._times if clause.start <= time.start < clause.end]
        found = Due()
        own: list[Time] = []
        for time in inside:
            if time.sort == "baseline":
                found.baseline = time.years[0]
            elif time.sort == "termStart":
                period = self._setting.period
                found.baseline = period[0] if period else None
            elif not time.since and not self._told_aside(time, clause):
                own.append(time)
        if clause.token and clause.token.amount.kind == "multiple":
            own = self._without_base(clause, own, found)
        after = [time for time in own if clause.token and time.start >= clause.token.end]
        ahead = [time for time in own if time not in after]
        self._apply(own, found)
        found.own = bool(own)
        found.spans = found.period is not None
        if self._needs(found):
            self._inherit(found, clause)
        if clause.token and not clause.nested and not own:
            self._held = [time for time in self._held if self._stays(time)]
        for time in ahead:
            self._hold(time, opening=self._opens(time, sentence_start, first))
        if not ahead and not clause.aside:
            for time in after:
                if time.sort == "recurrence":
                    self._hold(time, opening=False)
        return found

    def _told_aside(self, time: Time, clause: Clause) -> bool:
        """Tell whether a time stands in brackets that say something of their own."""
        opened = self._low.rfind("(", clause.start, time.start)
        closed = self._low.find(")", time.end, clause.end)
        if opened < 0 or closed < 0 or self._low.find(")", opened, time.start) >= 0:
            return False
        token = clause.token
        if token is not None and opened < token.amount.start < closed:
            return False
        said = self._low[opened : time.start] + self._low[time.end : closed]
        return content(said) > 0

    def _without_base(self, clause: Clause, own: list[Time], found: Due) -> list[Time]:
        """In "gấp 2 lần năm 2020" the year is what is compared with."""
        assert clause.token
        for time in own:
            gap = self._low[clause.token.end : time.start]
            if time.sort == "year" and time.start >= clause.token.end and not gap.strip():
                found.baseline = time.years[0]
                return [other for other in own if other is not time]
        return own

    def _apply(self, times: Sequence[Time], found: Due) -> None:
        for time in times:
            if time.sort == "year":
                found.years = tuple(dict.fromkeys((*found.years, *time.years)))
                found.before = found.before or time.before
            elif time.sort == "period":
                found.period = (time.years[0], time.years[-1])
            elif time.sort == "termEnd":
                found.term_end = True
            elif time.recurrence == "averagePerYear" or not found.recurrence:
                found.recurrence = time.recurrence

    def _needs(self, found: Due) -> bool:
        return not (found.years or found.recurrence or found.term_end)

    def _inherit(self, found: Due, clause: Clause) -> None:
        held = [time for time in self._held if self._reaches(time, clause, found)]
        if held:
            self._apply(held, found)
            found.inherited += held
        found.spans = found.period is not None
        if not self._needs(found) or found.period:
            return
        for given in self._setting.heads:
            self._apply([given.time], found)
            found.given.append((given.start, given.end))
            if not self._needs(found):
                return

    def _stays(self, time: Time) -> bool:
        """Tell whether a held time outlives a clause that names none and measures another thing."""
        if time in self._opening or time.sort != "recurrence":
            return True
        return time.recurrence == "averagePerYear" or self._yearly(time)

    def _yearly(self, time: Time) -> bool:
        """Tell whether "hằng năm" in one clause is for the next ones too: no head names a year."""
        return time.recurrence == "everyYear" and not self._setting.heads

    def _reaches(self, time: Time, clause: Clause, found: Due) -> bool:
        """Tell whether a held time is also that of a later clause.

        A recurrence inside an earlier clause is for what hangs on that clause: shares of it, its
        zeros, and rates by year.
        """
        if time.sort == "period" and found.period:
            return False
        if time in self._opening:
            return not found.period or time.sort == "recurrence"
        if time.sort != "recurrence":
            return not found.period
        token = clause.token
        if token is None or token.sort == "zero":
            return time.recurrence != "overPeriod"
        if clause.nested and time.recurrence == "everyYear":
            return True
        if self._yearly(time) and token.amount.unit == "PERCENT" and not token.lead.change:
            return True
        return time.recurrence == "averagePerYear" and token.amount.unit == "PERCENT-PER-YR"

    def _hold(self, time: Time, *, opening: bool) -> None:
        self._held = [held for held in self._held if held.sort == "period" != time.sort]
        self._held.append(time)
        if opening:
            self._opening = [time]

    def _opens(self, time: Time, sentence_start: int, first: bool) -> bool:
        """Tell whether a time stands at the head of its sentence, and so of what follows."""
        return first and content(self._low[sentence_start : time.start]) <= 1
