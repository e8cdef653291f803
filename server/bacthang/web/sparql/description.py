"""The endpoint described for software: SPARQL 1.1 Service Description, with counts in VoID.

What one query may use is said in words, and as a schema.org PropertyValue a limit, named by the
header that every answer carries it in.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple, serialize

from ...answers import GRAPH_FORMATS
from ...errors import LANGS, Wording
from ...export.notes import LICENCE
from ...namespaces import DATASET, DCTERMS, GRAPH, OWL, PREFIXES, RDF, RDFS, VOID, XSD, Namespace
from ...selecting import node, select, text_of
from ...stores import BuildInfo, Store
from ..settings import Limits

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
SCHEMA: Final = Namespace("https://schema.org/")
_FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
_WRITTEN: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
_IN_DEFAULT: Final = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"
_IN_NAMED: Final = """
SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph
"""
_SIMPLE: Final = NamedNode("http://www.w3.org/ns/entailment/Simple")
_TITLE: Final = Wording(
    "Bậc Thang: nơi hỏi bằng SPARQL",
    "Bậc Thang: the SPARQL endpoint",
)
_LIMITS: Final = Wording(
    "Chỉ hỏi, không sửa. Mỗi truy vấn có {seconds:g} giây, {memory} MB bộ nhớ, và kết quả nhiều "
    "nhất {rows} dòng hoặc bộ ba. SERVICE bị từ chối; FROM chỉ gọi đồ thị của tập dữ liệu.",
    "Queries only, no updates. A query has {seconds:g} seconds, {memory} MB of memory, and an "
    "answer of at most {rows} rows or triples. SERVICE is refused; FROM names graphs of the "
    "dataset only.",
)
_DEFAULT: Final = Wording(
    "Mọi điều các văn bản và nguồn cho biết; không gồm quy tắc và kết quả kiểm tra, có ở các đồ "
    "thị mang tên.",
    "All that documents and sources say; not the rules and what they find, which are in named "
    "graphs.",
)


@cache
def limit_headers(limits: Limits) -> tuple[tuple[str, str], ...]:
    """Return the headers that say what one query may use: seconds, rows or triples, bytes."""
    return (
        ("X-Query-Time-Limit", f"{limits.seconds:g}"),
        ("X-Query-Row-Limit", str(limits.rows)),
        ("X-Query-Memory-Limit", str(limits.memory)),
    )


def limits_said(limits: Limits) -> Wording:
    """Say what one query may use."""
    facts = {
        "seconds": limits.seconds,
        "memory": limits.memory >> 20,
        "rows": limits.rows,
    }
    return Wording(*(_LIMITS.said(lang, **facts) for lang in LANGS))


@dataclass(frozen=True)
class Counts:
    """How many triples stand in the default graph, and in each named one."""

    default: int
    named: Mapping[str, int]


def counts_of(store: Store) -> Counts:
    """Count what a query can reach."""
    (default,) = select(store, _IN_DEFAULT)
    named = select(store, _IN_NAMED)
    return Counts(
        int(text_of(default, "triples")),
        {node(row, "graph").value: int(text_of(row, "triples")) for row in named},
    )


def described(endpoint: str, info: BuildInfo, counts: Counts, limits: Limits) -> list[Triple]:
    """Describe the service at an address."""
    return [
        *_service(NamedNode(endpoint), NamedNode(f"{endpoint}#service"), limits),
        *_dataset(NamedNode(endpoint), info, counts),
    ]


def written(triples: list[Triple], form: str) -> bytes:
    """Return a description in a form of ``answers.GRAPH_FORMATS``."""
    out = io.BytesIO()
    prefixes = {name: PREFIXES[name] for name in ("dcterms", "owl", "rdfs", "void", "xsd")}
    prefixes |= {"sd": SD.iri, "schema": SCHEMA.iri, "graph": GRAPH.iri}
    serialize(triples, out, GRAPH_FORMATS[form], prefixes=prefixes)
    return out.getvalue()


def _service(endpoint: NamedNode, service: NamedNode, limits: Limits) -> Iterator[Triple]:
    yield Triple(service, RDF.type, SD.Service)
    yield from _worded(service, RDFS.label, _TITLE)
    yield from _worded(service, RDFS.comment, limits_said(limits))
    yield Triple(service, SD.endpoint, endpoint)
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    for name in _WRITTEN:
        yield Triple(service, SD.resultFormat, _FORMATS[name])
    yield Triple(service, SD.defaultEntailmentRegime, _SIMPLE)
    yield Triple(service, SD.defaultDataset, DATASET)
    yield Triple(service, SD.availableGraphs, DATASET)
    for header, value in limit_headers(limits):
        limit = NamedNode(f"{endpoint.value}#{header}")
        yield Triple(service, SCHEMA.additionalProperty, limit)
        yield Triple(limit, RDF.type, SCHEMA.PropertyValue)
        yield Triple(limit, SCHEMA.propertyID, Literal(header))
        yield Triple(limit, SCHEMA.value, Literal(value, datatype=XSD.decimal))


def _dataset(endpoint: NamedNode, info: BuildInfo, counts: Counts) -> Iterator[Triple]:
    default = NamedNode(f"{endpoint.value}#default-graph")
    for kind in (SD.Dataset, SD.GraphCollection, VOID.Dataset):
        yield Triple(DATASET, RDF.type, kind)
    yield Triple(DATASET, DCTERMS.license, NamedNode(LICENCE))
    yield Triple(DATASET, DCTERMS.identifier, Literal(f"sha256:{info.content_hash}"))
    yield Triple(DATASET, OWL.versionInfo, Literal(info.version))
    yield Triple(DATASET, VOID.sparqlEndpoint, endpoint)
    yield Triple(DATASET, VOID.triples, _count(info.triples))
    yield Triple(DATASET, SD.defaultGraph, default)
    yield Triple(default, RDF.type, SD.Graph)
    yield from _worded(default, RDFS.comment, _DEFAULT)
    yield Triple(default, VOID.triples, _count(counts.default))
    for name, triples in counts.named.items():
        graph = NamedNode(name)
        named = NamedNode(f"{endpoint.value}#{name.removeprefix(GRAPH.iri)}")
        yield Triple(DATASET, SD.namedGraph, named)
        yield Triple(named, RDF.type, SD.NamedGraph)
        yield Triple(named, SD.name, graph)
        yield Triple(named, SD.graph, graph)
        yield Triple(graph, RDF.type, SD.Graph)
        yield Triple(graph, VOID.triples, _count(triples))


def _worded(node: NamedNode, predicate: NamedNode, words: Wording) -> Iterator[Triple]:
    for lang in LANGS:
        yield Triple(node, predicate, Literal(words.plain(lang), language=lang))


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
