"""The targets of one block of a text: a printed item, or a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from ...errors import Wording
from ...sentences import sentences
from ..proposal import Doubt, Why
from .clauses import Clause, clauses
from .due import Calendar, Due
from .finding import Found
from .judging import refusal
from .masks import masks
from .milestones import milestone
from .phrases import closed, content, opened, phrase, pledge
from .setting import Setting
from .times import Time, times
from .tokens import Token, tokens
from .values import valued
from .words import lowered

_COMMA: Final = re.compile(r",\s")
_FIGURE: Final = re.compile(r"\d")
_LONG: Final = 3000
_NEAR: Final = 90
_AND_MORE: Final = re.compile(r"\s*(?:[^\W\d_]+\s+){0,3}?trở\s+lên")
_FROM: Final = re.compile(r"(?<!\w)từ(?: mức)?$")
_BECOMES: Final = re.compile(r"[^;.]{0,60}?(?<!\w)(?<!trở )(?:lên|xuống|còn)(?!\w)")
_FEW: Final = 3
_SERIALLY: Final = "lần lượt"
_PRICES: Final = ("price-base", "standard-of-period", "law-of-year")
_ABOUT: Final = Wording(
    "con số chỉ là ước chừng (“khoảng”, “gần”…)", "the figure is approximate only"
)
_INHERITED: Final = Wording(
    "năm hay chu kỳ lấy từ vế trước trong cùng mục",
    "year or recurrence taken from an earlier clause",
)
_PART_UNITS: Final = {
    "USD_PER_PERSON": ("CCY_USD",),
    "VND_PER_HA": ("CCY_VND",),
    "M2_PER_PERSON": ("M2",),
    "PER_10000_PERSON": ("NUM", "PERSON", None),
    "YR": (None,),
}
"""Units that a clause which leaves out what is measured says only in part."""
_LEAST_BEHIND: Final = 3
"""Words that must follow a count after a colon for what stands before it to be a subject."""
_NO_UNIT: Final = Wording("không rõ đơn vị", "the unit is not clear")
_ELLIPSIS: Final = Wording(
    "vế không nhắc lại điều được đo; lấy của vế trước",
    "what is measured is taken from the clause before",
)


class Passed(NamedTuple):
    """A value that is no target: its run, and the rule that says so."""

    start: int
    end: int
    rule: str


@dataclass
class Reading:
    """What was read in a block, in order; runs are those of the block's text."""

    found: list[Found] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)


def read(text: str, setting: Setting) -> Reading:
    """Return the targets of a block's text, and the figures that are none.

    A text too long for a paragraph is read in pieces that end with a sentence or a clause, so that
    the work grows with its length alone.
    """
    whole = Reading()
    for start, end in _pieces(text):
        piece = _read(text[start:end], setting)
        held = len(whole.found)
        for found in piece.found:
            found.shift(start)
            if found.within is not None:
                found.within += held
        whole.found += piece.found
        whole.passed += [
            Passed(one.start + start, one.end + start, one.rule) for one in piece.passed
        ]
    return whole


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > _LONG:
        window = text[start : start + _LONG]
        end = max(window.rfind(mark) + len(mark) for mark in (". ", "; ", "\n"))
        if end < _LONG // 2:
            end = window.rfind(" ") + 1 or _LONG
        yield start, start + end
        start += end
    yield start, len(text)


def _read(text: str, setting: Setting) -> Reading:
    low = lowered(text)
    masked = masks(low, setting.more)
    printed = [
        time
        for time in times(low, setting.more)
        if not any(mask.start <= time.start < mask.end and mask.rule in _PRICES for mask in masked)
    ]
    values: list[Token] = []
    bases: list[Token] = []
    for token in tokens(low, masked, printed, setting.more):
        (bases if _is_base(low, token) else values).append(token)
    reading = Reading(
        passed=[
            *(Passed(*mask) for mask in masked if _FIGURE.search(low, mask.start, mask.end)),
            *(Passed(base.amount.start, base.amount.end, "base-of-change") for base in bases),
        ]
    )
    reader = _Reader(text, low, printed, values, setting, reading)
    for number, sentence in enumerate(sentences(text)):
        reader.sentence(sentence.start, sentence.end, first=number == 0)
    reading.passed.sort()
    return reading


