"""The sentences of a block, told clause by clause into the targets they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...errors import Wording
from ..proposal import Doubt, Why
from .clauses import Clause, clauses
from .due import Calendar, Due
from .finding import Found, Passed, Reading
from .judging import refusal
from .leaning import ELLIPSIS, YEARLY, Leaning
from .milestones import milestone
from .passage import Passage
from .phrases import closed, content
from .tokens import Token
from .values import valued

_ABOUT: Final = Doubt(
    "about",
    Wording("con số chỉ là ước chừng (“khoảng”, “gần”…)", "the figure is approximate only"),
)
_NO_UNIT: Final = Doubt("no-unit", Wording("không rõ đơn vị", "the unit is not clear"))
_NEARLY: Final = re.compile(
    r"cơ bản\s+(?:hoàn|không|đạt|được|xong|đáp|giải|phủ|xóa|trở|thực|khắc|chấm)"
)


class Telling:
    """Reads the sentences of one block, in order, into a reading."""

    def __init__(self, passage: Passage, values: Sequence[Token], reading: Reading) -> None:
        self._passage, self._values, self._reading = passage, values, reading
        self._calendar = Calendar(passage.low, passage.times, passage.setting)
        self._leaning = Leaning(passage, reading.found)
        self._subject = passage.setting.subject

    def sentence(self, start: int, end: int, *, first: bool) -> None:
        """Read the sentence of that run; ``first`` says that the block begins with it."""
        passage = self._passage
        self._calendar.sentence()
        self._leaning.sentence()
        self._subject = passage.setting.subject
        more = passage.setting.more
        for clause in clauses(passage.low, start, end, self._values, passage.times, more):
            due = self._calendar.due(clause, start, first=first or clause.start == start)
            if clause.token is None:
                self._worded(clause, due, start)
            else:
                self._valued(clause, clause.token, due, (start, end))
        self._leaning.named_later()

    def _valued(self, clause: Clause, token: Token, due: Due, sentence: tuple[int, int]) -> None:
        """Read a clause with a value in it."""
        passage = self._passage
        start, subject = passage.subject(clause)
        self._subject = subject or self._subject
        begins = passage.opened(passage.pledged(start, token), clause.end)
        stop = closed(passage.low, begins, passage.told(begins, clause.end, token))
        words = passage.phrase(passage.trimmed(begins, stop, token), stop, token)
        reason = refusal(
            passage.low,
            replace(clause, start=start),
            due,
            words,
            sentence,
            passage.setting,
            joined=self._leaning.joined,
            pledged=self._leaning.pledged,
        )
        if reason:
            if token.sort == "amount":
                amount = token.amount
                self._reading.passed.append(Passed(amount.start, amount.end, reason))
            if token.amount.kind == "count":
                self._worded(replace(clause, token=None), due, sentence[0])
            return
        least = 1 if clause.nested or self._subject else 2
        own = content(words) >= least or token.sort != "amount"
        if own:
            begins = passage.trimmed(begins, stop, token)
        found = self._found(token, due, (begins, stop), words, own=own)
        self._leaning.settle(found, token, clause, due)
        self._reading.found.append(found)

    def _found(
        self, token: Token, due: Due, quote: tuple[int, int], words: str, *, own: bool
    ) -> Found:
        begins, stop = quote
        low = self._passage.low
        value = valued(low, begins, stop, token, due, self._passage.setting.more)
        found = Found(
            quote=quote,
            phrase=words,
            comparator=value.comparator,
            lower=value.lower,
            upper=value.upper,
            unit=value.unit,
            printed=(max(token.start, begins), token.end),
            years=due.years if value.recurrence not in YEARLY or due.own else (),
            before=due.before,
            recurrence=value.recurrence or None,
            period=due.period,
            baseline=due.baseline,
            qualified=bool(_NEARLY.search(low, begins, stop)),
            subject=self._subject,
            own_phrase=own,
            why=[Why(token.rule, self._passage.text[token.start : token.end]), *token.lead.why],
        )
        if value.unit is None and token.sort == "amount":
            found.doubts.append(_NO_UNIT)
        if token.lead.about:
            found.doubts.append(_ABOUT)
        return found

    def _worded(self, clause: Clause, due: Due, sentence: int) -> None:
        """Read a clause without a figure: a milestone, or words about the others."""
        passage = self._passage
        begins = passage.opened(clause.start, clause.end)
        stop = closed(passage.low, begins, clause.end)
        read = milestone(passage.low, begins, stop, due, passage.setting)
        if read is None:
            self._enumerated(begins, stop, sentence)
            return
        begins = passage.trimmed(begins, stop, None)
        found = Found(
            quote=(begins, stop),
            phrase=passage.phrase(begins, stop, None),
            comparator=read.comparator,
            lower=None,
            upper=None,
            unit=None,
            printed=(read.start, read.end),
            years=due.years,
            before=due.before,
            recurrence="byYear" if due.years else due.recurrence or None,
            period=due.period,
            relative_to=read.relative_to,
            qualified=bool(_NEARLY.search(passage.low, begins, stop)),
            subject=self._subject,
            given=list(due.given),
            contexts=[(time.start, time.end) for time in due.inherited],
            why=[read.why],
        )
        self._reading.found.append(found)
        self._leaning.last = found

    def _enumerated(self, begins: int, stop: int, sentence: int) -> None:
        """Read one more thing of a list that a milestone of the sentence opened."""
        passage, last = self._passage, self._leaning.last
        if last is None or last.comparator != "complete" or not passage.setting.listed:
            return
        joined = passage.low[last.quote[1] : begins].strip()
        if last.quote[0] < sentence or joined != ";" or content(passage.low[begins:stop]) < 2:
            return
        self._reading.found.append(
            replace(
                last,
                quote=(begins, stop),
                printed=(begins, stop),
                phrase=passage.phrase(begins, stop, None),
                contexts=[last.printed],
                doubts=[ELLIPSIS],
            )
        )
