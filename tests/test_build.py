"""Files become a dataset: the same from the same, whole or not at all."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pyoxigraph import DefaultGraph

from bacthang import errors
from bacthang.assets import GraphFiles, graph_files
from bacthang.build import BuildReport, Step, build
from bacthang.canonical import UNHASHED
from bacthang.errors import LANGS, BacThangError, MissingFile, NothingToRead
from bacthang.namespaces import ALIGNMENTS_GRAPH, BT

CASES = Path(__file__).parent / "cases" / "build"
MINI = CASES / "mini"
REFUSED = yaml.safe_load((CASES / "refused" / "expected.yaml").read_text("utf-8"))
HASH = "import sys; from pathlib import Path; from bacthang.build import build; \
from bacthang.assets import graph_files; \
print(build(graph_files(Path(sys.argv[1])), 'memory:').info.content_hash)"


def test_every_refused_case_says_what_is_expected() -> None:
    folders = {path.name for path in (CASES / "refused").iterdir() if path.is_dir()}
    assert folders == set(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, mini_with: Callable[[Path], GraphFiles]) -> None:
    expected = REFUSED[name]
    with pytest.raises(BacThangError) as caught:
        build(mini_with(CASES / "refused" / name), "memory:")
    assert type(caught.value) is getattr(errors, expected["error"])
    for lang in LANGS:
        said = caught.value.message(lang)
        assert [part for part in expected["names"] if part not in said] == []
        assert caught.value.remedy(lang)


def test_an_empty_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        graph_files(tmp_path)
    (tmp_path / "ontology").mkdir()
    (tmp_path / "data").mkdir()
    with pytest.raises(NothingToRead):
        build(graph_files(tmp_path), "memory:")


def test_the_default_graph_shows_each_triple_once(mini: BuildReport) -> None:
    named = [
        (q.subject, q.predicate, q.object)
        for q in mini.store.quads()
        if q.graph_name not in UNHASHED
    ]
    shown = [(q.subject, q.predicate, q.object) for q in mini.store.quads(g=DefaultGraph())]
    assert len(shown) == len(set(named)) == len(named) == mini.info.triples
    assert set(shown) == set(named)


def test_the_record_is_read_back(mini: BuildReport) -> None:
    assert mini.store.info() == mini.info
    assert mini.info.classes["https://w3id.org/bacthang/ontology#Target"] == 3
    assert mini.quotes == 8


def test_the_alignments_are_in(mini: BuildReport) -> None:
    outcomes = [str(q.object) for q in mini.store.quads(p=BT.outcome, g=ALIGNMENTS_GRAPH)]
    assert outcomes == [str(BT.stricter)]


def test_progress_comes_step_by_step() -> None:
    told: list[tuple[Step, int, int]] = []
    build(graph_files(MINI), "memory:", lambda *what: told.append(what))
    assert [step for step, done, total in told if done == total] == [
        step for step in Step if step not in (Step.DRAFT, Step.LIST)
    ]


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_the_hash_depends_on_content_alone(mini: BuildReport, seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", HASH, str(MINI)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == mini.info.content_hash


def test_the_hash_does_not_depend_on_the_order_of_files(
    mini: BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_order = GraphFiles.turtle
    monkeypatch.setattr(GraphFiles, "turtle", lambda files: in_order(files)[::-1])
    assert build(graph_files(MINI), "memory:").info == mini.info


def test_the_hash_changes_with_a_word(
    mini: BuildReport, mini_with: Callable[[Path], GraphFiles], tmp_path: Path
) -> None:
    case = tmp_path / "case/data/reported"
    case.mkdir(parents=True)
    (case / "more.ttl").write_text('<urn:x> <http://www.w3.org/2004/02/skos/core#note> "x" .')
    assert (
        build(mini_with(tmp_path / "case"), "memory:").info.content_hash != mini.info.content_hash
    )


def test_the_shipped_graph_builds(shipped: BuildReport) -> None:
    assert shipped.files > 0
    assert shipped.quotes > 0


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no list of open files here")
def test_a_store_is_closed_before_it_is_opened_for_reading(tmp_path: Path) -> None:
    gc.disable()
    try:
        report = build(graph_files(MINI), f"oxigraph:{tmp_path / 'store'}")
    finally:
        gc.enable()
    opened = {os.path.realpath(file) for file in Path("/proc/self/fd").iterdir()}
    ours = {path for path in opened if path.startswith(str(tmp_path))}
    assert report.store
    assert ours, "the reader has the store open"
    assert not {path for path in ours if path.endswith("/LOCK")}, "the writer has it open too"
