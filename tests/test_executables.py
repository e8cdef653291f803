"""The library stands in the graph itself, where editors look for examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions

from bacthang import library
from bacthang.assets import folder, graph_files
from bacthang.build import BuildReport, build
from bacthang.errors import BadQueryHeader
from bacthang.executables import bare
from bacthang.namespaces import ID, PREFIXES, QUERIES_GRAPH, RDFS, SH

QUESTIONS = library.load()
MINI = Path(__file__).parent / "cases" / "build" / "mini"

# What sparql-examples tooling asks an endpoint for.
EXAMPLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query .
  FILTER (LANG(?comment) = "vi")
}
"""
DECLARED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix }
"""


def rows(report: BuildReport, query: str) -> list[list[str]]:
    found = report.store.query(query)
    assert isinstance(found, QuerySolutions)
    return [[term.value for term in row if isinstance(term, NamedNode | Literal)] for row in found]


def test_an_editor_finds_every_question_in_the_default_graph(shipped: BuildReport) -> None:
    found = {iri: (comment, text) for iri, comment, text in rows(shipped, EXAMPLES)}
    assert found == {
        ID[f"query/{name}"].value: (question.question.vi, bare(question.text))
        for name, question in QUESTIONS.items()
    }


def test_every_prefix_is_declared_once(shipped: BuildReport) -> None:
    assert sorted(rows(shipped, DECLARED)) == sorted([[*pair] for pair in PREFIXES.items()])


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_in_the_graph_asks_the_same_as_its_file(shipped: BuildReport, name: str) -> None:
    (text,) = [
        quad.object.value
        for quad in shipped.store.quads(ID[f"query/{name}"], SH.select, None, QUERIES_GRAPH)
        if isinstance(quad.object, Literal)
    ]
    assert "#+" not in text
    assert rows(shipped, text) == rows(shipped, QUESTIONS[name].text)


def test_the_graph_is_counted_and_every_executable_is_worded(shipped: BuildReport) -> None:
    per_question = [12 + len(question.tags) for question in QUESTIONS.values()]
    prefixes = 2 + 4 * len(PREFIXES)
    assert shipped.info.graphs[QUERIES_GRAPH.value] == sum(per_question) + prefixes
    labels = {quad.object for quad in shipped.store.quads(p=RDFS.label, g=QUERIES_GRAPH)}
    titles = {q.title for q in QUESTIONS.values()}
    assert {Literal(title.vi, language="vi") for title in titles} < labels
    assert {Literal(title.en, language="en") for title in titles} < labels


def test_a_graph_of_ones_own_has_its_own_questions_or_none(tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path, dirs_exist_ok=True)
    without = build(graph_files(tmp_path), "memory:")
    assert QUERIES_GRAPH.value not in without.info.graphs
    (tmp_path / "queries").mkdir()
    shutil.copy(folder("queries") / "indicators-most-used.rq", tmp_path / "queries" / "mine.rq")
    mine = build(graph_files(tmp_path), "memory:")
    assert [iri for iri, *_ in rows(mine, EXAMPLES)] == [ID["query/mine"].value]
    (tmp_path / "queries" / "mine.rq").write_text("#+ title: x\nASK { ?s ?p ?o }")
    with pytest.raises(BadQueryHeader):
        build(graph_files(tmp_path), "memory:")


@pytest.mark.parametrize(
    ("form", "kind", "asks"),
    [
        ("ASK { ?s ?p ?o }", SH.SPARQLAskExecutable, SH.ask),
        ("CONSTRUCT WHERE { ?s ?p ?o }", SH.SPARQLConstructExecutable, SH.construct),
    ],
)
def test_questions_of_other_forms_are_told_apart(
    tmp_path: Path, form: str, kind: NamedNode, asks: NamedNode
) -> None:
    shutil.copytree(MINI, tmp_path, dirs_exist_ok=True)
    (tmp_path / "queries").mkdir()
    words = "{vi: a, en: b}"
    header = f"#+ title: {words}\n#+ question: {words}\n#+ tags: [a]\n#+ shows: {words}\n"
    (tmp_path / "queries" / "mine.rq").write_text(f"{header}\n{form}\n")
    store = build(graph_files(tmp_path), "memory:").store
    node = ID["query/mine"]
    assert [quad.object for quad in store.quads(node, asks)] == [Literal(f"{form}\n")]
    assert kind in {quad.object for quad in store.quads(node)}
