"""On which line of a Turtle file a statement is written.

No parser: it splits the text into tokens (Turtle, section 6.5), which is enough to find a subject,
and behind it a property and a value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from ..namespaces import RDF

_TOKEN: Final = re.compile(
    r"""(?im:^\s*@?(?:prefix\s+(?P<prefix>[\w.-]*):|(?P<base>base))\s*<(?P<to>[^>]*)>(?:\s*\.)?)"""
    r'''|"""(?P<long>(?:[^"\\]|\\.|"(?!""))*)"""'''
    r"""|"(?P<short>(?:[^"\\\n]|\\.)*)"|'(?P<single>(?:[^'\\\n]|\\.)*)'"""
    r"""|<(?P<iri>[^<>"{}|^`\\\s]*)>|(?P<comment>\#[^\n]*)"""
    r"""|(?P<name>[\w.-]*:(?:[\w:%-]|\\.|\.(?=[\w:%\\.-]))*)"""
    r"""|(?P<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)"""
    r"""|(?P<word>[\w@^-]+)|(?P<mark>[][().;,])""",
)

Token = tuple[str, int]
"""A term as its value, and its offset."""


class Written:
    """The statements of one file as they are written."""

    def __init__(self, path: Path) -> None:
        self._text = path.read_text("utf-8", errors="replace")

    def line(self, *wanted: str) -> int:
        """Return the line of the last of the terms, which follow one another in one statement.

        The first is the statement's subject. If not all are found, the line is that of the last
        one that is; of none, 1.
        """
        reached = [_reached(said, wanted) for said in self._statements.get(wanted[0], ())]
        _, offset = max(reached, key=itemgetter(0), default=(0, 0))
        return self._text.count("\n", 0, offset) + 1

    @cached_property
    def _statements(self) -> dict[str, list[list[Token]]]:
        """The top-level statements by subject, each with all that is said of it."""
        statements: defaultdict[str, list[list[Token]]] = defaultdict(list)
        for statement in filter(None, self._split()):
            statements[statement[0][0]].append(statement)
        return statements

    def _split(self) -> list[list[Token]]:
        statements: list[list[Token]] = [[]]
        prefixes: dict[str, str] = {}
        base, depth = "", 0
        for found in _TOKEN.finditer(self._text):
            kind = found.lastgroup or ""
            value = found[kind]
            match kind:
                case "to" if found["base"]:
                    base = value
                    continue
                case "to":
                    prefixes[found["prefix"]] = value
                    continue
                case "comment":
                    continue
                case "mark":
                    depth += (value in "[(") - (value in "])")
                    if value == "." and depth == 0:
                        statements.append([])
                    continue
                case "iri":
                    value = urljoin(base, value)
                case "name":
                    prefix, _, local = value.partition(":")
                    value = prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
                case "word" if value == "a":
                    value = RDF.type.value
            statements[-1].append((value, found.start(kind)))
        return statements


def _reached(statement: Sequence[Token], wanted: Sequence[str]) -> tuple[int, int]:
    """Return how many of the terms follow one another in a statement, and the last one's offset."""
    count, last = 0, 0
    for value, offset in statement:
        if value == wanted[count] or (count and value.removesuffix(".0") == wanted[count]):
            count, last = count + 1, offset
            if count == len(wanted):
                break
    return count, last
