"""A source text as the later steps read it: one form of letters, lines, paragraphs; places kept.

Nothing is lost: what is dropped as the furniture of a page stays among the lines, under the rule
that dropped it, and every clean offset leads back to the source text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from .furniture import marked
from .letters import lettered
from .lines import Line, lines_of
from .proposal import Span
from .wrapping import runs

__all__ = ["Cleaned", "Line", "cleaned"]


@dataclass(frozen=True)
class Cleaned:
    """A text in clean form.

    ``offsets`` has for each clean character, and for the end, where it begins in the source;
    ``ends`` where each ends. ``lines`` are all lines that are not empty, as they are printed, and
    ``paragraphs`` those of content, joined where a sentence was broken by layout. In ``text`` such
    a break is a space, and so is each letter of a page number or running head within a paragraph;
    ``letters`` has them as they are.
    """

    text: str
    letters: str = field(repr=False)
    offsets: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    lines: tuple[Line, ...]
    paragraphs: tuple[Line, ...]

    def span(self, start: int, end: int) -> Span:
        """Return where clean characters stand in the source, without white space at the ends.

        A letter is never parted from its marks. White space alone, or nothing, gives an empty
        span where it begins. Raises IndexError for offsets outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}:{end} of {len(self.text)}")
        words = self.letters[start:end]
        first = start + len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if first == last:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[first], self.ends[last - 1])


def cleaned(text: str) -> Cleaned:
    """Return a source text in clean form. Any text has one; the empty one has no lines."""
    found = lettered(text)
    pages = [bisect_left(found.starts, page.start()) for page in re.finditer("\f", text)]
    lines = marked(list(lines_of(found.text)), pages)
    joined = tuple(runs(found.text, lines))
    clean = _joined(found.text, lines, joined)
    paragraphs = tuple(
        Line(start, end, clean[start:end])
        for start, end in ((lines[first].start, lines[last].end) for first, last in joined)
    )
    offsets = found.starts
    offsets.append(len(text))
    return Cleaned(clean, found.text, offsets, found.ends, lines, paragraphs)


def _joined(text: str, lines: Sequence[Line], joined: Sequence[tuple[int, int]]) -> str:
    """Return the text with a space for all that stands between the lines of one paragraph."""
    pieces: list[str] = []
    at = 0
    for first, last in joined:
        for index in range(first, last):
            start, end = lines[index].end, lines[index + 1].start
            if lines[index].furniture:
                start = lines[index].start
            pieces += text[at:start], " " * (end - start)
            at = end
    return "".join((*pieces, text[at:]))
