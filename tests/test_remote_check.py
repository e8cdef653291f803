"""A check of a server finds what a check of the embedded store finds, wherever it is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from bacthang.assets import folder
from bacthang.build import BuildReport
from bacthang.checking.assembly import Assembled
from bacthang.checking.faithful import misjudged
from bacthang.checking.fetching import fetched, is_current
from bacthang.checking.running import Asked, check, check_over, check_store
from bacthang.errors import HalfAnswer, refuse
from bacthang.namespaces import ALIGNMENTS_GRAPH, BT, GRAPH, PREFIXES
from bacthang.stores import Store, open_store, reach_store
from bacthang.stores.remote import RemoteStore
from servers import dump, oxigraph, virtuoso
from test_remote_servers import serving

SHAPES = sorted(folder("shapes").glob("*.ttl"))
ASKED = Asked(SHAPES)


@pytest.fixture(scope="module")
def expected(shipped: BuildReport) -> list[object]:
    findings = check(Assembled(shipped.store), ASKED).findings
    assert len(findings) > 10
    return [finding.result for finding in findings]


def results(store: RemoteStore) -> list[object]:
    return [finding.result for finding in check_store(store, ASKED).findings]


def opened(url: str) -> RemoteStore:
    store = reach_store(url)
    assert isinstance(store, RemoteStore)
    return store


def test_the_rules_run_on_a_faithful_server(
    shipped: BuildReport, expected: list[object], tmp_path: Path
) -> None:
    quads = dump(shipped.store, tmp_path / "graph.nq")
    with serving("oxigraph", oxigraph(), tmp_path, quads) as url:
        store = opened(url)
        assert is_current(store)
        assert misjudged(store) == []
        store.quads = never  # type: ignore[method-assign]
        assert results(store) == expected


def never(*_: object) -> object:
    raise AssertionError("the graph was read")


def test_a_server_that_computes_otherwise_is_read_and_checked_here(
    shipped: BuildReport, expected: list[object], tmp_path: Path
) -> None:
    quads = dump(shipped.store, tmp_path / "named.nq", default=False)
    with serving("virtuoso", virtuoso(), tmp_path, quads) as url:
        store = opened(url)
        assert is_current(store)
        assert misjudged(store) == ["letters", "join", "hash", "year"]
        assert results(store) == expected


def without_record(line: str) -> bool:
    return f"<{GRAPH.iri}build>" not in line


def without_one_alignment(line: str) -> bool:
    first = PREFIXES["doc"].replace("document/", "alignment/0")
    return not (line.startswith(f"<{first}") and str(ALIGNMENTS_GRAPH) in line)


@pytest.mark.parametrize("kept", [without_record, without_one_alignment])
def test_a_server_whose_record_does_not_fit_is_read_and_aligned_here(
    kept: Callable[[str], bool], shipped: BuildReport, expected: list[object], tmp_path: Path
) -> None:
    lines = dump(shipped.store, tmp_path / "all.nq", default=False).read_text("utf-8")
    few = [line for line in lines.splitlines(keepends=True) if kept(line)]
    assert len(few) < len(lines.splitlines())
    (tmp_path / "few.nq").write_text("".join(few), "utf-8")
    with serving("oxigraph", oxigraph(), tmp_path, tmp_path / "few.nq") as url:
        store = opened(url)
        assert not is_current(store)
        assert results(store) == expected


def test_what_is_fetched_is_what_was_built(shipped: BuildReport) -> None:
    whole, own = fetched(shipped.store, (), refuse)
    assert own == frozenset()
    assert said(whole) == said(shipped.store)


def test_a_scan_that_repeats_one_statement_and_leaves_out_another_is_half(
    shipped: BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shipped.store.quads

    def unsteady(*pattern: ox.NamedNode | None, **graph: ox.NamedNode) -> Iterator[ox.Quad]:
        found = list(whole(*pattern, **graph))
        yield from (found[0], found[0], *found[2:]) if len(found) > 2 else found

    monkeypatch.setattr(shipped.store, "quads", unsteady)
    with pytest.raises(HalfAnswer):
        fetched(shipped.store, (), refuse)


def said(store: Store) -> set[str]:
    """Return what the default graph says, search texts left out."""
    quads = store.quads(g=ox.DefaultGraph())
    return {str(quad) for quad in quads if quad.predicate != BT.plainText}


def test_a_file_over_a_server_is_checked_with_the_graph(
    shipped: BuildReport, tmp_path: Path
) -> None:
    quads = dump(shipped.store, tmp_path / "graph.nq")
    document = tmp_path / "new.ttl"
    document.write_text(
        "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        + "doc:new a bt:Programme ; bt:issuedBy body:thanh-uy-ha-noi .",
        "utf-8",
    )
    embedded = check_over(shipped.store, [document], ASKED)
    with serving("oxigraph", oxigraph(), tmp_path, quads) as url:
        remote = check_over(open_store(url), [document], ASKED)
    assert remote.findings == embedded.findings
