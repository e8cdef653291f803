"""What came of the faults of one kind."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Row:
    """A kind of fault: how often it was made, what was lost, and what there is to tell of it."""

    fault: str
    attempts: int = 0
    lost: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    @property
    def survived(self) -> int:
        """How many attempts harmed nothing."""
        return self.attempts - len(self.lost)

    def note(self, what: str) -> None:
        """Count something that happened."""
        self.notes[what] = self.notes.get(what, 0) + 1

    def told(self) -> str:
        """Return the notes in one line, the most frequent first."""
        most_first = sorted(self.notes.items(), key=lambda note: (-note[1], note[0]))
        return ", ".join(f"{count} {what}" for what, count in most_first)


class Lost(Exception):
    """Something was lost, or not told as it should be."""


def demand(true: object, what: str) -> None:
    """Raise Lost unless something is true."""
    if not true:
        raise Lost(what)


def attempts(fault: str, count: int, seed: int, once: Callable[[random.Random, Row], None]) -> Row:
    """Make a fault so many times, each with chances of its own that its seed repeats."""
    row = Row(fault)
    for number in range(count):
        own = f"{seed}/{number}"
        row.attempts += 1
        try:
            once(random.Random(f"{fault}/{own}"), row)
        except Lost as lost:
            row.lost.append(f"{own}: {lost}")
        except Exception as error:
            row.lost.append(f"{own}: {type(error).__name__}: {error}")
    return row
