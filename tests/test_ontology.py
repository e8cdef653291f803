"""The ontology names and defines each term in both languages, spells it right, and needs it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef, namespace
from rdflib.term import Node

from reasoning import BT, PROPERTY_KINDS, ROOT, NothingToRead, data, ontology

CASES: Final = Path(__file__).parent / "cases" / "ontology"
ONTOLOGY: Final = URIRef("https://w3id.org/bacthang/ontology")
UNIT: Final = URIRef("http://qudt.org/schema/qudt/Unit")
ONE_EACH: Final = Counter({"vi": 1, "en": 1})
CLOSED: Final = [
    getattr(namespace, name)
    for name in [
        *("DCTERMS", "FOAF", "ODRL2", "ORG", "OWL", "PROV", "RDF"),
        *("RDFS", "SDO", "SH", "SKOS", "SOSA", "TIME", "VANN", "XSD"),
    ]
]
"""The vocabularies of which rdflib keeps the full list of terms."""


def terms(graph: Graph) -> set[URIRef]:
    """Return every IRI that stands anywhere in a graph."""
    return {node for triple in graph for node in triple if isinstance(node, URIRef)}


def ours(graph: Graph) -> set[str]:
    """Return the local names of our terms that stand anywhere in a graph."""
    return {iri.removeprefix(BT) for iri in terms(graph) if iri.startswith(BT)}


def defined() -> set[str]:
    """Return the local names of the terms that the ontology declares."""
    found = {str(term) for term in ontology().subjects(RDF.type) if str(term).startswith(BT)}
    assert len(found) > 100, "the terms were not read"
    return {term.removeprefix(BT) for term in found}


def in_both_languages(term: Node, part: URIRef) -> bool:
    """Return whether a term has exactly one text in each language."""
    texts = [text for text in ontology().objects(term, part) if isinstance(text, Literal)]
    return Counter(text.language for text in texts) == ONE_EACH


# --- Each term says what it means


def test_every_term_has_one_label_and_one_definition_in_each_language() -> None:
    lacking = [
        (name, part)
        for name in sorted(defined())
        for part in (RDFS.label, SKOS.definition)
        if not in_both_languages(URIRef(BT + name), part)
    ]
    assert lacking == []


def test_notes_and_examples_stand_in_both_languages() -> None:
    lacking = [
        (term, part)
        for part in (SKOS.scopeNote, SKOS.example, DCTERMS.title, DCTERMS.abstract)
        for term in set(ontology().subjects(part))
        if not in_both_languages(term, part)
    ]
    assert lacking == []


def test_public_terms_are_named_in_both_languages_for_pages_and_tables() -> None:
    lacking = [
        term
        for kind in (*PROPERTY_KINDS, OWL.Class, UNIT)
        for term in ontology().subjects(RDF.type, kind)
        if isinstance(term, URIRef) and not in_both_languages(term, RDFS.label)
    ]
    assert lacking == []


def test_every_term_says_which_ontology_defines_it() -> None:
    told = {str(term) for term in ontology().subjects(RDFS.isDefinedBy, ONTOLOGY)}
    assert told == {BT + name for name in defined()}


def test_definitions_can_stand_in_place_of_their_terms() -> None:
    # A partial sentence: it begins without a capital and ends without a full stop.
    definitions = [str(text) for text in ontology().objects(None, SKOS.definition)]
    assert [text for text in definitions if text[0].isupper() or text.endswith(".")] == []


# --- Names are spelt right, and none is idle


def test_every_public_term_exists() -> None:
    lines = (CASES / "public-terms.txt").read_text("utf-8").splitlines()
    licence = ontology().value(ONTOLOGY, DCTERMS.license)
    unlisted = {
        str(term)
        for term in terms(ontology()) - {licence}
        if not term.startswith("https://w3id.org/bacthang/")
        and not any(term in vocabulary for vocabulary in CLOSED)
    }
    assert unlisted == {line for line in lines if line and not line.startswith("#")}


def test_every_term_in_use_is_defined() -> None:
    assert (ours(ontology()) | ours(data()) | in_questions() | in_program()) - defined() == set()


def test_every_term_is_used() -> None:
    used = ours(data()) | in_questions() | in_program()
    # A class is used when a subclass or a member is.
    while (
        above := {
            str(parent).removeprefix(BT)
            for relation in (RDFS.subClassOf, RDF.type)
            for child, parent in ontology().subject_objects(relation)
            if str(child).removeprefix(BT) in used and str(parent).startswith(BT)
        }
        - used
    ):
        used |= above
    assert defined() - used == set()


def in_questions() -> set[str]:
    """Return the terms of ours that a question or a rule names."""
    files = [*(ROOT / "queries").rglob("*.rq"), *(ROOT / "shapes").rglob("*.ttl")]
    return {name for file in files for name in re.findall(r"\bbt:(\w+)", file.read_text("utf-8"))}


def in_program() -> set[str]:
    """Return the terms of ours that the program names."""
    files = sorted((ROOT / "server").rglob("*.py"))
    if not files:
        raise NothingToRead("server")
    return {name for file in files for name in named_in(ast.parse(file.read_text("utf-8")))}


def named_in(module: ast.Module) -> Iterator[str]:
    """Yield each term that a module spells as ``BT.x``, ``BT["x"]``, or the value of a list.

    A list of values is an enumeration whose docstring says of which class.
    """
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=ast.Name(id="BT"), attr=name) if name not in ("iri", "local"):
                yield name
            case ast.Subscript(value=ast.Name(id="BT"), slice=ast.Constant(value=str() as name)):
                yield name
            case ast.ClassDef(bases=[ast.Name(id="StrEnum")], body=body) if "bt:" in (
                ast.get_docstring(node) or ""
            ):
                for line in body:
                    match line:
                        case ast.Assign(value=ast.Constant(value=str() as name)):
                            yield name
