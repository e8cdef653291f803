"""RDF files become statements, each file in the graph that its folder names.

What the parser lets pass and the dataset cannot hold is refused here, with file and line: numbers
that would not survive as they are written, and places without quote or position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from .canonical import canonical_literal
from .errors import MalformedFile, MissingFile, NamedPlace, NonCanonicalNumber, UnreadableFile
from .lines import TurtleFile
from .namespaces import OA, RDF, XSD
from .skolem import NodeNamer, Place, Statement

_CANONICAL: Final = re.compile(r"-?(0|[1-9]\d*)(\.0|\.\d*[1-9])?")
_EXACT_NUMBERS: Final = frozenset((XSD.decimal, XSD.integer))
_WORDS: Final = frozenset((XSD.string, RDF.langString))
_PLACE: Final = OA.SpecificResource
_TYPE: Final = RDF.type


class Reader:
    """Reads the files of one dataset; ``places`` grows with every file read."""

    def __init__(self) -> None:
        self.places: list[tuple[TurtleFile, list[Place]]] = []
        self._namers: dict[NamedNode, NodeNamer] = {}

    def read(self, path: Path, graph: NamedNode) -> Iterator[Statement]:
        """Yield the statements of a Turtle file, which belong to ``graph``, without blank nodes.

        Raises MissingFile, UnreadableFile, MalformedFile, NonCanonicalNumber, NamedPlace, and what
        ``NodeNamer.named`` raises.
        """
        file = TurtleFile(path)
        nested: list[Statement] = []
        for subject, predicate, term, _ in _parsed(path):
            kind = type(term)
            if kind is Literal:
                datatype = term.datatype
                if datatype in _EXACT_NUMBERS:
                    _check_number(term.value, file)
                    if term.value.endswith(".0"):
                        term = Literal(term.value[:-2], datatype=datatype)
                elif datatype not in _WORDS:
                    term = canonical_literal(term)
            elif kind is not NamedNode:
                nested.append((subject, predicate, term))
                continue
            elif term == _PLACE and predicate == _TYPE and type(subject) is NamedNode:
                raise NamedPlace(
                    path=path, line=file.line_about(subject.value), place=subject.value
                )
            if type(subject) is BlankNode:
                nested.append((subject, predicate, term))
            else:
                yield subject, predicate, term
        namer = self._namers.setdefault(graph, NodeNamer())
        statements, places = namer.named(nested, file)
        self.places.append((file, places))
        yield from statements


def _parsed(path: Path) -> Iterator[Quad]:
    try:
        yield from parse(path=path, format=RdfFormat.TURTLE)
    except FileNotFoundError:
        raise MissingFile(path=path) from None
    except OSError as error:
        raise UnreadableFile(path=path, what=error) from None
    except SyntaxError as error:
        raise MalformedFile(path=path, line=error.lineno, what=_complaint(error)) from None


def _complaint(error: SyntaxError) -> str:
    """Return what the parser says, without the line that we name ourselves."""
    return re.sub(r"^Parser error at [^:]*: ", "", error.msg)


def _check_number(printed: str, file: TurtleFile) -> None:
    if not _CANONICAL.fullmatch(printed) or printed in ("-0", "-0.0"):
        raise NonCanonicalNumber(
            path=file.path,
            line=file.line_of_number(printed),
            found=printed,
            wanted=_canonical(printed),
        )


def _canonical(printed: str) -> str:
    """Return the XSD 1.1 canonical form (Datatypes, section E.2) of a decimal, if it is one."""
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", printed):
        return "78.5, 15, -3"
    whole, _, fraction = printed.lstrip("+-").partition(".")
    digits = (whole.lstrip("0") or "0") + "." + fraction.rstrip("0")
    value = digits.rstrip(".")
    return f"-{value}" if printed.startswith("-") and value != "0" else value
