"""What is known around a block before it is read: the list it stands in and its document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .times import Time


@dataclass(frozen=True)
class Given:
    """A time that a head gives to all it heads, at its place in the clean text."""

    time: Time
    start: int
    end: int


@dataclass(frozen=True)
class Setting:
    """What stands over a block.

    ``section`` is that of the outline; ``heads`` the times that heads give, innermost first;
    ``subject`` what a head says the values are of; ``since`` the first year that is not past;
    ``period`` that of the document; ``itemised`` says that it is an item of a list.
    """

    section: str = ""
    heads: tuple[Given, ...] = ()
    subject: str = ""
    since: int | None = None
    period: tuple[int, int] | None = None
    itemised: bool = False
    more: Path | None = None

    @property
    def listed(self) -> bool:
        """Whether the block stands in a list of targets, or is an item of a list of objectives."""
        return self.section == "targets" or (self.section == "objectives" and self.itemised)
