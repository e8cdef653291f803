"""The text of a block as clauses are cut out of it: where each begins and ends, what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .clauses import Clause
from .phrases import closed, content, opened, phrase, pledge
from .setting import Setting
from .times import Time
from .tokens import Token

_COMMA: Final = re.compile(r",\s")
_FEW: Final = 3
"""Words before a value from which on it ends its clause, rather than begin it."""
_LEAST_BEHIND: Final = 3
"""Words that must follow a count after a colon for what stands before it to be a subject."""


@dataclass(frozen=True)
class Passage:
    """A block's text, the same in lower case, the times printed in it, and what stands over it."""

    text: str
    low: str
    times: Sequence[Time]
    setting: Setting

    def opened(self, begins: int, stop: int) -> int:
        """Return where a clause begins without the words that only open it."""
        return opened(self.low, begins, stop, self.setting.more)

    def phrase(self, begins: int, stop: int, token: Token | None) -> str:
        """Return what a clause says is measured."""
        runs = self._runs(begins, stop)
        if token and token.sort == "amount":
            runs.append((token.start, token.end))
        return phrase(self.low, self.text, begins, stop, runs)

    def trimmed(self, begins: int, stop: int, token: Token | None) -> int:
        """Return where a clause begins without the times at its head."""
        while True:
            time = next((one for one in self.times if begins <= one.start <= begins + 1), None)
            if time is None or (token and time.end > token.start) or time.end >= stop:
                return begins
            after = self.opened(time.end, stop)
            if after <= begins:
                return begins
            begins = after

    def pledged(self, start: int, token: Token) -> int:
        """Return where a clause begins behind words that pledge it, or that only lead to it."""
        pledges = list(pledge(self.setting.more).finditer(self.low, start, token.start))
        if pledges and content(self.low[pledges[-1].end() : token.start]) >= 1:
            return pledges[-1].end()
        if self.setting.listed or token.sort != "amount":
            return start
        for comma in reversed(list(_COMMA.finditer(self.low, start, token.start))):
            if content(self.low[comma.end() : token.start]) > 1:
                return comma.end()
        return start

    def told(self, begins: int, end: int, token: Token) -> int:
        """Return where a clause ends: a comma behind its value ends it, unless the value led it."""
        if token.sort != "amount" or content(self.low[begins : token.start]) < _FEW:
            return end
        comma = _COMMA.search(self.low, token.end, end)
        return comma.start() if comma else end

    def subject(self, clause: Clause) -> tuple[int, str]:
        """Return where a clause begins behind "subject:", and that subject; "" where none is."""
        token = clause.token
        colon = self.low.rfind(":", clause.start, token.amount.start) if token else -1
        if colon < 0 or not token:
            return clause.start, ""
        rest = closed(self.low, token.end, clause.end)
        behind = phrase(self.low, self.text, colon + 1, rest, [(token.start, token.end)])
        named = self.opened(clause.start, colon)
        subject = phrase(self.low, self.text, named, colon, self._runs(named, colon))
        least = _LEAST_BEHIND if token.amount.kind == "count" else 1
        if content(behind) < least or content(subject) < 1:
            return clause.start, ""
        return colon + 1, subject

    def _runs(self, begins: int, stop: int) -> list[tuple[int, int]]:
        return [(time.start, time.end) for time in self.times if begins <= time.start < stop]
