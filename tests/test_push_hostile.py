"""What a server does wrong during a push is told as what it is, and never leaves a record."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from bacthang.assets import graph_files
from bacthang.build import BuildReport, build
from bacthang.errors import (
    LANGS,
    BacThangError,
    HalfAnswer,
    NoGraphStore,
    NotAsSent,
    OpenSecret,
    PieceTooLarge,
    PushedMeanwhile,
    ServerAway,
    ServerFault,
    ServerRefused,
    ServerSlow,
    UnreadableFile,
)
from bacthang.namespaces import (
    BUILD_GRAPH,
    DCTERMS,
    DEFAULT_GRAPH,
    GRAPH,
    ONTOLOGY_GRAPH,
    PUSH_GRAPH,
    REFERENCE_GRAPH,
)
from bacthang.pushing import Bounds, Done, Options, push
from bacthang.stores.record import record
from bacthang.stores.remote import RemoteStore, transport
from bacthang.stores.remote.credentials import Credentials
from conftest import MINI
from hostile import Asked, Fault, Hostile, Trick, hostile

SMALL = Bounds(size=30_000, statements=500)
REALM = 'Digest realm="SPARQL", nonce="%s", opaque="o", qop="auth", algorithm="MD5"'


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hostile]:
    monkeypatch.setattr(transport, "PAUSES", (0.0, 0.0))
    for name in ("USER", "PASSWORD", "PASSWORD_FILE", "TOKEN", "TOKEN_FILE", "TIMEOUT"):
        monkeypatch.delenv(f"BACTHANG_SPARQL_{name}", raising=False)
    with hostile() as running:
        yield running


def pushed(server: Hostile, built: BuildReport) -> Done:
    return push(built.store, RemoteStore(server.url), Options(bounds=SMALL))


def recorded(built: BuildReport) -> set[str]:
    return {str(quad.triple) for quad in record(built.info)}


def writing(fault: Fault, graph: ox.NamedNode = ONTOLOGY_GRAPH) -> Trick:
    """Do something wrong with every statement that is to go into a graph."""
    return lambda asked: fault if (asked.body and asked.about == graph.value) else None


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(400), NoGraphStore),
        (Fault(401), ServerRefused),
        (Fault(403), ServerRefused),
        (Fault(404), NoGraphStore),
        (Fault(405), NoGraphStore),
        (Fault(413), PieceTooLarge),
        (Fault(429), ServerAway),
        (Fault(429, {"Retry-After": "3600"}), ServerAway),
        (Fault(500), ServerFault),
        (Fault(503), ServerAway),
        (Fault(504), ServerSlow),
        (Fault(302, {"Location": "http://127.0.0.1:9/store"}), NoGraphStore),
        (Fault(cut=True), HalfAnswer),
        (Fault(drop=True), NotAsSent),
        (Fault(silent=True), ServerSlow),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else f"{value.status}",
)
def test_what_is_not_taken_is_told_and_leaves_no_record(
    fault: Fault,
    error: type[BacThangError],
    server: Hostile,
    mini: BuildReport,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if fault.silent:
        monkeypatch.setenv("BACTHANG_SPARQL_TIMEOUT", "3")
    server.trick = writing(fault)
    with pytest.raises(error) as raised:
        pushed(server, mini)
    for lang in LANGS:
        assert raised.value.message(lang)
        assert raised.value.remedy(lang)
    assert [asked for asked in server.writes if asked.about == ONTOLOGY_GRAPH.value]
    assert server.holds(BUILD_GRAPH) == set()
    server.trick = lambda asked: None
    monkeypatch.delenv("BACTHANG_SPARQL_TIMEOUT", raising=False)
    pushed(server, mini)
    assert server.holds(BUILD_GRAPH) == recorded(mini)


def test_where_no_graph_is_to_blame_all_are_sent_anew(
    server: Hostile, mini: BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(mini.info, content_hash="0" * 64)
    with monkeypatch.context() as patch:
        patch.setattr(mini.store, "info", lambda: other)
        with pytest.raises(NotAsSent):
            pushed(server, mini)
    assert server.holds(BUILD_GRAPH) == set()
    done = pushed(server, mini)
    assert (done.sent > 0, done.kept) == (True, 0)
    assert server.holds(BUILD_GRAPH) == recorded(mini)


def test_one_piece_that_is_dropped_in_silence_is_missed(server: Hostile, mini: BuildReport) -> None:
    dropped: list[Asked] = []

    def once(asked: Asked) -> Fault | None:
        if asked.method == "POST" and asked.about == DEFAULT_GRAPH.value and not dropped:
            dropped.append(asked)
            return Fault(drop=True)
        return None

    server.trick = once
    with pytest.raises(NotAsSent):
        pushed(server, mini)
    assert dropped
    assert server.holds(BUILD_GRAPH) == set()
    again = pushed(server, mini)
    assert again.read_back
    assert again.kept > 0 < again.sent
    assert server.holds(BUILD_GRAPH) == recorded(mini)


def test_another_statement_in_the_place_of_one_is_found(server: Hostile, mini: BuildReport) -> None:
    def changed(asked: Asked) -> None:
        graph = DEFAULT_GRAPH
        if "COUNT" in asked.about and (left := next(iter(mini.store.quads(g=ox.DefaultGraph())))):
            there = ox.Quad(left.subject, left.predicate, left.object, graph)
            if there in server.store:
                server.store.remove(there)
                server.store.add(ox.Quad(left.subject, left.predicate, ox.Literal("?"), graph))

    server.trick = changed
    with pytest.raises(NotAsSent):
        pushed(server, mini)
    assert server.holds(BUILD_GRAPH) == set()


def test_a_server_that_counts_otherwise_is_not_believed(server: Hostile, mini: BuildReport) -> None:
    none = b'{"head": {"vars": ["g", "n"]}, "results": {"bindings": []}}'

    def lying(asked: Asked) -> Fault | None:
        if "COUNT" not in asked.about:
            return None
        return Fault(200, {"Content-Type": "application/sparql-results+json"}, none)

    server.trick = lying
    with pytest.raises(BacThangError):
        pushed(server, mini)
    assert server.holds(BUILD_GRAPH) == set()


def test_a_piece_that_is_too_large_goes_in_halves(server: Hostile, mini: BuildReport) -> None:
    server.trick = lambda asked: Fault(413) if len(asked.body) > 12_000 else None
    pushed(server, mini)
    assert [asked for asked in server.writes if len(asked.body) > 12_000]
    assert server.holds(BUILD_GRAPH) == recorded(mini)


@pytest.mark.parametrize("seed", range(8))
def test_a_push_that_is_cut_is_taken_up_where_it_was(
    seed: int, server: Hostile, mini: BuildReport
) -> None:
    """The server goes away before or after some request; who is cut runs again, to the end."""
    whole = pushed(server, mini).sent
    requests = len(server.writes)
    server.store.clear()
    server.asked.clear()
    chance = random.Random(seed)
    cuts = chance.randrange(2, 6)
    left = 0

    def going(asked: Asked) -> Fault | None:
        nonlocal left
        if asked.method not in ("PUT", "POST", "DELETE"):
            return None
        left -= 1
        if left > 0:
            return None
        if chance.random() < 0.5:
            server.obey(asked)
        return Fault(500)

    sent = 0
    for _ in range(cuts):
        left = chance.randrange(1, requests // cuts)
        server.trick = going
        with pytest.raises(ServerFault):
            pushed(server, mini)
        assert server.holds(BUILD_GRAPH) == set()
    server.trick = lambda asked: None
    sent = pushed(server, mini).sent
    assert sent < whole
    assert server.holds(BUILD_GRAPH) == recorded(mini)
    assert pushed(server, mini).was_there


def test_what_has_not_changed_is_not_sent_again(
    server: Hostile, mini: BuildReport, tmp_path: Path
) -> None:
    """A later build renames an area, and no longer has a graph; somebody's own graph stays."""
    shutil.copytree(MINI, tmp_path / "later")
    file = tmp_path / "later" / "data" / "reference" / "reference.ttl"
    file.write_text(file.read_text("utf-8").replace("the city", "the town"), "utf-8")
    later = build(graph_files(tmp_path / "later"), "memory:")
    whole = pushed(server, mini).sent
    other, old = ox.NamedNode("urn:other"), GRAPH["source/gone.txt"]
    for graph in (other, old, ox.BlankNode()):
        server.store.add(ox.Quad(other, other, other, graph))
    server.asked.clear()
    done = pushed(server, later)
    assert done.removed == 1
    assert (server.holds(old), len(server.holds(other))) == (set(), 1)
    written = {asked.about for asked in server.writes} & mini.info.graphs.keys()
    assert REFERENCE_GRAPH.value in written
    assert ONTOLOGY_GRAPH.value not in written
    assert 0 < done.sent < whole
    assert server.holds(BUILD_GRAPH) == recorded(later)


