"""N-Quads and N-Triples in canonical form: one line a statement, the lines sorted by code point."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from .statements import Statements


def write_nquads(path: Path, statements: Statements) -> None:
    """Write the dataset; the SHA-256 of the file is the content hash that the build recorded."""
    _write_sorted(path, statements.quads, RdfFormat.N_QUADS)


def write_ntriples(path: Path, statements: Statements) -> None:
    """Write the default graph."""
    _write_sorted(path, statements.triples, RdfFormat.N_TRIPLES)


def _write_sorted(path: Path, found: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> None:
    buffer = BytesIO()
    serialize(found, buffer, format)
    lines = sorted(buffer.getvalue().splitlines(keepends=True))
    with path.open("wb") as file:
        file.writelines(lines)
