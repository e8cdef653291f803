"""Standard clients work with no set-up: a library of each kind asks the live site."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pandas
import pytest
from flask import Flask
from pyoxigraph import QuerySolutions
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.term import Literal
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from bacthang.web.editions import editions

CLIENTS: Final = Path(__file__).parent / "clients"
BT: Final = "https://w3id.org/bacthang/ontology#"
ROWS: Final = f"""
PREFIX bt: <{BT}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?document ?label ?targets {{
  {{ SELECT ?document (COUNT(?target) AS ?targets) {{ ?target a bt:Target ; bt:partOf* ?document .
      ?document a bt:PolicyDocument }} GROUP BY ?document }}
  ?document rdfs:label ?label
  FILTER (LANG(?label) = "vi")
}} ORDER BY ?document
"""
TRUE: Final = f"ASK {{ ?s a <{BT}Target> }}"
GRAPH: Final = f"CONSTRUCT WHERE {{ <{BT}Target> ?p ?o }}"


@pytest.fixture
def expected(front: Flask) -> list[tuple[str, str, int]]:
    """Ask the store itself."""
    solutions = editions(front).current().store.query(ROWS)
    assert isinstance(solutions, QuerySolutions)
    found = [
        (row["document"].value, row["label"].value, int(row["targets"].value)) for row in solutions
    ]
    assert len(found) > 5
    return found


@pytest.fixture
def described(front: Flask) -> set[tuple[str, str]]:
    """Ask the store itself what a class is."""
    triples = editions(front).current().store.query(GRAPH)
    found = {(triple.predicate.value, triple.object.value) for triple in triples}
    assert len(found) > 4
    return found


# -- SPARQLWrapper


def wrapper(site: str, query: str, form: str, method: str = "GET", **more: Any) -> Any:
    client = Wrapper(f"{site}/sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    if "how" in more:
        client.setRequestMethod(more["how"])
    return client.queryAndConvert()


@pytest.mark.parametrize(
    "how",
    [{}, {"method": POST}, {"method": POST, "how": POSTDIRECTLY}],
    ids=["get", "form", "direct"],
)
def test_sparqlwrapper_json(
    site: str, expected: list[tuple[str, str, int]], how: dict[str, str]
) -> None:
    answer = wrapper(site, ROWS, JSON, **how)
    rows = answer["results"]["bindings"]
    assert [
        (row["document"]["value"], row["label"]["value"], int(row["targets"]["value"]))
        for row in rows
    ] == expected
    assert wrapper(site, TRUE, JSON, **how) == {"head": {}, "boolean": True}


def test_sparqlwrapper_xml(site: str, expected: list[tuple[str, str, int]]) -> None:
    document = wrapper(site, ROWS, XML)
    labels = [
        binding.getElementsByTagName("literal")[0].firstChild.data
        for binding in document.getElementsByTagName("binding")
        if binding.getAttribute("name") == "label"
    ]
    assert labels == [label for _, label, _ in expected]


@pytest.mark.parametrize("form", [CSV, TSV])
def test_sparqlwrapper_tables(site: str, expected: list[tuple[str, str, int]], form: str) -> None:
    lines = wrapper(site, ROWS, form).decode().splitlines()
    assert len(lines) == len(expected) + 1


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML, JSONLD])
def test_sparqlwrapper_graphs(site: str, described: set[tuple[str, str]], form: str) -> None:
    answer = wrapper(site, GRAPH, form)
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
    assert {(str(p), str(o)) for _, p, o in graph} == described


def test_sparqlwrapper_is_told_of_an_error(site: str) -> None:
    with pytest.raises(QueryBadFormed, match="1:9"):
        wrapper(site, "SELECT {", JSON)


# -- rdflib


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_store(
    site: str, expected: list[tuple[str, str, int]], method: Any, form: str
) -> None:
    graph = Graph(SPARQLStore(f"{site}/sparql", method=method, returnFormat=form))
    rows = graph.query(ROWS)
    assert [(str(d), str(label), int(n)) for d, label, n in rows] == expected  # type: ignore[misc]


def test_rdflib_store_as_a_graph(site: str, described: set[tuple[str, str]]) -> None:
    graph = Graph(SPARQLStore(f"{site}/sparql"))
    target = URIRef(f"{BT}Target")
    assert {(str(p), str(o)) for p, o in graph.predicate_objects(target)} == described
    assert (target, RDF.type, None) in graph
    label = graph.value(target, RDFS.label, any=True)
    assert isinstance(label, Literal)


def test_rdflib_store_of_a_named_graph(front: Flask, site: str) -> None:
    name = "https://w3id.org/bacthang/graph/ontology"
    graph = Graph(SPARQLStore(f"{site}/sparql"), identifier=URIRef(name))
    assert len(graph) == editions(front).current().info.graphs[name]


def test_rdflib_service_query(site: str) -> None:
    found = Graph().query(f"SELECT ?label {{ SERVICE <{site}/sparql> {{ {LABEL} }} }}")
    assert {str(row[0]) for row in found} == {"target", "chỉ tiêu"}  # type: ignore[index]


LABEL: Final = f"<{BT}Target> <http://www.w3.org/2000/01/rdf-schema#label> ?label"


# -- pandas, curl, R


def test_pandas_reads_csv(site: str, expected: list[tuple[str, str, int]]) -> None:
    frame = pandas.read_csv(f"{site}/sparql?format=csv&query={quote(ROWS)}")
    assert list(frame.itertuples(index=False, name=None)) == expected


def test_pandas_reads_tsv(site: str, expected: list[tuple[str, str, int]]) -> None:
    frame = pandas.read_csv(f"{site}/sparql?format=tsv&query={quote(ROWS)}", sep="\t")
    assert list(frame.columns) == ["?document", "?label", "?targets"]
    assert list(frame["?targets"]) == [count for _, _, count in expected]


def curl(*options: str) -> bytes:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    done = subprocess.run(["curl", "-sS", *options], capture_output=True, timeout=60, check=True)
    return done.stdout


def test_curl_get(site: str, expected: list[tuple[str, str, int]]) -> None:
    text = curl(
        "-G", "-H", "Accept: text/csv", "--data-urlencode", f"query={ROWS}", f"{site}/sparql"
    )
    frame = pandas.read_csv(io.BytesIO(text))
    assert list(frame.itertuples(index=False, name=None)) == expected


def test_curl_form(site: str, expected: list[tuple[str, str, int]]) -> None:
    answer = json.loads(curl("--data-urlencode", f"query={ROWS}", f"{site}/sparql"))
    assert len(answer["results"]["bindings"]) == len(expected)


def test_curl_file(site: str, expected: list[tuple[str, str, int]], tmp_path: Path) -> None:
    (tmp_path / "rows.rq").write_text(ROWS, "utf-8")
    kind = "Content-Type: application/sparql-query"
    file = f"@{tmp_path}/rows.rq"
    answer = json.loads(curl("--compressed", "-H", kind, "--data-binary", file, f"{site}/sparql"))
    assert len(answer["results"]["bindings"]) == len(expected)


def test_curl_head(site: str) -> None:
    text = curl("-I", f"{site}/sparql?query=ASK%7B%7D").decode()
    assert text.startswith("HTTP/1.1 200")
    assert "X-Query-Time-Limit: 20" in text


def test_r_reads_csv(site: str, expected: list[tuple[str, str, int]]) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    code = (
        "rows <- read.csv(commandArgs(TRUE)[1], encoding = 'UTF-8'); "
        "cat(sum(rows$targets), nrow(rows), rows$document[1], sep = '\\n')"
    )
    address = f"{site}/sparql?format=csv&query={quote(ROWS)}"
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", code, address], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    total = sum(count for _, _, count in expected)
    assert done.stdout.split() == [str(total), str(len(expected)), expected[0][0]]


# -- Comunica


def comunica(site: str, query: str, *more: str) -> Any:
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not (CLIENTS / "node_modules" / "@comunica").is_dir():
        pytest.skip("the packages of tests/clients are not installed: npm ci in that folder")
    done = subprocess.run(
        ["node", "comunica.mjs", f"{site}/sparql", query, *more],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("source", [("sparql",), ()], ids=["told", "found out"])
def test_comunica_rows(
    site: str, expected: list[tuple[str, str, int]], source: tuple[str, ...]
) -> None:
    rows = comunica(site, ROWS, *source)
    assert [(row["document"], row["label"], int(row["targets"])) for row in rows] == expected


def test_comunica_truth(site: str) -> None:
    assert comunica(site, TRUE, "sparql") is True


def test_comunica_graph(site: str, described: set[tuple[str, str]]) -> None:
    triples = comunica(site, GRAPH, "sparql")
    assert {(p, o) for _, p, o in triples} == described
