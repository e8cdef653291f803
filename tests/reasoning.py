"""The graph as a description logic sees it, and what HermiT says of it.

OWL is read from the files that people edit, not from the built dataset: there blank nodes have
IRIs, and a class expression must not. What is decided here is argued in
``docs/decisions/reasoning.md``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import owlready2
import pytest
from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef

ROOT: Final = Path(__file__).resolve().parents[1]
BT: Final = "https://w3id.org/bacthang/ontology#"

PROPERTY_KINDS: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

OWL_2_DATATYPES: Final = frozenset(
    {OWL.real, OWL.rational, RDF.PlainLiteral, RDF.XMLLiteral}
    | {XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.nonPositiveInteger}
    | {XSD.positiveInteger, XSD.negativeInteger, XSD.long, XSD.int, XSD.short, XSD.byte}
    | {XSD.unsignedLong, XSD.unsignedInt, XSD.unsignedShort, XSD.unsignedByte}
    | {XSD.double, XSD.float, XSD.boolean, XSD.hexBinary, XSD.base64Binary}
    | {XSD.string, XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NCName}
    | {XSD.NMTOKEN, XSD.anyURI, XSD.dateTime, XSD.dateTimeStamp}
)
"""The datatype map of OWL 2: https://www.w3.org/TR/owl2-syntax/#Datatype_Maps."""

LEFT_OUT: Final = frozenset({XSD.date})
"""Outside the map and known to be so: the dates of documents, bodies and changes."""


class UnsupportedDatatype(Exception):
    """A literal that no OWL 2 reasoner need accept and that nobody has decided to leave out."""


class NothingToRead(Exception):
    """A collection of files that is empty, which would make every test of it pass."""


def turtle(*folders: str) -> list[Path]:
    """Return the Turtle files below folders of the repository, by path; never an empty list."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.ttl"))
    if not found:
        raise NothingToRead(", ".join(folders))
    return found


def merged(paths: Iterable[Path]) -> Graph:
    """Return the triples of all the files as one graph."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@cache
def ontology() -> Graph:
    """Return the ontology; one graph for all tests, to be read and not changed."""
    return merged(turtle("ontology"))


@cache
def data() -> Graph:
    """Return all authored data; one graph for all tests, to be read and not changed."""
    return merged(turtle("data"))


def within_datatype_map(graph: Graph) -> tuple[Graph, list[Literal]]:
    """Return the graph without literals of ``LEFT_OUT``, and those literals.

    HermiT stops at the first literal outside the OWL 2 datatype map. Raises UnsupportedDatatype for
    one that is not in ``LEFT_OUT``, so that no further kind of value slips away unreasoned.
    """
    kept, dropped = Graph(), []
    for triple in graph:
        value = triple[2]
        if not isinstance(value, Literal) or value.datatype in {None, *OWL_2_DATATYPES}:
            kept.add(triple)
        elif value.datatype in LEFT_OUT:
            dropped.append(value)
        else:
            raise UnsupportedDatatype(f"{value.n3()} of {triple[0].n3()}, {triple[1].n3()}")
    return kept, dropped


def with_unique_names(graph: Graph) -> Graph:
    """Return the graph with the assumption that different IRIs name different individuals.

    Without it two values of a functional property only make their owners the same. Each named
    individual gets its own IRI as the value of one functional property: linear in their number,
    where ``owl:AllDifferent`` is quadratic.
    """
    name = URIRef("urn:x-bacthang:name")
    named = Graph() + graph
    individuals = {
        thing
        for thing, kind in graph.subject_objects(RDF.type)
        if isinstance(thing, URIRef) and not str(kind).startswith((str(OWL), str(RDF)))
    }
    for individual in individuals:
        named.add((individual, name, Literal(str(individual))))
    named.add((name, RDF.type, OWL.DatatypeProperty))
    named.add((name, RDF.type, OWL.FunctionalProperty))
    return named


@dataclass(frozen=True)
class Verdict:
    """Whether a model exists at all, and the classes that are empty in every one."""

    consistent: bool
    unsatisfiable: frozenset[str] = frozenset()


def hermit(graph: Graph) -> Verdict:
    """Return what HermiT finds in a graph whose literals are ``within_datatype_map``.

    Raises OwlReadyJavaError when HermiT cannot read the graph or Java is not there.
    """
    if shutil.which("java") is None and "CI" not in os.environ:
        pytest.skip("HermiT is a Java program, and there is no java on the path")
    world = owlready2.World()
    loaded = world.get_ontology("urn:x-bacthang:graph")
    loaded.load(fileobj=BytesIO(graph.serialize(format="nt", encoding="utf-8")))
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Verdict(consistent=False)
    empty = {cls.iri for cls in world.inconsistent_classes()} - {str(OWL.Nothing)}
    return Verdict(consistent=True, unsatisfiable=frozenset(empty))
