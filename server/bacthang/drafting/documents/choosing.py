"""Which of the documents that a text names is the one that it is, or is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..structure import Block, Outline
from .mentions import Mention, congresses, genre_code, mentions
from .places import issuers

_ISSUING: Final = re.compile(r"(?:ban hành|thông qua)(?: \w+){0,2} $")
_NUMBER_LINE: Final = re.compile(
    r"^ ?Số ?:? ?(?P<number>[0-9]{1,5} ?[-/] ?[^\s,;]{2,30}(?: ?[-/] ?[^\s,;]{2,12})?)", re.M | re.I
)
_POLITICAL: Final = re.compile(r"báo cáo chính trị", re.I)
_HEAD: Final = 3000
_OPENING: Final = 0.4


def chosen(
    text: str, titles: Sequence[Block], outline: Outline, more: Path | None
) -> Mention | None:
    """Return the document that a text is about: by its head, its title, a congress, a number."""
    found = _numbered(text, titles, more) or _titled(titles, more)
    congress = congresses(text)
    if found is None and congress and _about_congress(congress, titles, outline):
        found = next((one for one in congress if one.ordinal), congress[0])
    return found or _most_named(text, more)


def _numbered(text: str, titles: Sequence[Block], more: Path | None) -> Mention | None:
    """Return the number in a document's own head, or behind a verb of issuing near the top."""
    line = _NUMBER_LINE.search(text[:_HEAD])
    named = mentions(text, more)
    if line:
        genre = next(
            (genre_code(block.text, more) for block in titles if genre_code(block.text, more)), ""
        )
        for mention in mentions(line["number"], more):
            start = line.start("number")
            return mention._replace(
                start=start, end=start + len(mention.printed), genre=mention.genre or genre
            )
    for mention in named:
        before = text[max(0, mention.start - 40) : mention.start]
        if mention.symbol and mention.start < _OPENING * len(text) and _ISSUING.search(before):
            return mention
    return None


def _most_named(text: str, more: Path | None) -> Mention | None:
    """Return the numbered document that a text names most often, the first of several."""
    local = {code for entry in issuers(more) if entry.places for code in entry.codes}
    named = [
        one
        for one in mentions(text, more)
        if one.symbol and one.reading and local & set(one.reading.issuers)
    ]
    often = Counter(one.reading.normal for one in named if one.reading)
    ranked = sorted(
        named, key=lambda one: (-often[one.reading.normal] if one.reading else 0, one.start)
    )
    first = ranked[0] if ranked else None
    return first if first and first.reading and often[first.reading.normal] > 1 else None


def _titled(titles: Sequence[Block], more: Path | None) -> Mention | None:
    """Return the genre that the title begins with, as an unnumbered document."""
    for block in titles:
        genre = genre_code(block.text, more)
        if genre and not (congresses(block.text) or _POLITICAL.match(block.text)):
            return Mention(block.start, block.end, block.text, genre, None)
    return None


def of_congress(found: Mention | None, titles: Sequence[Block]) -> Mention | None:
    """Return the congress whose unnumbered resolution a text is, by a line of its title."""
    if found is None or found.genre != "NQ" or found.reading:
        return None
    for block in titles:
        for named in congresses(block.text):
            if not named.start:
                return named._replace(start=block.start, end=block.start + named.end)
    return None


def _about_congress(found: Sequence[Mention], titles: Sequence[Block], outline: Outline) -> bool:
    first = next((block for block in outline.blocks if block.style != "title"), None)
    head = max((*(block.end for block in titles), first.end if first else 0), default=0)
    return len(found) > 1 or found[0].start <= head
