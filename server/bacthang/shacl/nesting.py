"""EXISTS with several patterns, written as EXISTS inside EXISTS.

``EXISTS { A . B FILTER(c) }`` means ``EXISTS { A FILTER EXISTS { B FILTER(c) } }``. A store that
plans the group without knowing what is bound outside joins all A with all B, once for each
solution; the nested form walks from what is bound, one lookup after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise
from typing import Final

from .tokens import Token, tokens_of
from .triples import NotPlain, Pattern, TripleReader

_OTHERWISE: Final = frozenset(("OPTIONAL", "UNION", "BIND", "SELECT", "MINUS", "GRAPH", "VALUES"))


def nested(text: str) -> str:
    """Return a query with its EXISTS nested as far as they hold triples and filters only."""
    numbers = count(1)
    for start in reversed([token.start for token in _openings(tokens_of(text))]):
        tokens = tokens_of(text)
        end = _closing(tokens, start)
        inside = [token for token in tokens if start < token.start < end]
        try:
            condition = _nested(text, inside, _outside(tokens, start, end), numbers)
        except NotPlain:
            continue
        text = f"{text[:start]}{condition}{text[end + 1 :]}"
    return text


def _nested(text: str, inside: list[Token], bound: set[str], numbers: count[int]) -> str:
    patterns, filters = _parts(text, inside, numbers)
    if not patterns:
        raise NotPlain
    group = " ".join(filters)
    for pattern in reversed(list(_walked(patterns, bound))):
        group = f"{pattern} {group}" if not group else f"{pattern} . {group}"
        group = f"FILTER EXISTS {{ {group} }}"
    return group.removeprefix("FILTER EXISTS ")


def _parts(text: str, inside: list[Token], numbers: count[int]) -> tuple[list[Pattern], list[str]]:
    """Return the triple patterns of a group, and the texts of its filters."""
    patterns: list[Pattern] = []
    filters: list[str] = []
    plain: list[Token] = []
    at = 0
    while at < len(inside):
        token = inside[at]
        if token.text == "{" or (token.kind == "word" and token.text in _OTHERWISE):
            raise NotPlain
        if token.kind == "word" and token.text == "FILTER":
            patterns += TripleReader(text, plain, numbers).read()
            plain, first = [], at
            at = _filter_end(inside, at)
            filters.append(text[inside[first].start : inside[at - 1].end])
            if at < len(inside) and inside[at].text == ".":
                at += 1
        else:
            plain.append(token)
            at += 1
    patterns += TripleReader(text, plain, numbers).read()
    return patterns, filters


def _walked(patterns: list[Pattern], bound: set[str]) -> Iterator[Pattern]:
    """Yield patterns so that each begins, where possible, at something bound already."""
    left, known = list(patterns), set(bound)

    def reached(pattern: Pattern) -> tuple[int, int]:
        ends = [_is_known(end, known) for end in pattern.ends()]
        through = [end for end in pattern.ends() if end[0] in "?$" and _is_known(end, known)]
        return (0 if through else 1, -sum(ends))

    while left:
        chosen = min(left, key=reached)
        left.remove(chosen)
        known.update(end[1:] for end in chosen.ends() if end[0] in "?$")
        yield chosen


def _is_known(end: str, known: set[str]) -> bool:
    return end[0] not in "?$" or end[1:] in known


def _openings(tokens: list[Token]) -> Iterator[Token]:
    """Yield the ``{`` of every EXISTS."""
    for token, following in pairwise(tokens):
        if token.kind == "word" and token.text == "EXISTS" and following.text == "{":
            yield following


def _closing(tokens: list[Token], start: int) -> int:
    """Return where the group that opens at ``start`` closes."""
    depth = 0
    for token in tokens:
        if token.start >= start and token.kind == "sign":
            depth += (token.text == "{") - (token.text == "}")
            if not depth:
                return token.start
    raise NotPlain


def _outside(tokens: list[Token], start: int, end: int) -> set[str]:
    """Return the variables around a group, those of other EXISTS left out."""
    spans = [(t.start, _closing(tokens, t.start)) for t in _openings(tokens)]
    hidden = [(a, b) for a, b in spans if not (a < start and end < b)]
    return {
        token.variable
        for token in tokens
        if token.variable and not any(a <= token.start <= b for a, b in hidden)
    }


def _filter_end(inside: list[Token], at: int) -> int:
    """Return the place behind a FILTER: its brackets, its call, or its EXISTS."""
    while inside[at].text not in ("(", "{"):
        at += 1
    depth = 0
    while True:
        text = inside[at].text if inside[at].kind == "sign" else ""
        depth += (text in ("(", "{")) - (text in (")", "}"))
        at += 1
        if not depth:
            return at