def another_begins(server: Hostile, when: Callable[[Asked], bool]) -> None:
    """Have somebody else begin a push as soon as something is asked."""

    def meanwhile(asked: Asked) -> None:
        if when(asked):
            said = ox.Quad(PUSH_GRAPH, DCTERMS.publisher, ox.Literal("another"), PUSH_GRAPH)
            server.store.add(said)

    server.trick = meanwhile


def test_two_pushes_at_once_are_told_apart(server: Hostile, mini: BuildReport) -> None:
    another_begins(server, lambda asked: asked.about == DEFAULT_GRAPH.value)
    with pytest.raises(PushedMeanwhile):
        pushed(server, mini)
    assert server.holds(BUILD_GRAPH) == set()


def test_a_push_that_begins_while_the_record_is_written_leaves_none(
    server: Hostile, mini: BuildReport
) -> None:
    record = ("PUT", BUILD_GRAPH.value)
    another_begins(server, lambda asked: (asked.method, asked.about) == record)
    with pytest.raises(PushedMeanwhile):
        pushed(server, mini)
    assert server.holds(BUILD_GRAPH) == set()
    about = [asked.about for asked in server.writes]
    assert about.index(PUSH_GRAPH.value) < about.index(BUILD_GRAPH.value)


def test_digest_is_answered_and_renewed(
    server: Hostile, mini: BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACTHANG_SPARQL_USER", "lan")
    monkeypatch.setenv("BACTHANG_SPARQL_PASSWORD", "hoa sen")
    count = 0

    def asking(asked: Asked) -> Fault | None:
        nonlocal count
        if asked.method == "QUERY":
            return None
        count += 1
        nonce = f'nonce="{count // 10}"'
        if nonce in asked.headers.get("Authorization", ""):
            return None
        return Fault(401, {"WWW-Authenticate": REALM % (count // 10)})

    server.trick = asking
    pushed(server, mini)
    assert server.holds(BUILD_GRAPH) == recorded(mini)
    first = next(asked for asked in server.asked if asked.method == "GET")
    assert "Authorization" not in first.headers
    assert not [asked for asked in server.asked if "hoa sen" in str(asked.headers)]


def test_a_secret_is_read_from_a_file_that_others_cannot_read(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("abc\n")
    secret.chmod(0o640)
    named = {"BACTHANG_SPARQL_TOKEN_FILE": str(secret)}
    assert Credentials(named).header("GET", "/") == "Bearer abc"
    assert "abc" not in repr(Credentials(named))
    secret.chmod(0o644)
    with pytest.raises(OpenSecret):
        Credentials(named)
    secret.unlink()
    with pytest.raises(UnreadableFile):
        Credentials(named)
