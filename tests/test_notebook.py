"""The graph in a notebook: one call to have it, and answers as rows, frames and rdflib results."""

import builtins
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
import rdflib

import bacthang
from bacthang import notebook
from bacthang.errors import (
    BadParameter,
    BadQuery,
    FailedQuery,
    MissingExtra,
    StoreAndGraph,
    UnfitFormat,
    UnknownName,
)
from executed import NOTEBOOKS, executed

TARGET = "https://w3id.org/bacthang/id/document/tay-ho-vi-03-ctr/target-01-1"
ONE = f"""PREFIX bt: <https://w3id.org/bacthang/ontology#>
SELECT ?bound ?year ?printed ?missing WHERE {{
  <{TARGET}> bt:upperBound ?bound ; bt:targetYear ?year ; bt:printedValue ?printed .
  OPTIONAL {{ <{TARGET}> bt:lowerBound ?missing }}
}}"""


@pytest.fixture(scope="module")
def graph() -> bacthang.Graph:
    return bacthang.load()


def test_rows_are_values_as_python_has_them(graph: bacthang.Graph) -> None:
    assert graph.ask(ONE).rows == [
        {"bound": Decimal("12.37"), "year": 2025, "printed": "dưới 12,37%o", "missing": None}
    ]


def test_a_frame_can_be_computed_with(graph: bacthang.Graph) -> None:
    frame = graph.ask(ONE).frame()
    assert list(frame.columns) == ["bound", "year", "printed", "missing"]
    assert frame["bound"].sum() == pytest.approx(12.37)


def test_rdflib_gets_the_same_answer(graph: bacthang.Graph) -> None:
    [row] = graph.ask(ONE).rdflib()
    assert row["year"] == rdflib.Literal(2025)


def test_ask_is_one_row(graph: bacthang.Graph) -> None:
    assert graph.ask("ASK { ?s ?p ?o }").rows == [{"answer": True}]


def test_rdflib_gets_every_statement_in_its_graph(graph: bacthang.Graph) -> None:
    dataset = graph.rdflib()
    info = graph.store.info()
    found = {str(part.identifier): len(part) for part in dataset.graphs() if len(part)}
    assert found == dict(info.graphs)


def test_construct_is_a_graph(graph: bacthang.Graph) -> None:
    query = f"CONSTRUCT {{ <{TARGET}> ?p ?o }} WHERE {{ <{TARGET}> ?p ?o }}"
    assert (rdflib.URIRef(TARGET), rdflib.RDF.type, None) in graph.construct(query)
    assert (rdflib.URIRef(TARGET), rdflib.RDF.type, None) in graph.construct(f"DESCRIBE <{TARGET}>")
    with pytest.raises(UnfitFormat):
        graph.ask(query)
    with pytest.raises(UnfitFormat):
        graph.construct(ONE)


def test_every_question_answers_by_its_name(graph: bacthang.Graph) -> None:
    assert graph.questions
    for name in graph.questions:
        assert len(graph.ask(name)) > 0, name


def test_it_shows_itself_and_escapes(graph: bacthang.Graph) -> None:
    assert "<table>" in graph._repr_html_()
    assert "statements" in repr(graph)
    shown = graph.ask('SELECT ("<b>&" AS ?x) {}')._repr_html_()
    assert "&lt;b&gt;&amp;" in shown
    assert "<b>" not in shown


def test_long_answers_say_how_much_is_left(graph: bacthang.Graph) -> None:
    shown = graph.ask("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 45")._repr_html_()
    assert "5 more" in shown


def test_faults_speak(graph: bacthang.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownName):
        graph.ask("no-such-question")
    with pytest.raises(BadQuery):
        graph.ask("SELECT ?x WHERE { ?x ")
    with pytest.raises(BadParameter):
        graph.ask("targets-due-in-year", year=None)
    for ask, head in ((graph.ask, "SELECT *"), (graph.construct, "CONSTRUCT { ?s ?p ?o }")):
        with pytest.raises(FailedQuery):
            ask(f"{head} WHERE {{ SERVICE <http://localhost:1/> {{ ?s ?p ?o }} }}")
    with pytest.raises(StoreAndGraph):
        bacthang.load("somewhere", store="oxigraph:elsewhere")

    def absent(name: str) -> builtins.object:
        raise ImportError(name)

    monkeypatch.setattr(notebook, "import_module", absent)
    with pytest.raises(MissingExtra):
        graph.ask(ONE).frame()


def texts(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the outputs of a notebook as text, the picture and the graph's hash left out."""
    return [
        output["data"]["text/plain"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" not in output["data"]
        if not output["data"]["text/plain"].startswith("<Graph")
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_it_did(path: Path) -> None:
    kept = nbformat.read(path, as_version=4)
    assert texts(executed(path)) == texts(kept), "stale: make docs"
    assert any(
        "image/png" in output["data"] for cell in kept.cells for output in cell.get("outputs", [])
    )
