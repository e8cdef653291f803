"""Who gets a fault: so many of all things that can have one, whatever else is drawn."""

from __future__ import annotations

from random import Random

from .drafts import Draft
from .faults import PLANTED, Case
from .ladder import Committee


class Planter:
    """Plants faults in so many of the things that can have one."""

    def __init__(self, seed: int, rate: float) -> None:
        self._seed = seed
        self._rate = rate
        first = Random(seed).randrange(len(PLANTED))
        self._waiting = [*PLANTED[first:], *PLANTED[:first]]

    def strikes(self, what: str) -> bool:
        """Tell whether a thing is to have a fault."""
        return self._rate > 0 and Random(f"{self._seed}/fault/{what}").random() < self._rate

    def plant(self, drafts: list[Draft], neighbour: Committee | None) -> None:
        """Plant faults in the documents of one unit."""
        free: Draft | None = None
        for draft in drafts:
            theme = draft.programme.theme
            beside = neighbour.programme(theme) if neighbour else None
            if self.strikes(draft.programme.slug):
                partner, free = free, None
                self._one(Case(draft, partner, beside))
            else:
                free = draft

    def _one(self, case: Case) -> None:
        for fault in self._waiting:
            if fault(case):
                self._waiting.remove(fault)
                self._waiting.append(fault)
                return
