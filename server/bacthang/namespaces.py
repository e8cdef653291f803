"""The IRIs of the dataset, as terms ready for use, and the prefixes that people write.

Every IRI of ours is under ``https://w3id.org/bacthang/`` (DESIGN section 3). Other modules ask
here instead of spelling an IRI, so that each is written once.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/bacthang/"


class Namespace:
    """One vocabulary: ``BT.Target`` or ``BT["Target"]`` is the term of that local name."""

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        term = NamedNode(self.iri + name)
        setattr(self, name, term)
        return term

    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self.iri + name)

    def __contains__(self, term: object) -> bool:
        return isinstance(term, NamedNode) and term.value.startswith(self.iri)

    def local(self, term: NamedNode) -> str:
        """Return what follows the namespace in an IRI of it."""
        return term.value.removeprefix(self.iri)


BT: Final = Namespace(BASE + "ontology#")
ID: Final = Namespace(BASE + "id/")
GRAPH: Final = Namespace(BASE + "graph/")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
QUDT: Final = Namespace("http://qudt.org/schema/qudt/")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA: Final = Namespace("https://schema.org/")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SHP: Final = Namespace(BASE + "shapes#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
UNIT: Final = Namespace("http://qudt.org/vocab/unit/")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")

DATASET: Final = NamedNode(BASE + "dataset")
"""What the record of a build is about."""

ONTOLOGY_GRAPH: Final = GRAPH["ontology"]
REFERENCE_GRAPH: Final = GRAPH["reference"]
REPORTED_GRAPH: Final = GRAPH["reported"]
QUERIES_GRAPH: Final = GRAPH["queries"]
SHAPES_GRAPH: Final = GRAPH["shapes"]
INFERENCES_GRAPH: Final = GRAPH["inferences"]
ALIGNMENTS_GRAPH: Final = GRAPH["alignments"]
FINDINGS_GRAPH: Final = GRAPH["findings"]
BUILD_GRAPH: Final = GRAPH["build"]
"""Version, hash and counts of a build: outside the default graph and outside what is hashed."""

DEFAULT_GRAPH: Final = GRAPH["default"]
"""On a server: what the default graph shows, pushed a second time (docs/stores.md)."""

PUSH_GRAPH: Final = GRAPH["push"]
"""On a server: how far a push has come, and what it has put there."""

PREFIXES: Final[dict[str, str]] = {
    "bt": BT.iri,
    "doc": ID.iri + "document/",
    "body": ID.iri + "body/",
    "area": ID.iri + "area/",
    "person": ID.iri + "person/",
    "role": ID.iri + "role/",
    "ind": ID.iri + "indicator/",
    "pterm": ID.iri + "term/",
    "genre": ID.iri + "genre/",
    "field": ID.iri + "field/",
    "report": ID.iri + "report/",
    "query": ID.iri + "query/",
    "src": ID.iri + "source/",
    "graph": GRAPH.iri,
    "dcterms": DCTERMS.iri,
    "eli": ELI.iri,
    "foaf": FOAF.iri,
    "oa": OA.iri,
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": ORG.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "qudt": QUDT.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "sh": SH.iri,
    "skos": SKOS.iri,
    "sosa": "http://www.w3.org/ns/sosa/",
    "time": "http://www.w3.org/2006/time#",
    "unit": UNIT.iri,
    "void": VOID.iri,
    "xsd": XSD.iri,
}
"""The prefixes of questions, dumps and messages, by name."""


def source_text(name: str) -> NamedNode:
    """Return the IRI of the source text in the file ``name`` of ``data/sources/``."""
    return ID["source/" + quote(name)]


def source_graph(name: str) -> NamedNode:
    """Return the graph of what the source text ``name`` says."""
    return GRAPH["source/" + quote(name)]
