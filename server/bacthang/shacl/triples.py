"""The triple patterns of a group, apart from each other: ``?s p1/p2 ?o`` gives two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from .tokens import Token

_TERMS: Final = frozenset(("iri", "name", "variable", "string", "number"))
_WORDS: Final = frozenset(("TRUE", "FALSE"))


class NotPlain(Exception):
    """A pattern that has more in it than triples and filters."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple pattern, or one step of a path; ``path`` is its text."""

    subject: str
    path: str
    object: str

    def ends(self) -> tuple[str, str]:
        """Return subject and object."""
        return self.subject, self.object

    def __str__(self) -> str:
        return f"{self.subject} {self.path} {self.object}"


class TripleReader:
    """Reads triple patterns; variables between the steps of a path get names of ``numbers``."""

    def __init__(self, text: str, tokens: list[Token], numbers: count[int]) -> None:
        self._text = text
        self._tokens = tokens
        self._numbers = numbers
        self._at = 0

    def read(self) -> Iterator[Pattern]:
        """Yield the patterns.

        Raises NotPlain for blank nodes with properties and collections.
        """
        while self._at < len(self._tokens):
            subject = self._term()
            while True:
                steps = self._verb()
                yield from self._walk(subject, steps, self._term())
                while self._skip(","):
                    yield from self._walk(subject, steps, self._term())
                if not self._skip(";"):
                    break
                while self._skip(";"):
                    pass
                if self._peek() in (".", ""):
                    break
            if not self._skip(".") and self._at < len(self._tokens):
                raise NotPlain

    def _walk(self, subject: str, steps: list[str], end: str) -> Iterator[Pattern]:
        for step in steps[:-1]:
            middle = f"?__s{next(self._numbers)}"
            yield Pattern(subject, step, middle)
            subject = middle
        yield Pattern(subject, steps[-1], end)

    def _term(self) -> str:
        start = self._at
        token = self._next()
        if token.kind not in _TERMS and token.text not in _WORDS | {"-", "+"}:
            raise NotPlain
        if token.text in ("-", "+"):
            self._next()
        if self._kind() == "language" or self._skip("^^"):
            self._next()
        return self._between(start)

    def _verb(self) -> list[str]:
        """Read a path as the steps of its outermost sequence."""
        if self._kind() == "variable":
            return [self._next().text]
        start, steps, whole = self._at, [], self._at
        while True:
            self._step()
            if self._peek() == "|":
                self._next()
                start = -1
            elif self._peek() == "/":
                if start >= 0:
                    steps.append(self._between(start))
                    start = self._at + 1
                self._next()
            else:
                break
        return [self._between(whole)] if start < 0 else [*steps, self._between(start)]

    def _step(self) -> None:
        while self._peek() in ("^", "!"):
            self._next()
        if self._skip("("):
            depth = 1
            while depth:
                text = self._next().text
                depth += (text == "(") - (text == ")")
        elif self._kind() not in ("iri", "name") and self._peek() != "A":
            raise NotPlain
        else:
            self._next()
        while self._peek() in ("*", "+", "?"):
            self._next()

    def _between(self, start: int) -> str:
        return self._text[self._tokens[start].start : self._tokens[self._at - 1].end]

    def _next(self) -> Token:
        if self._at >= len(self._tokens):
            raise NotPlain
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip(self, text: str) -> bool:
        found = self._peek() == text
        self._at += found
        return found

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""
