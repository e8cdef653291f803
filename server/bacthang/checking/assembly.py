"""What is to be checked, put together without refusing what the rules look at.

A build refuses a wrong quote or a second value; a check must reach the rule that says so, and say
it beside everything else. So the same files are filled into memory tolerantly: what a shape looks
at is left to the shapes, what none can see is kept to be told with its file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import NamedNode

from ..assets import GraphFiles, graph_files
from ..errors import (
    AbsentQuote,
    AlteredText,
    BacThangError,
    CircularParts,
    IncompleteTarget,
    MisplacedQuote,
    NamedPlace,
    NothingSaid,
    OutsideDocuments,
    RecodedQuote,
    RepeatedTriple,
    SecondValue,
    UnfitValue,
    UnknownSuffix,
    UnlabelledTerm,
    UnquotedWords,
    UnwordedTerm,
)
from ..executables import executables
from ..filling import fill
from ..namespaces import GRAPH
from ..progress import Clock, Progress, quiet
from ..reading import FORMATS
from ..sources import load
from ..stores import MEMORY, Store
from ..stores.base import Term
from ..stores.oxigraph import OxigraphStore

LEFT_TO_RULES: Final = (
    *(MisplacedQuote, AbsentQuote, RecodedQuote, AlteredText),
    *(SecondValue, UnfitValue, UnquotedWords),
    *(IncompleteTarget, CircularParts, OutsideDocuments, UnlabelledTerm, UnwordedTerm),
)
"""The faults that a shape finds: SRC-01, TGT-01 and the FORM rules."""


@dataclass(frozen=True)
class Assembled:
    """What is to be checked.

    ``faults`` are those that no shape finds, ``own`` all that the extra files say something of.
    """

    store: Store
    faults: tuple[BacThangError, ...] = ()
    own: frozenset[Term] = frozenset()


def assembled(
    files: GraphFiles | None = None,
    extra: Sequence[Path] = (),
    alone: bool = False,
    progress: Progress = quiet,
) -> Assembled:
    """Return a graph with what is said in extra RDF files; ``alone``, these and the ontology only.

    Without ``files`` the graph is the shipped one. Each extra file has a graph of its own, and may
    repeat what the graph says. Raises what filling and the questions raise of files that cannot be
    read, UnknownSuffix for a name that tells of no RDF format, and NothingSaid for a file without a
    statement.
    """
    files = files or graph_files()
    own = files.vocabulary() if alone else files.turtle()
    placed = [(path, graph_of(path)) for path in dict.fromkeys(extra)]
    texts = [] if alone else [load(path) for path in files.texts()]
    told: list[BacThangError] = []
    inner = pyoxigraph.Store()
    more = () if alone else executables(files)
    fill(inner, [*own, *placed], texts, Clock(progress), told.extend, more)
    store = OxigraphStore(MEMORY, inner)
    subjects: set[Term] = set()
    for path, graph in placed:
        said = {quad.subject for quad in store.quads(g=graph)}
        if not said:
            raise NothingSaid(path=path)
        subjects |= said
    return Assembled(store, tuple(left_over(told, {*extra})), frozenset(subjects))


def graph_of(path: Path) -> NamedNode:
    """Return the graph of an extra file.

    Raises UnknownSuffix for a name that tells of no RDF format.
    """
    if path.suffix.lower() not in FORMATS:
        raise UnknownSuffix(path=path, accepted=", ".join(FORMATS))
    return GRAPH["given/" + quote(str(path))]


def left_over(told: Sequence[BacThangError], extra: set[Path]) -> Iterator[BacThangError]:
    """Yield the faults that no rule finds, without what an extra file may well do.

    It may repeat the graph, and being a dump it may name the places that it quotes.
    """
    for fault in told:
        allowed = isinstance(fault, NamedPlace | RepeatedTriple) and not {
            fault.facts.get("path"),
            fault.facts.get("second"),
        }.isdisjoint(extra)
        if not allowed and not isinstance(fault, LEFT_TO_RULES):
            yield fault
