"""The SELECT of a SPARQL constraint, understood as far as pre-binding needs it.

A query is a tree of groups. Of each is known which variables its triples bind, and which its
filters and assignments read. The text is never written anew: who changes it names places in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from .nesting import nested
from .tokens import Token, tokens_of

REFUSED: Final = frozenset(("MINUS", "VALUES", "SERVICE", "GRAPH", "FROM", "LIMIT", "OFFSET"))
"""What pre-binding does not go through (SHACL, section 5.2.1), or would be cut by it."""

_AGGREGATES: Final = frozenset(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"))
_UNBOUND: Final = frozenset(("shapesGraph", "currentShape"))


class Refused(Exception):
    """A construct that a constraint's query may not have."""


@dataclass(slots=True)
class Clause:
    """What is selected, where that stands, and whether solutions are put together for it."""

    start: int
    end: int = 0
    variables: list[str] = field(default_factory=list)
    everything: bool = False
    aggregates: bool = False


@dataclass(slots=True)
class Group:
    """One ``{ … }``: where it stands, what it binds and reads, and the groups in it.

    Of an OPTIONAL it is also noted where it starts, and what the triples before it bind.
    """

    kind: str
    open: int
    close: int = 0
    binds: set[str] = field(default_factory=set)
    filters: set[str] = field(default_factory=set)
    assigns: set[str] = field(default_factory=set)
    inner: list[Group] = field(default_factory=list)
    clause: Clause | None = None
    start: int = 0
    known: frozenset[str] = frozenset()

    def all_inside(self) -> Iterator[Group]:
        """Yield the groups inside this one that are matched with it, those of EXISTS left out."""
        for group in self.inner:
            if group.kind != "exists":
                yield group
                yield from group.all_inside()


@dataclass(frozen=True, slots=True)
class Select:
    """A query: the prefixes put before it, its text, its clause, its groups and its tokens."""

    prologue: str
    text: str
    clause: Clause
    where: Group
    tokens: tuple[Token, ...]

    def variables_within(self, start: int, end: int) -> set[str]:
        """Return the variables that stand between two places of the text."""
        return {t.variable for t in self.tokens if t.variable and start <= t.start < end}


def read_select(prologue: str, text: str) -> Select:
    """Return a query, known to be SPARQL, as a tree.

    Raises Refused, with the name of what a constraint may not have.
    """
    before = ""
    for token in tokens_of(text):
        if token.kind == "word" and token.text in REFUSED:
            raise Refused(token.text)
        if token.variable in _UNBOUND:
            raise Refused(f"${token.variable}")
        if before == "AS" and token.variable == "this":
            raise Refused("AS ?this")
        before = token.text
    text = nested(text)
    tokens = tokens_of(text)
    clause, where = _Parser(tokens).select()
    _check_selected(clause, {"failure", "message"})
    _check_inner(where, exists=False)
    return Select(prologue, text, clause, where, tuple(tokens))


def _check_selected(clause: Clause, reserved: set[str]) -> None:
    """Refuse what hides ``$this`` from the groups around, or means more than a row."""
    if clause.everything:
        raise Refused("SELECT *")
    if "this" not in clause.variables:
        raise Refused("SELECT … (no $this)")
    for variable in reserved.intersection(clause.variables):
        raise Refused(f"SELECT ?{variable}")


def _check_inner(group: Group, exists: bool) -> None:
    if group.clause is not None:
        if exists:
            raise Refused("EXISTS { SELECT … }")
        _check_selected(group.clause, set())
    for inner in group.inner:
        _check_inner(inner, exists or inner.kind == "exists")


class _Parser:
    """Walks once over the tokens of a query."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def select(self) -> tuple[Clause, Group]:
        """Read the whole query."""
        while (word := self._peek()) in ("PREFIX", "BASE"):
            self._at += 3 if word == "PREFIX" else 2
        if word != "SELECT":
            raise Refused(word)
        return self._subselect()

    def _subselect(self) -> tuple[Clause, Group]:
        clause = Clause(self._here())
        self._at += 1
        while self._peek() in ("DISTINCT", "REDUCED"):
            self._at += 1
        while (text := self._peek()) not in ("WHERE", "{"):
            if text == "*":
                clause.everything = True
                self._at += 1
            elif text == "(":
                inside = self._brackets()
                clause.variables.append(inside[-1].text[1:])
                clause.aggregates = clause.aggregates or _aggregates(inside)
            else:
                clause.variables.append(self._tokens[self._at].text[1:])
                self._at += 1
        clause.end = self._here()
        if self._peek() == "WHERE":
            self._at += 1
        group = self._group("where")
        self._behind(clause)
        return clause, group

    def _behind(self, clause: Clause) -> None:
        """Read the solution modifiers."""
        while self._at < len(self._tokens) and (word := self._peek()) != "}":
            if word == "{":
                raise Refused("HAVING { … }")
            clause.aggregates = clause.aggregates or word in ("GROUP", "HAVING")
            self._at += 1

    def _group(self, kind: str) -> Group:
        """Read ``{ … }``."""
        group = Group(kind, self._here())
        self._at += 1
        if self._peek() == "SELECT":
            group.clause, where = self._subselect()
            group.inner.append(where)
        while (text := self._peek()) != "}":
            if text == "{":
                group.inner.append(self._group("plain"))
            elif text == "UNION":
                self._at += 1
            elif text == "OPTIONAL":
                start = self._here()
                self._at += 1
                group.inner.append(self._group("optional"))
                group.inner[-1].start = start
                group.inner[-1].known = frozenset(group.binds)
            elif text == "FILTER":
                self._at += 1
                group.filters |= self._condition(group)
            elif text == "BIND":
                self._at += 1
                inside = self._brackets(group)
                group.assigns |= _variables(inside[:-2])
            else:
                token = self._tokens[self._at]
                if token.variable:
                    group.binds.add(token.variable)
                self._at += 1
        self._at += 1
        group.close = self._tokens[self._at - 1].start
        return group

    def _condition(self, group: Group) -> frozenset[str]:
        """Read what follows FILTER: brackets, a call, or EXISTS."""
        read: list[Token] = []
        while self._peek() not in ("(", "{"):
            read.append(self._tokens[self._at])
            self._at += 1
        if self._peek() == "{":
            return self._exists(group)
        return _variables([*read, *self._brackets(group)])

    def _exists(self, group: Group) -> frozenset[str]:
        start = self._at
        group.inner.append(self._group("exists"))
        return _variables(self._tokens[start : self._at])

    def _brackets(self, group: Group | None = None) -> list[Token]:
        """Read ``( … )`` and return what is inside; groups in it are those of EXISTS."""
        self._at += 1
        start, depth = self._at, 1
        while depth:
            text = self._peek()
            if text == "{" and group is not None:
                self._exists(group)
                continue
            depth += (text == "(") - (text == ")")
            self._at += 1
        return self._tokens[start : self._at - 1]

    def _peek(self) -> str:
        if self._at >= len(self._tokens):
            return ""
        token = self._tokens[self._at]
        return token.text if token.kind in ("word", "sign") else f" {token.kind}"

    def _here(self) -> int:
        return self._tokens[self._at].start


def _variables(tokens: list[Token]) -> frozenset[str]:
    return frozenset(token.variable for token in tokens if token.variable)


def _aggregates(tokens: list[Token]) -> bool:
    return any(token.kind == "word" and token.text in _AGGREGATES for token in tokens)
