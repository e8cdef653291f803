"""Places in a Turtle file as its author is writing it: what they quote, and what is still to fill.

A parser tells what a file says, not where it says it. The tokens tell both (Turtle 1.1, section
6.5); nodes in square brackets, which is how places are written, nest by their brackets alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, RdfFormat, parse

from .namespaces import OA

_TOKEN: Final = re.compile(
    r"""
    (?P<skipped> \s+ | \#[^\n]* | (?i:prefix)\s+[^\s:]*:\s*<[^>]*> | (?i:base)\s+<[^>]*> )
    | (?P<string> \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<mark> [\[\]();,] )
    | (?P<word> <[^<>"\s]*> | (?:\\.|[^\s\[\]();,"'<>\#\\])*(?:\\.|[^\s\[\]();,"'<>\#\\.]) | \. )
    """,
    re.VERBOSE | re.DOTALL,
)
_Token = re.Match[str]


@dataclass(frozen=True)
class Unplaced:
    """A place whose offsets are both 0: where these stand, what it quotes, from which text.

    ``source`` is an IRI; it and ``quote`` are empty where the file does not say them in the place.
    """

    start: int
    end: int
    line: int
    source: str
    quote: str


def unplaced(turtle: str) -> list[Unplaced]:
    """Return the places of a Turtle text that wait for their offsets, in order.

    Raises SyntaxError, with its line, when the text is not Turtle.
    """
    parser = parse(turtle, format=RdfFormat.TURTLE)
    for _ in parser:
        pass
    nodes = _nodes(turtle, parser.prefixes)
    holders = {
        id(selector): node
        for node in nodes
        for selector in node.objects[OA.hasSelector.value]
        if isinstance(selector, _Node)
    }
    found = []
    for node in nodes:
        match node.objects[OA.start.value], node.objects[OA.end.value]:
            case [re.Match() as start], [re.Match() as end] if start[0] == end[0] == "0":
                place = holders.get(id(node), node)
                line = turtle.count("\n", 0, start.start()) + 1
                source, quote = _source(place, parser.prefixes), _quote(place)
                found.append(Unplaced(start.start(), end.start(), line, source, quote))
    return found


class _Node:
    """What is said between two brackets, or from a subject to its full stop."""

    def __init__(self) -> None:
        self.predicate = ""
        self.objects: defaultdict[str, list[_Token | _Node]] = defaultdict(list)


def _nodes(turtle: str, prefixes: Mapping[str, str]) -> list[_Node]:
    """Return every node of a Turtle text, in the order in which they begin."""
    nodes: list[_Node] = []
    brackets: list[_Node] = []
    statement: _Node | None = None

    def begun() -> _Node:
        nodes.append(_Node())
        return nodes[-1]

    for token in _TOKEN.finditer(turtle):
        current = brackets[-1] if brackets else statement
        match token.lastgroup, token[0]:
            case "skipped", _:
                pass
            case "mark", "[":
                brackets.append(begun())
                if current:
                    current.objects[current.predicate].append(brackets[-1])
                else:
                    statement = brackets[-1]
            case "mark", "]":
                brackets.pop().predicate = ""
            case "mark", mark:
                if current and mark == ";":
                    current.predicate = ""
            case "word", ".":
                statement = None
            case _ if current is None:
                statement = begun()
            case _, written if not current.predicate:
                current.predicate = _expanded(written, prefixes)
            case _:
                current.objects[current.predicate].append(token)
    return nodes


def _expanded(written: str, prefixes: Mapping[str, str]) -> str:
    if written.startswith("<"):
        return written[1:-1]
    prefix, colon, local = written.partition(":")
    return prefixes.get(prefix, prefix) + re.sub(r"\\(.)", r"\1", local) if colon else written


def _source(place: _Node, prefixes: Mapping[str, str]) -> str:
    for token in place.objects[OA.hasSource.value]:
        if isinstance(token, re.Match):
            return _expanded(token[0], prefixes)
    return ""


def _quote(place: _Node) -> str:
    for part in (place, *place.objects[OA.hasSelector.value]):
        for token in part.objects[OA.exact.value] if isinstance(part, _Node) else ():
            if isinstance(token, re.Match) and token.lastgroup == "string":
                (quad,) = parse(f"<a:a> <a:a> {token[0]} .", format=RdfFormat.TURTLE)
                assert isinstance(quad.object, Literal)
                return quad.object.value
    return ""
