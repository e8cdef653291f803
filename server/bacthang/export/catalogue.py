"""The dataset described for harvesters: DCAT 3 for what can be fetched, VoID for what is inside.

No clock is read: the version and the content hash tell editions apart.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from ..dumps.statements import Statements, blocks, in_order
from ..dumps.turtle import TurtleWriter
from ..errors import Wording
from ..namespaces import (
    BASE,
    BT,
    DATASET,
    DCTERMS,
    FOAF,
    ID,
    OWL,
    PREFIXES,
    RDF,
    VOID,
    XSD,
    Namespace,
)
from ..stores import BuildInfo
from ..stores.base import Term
from .files import DUMPS, File
from .graph import Graph
from .notes import KEYWORDS, LICENCE, TITLE, WHAT

DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
DOWNLOADS: Final = BASE + "dumps/"
_LANGUAGES: Final = Namespace("http://publications.europa.eu/resource/authority/language/")
_THEMES: Final = Namespace("http://publications.europa.eu/resource/authority/data-theme/")
_FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_PREFIXES: Final = {**PREFIXES, "dcat": DCAT.iri, "spdx": SPDX.iri}
_NAMESPACE: Final = re.compile(r".*[#/]")
_FORMAT_OF: Final = {
    "nquads": "N-Quads",
    "trig": "TriG",
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "ntriples": "N-Triples",
}
DATASET_PART: Final = Namespace(DATASET.value + "/")
_CATALOGUE: Final = Wording("Danh mục Bậc Thang", "Bậc Thang catalogue")


def write_void(path: Path, statements: Statements, info: BuildInfo) -> None:
    """Write what the dataset holds: counts, classes, properties, vocabularies, graphs, dumps."""
    _write(path, [*_dataset(info), *_void(statements, info)])


def write_dcat(path: Path, graph: Graph, info: BuildInfo, written: Mapping[File, Path]) -> None:
    """Write where the dataset can be fetched; size and checksum are those of the files given."""
    catalogue = NamedNode(BASE + "catalog")
    _write(
        path,
        [
            Triple(catalogue, RDF.type, DCAT.Catalog),
            *_worded(catalogue, DCTERMS.title, _CATALOGUE),
            *_worded(catalogue, DCTERMS.description, WHAT),
            Triple(catalogue, DCAT.dataset, DATASET),
            Triple(DATASET, RDF.type, DCAT.Dataset),
            *_dataset(info),
            *_coverage(graph),
            *(said for file, at in written.items() for said in _distribution(file, at)),
        ],
    )


def _write(path: Path, triples: list[Triple]) -> None:
    TurtleWriter(_PREFIXES).write(path, blocks(in_order(triples)))


def _dataset(info: BuildInfo) -> Iterator[Triple]:
    """Yield what both descriptions say of the dataset."""
    yield from _worded(DATASET, DCTERMS.title, TITLE)
    yield from _worded(DATASET, DCTERMS.description, WHAT)
    yield Triple(DATASET, DCTERMS.license, NamedNode(LICENCE))
    yield Triple(DATASET, DCTERMS.identifier, Literal(f"sha256:{info.content_hash}"))
    yield Triple(DATASET, DCAT.version, Literal(info.version))
    yield Triple(DATASET, OWL.versionInfo, Literal(info.version))
    for language in ("VIE", "ENG"):
        yield Triple(DATASET, DCTERMS.language, _LANGUAGES[language])


def _coverage(graph: Graph) -> Iterator[Triple]:
    """Yield what the dataset is about, where and when: the years of its targets."""
    for keyword in KEYWORDS:
        yield from _worded(DATASET, DCAT.keyword, keyword)
    yield Triple(DATASET, DCAT.theme, _THEMES.GOVE)
    yield Triple(DATASET, DCTERMS.spatial, ID["area/ha-noi"])
    years = [
        year
        for target in graph.members(BT.Target)
        for predicate in (BT.periodStart, BT.periodEnd, BT.targetYear)
        if (year := graph.facts.integer(predicate, target)) is not None
    ]
    if years:
        period = DATASET_PART["period"]
        yield Triple(DATASET, DCTERMS.temporal, period)
        yield Triple(period, RDF.type, DCTERMS.PeriodOfTime)
        for predicate, year in ((DCAT.startDate, min(years)), (DCAT.endDate, max(years))):
            yield Triple(period, predicate, Literal(str(year), datatype=XSD.gYear))


def _distribution(file: File, path: Path) -> Iterator[Triple]:
    """Yield a file that can be fetched."""
    node = DATASET_PART[f"distribution/{file.file_name}"]
    checksum = NamedNode(f"{node.value}/checksum")
    address = NamedNode(DOWNLOADS + file.file_name)
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    size = Literal(str(path.stat().st_size), datatype=XSD.nonNegativeInteger)
    yield Triple(DATASET, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield from _worded(node, DCTERMS.title, file.title)
    yield Triple(node, DCAT.accessURL, address)
    yield Triple(node, DCAT.downloadURL, address)
    yield Triple(node, DCAT.mediaType, NamedNode(_MEDIA_TYPES + file.media_type))
    yield Triple(node, DCTERMS.license, NamedNode(LICENCE))
    yield Triple(node, DCAT.byteSize, size)
    yield Triple(node, SPDX.checksum, checksum)
    yield Triple(checksum, RDF.type, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(digest, datatype=XSD.hexBinary))


def _void(statements: Statements, info: BuildInfo) -> Iterator[Triple]:
    triples = statements.triples
    types = [triple.object for triple in triples if triple.predicate == RDF.type]
    properties = Counter(triple.predicate for triple in triples)
    subjects = {triple.subject for triple in triples}
    yield Triple(DATASET, RDF.type, VOID.Dataset)
    yield Triple(DATASET, FOAF.homepage, NamedNode(BASE))
    yield Triple(DATASET, VOID.uriSpace, Literal(ID.iri))
    for predicate, count in (
        (VOID.triples, len(triples)),
        (VOID.entities, len(subjects)),
        (VOID.distinctSubjects, len(subjects)),
        (VOID.distinctObjects, len({triple.object for triple in triples})),
        (VOID.classes, len(set(types))),
        (VOID.properties, len(properties)),
    ):
        yield Triple(DATASET, predicate, _count(count))
    for dump in DUMPS:
        yield Triple(DATASET, VOID.dataDump, NamedNode(DOWNLOADS + dump.file_name))
        yield Triple(DATASET, VOID.feature, _FORMATS[_FORMAT_OF[dump.name]])
    used = [*properties, *types]
    for namespace in {found[0] for term in used if (found := _NAMESPACE.match(_value(term)))}:
        yield Triple(DATASET, VOID.vocabulary, NamedNode(namespace))
    for of_class, count in Counter(types).items():
        yield from _partition("class", VOID["class"], of_class, VOID.entities, count)
    for of_property, count in properties.items():
        yield from _partition("property", VOID.property, of_property, VOID.triples, count)
    for graph, count in info.graphs.items():
        yield Triple(DATASET, VOID.subset, NamedNode(graph))
        yield Triple(NamedNode(graph), RDF.type, VOID.Dataset)
        yield Triple(NamedNode(graph), VOID.triples, _count(count))


def _partition(
    kind: str, relation: NamedNode, of: Term, counting: NamedNode, count: int
) -> Iterator[Triple]:
    part = DATASET_PART[f"{kind}/{quote(_value(of), safe='')}"]
    yield Triple(DATASET, VOID[f"{kind}Partition"], part)
    yield Triple(part, relation, of)
    yield Triple(part, counting, _count(count))


def _worded(subject: NamedNode, predicate: NamedNode, words: Wording) -> Iterator[Triple]:
    yield Triple(subject, predicate, Literal(words.vi, language="vi"))
    yield Triple(subject, predicate, Literal(words.en, language="en"))


def _count(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _value(term: Term) -> str:
    assert isinstance(term, NamedNode)
    return term.value
