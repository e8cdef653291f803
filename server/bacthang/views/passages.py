"""A text with its quoted passages, laid out so that marks nest as elements must.

Passages may lie in one another, and may cross. Where one begins inside another and ends beyond it,
or runs over the end of a paragraph, it is told in several pieces; all pieces together are exactly
the passage, and all words of the paragraphs together are exactly the text.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple


class Span(NamedTuple):
    """Where a passage begins and ends, in code points of its text."""

    start: int
    end: int

    @property
    def anchor(self) -> str:
        """What the passage is called in the address of its page."""
        return f"c{self.start}-{self.end}"


@dataclass(frozen=True)
class Piece:
    """As much of a passage as stands in one element, with the words and passages within it."""

    span: Span
    begins: bool
    ends: bool
    inner: tuple[Piece | str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether this is the passage from its beginning to its end."""
        return self.begins and self.ends


@dataclass(frozen=True)
class Paragraph:
    """One line of a text: the words before it that are no more than space, and its content."""

    space: str
    content: tuple[Piece | str, ...]
    begun: tuple[Span, ...]
    """The passages that begin in it, in the order of their beginnings, the longer first."""


_Queue = list[tuple[int, int, Span]]
_AFTER: Final = 1


def laid_out(
    text: str, spans: Iterable[Span], yielding: Iterable[Span] = ()
) -> tuple[Sequence[Paragraph], str]:
    """Return the paragraphs of a text with its passages, and the space behind the last of them.

    Of two passages that cross, the one that begins later is told in pieces; but a ``yielding`` one
    always, where it crosses one that is not.
    """
    firm = set(spans)
    queue: _Queue = [(span.start, -span.end, span) for span in firm]
    for span in set(yielding) - firm:
        cuts = {one.start for one in firm if span.start < one.start < span.end < one.end}
        ends = [span.start, *sorted(cuts), span.end]
        queue += [(start, -stop, span) for start, stop in pairwise(ends)]
    heapq.heapify(queue)
    paragraphs: list[Paragraph] = []
    space, at = "", 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            content = tuple(_run(text, at, end, queue))
            paragraphs.append(Paragraph(space, content, tuple(_begun(content))))
            space = "\n"
        else:
            space += line + "\n"
        at = end + _AFTER
    return paragraphs, space.removesuffix("\n")


def broken(paragraphs: Iterable[Paragraph]) -> tuple[Span, ...]:
    """Return the passages that had to be told in several pieces."""
    found = {
        piece.span
        for paragraph in paragraphs
        for piece in _pieces(paragraph.content)
        if not piece.is_whole
    }
    return tuple(sorted(found))


def _run(text: str, low: int, high: int, queue: _Queue) -> Iterator[Piece | str]:
    """Yield the words from ``low`` to ``high``; what runs on beyond stays in the queue."""
    at = low
    while queue and queue[0][0] < high:
        begin, until, span = heapq.heappop(queue)
        start, stop = max(begin, low), min(-until, high)
        if start >= stop:
            continue
        if at < start:
            yield text[at:start]
        inner = tuple(_run(text, start, stop, queue))
        yield Piece(span, start == span.start, stop == span.end, inner)
        if -until > high:
            heapq.heappush(queue, (high, until, span))
        at = stop
    if at < high:
        yield text[at:high]


def _pieces(content: Iterable[Piece | str]) -> Iterator[Piece]:
    for part in content:
        if isinstance(part, Piece):
            yield part
            yield from _pieces(part.inner)


def _begun(content: Iterable[Piece | str]) -> Iterator[Span]:
    return (piece.span for piece in _pieces(content) if piece.begins)
