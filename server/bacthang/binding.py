"""Where a question's parameters stand in its text, and putting values there.

A value is never pasted: it is an RDF term, written by the RDF library, inside the one
``VALUES ?name { … }`` block of its parameter. Comments, strings and IRIs of the text are skipped
when the block is sought, so that nothing quoted is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

_OPAQUE = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\''''
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>"{}|^`\\\s]*>|\#[^\n]*""",
    re.DOTALL,
)
_BLOCK = re.compile(r"\bVALUES\s*[?$](?P<name>\w+)\s*\{(?P<content>[^{}]*)\}", re.IGNORECASE)
_PREFIX = re.compile(r"^\s*PREFIX\s+\S*:\s*<[^>]*>", re.IGNORECASE | re.MULTILINE)


def blocks(text: str) -> dict[str, list[slice]]:
    """Return where the content of every one-variable VALUES block stands, by variable."""
    visible = _OPAQUE.sub(lambda opaque: " " * len(opaque[0]), text)
    found: dict[str, list[slice]] = {}
    for block in _BLOCK.finditer(visible):
        found.setdefault(block["name"], []).append(slice(*block.span("content")))
    return found


def values_of(text: str, name: str) -> list[NamedNode | Literal]:
    """Return the terms that stand in the VALUES block of ``name``; none for UNDEF.

    Raises SyntaxError when the content is not made of terms.
    """
    (content,) = blocks(text)[name]
    prefixes = "\n".join(_PREFIX.findall(text))
    rows = Store().query(f"{prefixes}\nSELECT ?{name} {{ VALUES ?{name} {{ {text[content]} }} }}")
    assert isinstance(rows, QuerySolutions)
    return [value for row in rows if isinstance(value := row[name], NamedNode | Literal)]


def bind(text: str, terms: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    """Return ``text`` with the content of each named block replaced by the given terms."""
    places = blocks(text)
    replacements = [(places[name][0], values) for name, values in terms.items()]
    for content, values in sorted(replacements, key=lambda item: -item[0].start):
        written = " ".join(map(str, values))
        text = f"{text[: content.start]} {written} {text[content.stop :]}"
    return text
