"""Finding where a quote stands in a text, so that no curator counts offsets by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, RdfFormat, parse

_CONTEXT: Final = 40
_ALIKE: Final = {" ": r"\s+"} | {
    char: f"[{re.escape(chars)}]" for chars in ("-‐‑‒–—", '"“”„', "'‘’") for char in chars
}
_PLACE: Final = re.compile(
    r"""
    oa:hasSource \s+ src:(?P<source>[^\s;\]]+)
    (?: (?!oa:hasSource|oa:exact) . )*
    oa:exact \s+ (?P<quote> \"{3}(?:\\.|[^\\])*?\"{3} | "(?:\\.|[^"\\\n])*" )
    (?: (?!oa:hasSource|oa:exact|oa:start) . )*
    oa:start \s+ (?P<start>0) \s*;\s* oa:end \s+ (?P<end>0) (?!\d)
    """,
    re.VERBOSE | re.DOTALL,
)


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
    """A place left at 0, because its quote stands nowhere or more than once in the text."""

    line: int
    quote: str
    found: tuple[Found, ...]


@dataclass(frozen=True)
class Filled:
    """A Turtle text with offsets put in: how many, and the places that were left."""

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
    return (
        f"[ a oa:SpecificResource ; oa:hasSource src:{source} ; oa:hasSelector\n"
        f"    [ a oa:TextQuoteSelector ; oa:exact {quote} ] ,\n"
        f"    [ a oa:TextPositionSelector ; oa:start {found.start} ; oa:end {found.end} ] ]"
    )


def fill(authored: str, source: str, text: str) -> Filled:
    """Replace ``oa:start 0 ; oa:end 0`` by the right offsets where a quote stands exactly once.

    Only places in ``source`` are touched, and only quotes that match to the letter; nothing else
    of the file changes.
    """
    pieces: list[str] = []
    unfilled: list[Unfilled] = []
    done = 0
    for place in _PLACE.finditer(authored):
        if place["source"] != source:
            continue
        quote = _value(place["quote"])
        found = locate(text, quote)
        if len(found) == 1 and found[0].printed == quote:
            pieces += [authored[done : place.start("start")], str(found[0].start)]
            pieces += [authored[place.end("start") : place.start("end")], str(found[0].end)]
            done = place.end("end")
        else:
            line = authored.count("\n", 0, place.start("quote")) + 1
            unfilled.append(Unfilled(line, quote, tuple(found)))
    count = len(pieces) // 4
    return Filled("".join(pieces) + authored[done:], count, tuple(unfilled))


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


def _value(written: str) -> str:
    (quad,) = parse(f"<a:a> <a:a> {written} .", format=RdfFormat.TURTLE)
    assert isinstance(quad.object, Literal)
    return quad.object.value
