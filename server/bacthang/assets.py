"""Where the graph's own files live, and which graph each belongs to.

A checkout keeps them at its top level, where people look for them. A wheel carries copies beside
this module, in ``_graph``. Every other module asks here, so only this one knows the two places.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from pyoxigraph import NamedNode

from .errors import (
    MissingAssets,
    MissingFile,
    NothingToRead,
    TextMissing,
    UnplacedFile,
    UnquotedText,
    UnreadableFile,
)
from .namespaces import ONTOLOGY_GRAPH, REFERENCE_GRAPH, REPORTED_GRAPH, source_graph

Folder = Literal["ontology", "data", "shapes", "queries"]

_HERE = Path(__file__).resolve().parent


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
    """The files of one graph: folders of ontology, data, and its own shapes and questions, if any.

    A graph without shapes is checked by the shipped ones; one without questions has none.
    """

    ontology: Path
    data: Path
    shapes: Path | None = None
    queries: Path | None = None

    @property
    def sources(self) -> Path:
        """The folder of the source texts."""
        return self.data / "sources"

    def texts(self) -> list[Path]:
        """Return the source texts, by name."""
        found = (path for path in _files(self.data) if path.parent == self.sources)
        return [path for path in found if path.suffix.lower() == ".txt"]

    def vocabulary(self) -> list[tuple[Path, NamedNode]]:
        """Return the Turtle files of the ontology with its graph, by path."""
        return [
            (path, ONTOLOGY_GRAPH)
            for path in _files(self.ontology)
            if path.suffix.lower() == ".ttl"
        ]

    def turtle(self) -> list[tuple[Path, NamedNode]]:
        """Return every Turtle file with the graph that its folder puts it in, by path.

        Raises NothingToRead when ontology or data has no Turtle file; UnplacedFile when a file is
        neither of a graph nor a source text, so that none is left out in silence; TextMissing when
        a file of ``texts/`` has no text of its name in ``sources/``, UnquotedText in the reverse.
        """
        texts = {text.stem: text for text in self.texts()}
        placed = [
            (path, graph)
            for part in (self.ontology, self.data)
            for path in _files(part)
            if (graph := self._graph_of(path, texts))
        ]
        for part in (self.ontology, self.data):
            if not any(path.is_relative_to(part) for path, _ in placed):
                raise NothingToRead(path=part, what=".ttl")
        for stem in sorted(texts.keys() - {path.stem for path, _ in placed}):
            raise UnquotedText(path=texts[stem], turtle=self.data / "texts" / f"{stem}.ttl")
        return placed

    def _graph_of(self, path: Path, texts: Mapping[str, Path]) -> NamedNode | None:
        """Return the graph of a Turtle file, or None for a source text."""
        if texts.get(path.stem) == path:
            return None
        if path.suffix.lower() == ".ttl":
            if path.is_relative_to(self.ontology):
                return ONTOLOGY_GRAPH
            match path.relative_to(self.data).parts:
                case ("reference", *_):
                    return REFERENCE_GRAPH
                case ("reported", *_):
                    return REPORTED_GRAPH
                case ("texts", _):
                    if path.stem not in texts:
                        raise TextMissing(path=path, text=self.sources / f"{path.stem}.txt")
                    return source_graph(texts[path.stem].name)
        raise UnplacedFile(path=path)


def _files(part: Path) -> list[Path]:
    """Return every file below a folder, by path, with those in folders that links lead to.

    What is hidden, and the copies that editors keep (``name~``), is left out. Raises UnplacedFile
    for a link to a folder that it lies in, UnreadableFile for a folder that may not be listed.
    """
    found: list[Path] = []
    for at, folders, names in os.walk(part, onerror=_refuse, followlinks=True):
        here = Path(at)
        folders[:] = filter(_is_kept, folders)
        found += [here / name for name in names if _is_kept(name)]
        above = here.resolve()
        for name in folders:
            if (here / name).resolve() in (above, *above.parents):
                raise UnplacedFile(path=here / name)
    return sorted(found)


def _is_kept(name: str) -> bool:
    return not (name.startswith(".") or name.endswith("~"))


def _refuse(error: OSError) -> NoReturn:
    raise UnreadableFile(path=error.filename, what=error.strerror) from None


def graph_files(root: Path | None = None) -> GraphFiles:
    """Return the files of the graph in ``root``, or of the shipped graph.

    Raises MissingFile when ``root`` has no ``ontology/`` or no ``data/``; MissingAssets when the
    shipped graph is not where it should be.
    """
    if root is None:
        return GraphFiles(folder("ontology"), folder("data"), queries=folder("queries"))
    for name in ("ontology", "data"):
        if not (root / name).is_dir():
            raise MissingFile(path=root / name)
    shapes, queries = (
        own if (own := root / name).is_dir() else None for name in ("shapes", "queries")
    )
    return GraphFiles(root / "ontology", root / "data", shapes, queries)
