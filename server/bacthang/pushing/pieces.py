"""A graph in pieces small enough to send and to hold, and its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Final

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

_AT_ONCE: Final = 5_000
_MODULUS: Final = 1 << 256


@dataclass(frozen=True)
class Bounds:
    """How large a piece may be: in bytes of N-Triples and in statements."""

    size: int = 4_000_000
    statements: int = 20_000


class Fingerprint:
    """What tells one set of statements from another, in whatever order they come.

    The sum of the SHA-256 of the statements, with their number. Equal by accident it is never; it
    is no proof against somebody who makes up statements for it.
    """

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def take(self, lines: Iterable[bytes]) -> None:
        """Take statements, one a line."""
        for line in lines:
            self.count += 1
            self._sum += int.from_bytes(sha256(line).digest())

    def __str__(self) -> str:
        """Write it as text."""
        return f"{self.count}-{self._sum % _MODULUS:064x}"


def lines_of(quads: Iterable[Quad]) -> Iterator[list[bytes]]:
    """Yield statements as lines of N-Triples without their ends, some at a time."""
    left = iter(quads)
    while some := [quad.triple for quad in islice(left, _AT_ONCE)]:
        written = pyoxigraph.serialize(some, format=RdfFormat.N_TRIPLES)
        assert written is not None
        lines = written.split(b"\n")
        lines.pop()
        yield lines


def fingerprint(quads: Iterable[Quad]) -> Fingerprint:
    """Return the fingerprint of the statements of one graph."""
    taken = Fingerprint()
    for lines in lines_of(quads):
        taken.take(lines)
    return taken


def pieces(quads: Iterable[Quad], bounds: Bounds) -> Iterator[list[bytes]]:
    """Yield the lines of one graph in pieces within bounds; a larger statement goes by itself."""
    piece: list[bytes] = []
    size = 0
    for lines in lines_of(quads):
        for line in lines:
            if piece and (size + len(line) >= bounds.size or len(piece) >= bounds.statements):
                yield piece
                piece, size = [], 0
            piece.append(line)
            size += len(line) + 1
    if piece:
        yield piece


def digest(piece: Iterable[bytes]) -> str:
    """Return what tells a piece from others."""
    return sha256(b"\n".join(piece)).hexdigest()


def count_of(fingerprint: str) -> int:
    """Return how many statements a fingerprint is of."""
    return int(fingerprint.partition("-")[0])


def written(quads: Iterable[Quad]) -> list[bytes]:
    """Return a few statements as lines of N-Triples."""
    return [line for lines in lines_of(quads) for line in lines]
