"""Where the graph's own files live, and which graph each belongs to.

A checkout keeps them at its top level, where people look for them. A wheel carries copies beside
this module, in ``_graph``. Every other module asks here, so only this one knows the two places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pyoxigraph import NamedNode

from .errors import MissingAssets, MissingFile, NothingToRead, UnplacedFile
from .namespaces import ONTOLOGY_GRAPH, REFERENCE_GRAPH, REPORTED_GRAPH, source_graph

Folder = Literal["ontology", "data", "shapes", "queries"]

_HERE = Path(__file__).resolve().parent
_RDF_SUFFIXES = {".ttl", ".nt", ".nq", ".trig", ".rdf", ".owl", ".xml", ".jsonld", ".n3"}


def folder(name: Folder) -> Path:
    """Return the directory holding one kind of file of the shipped graph.

    An absent folder is an error, never an empty answer: a graph of nothing would otherwise answer
    every question with nothing.
    """
    packed, checkout = _HERE / "_graph" / name, _HERE.parents[1] / name
    for place in (packed, checkout):
        if place.is_dir():
            return place
    raise MissingAssets(name=name, places=f"{packed}, {checkout}")


@dataclass(frozen=True)
class GraphFiles:
    """The files of one graph: an ontology folder and a data folder."""

    ontology: Path
    data: Path

    @property
    def sources(self) -> Path:
        """The folder of the source texts."""
        return self.data / "sources"

    def texts(self) -> list[Path]:
        """Return the source texts, by name."""
        return sorted(self.sources.glob("*.txt"))

    def turtle(self) -> list[tuple[Path, NamedNode]]:
        """Return every Turtle file with the graph that its folder puts it in, by path.

        Raises NothingToRead when ontology or data has no Turtle file; UnplacedFile when an RDF
        file lies where no graph would take it; MissingFile when a file of ``texts/`` has no text
        of its name in ``sources/``.
        """
        placed = [*self._placed(self.ontology), *self._placed(self.data)]
        for part in (self.ontology, self.data):
            if not any(path.is_relative_to(part) for path, _ in placed):
                raise NothingToRead(path=part, what=".ttl")
        return placed

    def _placed(self, part: Path) -> Iterator[tuple[Path, NamedNode]]:
        for path in sorted(p for p in part.rglob("*") if p.suffix in _RDF_SUFFIXES):
            yield path, self._graph_of(path)

    def _graph_of(self, path: Path) -> NamedNode:
        if path.suffix == ".ttl":
            if path.is_relative_to(self.ontology):
                return ONTOLOGY_GRAPH
            match path.relative_to(self.data).parts:
                case ("reference", *_):
                    return REFERENCE_GRAPH
                case ("reported", *_):
                    return REPORTED_GRAPH
                case ("texts", _):
                    text = self.sources / f"{path.stem}.txt"
                    if not text.is_file():
                        raise MissingFile(path=text)
                    return source_graph(text.name)
        raise UnplacedFile(path=path)


def graph_files(root: Path | None = None) -> GraphFiles:
    """Return the files of the graph in ``root``, or of the shipped graph.

    Raises MissingFile when ``root`` has no ``ontology/`` or no ``data/``; MissingAssets when the
    shipped graph is not where it should be.
    """
    if root is None:
        return GraphFiles(folder("ontology"), folder("data"))
    for name in ("ontology", "data"):
        if not (root / name).is_dir():
            raise MissingFile(path=root / name)
    return GraphFiles(root / "ontology", root / "data")
