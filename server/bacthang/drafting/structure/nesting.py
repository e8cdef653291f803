"""Under which heading or item each paragraph stands.

A label belongs to the open list that it continues; one of a new style begins a list under what
stands above it, unless its level says that it encloses that. Unlabelled headings and paragraphs
end the items above them, but not a list whose next number is still to come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from .labels import PARTS, STRONG
from .pieces import Piece
from .sections import lead_in_section, opening_section

_AHEAD: Final = 400
_TALKING: Final = 25
_TOLD: Final = 12
_DEEPEST: Final = 24
"""How many headings and items may stand open, one in the other: no document has as many."""


class Nesting:
    """The open headings and items while a text is read from its beginning to its end."""

    def __init__(
        self, pieces: Sequence[Piece], heads: Sequence[bool], titles: int, more: Path | None
    ) -> None:
        self._pieces = pieces
        self._heads = heads
        self._more = more
        self._titles = titles
        self._open: list[int] = []
        self._held: set[int] = set()
        self._lists: set[int] = set()
        self._labelled_lists: set[int] = set()

    def parents(self) -> tuple[int | None, ...]:
        """Return, for each paragraph, the place of the one that encloses it."""
        return tuple(self._placed(place) for place in range(len(self._pieces)))

    def _placed(self, place: int) -> int | None:
        if place < self._titles:
            return None
        piece = self._pieces[place]
        if piece.style == "row":
            self._row(place)
        else:
            self._close_rows()
            if piece.label:
                self._labelled(place)
            elif self._heads[place]:
                self._headed(place)
            else:
                self._paragraph(place)
        parent = self._open[-1] if self._open else None
        if parent is not None:
            self._held.add(parent)
            if piece.label or not (piece.ended and piece.words >= _TALKING):
                self._lists.add(parent)
            if piece.label:
                self._labelled_lists.add(parent)
        if piece.label or self._heads[place]:
            self._open.append(place)
            del self._open[:-_DEEPEST]
        return parent

    def _direct(self, place: int) -> bool:
        """Tell whether the paragraph just above heads this one."""
        return bool(self._open) and self._open[-1] == place - 1 and self._heads[place - 1]

    def _labelled(self, place: int) -> None:
        piece = self._pieces[place]
        same = [
            depth for depth, at in enumerate(self._open) if self._pieces[at].style == piece.style
        ]
        if same:
            self._beside(place, same)
        elif self._direct(place) and self._nests(place):
            return
        elif piece.bullet:
            if self._heads[place]:
                self._cut(lambda at: self._ends_before_heading(at, place))
        else:
            self._cut(lambda at: self._closed_by(at, place))

    def _nests(self, place: int) -> bool:
        """Tell whether a label begins a list under the heading just above, or goes on with one."""
        piece, above = self._pieces[place], self._pieces[place - 1]
        assert piece.level is not None
        stronger = piece.level <= STRONG and (above.level is None or above.level > piece.level)
        if piece.ordinal not in {None, 1}:
            return above.bullet
        if above.level is not None and above.level <= STRONG:
            return piece.level > PARTS
        announcing = above.ends_open and lead_in_section(above.text, self._more) is not None
        return announcing or self._titles_of(place - 1) or not stronger

    def _titles_of(self, at: int) -> bool:
        """Tell whether an unlabelled heading stands for a whole part of the text."""
        piece = self._pieces[at]
        return not piece.label and (piece.capitals or (at > 0 and self._pieces[at - 1].bare))

    def _labels(self, at: int) -> bool:
        return self._pieces[at].label is not None

    def _beside(self, place: int, same: Sequence[int]) -> None:
        """Put a label beside the open one of its style that it continues."""
        piece = self._pieces[place]
        direct = self._direct(place)
        if piece.bullet:
            if direct and same[-1] == len(self._open) - 1 and not self._heads[place]:
                return
            outer = same[0] if self._heads[place] and piece.ends_open else same[-1]
            del self._open[outer:]
            return
        continued = [
            depth
            for depth in same
            if (self._pieces[self._open[depth]].ordinal or 0) + 1 == piece.ordinal
        ]
        if not continued and direct and piece.ordinal == 1 and piece.level != 1:
            return
        del self._open[(continued or same)[-1] :]

    def _closed_by(self, at: int, place: int) -> bool:
        """Tell whether an open paragraph ends where a label of a style not yet open begins."""
        opened, piece = self._pieces[at], self._pieces[place]
        assert piece.level is not None
        if opened.level is None:
            return piece.level <= STRONG
        if opened.level == piece.level:
            counted = all(one.style.startswith("number-") for one in (opened, piece))
            return counted and piece.ordinal == (opened.ordinal or 0) + 1
        return opened.level > piece.level and not self._awaits(at, place)

    def _awaits(self, at: int, place: int) -> bool:
        """Tell whether the next number of an item's list is still to come."""
        item = self._pieces[at]
        if item.ordinal is None or item.level is None:
            return False
        for later in self._pieces[place : place + _AHEAD]:
            if later.level is None:
                continue
            if later.style == item.style:
                return later.ordinal == item.ordinal + 1
            if later.level < item.level - 2:
                return False
        return False

    def _headed(self, place: int) -> None:
        if self._pieces[place].names_document:
            self._open.clear()
            return
        if self._direct(place):
            return
        self._cut(lambda at: self._ends_before_heading(at, place))
        looks = [depth for depth, at in enumerate(self._open) if self._alike(at, place)]
        if looks:
            del self._open[looks[-1] :]
        elif self._open and self._open[-1] in self._held and not self._labels(self._open[-1]):
            self._open.pop()

    def _ends_before_heading(self, at: int, place: int) -> bool:
        opened = self._pieces[at]
        if opened.bullet:
            return True
        return bool(opened.label) and not self._heads[at] and not self._awaits(at, place)

    def _alike(self, at: int, place: int) -> bool:
        """Tell whether two unlabelled headings look the same."""
        first, second = self._pieces[at], self._pieces[place]
        if first.label or second.label:
            return False
        return _look(first) == _look(second) and _look(first) != ""

    def _paragraph(self, place: int) -> None:
        piece = self._pieces[place]
        if opening_section(piece.text, self._more) == "":
            self._cut(lambda at: not self._awaits(at, place))
            return
        if self._direct(place) or self._continues(place):
            return
        self._cut(lambda at: self._ends_before_heading(at, place))
        listed = bool(self._open) and self._open[-1] in self._labelled_lists
        talking = piece.ended and piece.words >= (_TOLD if listed else _TALKING)
        held = False
        while self._open and not self._pieces[self._open[-1]].label:
            top = self._pieces[self._open[-1]]
            held = held or self._open[-1] in self._lists
            if not (held and ((talking and top.ends_open) or not top.short)):
                return
            self._open.pop()

    def _continues(self, place: int) -> bool:
        """Tell whether the list goes on below: then the paragraph belongs to the item above."""
        if not self._open or place + 1 == len(self._pieces):
            return False
        top, below = self._pieces[self._open[-1]], self._pieces[place + 1]
        if top.bullet:
            return below.style == top.style
        return bool(top.label) and self._awaits(self._open[-1], place)

    def _row(self, place: int) -> None:
        if place and self._pieces[place - 1].style == "row":
            if self._heads[place]:
                rows = [d for d, at in enumerate(self._open) if self._pieces[at].style == "row"]
                del self._open[rows[0] + 1 if rows else len(self._open) :]
        elif not self._direct(place):
            self._cut(lambda at: self._ends_before_heading(at, place))

    def _close_rows(self) -> None:
        while self._open and self._pieces[self._open[-1]].style == "row":
            self._open.pop()

    def _cut(self, ends: Callable[[int], bool]) -> None:
        """Close the outermost open paragraph that ends here, and all that it encloses."""
        for depth, at in enumerate(self._open):
            if ends(at):
                del self._open[depth:]
                return


def _look(piece: Piece) -> str:
    if piece.capitals:
        return "capitals"
    if piece.text.lower().startswith("về "):
        return "about"
    return ""
