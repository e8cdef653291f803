"""SPARQL texts cut into tokens (SPARQL 1.1, section 19.8): a word in a string is no keyword."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NAME = r"(?:[\w:%\-]|\\.|\.(?=[\w:%\-.\\]))*"
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>   [\s]+ | \#[^\n\r]* )
    | (?P<iri>     <[^<>"{{}}|^`\\\x00-\x20]*> )
    | (?P<string>  \"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name>    _:\w{_NAME} | (?:[^\W\d_](?:[\w\-]|\.(?=[\w\-.]))*)?:{_NAME} )
    | (?P<number>  (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? )
    | (?P<word>    [^\W\d]\w* )
    | (?P<sign>    \^\^ | && | \|\| | != | <= | >= | . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind, its text in capitals if a keyword, and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def variable(self) -> str | None:
        """Return the name of a variable, without its mark."""
        return self.text[1:] if self.kind == "variable" else None


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a SPARQL text, without spaces and comments."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind != "space":
            word = match[0].upper() if kind == "word" else match[0]
            found.append(Token(kind, word, match.start(), match.end()))
    return found
