"""Sheets are written: as a graph folder that ``bacthang build`` takes, as N-Quads, or as both."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol, TextIO

from pyoxigraph import NamedNode

from bacthang.assets import folder, graph_files
from bacthang.namespaces import (
    ID,
    OA,
    ONTOLOGY_GRAPH,
    PREFIXES,
    RDF,
    REFERENCE_GRAPH,
    REPORTED_GRAPH,
    XSD,
    source_graph,
    source_text,
)
from bacthang.reading import Reader

from .statements import OWN, Block, Place, Sheet, Term

COPIED: Final = ("genres.ttl", "fields.ttl", "body-kinds.ttl", "roles.ttl")
"""Reference files of the shipped graph that every country shares."""

_ALL: Final = PREFIXES | OWN
_PREFIXES: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _ALL.items())


class Sink(Protocol):
    """What sheets are written to."""

    def write(self, sheet: Sheet) -> None:
        """Write a sheet."""

    def close(self) -> None:
        """Write what is still to be written."""


class Folder:
    """A graph folder; ontology, shapes, questions and what all share come from the shipped graph.

    Raises FileExistsError when there is something at the path already.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        for part in ("ontology", "shapes", "queries"):
            shutil.copytree(folder(part), root / part)
        for part in ("sources", "texts", "reference/units", "reported"):
            (root / "data" / part).mkdir(parents=True)
        for name in COPIED:
            shutil.copy(folder("data") / "reference" / name, root / "data/reference" / name)

    def write(self, sheet: Sheet) -> None:
        """Write a sheet to its file, and its text beside it."""
        where = "reference/units" if sheet.kind == "reference" else sheet.kind
        path = self._root / "data" / where / f"{sheet.name}.ttl"
        path.write_text(
            "".join((_PREFIXES, *(f"\n{_turtle(block)}\n" for block in sheet.blocks))), "utf-8"
        )
        if sheet.kind == "texts":
            text = self._root / "data/sources" / f"{sheet.name}.txt"
            text.write_bytes(sheet.text.encode())

    def close(self) -> None:
        """Nothing is left to write."""


def _turtle(block: Block) -> str:
    said = " ;\n".join(f"    {prop} {_as_turtle(term)}" for prop, term in block.said)
    return f"{block.subject}\n{said} ."


def _as_turtle(term: Term) -> str:
    if isinstance(term, str):
        return term
    role = "bt:role bt:context ; " if term.context else ""
    words = term.words.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f"\n        [ a oa:SpecificResource ; {role}oa:hasSource src:{term.source} ; "
        f'oa:hasSelector\n            [ a oa:TextQuoteSelector ; oa:exact "{words}" ] ,\n'
        f"            [ a oa:TextPositionSelector ; oa:start {term.start} ; "
        f"oa:end {term.end} ] ]"
    )


class Quads:
    """N-Quads: the authored graphs just as a build of the folder would hold them."""

    def __init__(self, out: TextIO) -> None:
        self.count = 0
        self._out = out
        self._put(_shared())

    def write(self, sheet: Sheet) -> None:
        """Write the statements of a sheet, and its text."""
        match sheet.kind:
            case "reference":
                graph = REFERENCE_GRAPH
            case "reported":
                graph = REPORTED_GRAPH
            case "texts":
                graph = source_graph(f"{sheet.name}.txt")
        self._put(f"{line} {graph} .\n" for line in _triples(sheet))

    def close(self) -> None:
        """Let everything out."""
        self._out.flush()

    def _put(self, lines: Iterable[str]) -> None:
        held = list(lines)
        self.count += len(held)
        self._out.write("".join(held))


def _shared() -> Iterator[str]:
    """Yield what the folder takes over from the shipped graph."""
    reader = Reader()
    files = graph_files()
    shared = [(path, ONTOLOGY_GRAPH) for path, _ in files.vocabulary()]
    shared += [(files.data / "reference" / name, REFERENCE_GRAPH) for name in COPIED]
    for path, graph in shared:
        for subject, predicate, term in reader.read(path, graph):
            yield f"{subject} {predicate} {term} {graph} .\n"


def _triples(sheet: Sheet) -> Iterator[str]:
    told: set[str] = set()
    if sheet.kind == "texts":
        text = source_text(f"{sheet.name}.txt")
        digest = hashlib.sha256(sheet.text.encode()).hexdigest()
        yield f"{text} {_TYPE} <{_ALL['bt']}SourceText>"
        yield f"{text} <{_ALL['bt']}text> {_quoted(sheet.text)}"
        yield f'{text} <{_ALL["bt"]}sha256> "{digest}"'
    for block in sheet.blocks:
        subject = _expanded(block.subject)
        for prop, term in block.said:
            if isinstance(term, str):
                yield f"{subject} {_expanded(prop)} {_literal(term)}"
            else:
                place = _name(term)
                yield f"{subject} {_expanded(prop)} <{place}>"
                if place not in told:
                    told.add(place)
                    yield from _selected(place, term)


_TYPE: Final = str(RDF.type)
_INTEGER: Final = str(XSD.integer)
_PLACE: Final = f"{ID.iri}place/"


def _name(place: Place) -> str:
    role = "/context" if place.context else ""
    return f"{_PLACE}{place.source}/{place.start}-{place.end}{role}"


def _selected(name: str, place: Place) -> Iterator[str]:
    yield f"<{name}> {_TYPE} {OA.SpecificResource}"
    if place.context:
        yield f"<{name}> <{_ALL['bt']}role> <{_ALL['bt']}context>"
    yield f"<{name}> {OA.hasSource} {source_text(place.source)}"
    yield f"<{name}> {OA.hasSelector} <{name}/quote>"
    yield f"<{name}> {OA.hasSelector} <{name}/position>"
    yield f"<{name}/quote> {_TYPE} {OA.TextQuoteSelector}"
    yield f"<{name}/quote> {OA.exact} {_quoted(place.words)}"
    yield f"<{name}/position> {_TYPE} {OA.TextPositionSelector}"
    yield f'<{name}/position> {OA.start} "{place.start}"^^{_INTEGER}'
    yield f'<{name}/position> {OA.end} "{place.end}"^^{_INTEGER}'


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _literal(term: str) -> str:
    """Return a term in full, numbers as the build keeps them: without a ``.0``."""
    first = term[0]
    if first == '"':
        return term.replace("^^xsd:date", f"^^{XSD.date}")
    if first.isdigit():
        kind = XSD.decimal if "." in term else XSD.integer
        return f'"{term.removesuffix(".0")}"^^{kind}'
    return _expanded(term)


@lru_cache(maxsize=65_536)
def _expanded(term: str) -> str:
    if term == "a":
        return _TYPE
    if term in ("true", "false"):
        return f'"{term}"^^{XSD.boolean}'
    if term.startswith("<"):
        return term
    prefix, _, local = term.partition(":")
    return str(NamedNode(_ALL[prefix] + local))


def full(term: str) -> str:
    """Return the IRI that a term stands for."""
    return _expanded(term).strip("<>")
