"""The triple patterns of a query, read from its text with what must match beside each.

A solution of a pattern inside NOT EXISTS, OPTIONAL or a sub-SELECT bears on a row of the whole only
where the patterns around it match too. Those are the *context*: filters and the insides of other
such blocks are left out of it, so that it holds whenever the pattern bears on anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from rdflib import RDF, Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
from rdflib.term import Node

from ...shacl.tokens import Token, tokens_of
from .patterns import Alternatives, Group, Pattern, Site, Step, Unanchored, Way

_REFUSED: Final = frozenset(("GRAPH", "SERVICE", "MINUS", "VALUES", "FROM"))
_WORDS: Final = {"TRUE": Literal(True), "FALSE": Literal(False)}


@dataclass(slots=True)
class _Block:
    """One ``{ … }``: its own patterns, the blocks joined to them, and those that are not."""

    patterns: list[Pattern] = field(default_factory=list)
    joined: list[_Block] = field(default_factory=list)
    unions: list[list[_Block]] = field(default_factory=list)
    beside: list[_Block] = field(default_factory=list)

    def required(self) -> Group:
        """Return the patterns that match wherever the block does."""
        inner = (part for block in self.joined for part in block.required())
        return (*self.patterns, *inner, *map(_either, self.unions))

    def sites(self, context: Group) -> Iterator[Site]:
        """Yield each pattern with its context."""
        around = (*context, *self.required())
        for pattern in self.patterns:
            yield pattern, tuple(dict.fromkeys(part for part in around if part != pattern))
        for union in self.unions:
            others = tuple(part for part in around if part != _either(union))
            for branch in union:
                yield from branch.sites(others)
        for block in (*self.joined, *self.beside):
            yield from block.sites(around)


def _either(union: list[_Block]) -> Alternatives:
    return Alternatives(tuple(branch.required() for branch in union))


def sites(prefixes: Mapping[str, str], text: str, context: Group = ()) -> Iterator[Site]:
    """Yield the patterns of a SELECT. Raises Unanchored for what is not read here."""
    block = _Reader(prefixes, tokens_of(text)).query()
    yield from block.sites(context)


class _Reader:
    """Walks once over the tokens of a query.

    A variable that a sub-SELECT keeps to itself is given a name of its own.
    """

    def __init__(self, prefixes: Mapping[str, str], tokens: list[Token]) -> None:
        self._prefixes = dict(prefixes)
        self._tokens = tokens
        self._at = 0
        self._numbers = count()
        self._names: list[tuple[int, set[str]]] = []

    def query(self) -> _Block:
        while self._text() == "PREFIX":
            name, iri = self._tokens[self._at + 1], self._tokens[self._at + 2]
            self._prefixes[name.text.rstrip(":")] = iri.text[1:-1]
            self._at += 3
        self._selected()
        block = self._block()
        self._behind()
        return block

    def _selected(self) -> set[str]:
        """Read ``SELECT … WHERE`` and return the variables that it selects."""
        selected: set[str] = set()
        depth = 0
        while (text := self._text()) not in ("WHERE", "{") or depth:
            depth += (text == "(") - (text == ")")
            variable = self._tokens[self._at].variable
            if variable and (not depth or self._tokens[self._at - 1].text == "AS"):
                selected.add(variable)
            self._at += 1
        if self._text() == "WHERE":
            self._at += 1
        return selected

    def _behind(self) -> None:
        """Pass over the solution modifiers."""
        while (text := self._text()) not in ("}", ""):
            if text in _REFUSED or text == "{":
                raise Unanchored(text)
            self._at += 1

    def _block(self) -> _Block:
        """Read ``{ … }``."""
        block = _Block()
        self._take("{")
        if self._text() == "SELECT":
            self._names.append((next(self._numbers), self._selected()))
            block.joined.append(self._block())
            self._behind()
            self._names.pop()
        while (text := self._text()) != "}":
            if text in _REFUSED:
                raise Unanchored(text)
            if text == "{":
                self._nested(block)
            elif text == "OPTIONAL":
                self._at += 1
                block.beside.append(self._block())
            elif text in ("FILTER", "BIND"):
                self._at += 1
                self._expression(block)
            elif text == ".":
                self._at += 1
            else:
                self._triples(block)
        self._at += 1
        return block

    def _nested(self, block: _Block) -> None:
        """Read a block, or blocks with UNION between them."""
        branches = [self._block()]
        while self._text() == "UNION":
            self._at += 1
            branches.append(self._block())
        if len(branches) == 1:
            block.joined += branches
        else:
            block.unions.append(branches)

    def _expression(self, block: _Block) -> None:
        """Read what follows FILTER or BIND: the groups in it are those of EXISTS."""
        depth = 0
        while True:
            text = self._text()
            if text == "{":
                block.beside.append(self._block())
            else:
                depth += (text == "(") - (text == ")")
                self._at += 1
            if not depth and text in (")", "{"):
                return

    def _triples(self, block: _Block) -> None:
        """Read a subject with its properties and objects."""
        subject = self._term()
        while True:
            way: Step = self._variable() or self._alternatives()
            while True:
                block.patterns.append(Pattern(subject, way, self._term()))
                if self._text() != ",":
                    break
                self._at += 1
            while self._text() == ";":
                self._at += 1
            if self._text() in (".", "}", "{", "OPTIONAL", "FILTER", "BIND"):
                return

    def _alternatives(self) -> Way:
        ways = [self._sequence()]
        while self._text() == "|":
            self._at += 1
            ways.append(self._sequence())
        return ways[0] if len(ways) == 1 else AlternativePath(*ways)

    def _sequence(self) -> Way:
        ways = [self._times()]
        while self._text() == "/":
            self._at += 1
            ways.append(self._times())
        return ways[0] if len(ways) == 1 else SequencePath(*ways)

    def _times(self) -> Way:
        inverse = self._text() == "^"
        self._at += inverse
        way = self._primary()
        match self._text():
            case "*" | "+" | "?" as mod:
                self._at += 1
                way = MulPath(way, mod)
        return InvPath(way) if inverse else way

    def _primary(self) -> Way:
        if self._text() == "!":
            self._at += 1
            way = self._primary()
            if not isinstance(way, URIRef | InvPath | AlternativePath):
                raise Unanchored("!")
            return NegatedPath(way)
        if self._text() == "(":
            self._at += 1
            way = self._alternatives()
            self._take(")")
            return way
        term = self._term()
        if not isinstance(term, URIRef | Path):
            raise Unanchored(str(term))
        return term

    def _variable(self) -> Variable | None:
        name = self._tokens[self._at].variable
        if name is None:
            return None
        self._at += 1
        for number, selected in reversed(self._names):
            if name not in selected:
                return Variable(f"{name}_{number}")
        return Variable(name)

    def _term(self) -> Node:
        if variable := self._variable():
            return variable
        token = self._tokens[self._at]
        self._at += 1
        match token.kind:
            case "iri":
                return URIRef(token.text[1:-1])
            case "name" if not token.text.startswith("_:"):
                prefix, _, local = token.text.partition(":")
                return URIRef(self._prefixes[prefix] + local)
            case "word" if token.text == "A":
                return RDF.type
            case "word" if token.text in _WORDS:
                return _WORDS[token.text]
        raise Unanchored(token.text)

    def _take(self, text: str) -> None:
        if self._text() != text:
            raise Unanchored(self._text())
        self._at += 1

    def _text(self) -> str:
        """Return the next keyword or sign; of anything else only that it is there."""
        if self._at >= len(self._tokens):
            return ""
        token = self._tokens[self._at]
        return token.text if token.kind in ("word", "sign") else " "
