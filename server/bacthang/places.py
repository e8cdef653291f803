"""Finding where a quote stands in a text, so that no curator counts offsets by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from .drafts import unplaced
from .namespaces import source_text

_CONTEXT: Final = 40
_ALIKE: Final = {" ": r"\s+"} | {
    char: f"[{re.escape(chars)}]" for chars in ("-‐‑‒–—", '"“”„', "'‘’") for char in chars
}
_PREFIXED: Final = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
"""Names that stand after ``src:`` as they are (Turtle 1.1, PN_LOCAL), without escapes."""


@dataclass(frozen=True)
class Found:
    """One occurrence of a quote: code-point offsets, the words as the text prints them, context."""

    start: int
    end: int
    printed: str
    before: str
    after: str


@dataclass(frozen=True)
class Unfilled:
    """A place left at 0: it quotes another text, or its quote does not stand there just once."""

    line: int
    source: str
    quote: str
    found: tuple[Found, ...]


@dataclass(frozen=True)
class Filled:
    """A Turtle text with offsets put in: how many, and every place that was left."""

    text: str
    count: int
    unfilled: tuple[Unfilled, ...]


def locate(text: str, quote: str) -> list[Found]:
    """Return every occurrence of ``quote`` in ``text``.

    When there is none as it is, white space, dashes and quotation marks are taken as equal to
    others of their sort; ``printed`` then holds what the text has, which is what to quote.
    """
    if not quote.strip():
        return []
    return _matches(text, re.escape(quote)) or _matches(text, _loosely(quote.strip()))


def turtle(source: str, found: Found) -> str:
    """Return the place as Turtle, ready to be put after ``bt:statedIn``."""
    quote = str(Literal(found.printed))
    text = f"src:{source}" if _PREFIXED.fullmatch(source) else str(source_text(source))
    return (
        f"[ a oa:SpecificResource ; oa:hasSource {text} ; oa:hasSelector\n"
        f"    [ a oa:TextQuoteSelector ; oa:exact {quote} ] ,\n"
        f"    [ a oa:TextPositionSelector ; oa:start {found.start} ; oa:end {found.end} ] ]"
    )


def fill(authored: str, source: str, text: str) -> Filled:
    """Replace ``oa:start 0 ; oa:end 0`` by the right offsets where a quote stands exactly once.

    Only places in the file ``source`` are touched, and only quotes that match to the letter;
    nothing else of the Turtle text changes. Raises SyntaxError when it is not Turtle.
    """
    offsets: list[tuple[int, int]] = []
    unfilled: list[Unfilled] = []
    for place in unplaced(authored):
        ours = place.source == source_text(source).value
        found = locate(text, place.quote) if ours else []
        if len(found) == 1 and found[0].printed == place.quote:
            offsets += [(place.start, found[0].start), (place.end, found[0].end)]
        else:
            unfilled.append(Unfilled(place.line, place.source, place.quote, tuple(found)))
    pieces: list[str] = []
    done = 0
    for at, offset in sorted(offsets):
        pieces += [authored[done:at], str(offset)]
        done = at + 1
    return Filled("".join(pieces) + authored[done:], len(offsets) // 2, tuple(unfilled))


def _matches(text: str, pattern: str) -> list[Found]:
    return [
        Found(
            start=match.start(1),
            end=match.end(1),
            printed=match[1],
            before=text[max(0, match.start(1) - _CONTEXT) : match.start(1)],
            after=text[match.end(1) : match.end(1) + _CONTEXT],
        )
        for match in re.finditer(f"(?=({pattern}))", text)
    ]


def _loosely(quote: str) -> str:
    words = re.sub(r"\s+", " ", quote)
    return "".join(_ALIKE.get(char, re.escape(char)) for char in words)
