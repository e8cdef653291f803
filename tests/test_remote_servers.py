"""The same graph behind two servers: the same answers as from the embedded store.

Both servers are real, on loopback; where one is not installed, its tests name what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmpfiles
from pathlib import Path

import pyoxigraph as ox
import pytest

from bacthang.build import BuildReport
from bacthang.checking.assembly import Assembled
from bacthang.checking.running import Asked, check, check_store
from bacthang.errors import BadQuery, HalfAnswer, NoRecord
from bacthang.export import export
from bacthang.namespaces import ALIGNMENTS_GRAPH, BT, PREFIXES, RDF
from bacthang.pushing import Options, push
from bacthang.stores import Store, open_store
from bacthang.stores.remote import RemoteStore
from question_cases import Case, cases
from servers import Server, dump, empty_virtuoso, missing, oxigraph, virtuoso

CASES = cases()
SERVERS = ("oxigraph", "virtuoso")
PROLOGUE = f"PREFIX bt: <{PREFIXES['bt']}> "


@contextmanager
def serving(name: str, server: Server, folder: Path, quads: Path) -> Iterator[str]:
    if reason := missing(name):
        pytest.skip(reason)
    with server(quads, folder) as url:
        yield url


@pytest.fixture(scope="module", params=SERVERS)
def remote(
    request: pytest.FixtureRequest, shipped: BuildReport, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteStore]:
    """Load a dump into Oxigraph's server; push to a Virtuoso that held nothing."""
    if reason := missing(request.param):
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "oxigraph":
        running = oxigraph()(dump(shipped.store, folder / "graph.nq"), folder)
    else:
        running = pushed(shipped.store, folder)
    with running as url:
        store = open_store(url)
        assert isinstance(store, RemoteStore)
        yield store


@contextmanager
def pushed(built: Store, folder: Path) -> Iterator[str]:
    """Push to a Virtuoso with Debian's limits, all but the one on guesses."""
    with empty_virtuoso(folder) as url, pytest.MonkeyPatch.context() as environment:
        environment.setenv("BACTHANG_SPARQL_USER", "dba")
        environment.setenv("BACTHANG_SPARQL_PASSWORD", "dba")
        push(built, RemoteStore(url), Options())
        yield url


def quads(store: Store, *pattern: object) -> set[str]:
    return {str(quad) for quad in store.quads(*pattern)}  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_question_is_answered_as_by_the_embedded_store(case: Case, remote: RemoteStore) -> None:
    assert case.answer(remote) == case.table.read_text("utf-8")


def test_the_record_is_read(remote: RemoteStore, shipped: BuildReport) -> None:
    assert remote.info() == shipped.info
    counted = {g: n for g, n in remote.counts().items() if g in shipped.info.graphs}
    assert counted == shipped.info.graphs


@pytest.mark.parametrize(
    "pattern",
    [
        (None, BT.lowerBound, None, None),
        (None, BT.additive, ox.Literal(True), None),
        (None, RDF.type, BT.Alignment, ALIGNMENTS_GRAPH),
        (None, BT.text, None, ox.DefaultGraph()),
        (BT.Target, None, None, ox.DefaultGraph()),
        (BT.Target, RDF.type, None, None),
        (None, None, None, ALIGNMENTS_GRAPH),
        (BT.Target, RDF.type, BT.Target, None),
    ],
    ids=str,
)
def test_scans_give_what_the_embedded_store_gives(
    pattern: tuple[object, ...], remote: RemoteStore, shipped: BuildReport
) -> None:
    assert quads(remote, *pattern) == quads(shipped.store, *pattern)


def test_what_is_exported_is_the_same_to_the_byte(
    remote: RemoteStore, shipped: BuildReport, tmp_path: Path
) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    files = [one.path.name for one in export(shipped.store, near)]
    export(remote, far)
    assert len(files) > 10
    assert cmpfiles(near, far, files, shallow=False) == (files, [], [])


def test_the_rules_find_the_same(remote: RemoteStore, shipped: BuildReport, rules: Asked) -> None:
    found = check_store(remote, rules).findings
    assert len(found) > 10
    assert found == check(Assembled(shipped.store), rules).findings


def test_one_statement_is_there_or_not(remote: RemoteStore, shipped: BuildReport) -> None:
    there = next(shipped.store.quads(p=BT.lowerBound))
    found = list(remote.quads(there.subject, there.predicate, there.object))
    assert [quad.object for quad in found] == [there.object]


def test_yes_and_no_are_answers(remote: RemoteStore) -> None:
    for asked, expected in (("?s bt:lowerBound ?o", True), ("?s bt:lowerBound bt:Target", False)):
        answer = remote.query(PROLOGUE + f"ASK {{ {asked} }}")
        assert isinstance(answer, ox.QueryBoolean)
        assert bool(answer) is expected


def test_statements_are_answers(remote: RemoteStore, shipped: BuildReport) -> None:
    asked = PROLOGUE + "CONSTRUCT WHERE { ?s bt:additive ?value ; bt:direction ?way }"
    answers = [store.query(asked) for store in (remote, shipped.store)]
    assert all(isinstance(answer, ox.QueryTriples) for answer in answers)
    assert {*map(str, answers[0])} == {*map(str, answers[1])}


def test_what_is_no_query_is_refused(remote: RemoteStore) -> None:
    with pytest.raises(BadQuery):
        remote.query("SELEC ?s { ?s ?p ?o }")


def test_each_triple_is_shown_once_and_no_record(remote: RemoteStore, shipped: BuildReport) -> None:
    counted = remote.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert isinstance(counted, ox.QuerySolutions)
    assert [int(row["n"].value) for row in counted] == [shipped.info.triples]


def test_a_default_graph_that_nobody_filled_is_made_of_the_named_ones(
    mini: BuildReport, tmp_path: Path
) -> None:
    named = dump(mini.store, tmp_path / "named.nq", default=False)
    with serving("oxigraph", oxigraph(), tmp_path, named) as url:
        store = open_store(url)
        assert quads(store, None, None, None, ox.DefaultGraph()) == quads(
            mini.store, None, None, None, ox.DefaultGraph()
        )


def test_a_server_whose_default_graph_is_all_graphs_is_told_which(
    mini: BuildReport, tmp_path: Path
) -> None:
    named = dump(mini.store, tmp_path / "named.nq", default=False)
    with serving("oxigraph", oxigraph("--union-default-graph"), tmp_path, named) as url:
        store = open_store(url)
        assert quads(store, None, None, None, ox.DefaultGraph()) == quads(
            mini.store, None, None, None, ox.DefaultGraph()
        )


def test_a_server_without_a_build_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.nq"
    other.write_text("<urn:a> <urn:b> <urn:c> .\n")
    with serving("oxigraph", oxigraph(), tmp_path, other) as url, pytest.raises(NoRecord):
        open_store(url)


def test_the_first_rows_are_not_taken_for_all(mini: BuildReport, tmp_path: Path) -> None:
    named = dump(mini.store, tmp_path / "named.nq", default=False)
    with serving("virtuoso", virtuoso(rows=20), tmp_path, named) as url:
        store = RemoteStore(url)
        with pytest.raises(HalfAnswer):
            list(store.quads())
