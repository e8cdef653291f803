"""All targets of a text: every block is read under what its heads give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..structure import Block, Outline
from .block import read
from .finding import Found, Reading
from .phrases import content
from .rows import Grid, read_row
from .setting import Given, Setting
from .times import Time, times
from .words import lexicon, lowered

_LISTS: Final = ("targets", "objectives", "")
_SUBJECT_WORDS: Final = 14
_TERM: Final = 5
_TWO_YEARS: Final = re.compile(r"(?:19|20)\d\d\D{1,12}(?:19|20)\d\d")


@dataclass(frozen=True)
class Gathered:
    """A block with what was read in it; runs are those of the block's text."""

    place: int
    block: Block
    reading: Reading


@dataclass(frozen=True)
class Horizon:
    """What is known of a document's time: its period, and the first year that is not past."""

    period: tuple[int, int] | None = None
    since: int | None = None


def gather(
    outline: Outline, horizons: Mapping[int, Horizon], more: Path | None = None
) -> Iterator[Gathered]:
    """Yield the blocks of an outline with what they commit to, in the order of the text.

    ``horizons`` is by the place of a document in the outline's ``starts``.
    """
    leads: dict[int, Found] = {}
    grid: Grid | None = None
    for place, block in enumerate(outline.blocks):
        if block.style == "title":
            continue
        setting = _setting(outline, block, horizons.get(block.document, Horizon()), leads, more)
        grid = Grid.after(grid, block.text)
        reading = read_row(grid, block.text, setting) if grid else read(block.text, setting)
        if block.heading:
            reading = reading.with_values()
        if reading.found:
            leads[place] = next((one for one in reading.found if one.own_phrase), reading.found[0])
        yield Gathered(place, block, reading)


def begin(start: int, end: int) -> int:
    """Return the first year of a period; one named by six years begins where the last one ended."""
    return start + (end - start == _TERM)


def first_year(outline: Outline, more: Path | None = None) -> int | None:
    """Return when the first of the periods begins that a text plans for, if it names any."""
    planned = (
        begin(time.years[0], time.years[-1])
        for block in outline.blocks
        if block.section in _LISTS and (block.heading or block.section)
        if _TWO_YEARS.search(block.text)
        for time in times(lowered(block.text), more)
        if time.sort == "period"
    )
    return min(planned, default=None)


def _setting(
    outline: Outline,
    block: Block,
    horizon: Horizon,
    leads: Mapping[int, Found],
    more: Path | None,
) -> Setting:
    subject = ""
    parent = outline.blocks[block.parent] if block.parent is not None else None
    if parent is not None and parent.section == "targets" and block.section == "targets":
        assert block.parent is not None
        if parent.label and (lead := leads.get(block.parent)):
            subject = lead.phrase
        elif parent.label and content(parent.text) and not _names_field(parent.text, more):
            subject = parent.text.rstrip(" :.") if len(parent.text.split()) < _SUBJECT_WORDS else ""
    return Setting(
        section=block.section,
        heads=_given(outline, block, more),
        subject=subject,
        since=horizon.since,
        period=horizon.period,
        itemised=bool(block.label),
        more=more,
    )


def _given(outline: Outline, block: Block, more: Path | None) -> tuple[Given, ...]:
    """Return the times that heads give: one year is for each, several only bound the list."""
    found: list[Given] = []
    for head in outline.heads(block):
        if head.section not in _LISTS or head.style == "title" or not head.heading:
            continue
        printed = [
            time
            for time in times(lowered(head.text), more)
            if time.sort in ("year", "recurrence", "period") and not time.since
        ]
        years = {year for time in printed if time.sort == "year" for year in time.years}
        if len(years) > 1:
            break
        found += [_at(head, time) for time in printed if time.recurrence != "overPeriod"]
        if found:
            break
    return tuple(found)


def _at(head: Block, time: Time) -> Given:
    return Given(time, head.start + time.start, head.start + time.end)


def _names_field(text: str, more: Path | None) -> bool:
    low = lowered(text)
    anywhere = lexicon("fields", more, rule="announces").pattern
    return bool(lexicon("fields", more).pattern.match(low) or anywhere.search(low))
