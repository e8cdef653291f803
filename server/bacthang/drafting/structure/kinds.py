"""Which paragraphs head what follows, and which state something themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..tables import table
from .labels import PARTS, STRONG
from .pieces import Piece
from .sections import announces, heading_section

_CROSSHEAD: Final = 14
_ITEM: Final = 30
_NAME: Final = 6
_BACK: Final = 60
_ABOUT: Final = re.compile(r"về\b", re.IGNORECASE)
_FIGURE: Final = re.compile("[0-9]")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}$")
_TITLES: Final = 14


def headings(pieces: Sequence[Piece], more: Path | None = None) -> tuple[bool, ...]:
    """Return, for each paragraph, whether it heads what follows."""
    titles = title_length(pieces, more)
    return tuple(place < titles or _heads(pieces, place, more) for place in range(len(pieces)))


def title_length(pieces: Sequence[Piece], more: Path | None = None) -> int:
    """Return how many paragraphs the title of the whole text takes."""
    genres = {name for entry in table("genres", more) for name in entry["names"]}
    for place, piece in enumerate(pieces[:_TITLES]):
        ended = piece.ended or piece.ends_open or piece.label or piece.style == "row"
        if ended or piece.long or piece.measured or place + 1 == len(pieces):
            return place
        if place and pieces[place - 1].text.lower() in genres:
            continue
        announced = heading_section(piece.text, more)
        if announced in {"targets", "objectives", "tasks", "breakthroughs"} and piece.short:
            return place
    return min(len(pieces), _TITLES)


def _heads(pieces: Sequence[Piece], place: int, more: Path | None) -> bool:
    piece = pieces[place]
    if piece.style == "row":
        return _heads_rows(pieces, place)
    if place + 1 == len(pieces):
        return False
    following = pieces[place + 1]
    if piece.ends_open:
        return True
    if (_begins_list(following) and announces(piece.text, more)) or piece.names_document:
        return True
    if piece.measured:
        return False
    if piece.label:
        return _labelled_heads(pieces, place, more)
    if piece.capitals and not piece.long:
        return True
    if piece.ended or piece.words > _CROSSHEAD:
        return False
    if heading_section(piece.text, more) is not None or _ABOUT.match(piece.text):
        return True
    before = pieces[place - 1] if place else None
    if before and before.bullet and following.style == before.style:
        return False
    return following.label is not None or following.ended or not following.short


def _labelled_heads(pieces: Sequence[Piece], place: int, more: Path | None) -> bool:
    piece, following = pieces[place], pieces[place + 1]
    level = piece.label.level if piece.label else 0
    deeper = (
        following.label is None
        or _deeper(piece, following)
        or (_goes_on(pieces, place) and piece.short and not piece.ended)
    )
    named = piece.words <= _CROSSHEAD and heading_section(piece.text, more) is not None
    if not deeper or piece.text.endswith(";"):
        return False
    if level <= STRONG and following.label and not piece.long:
        return True
    if piece.ended and (not named or piece.bullet or piece.words > _NAME):
        return False
    if piece.capitals or named or (following.label and _goes_on(pieces, place)):
        return True
    before = pieces[place - 1] if place else None
    listed = before is not None and before.style == piece.style and not before.ends_open
    if following.label is None and (listed or piece.bullet):
        return False
    limit = 60 if level <= STRONG else _ITEM if not piece.bullet else _CROSSHEAD
    return piece.words <= limit


def _deeper(piece: Piece, following: Piece) -> bool:
    """Tell whether what follows is on a lower level, or begins a list of another style."""
    if piece.level is None or following.level is None or piece.style == following.style:
        return False
    begins = following.ordinal in {None, 1}
    within = following.level == piece.level or (piece.level <= STRONG and not piece.ended)
    return following.level > piece.level or (begins and within and following.level > PARTS)


def _goes_on(pieces: Sequence[Piece], place: int) -> bool:
    """Tell whether the numbers of the list above go on below, under another heading."""
    piece, following = pieces[place], pieces[place + 1]
    if following.ordinal is None or following.style == piece.style:
        return False
    above = (one for one in reversed(pieces[max(0, place - _BACK) : place]))
    last = next((one for one in above if one.style == following.style), None)
    return last is not None and last.ordinal is not None and last.ordinal + 1 == following.ordinal


def _begins_list(piece: Piece) -> bool:
    return piece.label is not None and piece.ordinal in {None, 1}


def _heads_rows(pieces: Sequence[Piece], place: int) -> bool:
    """Tell whether a row heads the rows below: the first of a table, or one with a single cell."""
    cells = [cell.strip() for cell in pieces[place].text.split("|")]
    figures = [cell for cell in cells[1:] if _FIGURE.search(cell) and not _YEAR.search(cell)]
    first = place == 0 or pieces[place - 1].style != "row"
    below = place + 1 < len(pieces) and pieces[place + 1].style == "row"
    filled = [cell for cell in cells if re.search(r"[^\W\d_]{3}", cell)]
    return below and not figures and (first or len(filled) <= 1)
