"""Which lines of a text are furniture of its page: the words of ``tables/furniture.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .lines import Line
from .tables import table


def marked(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, those of furniture under the rule that drops them."""
    return tuple(replace(line, furniture=next(_rules(line.text), "")) for line in lines)


def _rules(text: str) -> Iterator[str]:
    lowered = text.lower()
    bare = lowered.strip(" .:-|()[]*•")
    for entry in table("furniture"):
        if len(text) <= entry.get("longest", len(text)) and _fits(entry, lowered, bare):
            yield entry["rule"]


def _fits(entry: Mapping[str, Any], lowered: str, bare: str) -> bool:
    return (
        bare in entry.get("whole", ())
        or bare.startswith(tuple(entry.get("begins", ())))
        or any(words in lowered for words in entry.get("holds", ()))
    )
