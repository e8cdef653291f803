"""No authored statement stands in two files.

The build counts what it writes; only when the store holds less than was written does it come here
to find the two files.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from .errors import InconsistentGraph, RepeatedTriple, SeveralFaults
from .reading import Reader


def refuse_repeated(files: Iterable[tuple[Path, NamedNode]]) -> None:
    """Read the files again and refuse every statement that two of them make.

    Within one file a statement may be repeated, as Turtle lets it. Raises RepeatedTriple, or
    SeveralFaults when there is more than one.
    """
    reader = Reader()
    first: dict[Triple, Path] = {}
    faults: list[InconsistentGraph] = []
    for path, graph in files:
        for statement in reader.read(path, graph):
            triple = Triple(*statement)
            before = first.setdefault(triple, path)
            if before != path:
                faults.append(RepeatedTriple(first=before, second=path, triple=triple))
    if faults:
        raise SeveralFaults.of(faults)
