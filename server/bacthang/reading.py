"""RDF files become statements, each file in the graph that its folder names.

What the parser lets pass and the dataset cannot hold is refused here, with file and line: numbers
that would not survive as they are written, and places without quote or position.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from .canonical import canonical_literal
from .errors import (
    MalformedFile,
    MalformedLiteral,
    MissingFile,
    NamedPlace,
    NonCanonicalNumber,
    Tell,
    UndeclaredPrefix,
    Unreadable,
    UnreadableFile,
    refuse,
)
from .iris import compact
from .lines import TurtleFile
from .namespaces import (
    ALIGNMENTS_GRAPH,
    BUILD_GRAPH,
    FINDINGS_GRAPH,
    INFERENCES_GRAPH,
    OA,
    PREFIXES,
    RDF,
    SHAPES_GRAPH,
    XSD,
)
from .skolem import NodeNamer, Place, Statement
from .stores.base import Subject

FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
"""The formats in which a file may be written, by how its name ends."""

_MADE: Final = frozenset(
    (BUILD_GRAPH, SHAPES_GRAPH, FINDINGS_GRAPH, INFERENCES_GRAPH, ALIGNMENTS_GRAPH)
)
"""The graphs of a dump that are made again here, and not read."""

_CANONICAL: Final = re.compile(r"-?(0|[1-9]\d*)(\.0|\.\d*[1-9])?")
_WRITTEN: Final = {
    XSD.integer: re.compile(r"[+-]?\d+"),
    XSD.decimal: re.compile(r"[+-]?(\d+\.?\d*|\.\d+)"),
    XSD.boolean: re.compile("true|false|1|0"),
    XSD.date: re.compile(r"\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?"),
}
"""What may stand before ``^^`` (XSD 1.1 Datatypes, sections 3.3 and 3.4), so far as we use it."""

EXAMPLES: Final = {
    XSD.integer: "12",
    XSD.decimal: "12.5",
    XSD.boolean: "true",
    XSD.date: '"2021-10-12"^^xsd:date',
    XSD.string: '"…"',
}
"""How a value of each datatype is written."""

_EXACT_NUMBERS: Final = frozenset((XSD.decimal, XSD.integer))
_WORDS: Final = frozenset((XSD.string, RDF.langString))
_PLACE: Final = OA.SpecificResource
_TYPE: Final = RDF.type


class Reader:
    """Reads the files of one dataset; ``places`` grows with every file read."""

    def __init__(self, tell: Tell = refuse) -> None:
        self.places: list[tuple[TurtleFile, list[Place]]] = []
        self._namers: dict[NamedNode, NodeNamer] = {}
        self._tell = tell

    def read(self, path: Path, graph: NamedNode) -> list[Statement]:
        """Return the statements of an RDF file, which belong to ``graph``, without blank nodes.

        Tells of each MalformedLiteral, NonCanonicalNumber and NamedPlace. Raises MissingFile,
        UnreadableFile, MalformedFile, and what ``NodeNamer.named`` raises.
        """
        file = TurtleFile(path)
        own: list[Statement] = []
        nested: list[Statement] = []
        before: Subject | None = None
        for subject, predicate, term, _ in quads_of(path):
            # Statements come subject by subject: what all are about need not be kept many times.
            if subject == before:
                subject = before
            before = subject
            kind = type(term)
            if kind is Literal:
                term = self._literal(term, file)
            elif kind is not NamedNode:
                nested.append((subject, predicate, term))
                continue
            elif term == _PLACE and predicate == _TYPE and type(subject) is NamedNode:
                line = file.line_about(subject.value)
                self._tell([NamedPlace(path=path, line=line, place=subject.value)])
            if type(subject) is BlankNode:
                nested.append((subject, predicate, term))
            else:
                own.append((subject, predicate, term))
        namer = self._namers.setdefault(graph, NodeNamer())
        statements, places = namer.named(nested, file)
        self.places.append((file, places))
        return own + statements

    def finish(self, graph: NamedNode) -> None:
        """Forget how the nodes of a graph were named: no more files of it will come."""
        self._namers.pop(graph, None)

    def _literal(self, term: Literal, file: TurtleFile) -> Literal:
        """Return a literal as the store will keep it; tell when it is not well written."""
        datatype = term.datatype
        if datatype in _WORDS:
            return term
        if datatype in _EXACT_NUMBERS:
            if fault := _misnumbered(term, file):
                self._tell([fault])
            elif "." in term.value:
                return Literal(term.value.removesuffix(".0"), datatype=datatype)
            return term
        if not well_written(term.value, datatype):
            self._tell([_malwritten(term, file)])
        return canonical_literal(term)


def by_property(statements: Iterable[Statement]) -> dict[NamedNode, list[Statement]]:
    """Return statements parted by their properties."""
    parted: defaultdict[NamedNode, list[Statement]] = defaultdict(list)
    for statement in statements:
        parted[statement[1]].append(statement)
    return dict(parted)


def well_written(value: str, datatype: NamedNode) -> bool:
    """Tell whether a datatype has a value that is written so; true of datatypes we do not use."""
    written = _WRITTEN.get(datatype)
    if written is None:
        return True
    if not written.fullmatch(value):
        return False
    return datatype != XSD.date or _in_calendar(value[:10])


def _in_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def quads_of(path: Path) -> Iterator[Quad]:
    """Yield what an RDF file says as it stands, but what a build adds to a dump.

    Raises MissingFile, UnreadableFile, MalformedFile.
    """
    form = FORMATS.get(path.suffix.lower(), RdfFormat.TURTLE)
    try:
        quads = parse(path=path, format=form)
        if form.supports_datasets:
            yield from (quad for quad in quads if quad.graph_name not in _MADE)
        else:
            yield from quads
    except FileNotFoundError:
        raise MissingFile(path=path) from None
    except OSError as error:
        raise UnreadableFile(path=path, what=error) from None
    except SyntaxError as error:
        raise _malformed(path, error) from None


def _malformed(path: Path, error: SyntaxError) -> MalformedFile:
    what = _complaint(error)
    missing = re.fullmatch(r"The prefix (\S*): has not been declared", what)
    if missing and missing[1] in PREFIXES:
        prefix = missing[1]
        return UndeclaredPrefix(
            path=path, line=error.lineno, what=what, prefix=prefix, iri=PREFIXES[prefix]
        )
    return MalformedFile(path=path, line=error.lineno or 1, what=what)


def _complaint(error: SyntaxError) -> str:
    """Return what the parser says, without the line that we name ourselves."""
    if "LoadDocumentCallback" in error.msg:
        return "a @context elsewhere is never fetched; write it into the file"
    return re.sub(r"^Parser error at [^:]*: ", "", error.msg)


def _malwritten(term: Literal, file: TurtleFile) -> MalformedLiteral:
    return MalformedLiteral(
        path=file.path,
        line=file.line_of_number(term.value),
        found=term.value,
        datatype=compact(term.datatype.value),
        example=EXAMPLES[term.datatype],
    )


def _misnumbered(term: Literal, file: TurtleFile) -> Unreadable | None:
    """Return the fault of a number that would not survive as it is written."""
    printed, datatype = term.value, term.datatype
    canonical = _CANONICAL.fullmatch(printed) and printed not in ("-0", "-0.0")
    if canonical and (datatype == XSD.decimal or "." not in printed):
        return None
    if not well_written(printed, datatype):
        return _malwritten(term, file)
    return NonCanonicalNumber(
        path=file.path,
        line=file.line_of_number(printed),
        found=printed,
        wanted=_canonical(printed),
    )


def _canonical(printed: str) -> str:
    """Return the XSD 1.1 canonical form (Datatypes, section E.2) of a decimal."""
    whole, _, fraction = printed.lstrip("+-").partition(".")
    digits = (whole.lstrip("0") or "0") + "." + fraction.rstrip("0")
    value = digits.rstrip(".")
    return f"-{value}" if printed.startswith("-") and value != "0" else value
