"""A built graph is pushed to real servers: all of it, once, and it can be told that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from filecmp import cmpfiles
from pathlib import Path

import pyoxigraph as ox
import pytest

from bacthang.build import BuildReport
from bacthang.errors import NoRecord, QueryOnly
from bacthang.export import export
from bacthang.namespaces import BUILD_GRAPH, DEFAULT_GRAPH, FINDINGS_GRAPH, SHAPES_GRAPH
from bacthang.pushing import Bounds, Options, push
from bacthang.stores import open_store
from bacthang.stores.remote import RemoteStore
from servers import Empty, empty_oxigraph, empty_virtuoso, missing

SERVERS: dict[str, Empty] = {"oxigraph": empty_oxigraph, "virtuoso": empty_virtuoso}
SMALL = Bounds(size=20_000)


@pytest.fixture(scope="module", params=SERVERS)
def fresh(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Start a server that holds nothing; who may write there is told in the environment."""
    if reason := missing(request.param):
        pytest.skip(reason)
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as url:
        yield url


@pytest.fixture(autouse=True)
def writer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACTHANG_SPARQL_USER", "dba")
    monkeypatch.setenv("BACTHANG_SPARQL_PASSWORD", "dba")


def said(store: object, graph: ox.NamedNode | ox.DefaultGraph) -> set[str]:
    return {str(quad.triple) for quad in store.quads(g=graph)}  # type: ignore[attr-defined]


def test_a_push_is_whole_and_the_next_has_nothing_to_do(fresh: str, mini: BuildReport) -> None:
    with pytest.raises(NoRecord):
        open_store(fresh)
    first = push(mini.store, RemoteStore(fresh), Options(bounds=SMALL))
    assert (first.kept, first.removed, first.read_back) == (0, 0, True)
    assert first.sent > 2 * mini.info.triples
    store = open_store(fresh)
    assert store.info() == mini.info
    graphs = [*map(ox.NamedNode, mini.info.graphs), SHAPES_GRAPH, FINDINGS_GRAPH, BUILD_GRAPH]
    for graph in (*graphs, ox.DefaultGraph()):
        assert said(store, graph) == said(mini.store, graph)
    assert said(store, DEFAULT_GRAPH) == said(mini.store, ox.DefaultGraph())
    again = push(mini.store, RemoteStore(fresh), Options(bounds=SMALL))
    assert again.was_there
    assert again.kept == first.sent


def test_our_own_front_is_read_and_never_written_to(
    site: str, built: str, mini: BuildReport, tmp_path: Path
) -> None:
    front, near = open_store(f"sparql+{site}/sparql"), open_store(built)
    assert front.info() == near.info()
    files = [one.path.name for one in export(near, tmp_path / "near")]
    export(front, tmp_path / "far")
    assert len(files) > 10
    assert cmpfiles(tmp_path / "near", tmp_path / "far", files, False) == (files, [], [])
    with pytest.raises(QueryOnly):
        push(mini.store, RemoteStore(f"sparql+{site}/sparql"), Options())
