"""Well-formedness is what the ontology says: each axiom on values has its shape."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.term import Literal, Node

from bacthang.namespaces import XSD
from bacthang.soundness.laws import DAYS
from reasoning import BT, ROOT, NothingToRead, ontology

SH: Final = Namespace("http://www.w3.org/ns/shacl#")


@cache
def shapes() -> Graph:
    """Return the shapes of well-formedness."""
    files = sorted((ROOT / "shapes").glob("form-*.ttl"))
    if not files:
        raise NothingToRead("shapes")
    together = Graph()
    for file in files:
        together.parse(file)
    return together


def shaped(path: Node) -> set[Node]:
    """Return the property shapes of a path that a shape with a target holds."""
    return {
        shape
        for shape in shapes().subjects(SH.path, path)
        for holder in shapes().subjects(SH.property, shape)
        if {SH.targetClass, SH.targetSubjectsOf} & set(shapes().predicates(holder))
    }


def said(path: Node, constraint: URIRef) -> set[Node]:
    """Return the values that a constraint has on some shape of a path."""
    return {term for shape in shaped(path) for term in shapes().objects(shape, constraint)}


def ours(subjects: Iterable[Node]) -> list[URIRef]:
    """Return the properties of ours among the subjects, in order."""
    found = sorted(s for s in subjects if isinstance(s, URIRef) and s.startswith(BT))
    assert len(found) > 10, "the axioms were not read"
    return found


@pytest.mark.parametrize("prop", ours(ontology().subjects(RDF.type, OWL.FunctionalProperty)))
def test_a_functional_property_has_at_most_one_value(prop: URIRef) -> None:
    assert said(prop, SH.maxCount) & {Literal(1)}


@pytest.mark.parametrize(
    ("prop", "datatype"),
    [
        (prop, datatype)
        for prop in ours(ontology().subjects(RDF.type, OWL.DatatypeProperty))
        for datatype in ontology().objects(prop, RDFS.range)
        if str(datatype).startswith(XSD.iri)
    ],
)
def test_values_have_the_datatype_of_their_range(prop: URIRef, datatype: URIRef) -> None:
    assert said(prop, SH.datatype) == {datatype}


@pytest.mark.parametrize("day", sorted(day.value for day in DAYS))
def test_days_are_dates(day: str) -> None:
    assert said(URIRef(day), SH.datatype) == {URIRef(XSD.date.value)}


@pytest.mark.parametrize(
    ("prop", "wanted"),
    [
        (prop, wanted)
        for prop in ours(ontology().subjects(RDF.type, OWL.ObjectProperty))
        for wanted in ontology().objects(prop, RDFS.range)
        if isinstance(wanted, URIRef)
    ],
)
def test_values_are_of_the_class_of_their_range(prop: URIRef, wanted: URIRef) -> None:
    narrower = {*ontology().transitive_subjects(RDFS.subClassOf, wanted)}
    assert said(prop, SH["class"])
    assert said(prop, SH["class"]) <= narrower


@pytest.mark.parametrize(
    ("prop", "bearer"),
    [
        (prop, bearer)
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for prop in ours(ontology().subjects(RDF.type, kind))
        for bearer in ontology().objects(prop, RDFS.domain)
        if isinstance(bearer, URIRef)
    ],
)
def test_what_bears_a_property_is_of_its_domain(prop: URIRef, bearer: URIRef) -> None:
    held = {
        term
        for shape in shapes().subjects(SH.targetSubjectsOf, prop)
        for term in shapes().objects(shape, SH["class"])
    }
    assert held == {bearer}