def _is_base(low: str, token: Token) -> bool:
    """Tell whether a value is only where a change begins: "từ 65% năm 2020 lên 80%"."""
    amount = token.amount
    if token.sort != "amount" or amount.upper is not None:
        return False
    before = low[: amount.start].rstrip()
    after = low[amount.end : amount.end + _NEAR]
    return bool(_FROM.search(before) and _BECOMES.match(after) and not _AND_MORE.match(after))


class _Reader:
    """Reads the sentences of one block; keeps what later clauses lean on."""

    def __init__(
        self,
        text: str,
        low: str,
        printed: list[Time],
        values: list[Token],
        setting: Setting,
        reading: Reading,
    ) -> None:
        self._text, self._low = text, low
        self._times, self._values = printed, values
        self._setting, self._reading = setting, reading
        self._calendar = Calendar(low, printed, setting)
        self._subject = setting.subject
        self._last: Found | None = None
        self._main: int | None = None
        self._begun = 0
        self._averaged = False
        self._series: list[int] = []

    def sentence(self, start: int, end: int, *, first: bool) -> None:
        self._calendar.sentence(start)
        self._subject = self._setting.subject
        whole = (start, end)
        self._main = None
        self._begun = len(self._reading.found)
        parts = clauses(self._low, start, end, self._values, self._times, self._setting.more)
        for clause in parts:
            due = self._calendar.due(clause, start, first=first or clause.start == start)
            if clause.token is None:
                self._worded(clause, due, whole)
            else:
                self._clause(clause, due, whole)
        self._named_later()

    def _named_later(self) -> None:
        """Give the first values what only a later clause of the sentence says is measured."""
        found = self._reading.found[self._begun :]
        named = next((one for one in found if one.own_phrase), None)
        for one in found:
            if one is named or named is None:
                break
            if not content(one.phrase):
                one.phrase, one.subject = named.phrase, named.subject
                one.contexts.append(named.quote)

    def _clause(self, clause: Clause, due: Due, sentence: tuple[int, int]) -> None:
        token = clause.token
        assert token
        start = self._after_subject(clause)
        begins = opened(self._low, self._pledged(start, token), clause.end, self._setting.more)
        stop = closed(self._low, begins, self._told(begins, clause.end, token))
        words = self._phrase(self._trimmed(begins, stop, token, True), stop, token)
        reason = refusal(
            self._low,
            replace(clause, start=start),
            due,
            words,
            sentence,
            self._setting,
            joined=len(self._reading.found) > self._begun,
            pledged=self._begun > 0,
        )
        if reason:
            self._pass(token, reason)
            if token.amount.kind == "count":
                self._worded(replace(clause, token=None), due, sentence)
            return
        self._add(token, clause, due, begins, stop, words)

    def _add(
        self, token: Token, clause: Clause, due: Due, begins: int, stop: int, words: str
    ) -> None:
        value = valued(self._low, begins, stop, token, due, self._setting.more)
        own = (
            content(words) >= (1 if clause.nested or self._subject else 2) or token.sort != "amount"
        )
        begins = self._trimmed(begins, stop, token, own)
        found = Found(
            quote=(begins, stop),
            phrase=words,
            comparator=value.comparator,
            lower=value.lower,
            upper=value.upper,
            unit=value.unit,
            printed=(token.start, token.end) if token.start >= begins else (begins, token.end),
            years=due.years
            if value.recurrence not in ("everyYear", "averagePerYear") or due.own
            else (),
            before=due.before,
            recurrence=value.recurrence or None,
            period=due.period,
            baseline=due.baseline,
            qualified="cơ bản" in self._low[begins:stop],
            subject=self._subject,
            own_phrase=own,
            why=[Why(token.rule, self._text[token.start : token.end]), *token.lead.why],
        )
        self._serially(found, due, clause)
        self._together(found, token)
        if found.recurrence in ("everyYear", "averagePerYear"):
            found.years = ()
            found.recurrence = self._rate(found)
        if due.spans and not found.years and not found.recurrence:
            found.recurrence = "overPeriod"
        if found.years:
            found.recurrence = "byYear"
        if due.term_end and not found.years and self._setting.period:
            found.years, found.recurrence = (self._setting.period[1],), "byYear"
            found.term_end = True
        self._lean(found, due, own, clause)
        if value.unit is None and token.sort == "amount":
            found.doubts.append(Doubt("no-unit", _NO_UNIT))
        if token.lead.about:
            found.doubts.append(Doubt("about", _ABOUT))
        self._reading.found.append(found)

    def _serially(self, found: Found, due: Due, clause: Clause) -> None:
        """Give each of several figures its own year: "2024 và 2025 lần lượt là 60% và 80%"."""
        if _SERIALLY in self._low[clause.start : found.printed[1]] and len(due.years) > 1:
            self._series = list(due.years)
        elif found.own_phrase:
            self._series = []
        if self._series:
            found.years = (self._series.pop(0),)

    def _together(self, found: Found, token: Token) -> None:
        """Have things counted in one breath rise or fall together: "giảm 15 hộ nghèo, 20 hộ …"."""
        if len(self._reading.found) == self._begun or token.sort != "amount":
            return
        last = self._reading.found[-1]
        apart = self._low[last.quote[1] : found.quote[0]].strip(" ,")
        if (
            apart not in ("", "và")
            or token.amount.kind != "count"
            or token.lead.start != token.amount.start
        ):
            return
        if last.comparator in ("increaseBy", "decreaseBy") and found.comparator == "reach":
            value = found.lower if found.lower is not None else found.upper
            found.comparator, found.lower, found.upper = last.comparator, value, value

    def _rate(self, found: Found) -> str | None:
        """Return the recurrence of a yearly figure: a rate after an average one is average too."""
        if found.unit == "PERCENT-PER-YR" and self._averaged:
            return "averagePerYear"
        if found.unit == "PERCENT-PER-YR" and found.recurrence == "averagePerYear":
            self._averaged = True
        return found.recurrence

    def _lean(self, found: Found, due: Due, own: bool, clause: Clause) -> None:
        """Note what a clause takes from elsewhere: its subject, its time, its whole."""
        place = len(self._reading.found)
        if not own and self._last:
            leant = self._last
            if self._main is not None and not clause.nested:
                leant = self._reading.found[self._main]
            found.subject = found.subject or leant.subject
            found.phrase = f"{leant.phrase} {found.phrase}".strip()
            found.contexts.append(leant.quote)
            if leant.unit != found.unit and found.unit in _PART_UNITS.get(leant.unit or "", ()):
                found.unit = leant.unit
            found.doubts.append(Doubt("ellipsis", _ELLIPSIS))
        found.given = list(due.given)
        for time in due.inherited:
            found.contexts.append((time.start, time.end))
            if time.start > 3 and not self._setting.listed:
                found.doubts.append(Doubt("inherited-time", _INHERITED))
        if clause.nested and self._main is not None:
            main = self._reading.found[self._main]
            if main.unit == found.unit == "PERCENT" and "tăng" not in main.phrase.lower():
                found.within = self._main
            if not found.subject:
                found.subject = main.phrase
        if not clause.nested:
            self._main = place
        if own:
            self._last = found

    def _worded(self, clause: Clause, due: Due, sentence: tuple[int, int]) -> None:
        """Read a clause without a figure: a milestone, or words about the others."""
        begins = opened(self._low, self._after_subject(clause), clause.end, self._setting.more)
        stop = closed(self._low, begins, clause.end)
        read = milestone(self._low, begins, stop, due, self._setting)
        if read is None:
            self._enumerated(begins, stop, sentence)
            return
        begins = self._trimmed(begins, stop, None, True)
        found = Found(
            quote=(begins, stop),
            phrase=self._phrase(begins, stop, None),
            comparator=read.comparator,
            lower=None,
            upper=None,
            unit=None,
            printed=(read.start, read.end),
            years=due.years,
            before=due.before,
            recurrence=due.recurrence or None,
            period=due.period,
            relative_to=read.relative_to,
            qualified="cơ bản" in self._low[begins:stop],
            subject=self._subject,
            why=[read.why],
        )
        if found.years:
            found.recurrence = "byYear"
        found.given = list(due.given)
        found.contexts += [(time.start, time.end) for time in due.inherited]
        self._reading.found.append(found)
        self._last = found

    def _enumerated(self, begins: int, stop: int, sentence: tuple[int, int]) -> None:
        """Read one more thing of a list that a milestone of the sentence opened."""
        last = self._last
        if last is None or last.comparator != "complete" or not self._setting.listed:
            return
        joined = self._low[last.quote[1] : begins].strip()
        if last.quote[0] < sentence[0] or joined != ";" or content(self._low[begins:stop]) < 2:
            return
        words = self._phrase(begins, stop, None)
        more = replace(last, quote=(begins, stop), printed=(begins, stop), phrase=words)
        more.contexts = [last.printed]
        more.doubts = [Doubt("ellipsis", _ELLIPSIS)]
        self._reading.found.append(more)

    def _after_subject(self, clause: Clause) -> int:
        """Return where a clause begins behind "subject:", and keep the subject."""
        token = clause.token
        limit = token.amount.start if token else clause.start
        colon = self._low.rfind(":", clause.start, limit)
        if colon < 0 or not token:
            return clause.start
        rest = closed(self._low, token.end, clause.end)
        behind = phrase(self._low, self._text, colon + 1, rest, [(token.start, token.end)])
        named = opened(self._low, clause.start, colon, self._setting.more)
        subject = phrase(self._low, self._text, named, colon, self._runs(named, colon))
        least = _LEAST_BEHIND if token.amount.kind == "count" else 1
        if content(behind) < least or content(subject) < 1:
            return clause.start
        self._subject = subject
        return colon + 1

    def _phrase(self, begins: int, stop: int, token: Token | None) -> str:
        runs = self._runs(begins, stop)
        if token and token.sort == "amount":
            runs.append((token.start, token.end))
        return phrase(self._low, self._text, begins, stop, runs)

    def _runs(self, begins: int, stop: int) -> list[tuple[int, int]]:
        return [(time.start, time.end) for time in self._times if begins <= time.start < stop]

    def _trimmed(self, begins: int, stop: int, token: Token | None, own: bool) -> int:
        """Leave out a time at the head of a clause that says by itself what it measures."""
        while own:
            time = next((one for one in self._times if begins <= one.start <= begins + 1), None)
            if time is None or (token and time.end > token.start) or time.end >= stop:
                break
            after = opened(self._low, time.end, stop, self._setting.more)
            if after <= begins:
                break
            begins = after
        return begins

    def _pledged(self, start: int, token: Token) -> int:
        """Return where a clause begins behind the words that pledge it, or what only leads to it."""
        pledges = list(pledge(self._setting.more).finditer(self._low, start, token.start))
        if pledges and content(self._low[pledges[-1].end() : token.start]) >= 1:
            return pledges[-1].end()
        if self._setting.listed or token.sort != "amount":
            return start
        for comma in reversed(list(_COMMA.finditer(self._low, start, token.start))):
            if content(self._low[comma.end() : token.start]) > 1:
                return comma.end()
        return start

    def _told(self, begins: int, end: int, token: Token) -> int:
        """Return where a clause ends: what follows a value by a comma is something else, unless
        the value stood first.
        """
        if token.sort != "amount" or content(self._low[begins : token.start]) < _FEW:
            return end
        comma = _COMMA.search(self._low, token.end, end)
        return comma.start() if comma else end

    def _pass(self, token: Token, rule: str) -> None:
        if token.sort == "amount":
            self._reading.passed.append(Passed(token.amount.start, token.amount.end, rule))
