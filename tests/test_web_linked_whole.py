"""Not one IRI of the dataset leads nowhere."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.namespaces import BASE, RDF, source_text
from bacthang.stores import Store, open_store
from bacthang.web import Settings, create_app
from bacthang.web.editions import editions
from linked_data import ours, path_of, settle

MINI = Path(__file__).parent / "cases" / "build" / "mini"
EVERY = 25
"""Of the pages of one kind of thing, the first and every so many more are looked at."""


@pytest.fixture(scope="module")
def store(built: str) -> Store:
    return open_store(built)


@pytest.fixture(scope="module", autouse=True)
def _settled(front: Flask) -> None:
    settle(front.test_client())


def by_path(iris: set[str]) -> dict[str, set[str]]:
    """Return IRIs by the path that answers for them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for iri in iris:
        found[path_of(iri)].add(iri)
    return dict(found)


def test_every_iri_answers_with_rdf_that_speaks_of_it(client: FlaskClient, store: Store) -> None:
    paths = by_path(ours(store))
    assert len(paths) > 4000
    silent = []
    for path, iris in paths.items():
        got = client.get(path, headers={"Accept": "application/n-triples"})
        if path.startswith("/graph/"):
            spoken = got.data.count(b"\n") > 20
        elif path == "/sparql":
            spoken = b"sparql-service-description#Service" in got.data
        else:
            spoken = all(f"<{iri}>" in got.text for iri in iris)
        if got.status_code != 200 or not spoken:
            silent.append((path, got.status_code))
    assert silent == []


def test_every_iri_of_the_descriptions_answers_too(client: FlaskClient) -> None:
    said = [
        quad
        for name in ("void.ttl", "dcat.ttl")
        for quad in parse(client.get(f"/dumps/{name}").data, format=RdfFormat.TURTLE)
    ]
    iris = {
        term.value
        for quad in said
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(BASE)
    }
    assert len(iris) > 250
    statuses = {
        path: client.get(path, headers={"Accept": "text/turtle, */*;q=0.1"}).status_code
        for path in by_path(iris)
    }
    assert {path: status for path, status in statuses.items() if status != 200} == {}


def test_pages_of_every_kind_of_thing_can_be_read(client: FlaskClient, store: Store) -> None:
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for path, iris in sorted(by_path(ours(store)).items()):
        types = [quad.object for iri in iris for quad in store.quads(NamedNode(iri), RDF.type)]
        kinds[f"{path.split('/')[1:3]} {sorted(map(str, types))}"].append(path)
    assert len(kinds) > 60
    shown = [path for paths in kinds.values() for path in paths[::EVERY]]
    unread = {}
    for path in shown:
        got = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        if got.status_code != 200 or "<h1" not in got.text:
            unread[path] = got.status_code
    assert unread == {}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("page", ["ontology", "shapes"])
def test_every_term_has_its_anchor(client: FlaskClient, store: Store, page: str, lang: str) -> None:
    anchors = {iri.partition("#")[2] for iri in ours(store) if iri.startswith(f"{BASE}{page}#")}
    assert len(anchors) > 150
    text = client.get(f"/{page}?lang={lang}").text
    assert {anchor for anchor in anchors if text.count(f'id="{anchor}"') != 1} == set()


def test_names_that_need_escapes_are_met_by_their_own_iris(tmp_path: Path) -> None:
    """A file name may hold what an IRI may not, and an IRI may stand within another."""
    graph, name = tmp_path / "graph", "quận 1 (cũ) 50%.txt"
    shutil.copytree(MINI, graph)
    escaped = f"<{source_text(name).value}>"
    (graph / "data/sources/city.txt").rename(graph / "data/sources" / name)
    turtle = (graph / "data/texts/city.ttl").read_text("utf-8")
    (graph / "data/texts/city.ttl").unlink()
    (graph / "data/texts" / f"{Path(name).stem}.ttl").write_text(
        turtle.replace("src:city.txt", escaped), encoding="utf-8"
    )
    report = build(graph_files(graph), f"oxigraph:{tmp_path / 'store'}")
    app = create_app(Settings(store=report.store.url, workers=1))
    client = app.test_client()
    settle(client)
    paths = [path for path in by_path(ours(report.store)) if "%" in path]
    assert len(paths) > 30
    statuses = {path: client.get(f"{path}.nt").status_code for path in paths}
    assert {path for path, status in statuses.items() if status != 200} == set()
    text = client.get(path_of(source_text(name).value), headers={"Accept": "text/plain"})
    assert text.data == (MINI / "data/sources/city.txt").read_bytes()
    editions(app).close()
