"""Ontology and data are OWL 2 DL, and HermiT finds a model of them and none of a contradiction.

``cases/reasoning/`` holds small graphs that HermiT must refuse (``inconsistent``), must find an
empty class in (``unsatisfiable``) or must accept (``consistent``). Add a case by adding a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, Graph, Literal, URIRef, namespace
from rdflib.collection import Collection
from rdflib.term import Node

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.namespaces import GRAPH
from bacthang.stores import MEMORY
from reasoning import (
    BT,
    LEFT_OUT,
    OWL_2_DATATYPES,
    PROPERTY_KINDS,
    NothingToRead,
    UnsupportedDatatype,
    data,
    hermit,
    merged,
    ontology,
    turtle,
    with_unique_names,
    within_datatype_map,
)

CASES: Final = Path(__file__).parent / "cases" / "reasoning"
LOGIC: Final = (str(OWL), str(RDF), str(RDFS))
XSD: Final = str(namespace.XSD)


def cases(folder: str) -> list[Path]:
    return sorted((CASES / folder).glob("*.ttl"))


def logical(term: Node) -> bool:
    """Return whether a term is of the vocabulary of OWL itself."""
    return str(term).startswith(LOGIC)


# --- OWL 2 DL: https://www.w3.org/TR/owl2-syntax/#Ontologies, what the file format cannot ensure


def test_every_property_is_of_one_kind_and_its_values_fit() -> None:
    faults = set()
    for subject, predicate, value in ontology() + data():
        if logical(predicate):
            continue
        match [kind for kind in PROPERTY_KINDS if (predicate, RDF.type, kind) in ontology()]:
            case [OWL.ObjectProperty] if isinstance(value, Literal):
                faults.add((predicate, "has a literal", subject))
            case [OWL.DatatypeProperty] if not isinstance(value, Literal):
                faults.add((predicate, "has no literal", subject))
            case [_]:
                pass
            case kinds:
                faults.add((predicate, f"is of {len(kinds)} kinds", subject))
    assert faults == set()


def test_every_class_is_declared() -> None:
    relations = (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith)
    in_use = {node for relation in relations for node in ontology().objects(None, relation)}
    for relation in (OWL.unionOf, OWL.members):
        for head in ontology().objects(None, relation):
            in_use |= set(Collection(ontology(), head))
    in_use |= {kind for kind in (ontology() + data()).objects(None, RDF.type) if not logical(kind)}
    declared = set(ontology().subjects(RDF.type, OWL.Class))
    declared |= set(ontology().subjects(RDF.type, OWL.Restriction))
    assert in_use - declared - OWL_2_DATATYPES == set()


def test_no_property_with_implied_pairs_is_counted() -> None:
    # https://www.w3.org/TR/owl2-syntax/#Restriction_on_Simple_Roles
    counted = set(ontology().objects(None, OWL.onProperty))
    for kind in (OWL.FunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty):
        counted |= set(ontology().subjects(RDF.type, kind))
    transitive = set(ontology().subjects(RDF.type, OWL.TransitiveProperty))
    implied = {
        above
        for prop in transitive
        for above in ontology().transitive_objects(prop, RDFS.subPropertyOf)
    }
    assert counted & implied == set()


def test_data_say_nothing_in_the_vocabulary_of_owl_but_types_and_names() -> None:
    predicates = {predicate for predicate in data().predicates() if logical(predicate)}
    assert predicates <= {RDF.type, RDFS.label, RDFS.seeAlso}


# --- HermiT


def test_ontology_and_data_are_consistent_and_no_class_is_empty() -> None:
    reasoned, dropped = within_datatype_map(ontology() + data())
    assert {value.datatype for value in dropped} == LEFT_OUT
    verdict = hermit(with_unique_names(reasoned))
    assert verdict.consistent, "ontology and data contradict one another"
    assert verdict.unsatisfiable == set()


def test_a_contradiction_in_the_data_is_found() -> None:
    reasoned, _ = within_datatype_map(ontology() + data())
    target = next(data().subjects(RDF.type, URIRef(BT + "Target")))
    reasoned.add((target, RDF.type, URIRef(BT + "PolicyDocument")))
    assert not hermit(with_unique_names(reasoned)).consistent


def test_what_the_build_adds_is_consistent_with_the_rest() -> None:
    store = build(graph_files(), MEMORY).store
    added = Graph()
    for name in ("inferences", "alignments"):
        lines = [f"{quad.triple} ." for quad in store.quads(g=GRAPH[name])]
        assert lines, name
        added.parse(data="\n".join(lines), format="nt")
    reasoned, _ = within_datatype_map(ontology() + data() + added)
    verdict = hermit(with_unique_names(reasoned))
    assert verdict.consistent, "an inference or an alignment contradicts the ontology"
    assert verdict.unsatisfiable == set()


@pytest.mark.parametrize("path", cases("inconsistent"), ids=lambda path: path.stem)
def test_contradiction_is_found(path: Path) -> None:
    assert not hermit(with_unique_names(ontology() + merged([path]))).consistent


@pytest.mark.parametrize("path", cases("consistent"), ids=lambda path: path.stem)
def test_sound_statement_is_accepted(path: Path) -> None:
    verdict = hermit(with_unique_names(ontology() + merged([path])))
    assert verdict.consistent
    assert verdict.unsatisfiable == set()


@pytest.mark.parametrize("path", cases("unsatisfiable"), ids=lambda path: path.stem)
def test_empty_class_is_found(path: Path) -> None:
    case = merged([path])
    verdict = hermit(with_unique_names(ontology() + case))
    assert verdict.consistent
    assert verdict.unsatisfiable == {str(cls) for cls in case.subjects(RDF.type, OWL.Class)}


# --- What HermiT is not shown


def test_dates_are_left_out_and_nothing_else_is_lost() -> None:
    date = (URIRef(BT + "x"), DCTERMS.date, Literal("2022-05-05", datatype=XSD + "date"))
    year = (URIRef(BT + "x"), URIRef(BT + "targetYear"), Literal(2025))
    kept, dropped = within_datatype_map(Graph().add(date).add(year))
    assert set(kept) == {year}
    assert dropped == [date[2]]


@pytest.mark.parametrize("datatype", ["gYear", "gYearMonth", "time", "duration"])
def test_no_other_value_is_left_out_in_silence(datatype: str) -> None:
    value = Literal("2025", datatype=XSD + datatype)
    graph = Graph().add((URIRef(BT + "x"), DCTERMS.date, value))
    with pytest.raises(UnsupportedDatatype):
        within_datatype_map(graph)


def test_no_range_is_of_a_datatype_that_owl_does_not_know() -> None:
    properties = ontology().subjects(RDF.type, OWL.DatatypeProperty)
    ranges = {node for prop in properties for node in ontology().objects(prop, RDFS.range)}
    assert ranges <= OWL_2_DATATYPES


def test_an_empty_folder_is_an_error() -> None:
    with pytest.raises(NothingToRead):
        turtle("ontology/none")
