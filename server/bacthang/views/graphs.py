"""The graphs of the dataset: what each holds, and of which kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from ..errors import Lang, Wording
from ..namespaces import GRAPH
from ..selecting import node, select
from ..stores import Store
from .called import called
from .named import Named

_ABOUT: Final = {
    "alignments": Wording(
        "chỉ tiêu của cấp dưới so với chỉ tiêu của cấp trên",
        "targets set below, compared with those above",
    ),
    "build": Wording(
        "biên bản của lần dựng: ấn bản, mã băm, số đếm",
        "the record of the build: edition, hash, counts",
    ),
    "findings": Wording("điều các quy tắc phát hiện", "what the rules found"),
    "inferences": Wording(
        "điều suy ra khi dựng, để câu hỏi khỏi phải suy lại",
        "what the build infers, so that questions need not",
    ),
    "ontology": Wording("bản thể học: các lớp, thuộc tính, giá trị", "the ontology"),
    "queries": Wording("thư viện câu hỏi", "the question library"),
    "reference": Wording(
        "cơ quan, địa bàn, chỉ số, và danh tính của mỗi văn bản",
        "bodies, areas, indicators, and the identity of each document",
    ),
    "reported": Wording(
        "điều chỉ biết qua nguồn tin, với địa chỉ và độ chắc chắn",
        "what is known only from pages, with address and certainty",
    ),
    "shapes": Wording("các quy tắc, viết bằng SHACL", "the rules, in SHACL"),
}
_SOURCE: Final = Wording("điều văn bản nguồn {file} nói", "what the source text {file} says")
_OTHER: Final = Wording("một phần của bộ dữ liệu", "part of the dataset")
_KINDS: Final = """
SELECT ?kind (COUNT(*) AS ?n) WHERE { GRAPH %s { ?thing a ?kind } } GROUP BY ?kind
ORDER BY DESC(?n) ?kind
"""
_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH %s { ?s ?p ?o } }"
_QUERY: Final = """
SELECT ?subject ?property ?value
WHERE {{ GRAPH {graph} {{ ?subject ?property ?value }} }}
ORDER BY ?subject ?property ?value
"""


@dataclass(frozen=True)
class Graph:
    """One named graph; ``kinds`` are the classes of what it describes, with how many of each."""

    iri: NamedNode
    name: str
    about: str
    triples: int
    kinds: tuple[tuple[Named, int], ...]
    query: str


def about(graph: NamedNode, lang: Lang) -> str:
    """Say in words what a graph holds."""
    name = GRAPH.local(graph)
    if name.startswith("source/"):
        return _SOURCE.said(lang, file=unquote(name.removeprefix("source/")))
    return _ABOUT.get(name, _OTHER).plain(lang)


def graph(store: Store, iri: NamedNode, lang: Lang) -> Graph:
    """Return what a graph holds."""
    rows = select(store, _KINDS % iri)
    names = called(store, (node(row, "kind") for row in rows), lang)
    (total,) = select(store, _COUNT % iri)
    return Graph(
        iri,
        unquote(GRAPH.local(iri)),
        about(iri, lang),
        int(total["n"].value),
        tuple((Named(kind := node(row, "kind"), names[kind]), int(row["n"].value)) for row in rows),
        _QUERY.format(graph=iri),
    )
