"""What the parts of the generator hand on: statements in the words of Turtle, not yet written.

A term is a string in the syntax of Turtle: ``bt:Target``, ``<https://…>``, ``"…"@vi``, ``12``,
``12.5``, ``true``, ``"2025-10-01"^^xsd:date``; in place of a term a statement may have a quoted
place. ``writing.py`` knows how such terms are written in either format, and nobody else has to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from bacthang.namespaces import ID, PREFIXES

OWN: Final = {
    "bodykind": ID.iri + "body-kind/",
    "membership": ID.iri + "membership/",
}
"""Prefixes of ours that the questions of the library have no use for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a text, where they stand; with ``context`` they only give what is inherited."""

    source: str
    start: int
    end: int
    words: str
    context: bool = False


Term = str | Place
Said = tuple[str, Term]
"""A property and a value."""


@dataclass(slots=True)
class Block:
    """All that is said of one thing in one place."""

    subject: str
    said: list[Said]


Kind = Literal["reference", "reported", "texts"]


@dataclass(slots=True)
class Sheet:
    """What belongs in one file: blocks in order, and the source text that they quote, if any."""

    kind: Kind
    name: str
    blocks: list[Block] = field(default_factory=list)
    text: str = ""

    def say(self, subject: str, *said: Said | None) -> Block:
        """Add a block, leaving out what is None."""
        block = Block(subject, [one for one in said if one])
        self.blocks.append(block)
        return block


def iri(prefix: str, *parts: str) -> str:
    """Return a term of ours that has slashes in it."""
    return f"<{PREFIXES[prefix]}{'/'.join(parts)}>"


def string(words: str) -> str:
    """Return words as a literal without a language."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def both(prop: str, vi: str, en: str) -> Iterable[Said]:
    """Return a property in both languages."""
    return ((prop, string(vi) + "@vi"), (prop, string(en) + "@en"))


def day(value: date) -> str:
    """Return a date as a term."""
    return f'"{value}"^^xsd:date'


def number(value: float) -> str:
    """Return a decimal as the build wants it: a whole one with ``.0``."""
    return f"{int(value)}.0" if value == int(value) else repr(value)
