"""A target as it is found in a block: values with runs of the clean text."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from ..proposal import Doubt, Why

Run = tuple[int, int]


@dataclass
class Found:
    """One value of one clause, with its places in the clean text.

    ``years`` are its target years, each a target of its own. ``subject`` is what a head or an
    earlier clause says it is of; ``within`` the place in the block's list of the value it is a
    share of. ``given`` are runs of the whole text: the heads that give it a time.
    """

    quote: Run
    phrase: str
    comparator: str
    lower: Decimal | None
    upper: Decimal | None
    unit: str | None
    printed: Run
    years: tuple[int, ...] = ()
    before: bool = False
    recurrence: str | None = None
    period: tuple[int, int] | None = None
    baseline: int | None = None
    relative_to: str | None = None
    qualified: bool = False
    subject: str = ""
    own_phrase: bool = True
    within: int | None = None
    term_end: bool = False
    given: list[Run] = field(default_factory=list)
    contexts: list[Run] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    why: list[Why] = field(default_factory=list)

    def shift(self, by: int) -> None:
        """Move all runs, of a piece of a text, to where they stand in the whole."""
        start, end = self.quote
        self.quote = (start + by, end + by)
        start, end = self.printed
        self.printed = (start + by, end + by)
        self.contexts = [(start + by, end + by) for start, end in self.contexts]


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

    def with_values(self) -> Reading:
        """Return the same without what is only to be completed; shares keep their whole."""
        kept = [number for number, one in enumerate(self.found) if one.comparator != "complete"]
        for number in kept:
            whole = self.found[number].within
            self.found[number].within = kept.index(whole) if whole in kept else None
        return Reading([self.found[number] for number in kept], self.passed)
