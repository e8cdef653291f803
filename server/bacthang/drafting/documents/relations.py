"""The words by which one document is said to stand on another, as the table has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..tables import table
from .mentions import Mention

_FILLER: Final = (
    r"(?: (?:có hiệu quả|hiệu quả|nghiêm túc|thắng lợi|tốt|sâu sắc|các nội dung|nội dung"
    r"|của|theo|và)){0,3} $"
)
_JOINT: Final = re.compile(r"[^.\n]{0,260}?(?:[,;]|\bvà)(?: của)? $")
_REACH: Final = 70


class Rule(NamedTuple):
    """A row of the table: its property, and the words that stand before the other document."""

    rule: str
    relation: str
    line: bool
    pattern: re.Pattern[str]


def led(
    text: str, mention: Mention, basis: bool, last: tuple[Rule, int] | None, more: Path | None
) -> tuple[Rule, int] | None:
    """Return by which rule a mention is linked, and where the words begin that say so.

    A mention that an enumeration joins to the last one, and one in a list of bases, needs no words
    of its own.
    """
    for rule in _rules(more):
        words = _leading(rule, text, mention)
        if words is not None:
            return rule, words
    if last and _JOINT.fullmatch(text, last[1], mention.start):
        return last[0], mention.start
    if basis:
        return next(rule for rule in _rules(more) if rule.line), mention.start
    return None


def _leading(rule: Rule, text: str, mention: Mention) -> int | None:
    """Return where the words begin that a rule wants before a mention."""
    if rule.line:
        line = text.rfind("\n", 0, mention.start) + 1
        match = rule.pattern.match(text[line : mention.start].lower().lstrip("- "))
        return mention.start - len(match[0]) if match else None
    begin = max(0, mention.start - _REACH)
    match = rule.pattern.search(text[begin : mention.start].lower())
    return begin + match.start() if match else None


@cache
def _rules(more: Path | None) -> Sequence[Rule]:
    return tuple(
        Rule(
            entry["rule"],
            entry["relation"],
            bool(entry.get("line")),
            re.compile(
                rf"(?:{_either(entry['before'])})(?: [^.;\n]*)? $"
                if entry.get("line")
                else rf"(?<!\w)(?:{_either(entry['before'])}){_FILLER}"
            ),
        )
        for entry in table("relations", more)
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
