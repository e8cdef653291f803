"""Rows counted in an answer as it is written, so that a cap on rows is exact.

The engine writes SPARQL 1.1 results in one go and does not say how many rows there were. Each
format has a mark of its own that ends a row and stands in no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_ESCAPED: Final = re.compile(rb"\\.", re.DOTALL)
_STRING: Final = re.compile(rb'"[^"]*"')
_NO_STRUCTURE: Final = bytes({*range(256)} - {*b'{}[],:"'})


class _Marks:
    """Counts a mark in a stream of blocks, those that lie across two blocks too."""

    def __init__(self, mark: bytes) -> None:
        self._mark = mark
        self._last = b""

    def add(self, block: bytes) -> int:
        reach = len(self._mark) - 1
        across = (self._last + block[:reach]).count(self._mark) if reach else 0
        self._last = (self._last + block)[-reach:] if reach else b""
        return block.count(self._mark) + across


class XmlRows:
    """SPARQL 1.1 Query Results XML: a row is ``<result>``; values have ``<`` as ``&lt;``."""

    def __init__(self) -> None:
        self.count = 0
        self._marks = _Marks(b"<result>")

    def add(self, block: bytes) -> None:
        """Count the rows of the next block."""
        self.count += self._marks.add(block)


class TsvRows:
    """SPARQL 1.1 Query Results TSV: a row is a line, below the heading; values escape line ends."""

    def __init__(self) -> None:
        self.count = -1

    def add(self, block: bytes) -> None:
        """Count the rows of the next block."""
        self.count += block.count(b"\n")


class CsvRows:
    """SPARQL 1.1 Query Results CSV: a row is a line, below the heading, outside of quotes."""

    def __init__(self) -> None:
        self.count = -1
        self._quoted = False

    def add(self, block: bytes) -> None:
        """Count the rows of the next block."""
        if not self._quoted and b'"' not in block:
            self.count += block.count(b"\n")
            return
        pieces = block.split(b'"')
        for piece in pieces[int(self._quoted) :: 2]:
            self.count += piece.count(b"\n")
        self._quoted ^= len(pieces) % 2 == 0


class JsonRows:
    """SPARQL 1.1 Query Results JSON: a row is an object in ``bindings``.

    Outside of strings, ``},{`` stands between rows and nowhere else; the first row follows ``[{``
    of ``bindings``, for ``vars`` holds strings alone.
    """

    def __init__(self) -> None:
        self.count = 0
        self._escape = b""
        self._open = b""
        self._between = _Marks(b"},{")
        self._first = _Marks(b"[{")

    def add(self, block: bytes) -> None:
        """Count the rows of the next block."""
        text = self._escape + block
        self._escape = b""
        if b"\\" in text:
            if (len(text) - len(text.rstrip(b"\\"))) % 2:
                text, self._escape = text[:-1], b"\\"
            text = _ESCAPED.sub(b"", text)
        # What is left of most strings is their quotes, and no two strings touch.
        bare = (self._open + text.translate(None, _NO_STRUCTURE)).replace(b'""', b"")
        if b'"' in bare:
            bare = _STRING.sub(b"", bare)
        bare, quote, inside = bare.partition(b'"')
        self._open = quote + inside
        self.count += self._between.add(bare) + self._first.add(bare)


COUNTERS: Final[dict[str, Callable[[], XmlRows | TsvRows | CsvRows | JsonRows]]] = {
    "json": JsonRows,
    "xml": XmlRows,
    "csv": CsvRows,
    "tsv": TsvRows,
}
