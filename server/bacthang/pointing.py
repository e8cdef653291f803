"""Syntax errors of SPARQL that point at the place in the text."""

from __future__ import annotations

import re

from .errors import BadQuery, MalformedQuery

_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)
_TELLING = re.compile(r"Prefix not found|IRI parsing failed|The SELECT contains[^,]*")


def bad_query(name: str, text: str, what: str) -> BadQuery:
    """Return the error with line and column, the line itself, and a caret under the column.

    The engine lists every token that might have followed; where it also names the real trouble,
    that alone is kept.
    """
    told = _pointed(text, what)
    return BadQuery(name=name, what=told[2] if told else what)


def malformed(text: str, what: str) -> MalformedQuery:
    """Return the same of a query from outside, with ``line`` and ``column`` among its facts."""
    line, column, said = _pointed(text, what) or (1, 1, what)
    return MalformedQuery(line=line, column=column, what=said)


def _pointed(text: str, what: str) -> tuple[int, int, str] | None:
    place = _PLACE.fullmatch(what)
    if place is None:
        return None
    line, column = int(place["line"]), int(place["column"])
    lines = text.splitlines() or [""]
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    shown = lines[line - 1]
    telling = _TELLING.search(place["what"])
    said = telling[0] if telling else _readable(" ".join(place["what"].split()))
    caret = "".join("\t" if char == "\t" else " " for char in shown[: column - 1]) + "^"
    return line, column, f"{line}:{column} {said}\n    {shown}\n    {caret}"


def _readable(what: str) -> str:
    """Return what was expected without the classes of characters, which come last."""
    tokens, classes, _ = what.partition(", ['")
    return f"{tokens}, …" if classes else what
