"""Commitments without a figure: a grade reached, a thing done, a first place kept."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..proposal import Why
from ..tables import table
from .due import Due
from .phrases import content
from .setting import Setting
from .words import alternatives, lexicon


class Milestone(NamedTuple):
    """A commitment in words; ``start`` and ``end`` enclose those that make it one."""

    start: int
    end: int
    comparator: str
    relative_to: str | None
    why: Why


def milestone(low: str, start: int, end: int, due: Due, setting: Setting) -> Milestone | None:
    """Return what a clause without a figure commits to, if it does."""
    if content(low[start:end]) < 3:
        return None
    if found := _relative(low, start, end, due, setting):
        return found
    starts = lexicon("milestones", setting.more, where="start")
    stated = starts.pattern.match(low, start)
    no_pledge = stated is not None and starts.entry(stated[0])["value"] == "none"
    for entry, pattern in _anywhere(setting.more):
        needs = entry["needs"]
        if needs == "targets" and setting.section != "targets":
            continue
        if needs == "dated" and not (due.years and due.own):
            continue
        if no_pledge and needs != "dated" and not entry.get("overrides"):
            continue
        if match := pattern.search(low, start, end):
            why = Why(entry["rule"], match[0])
            return Milestone(match.start(), match.end(), "complete", None, why)
    return None


def _relative(low: str, start: int, end: int, due: Due, setting: Setting) -> Milestone | None:
    pledged = lexicon("cues", setting.more, sign="strong").pattern.search(low, 0, end)
    if not (setting.listed or setting.section == "objectives" or due.years or pledged):
        return None
    for entry in table("relative", setting.more):
        if match := re.compile(alternatives(entry["words"])).search(low, start, end):
            why = Why(entry["rule"], match[0])
            return Milestone(match.start(), match.end(), entry["comparator"], entry["to"], why)
    return None


@cache
def _anywhere(more: Path | None) -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple(
        (dict(entry), re.compile(alternatives(entry["words"])))
        for entry in table("milestones", more)
        if entry["where"] == "any"
    )
