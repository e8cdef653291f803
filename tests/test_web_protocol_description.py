"""The endpoint describes itself as SPARQL 1.1 Service Description wants, and truly."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Triple, parse
from werkzeug.test import TestResponse

from bacthang.namespaces import DATASET, RDF, VOID, XSD
from bacthang.web import Settings, create_app
from bacthang.web.editions import editions
from bacthang.web.sparql.description import SCHEMA, SD

FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
ENDPOINT = NamedNode("http://localhost/sparql")
SERVICE = NamedNode("http://localhost/sparql#service")
ALL = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def triples(response: TestResponse) -> set[Triple]:
    assert response.status_code == 200, response.text
    quads = [*parse(response.data, FORMS[response.mimetype])]
    return {quad.triple for quad in quads}


@pytest.fixture
def description(client: FlaskClient) -> set[Triple]:
    return triples(client.get("/sparql"))


def objects(of: set[Triple], subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [s.object for s in of if s.subject == subject and s.predicate == predicate]


@pytest.mark.parametrize("media", FORMS)
def test_each_form_says_the_same(client: FlaskClient, description: set[Triple], media: str) -> None:
    reply = client.get("/sparql", headers={"Accept": media})
    assert reply.mimetype == media
    assert triples(reply) == description


@pytest.mark.parametrize("accept", ["*/*", "text/turtle;charset=utf-8", "text/html;q=0.1, */*"])
def test_software_gets_rdf(client: FlaskClient, accept: str) -> None:
    assert client.get("/sparql", headers={"Accept": accept}).mimetype == "text/turtle"


def test_a_form_may_be_named(client: FlaskClient, description: set[Triple]) -> None:
    assert triples(client.get("/sparql?format=jsonld")) == description


def test_what_it_is_not_written_in_is_not_acceptable(client: FlaskClient) -> None:
    reply = client.get("/sparql", headers={"Accept": "image/png"})
    assert (reply.status_code, "text/turtle" in json.loads(reply.data)["remedy"]) == (406, True)


def test_the_service_is_the_one_at_this_address(description: set[Triple]) -> None:
    """As the W3C tests has-endpoint-triple and conforms-to-schema want."""
    services = {s.subject for s in description if s.object == SD.Service}
    assert services == {SERVICE}
    assert objects(description, SERVICE, SD.endpoint) == [ENDPOINT]
    assert objects(description, SERVICE, SD.supportedLanguage) == [SD.SPARQL11Query]
    formats = {str(value) for value in objects(description, SERVICE, SD.resultFormat)}
    assert len(formats) == 8


def test_every_term_of_its_vocabulary_is_one_that_there_is(description: set[Triple]) -> None:
    terms = {
        term.value.removeprefix(SD.iri)
        for statement in description
        for term in (statement.predicate, statement.object)
        if isinstance(term, NamedNode) and term in SD
    }
    assert terms == {
        *("Service", "Dataset", "Graph", "GraphCollection", "NamedGraph", "SPARQL11Query"),
        *("endpoint", "supportedLanguage", "resultFormat", "defaultEntailmentRegime"),
        *("defaultDataset", "availableGraphs", "defaultGraph", "namedGraph", "name", "graph"),
    }


def test_the_graphs_are_those_that_can_be_asked(front: Flask, description: set[Triple]) -> None:
    solutions = editions(front).current().store.query(ALL)
    assert isinstance(solutions, QuerySolutions)
    counted = {(row["g"], int(row["n"].value)) for row in solutions}
    assert len(counted) > 5
    named = [s.object for s in description if s.predicate == SD.name]
    described = set()
    for graph in named:
        assert isinstance(graph, NamedNode)
        (count,) = objects(description, graph, VOID.triples)
        assert isinstance(count, Literal)
        described.add((graph, int(count.value)))
    assert described == counted


def test_the_default_graph_is_counted(client: FlaskClient, description: set[Triple]) -> None:
    reply = client.get("/sparql?format=csv&query=SELECT(COUNT(*)AS%20?n)%7B?s%20?p%20?o%7D")
    (graph,) = objects(description, DATASET, SD.defaultGraph)
    assert isinstance(graph, NamedNode)
    (count,) = objects(description, graph, VOID.triples)
    assert isinstance(count, Literal)
    assert reply.text.split() == ["n", count.value]


def test_limits_are_stated(front: Flask, client: FlaskClient, description: set[Triple]) -> None:
    limits = objects(description, SERVICE, SCHEMA.additionalProperty)
    stated = {}
    for limit in limits:
        assert isinstance(limit, NamedNode)
        assert objects(description, limit, RDF.type) == [SCHEMA.PropertyValue]
        (name,) = objects(description, limit, SCHEMA.propertyID)
        (value,) = objects(description, limit, SCHEMA.value)
        assert isinstance(name, Literal)
        assert isinstance(value, Literal)
        assert value.datatype == XSD.decimal
        stated[name.value] = value.value
    headers = dict(client.get("/sparql").headers)
    assert stated == {name: headers[name] for name in headers if name.startswith("X-Query-")}
    assert len(stated) == 3


def test_nothing_is_without_a_name(description: set[Triple]) -> None:
    assert not [s for s in description if BlankNode in (type(s.subject), type(s.object))]


def test_it_is_valid_until_the_dataset_changes(client: FlaskClient) -> None:
    first = client.get("/sparql")
    held = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/sparql", headers=held).status_code == 304
    other = client.get("/sparql", headers={**held, "Accept": "application/ld+json"})
    assert other.status_code == 200
    assert client.get("/sparql", headers={**held, "Host": "example.org"}).status_code == 200


def test_the_address_is_the_one_that_was_called(built: str) -> None:
    app = create_app(Settings(store=built, workers=1, prefix="/p"))
    reply = app.test_client().get("/p/sparql", headers={"Host": "example.org"})
    found = {s.object for s in triples(reply) if s.predicate == SD.endpoint}
    assert found == {NamedNode("http://example.org/p/sparql")}
    editions(app).close()
