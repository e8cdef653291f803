"""No authored statement stands in two files.

The build counts what it writes; only when the store holds less than was written does it come here
to find the two files.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from .errors import RepeatedTriple
from .reading import Reader


def repeated(files: Iterable[tuple[Path, NamedNode]]) -> list[RepeatedTriple]:
    """Read the files again and return the fault of every statement that two of them make.

    Within one file a statement may be repeated, as Turtle lets it.
    """
    reader = Reader(tell=lambda _: None)
    first: dict[Triple, Path] = {}
    faults: list[RepeatedTriple] = []
    for path, graph in files:
        for statement in reader.read(path, graph):
            triple = Triple(*statement)
            before = first.setdefault(triple, path)
            if before != path:
                faults.append(RepeatedTriple(first=before, second=path, triple=triple))
    return faults
