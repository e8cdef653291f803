"""A text is drafted, put among the files of a graph, built, checked; no hand touches an offset."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bacthang.assets import folder, graph_files
from bacthang.build import build
from bacthang.drafting.opening import opened
from bacthang.drafting.reader import read
from bacthang.drafting.writing.checked import checked
from bacthang.drafting.writing.draft import drafted
from bacthang.drafting.writing.placing import place
from bacthang.drafting.writing.table import rows
from bacthang.drafting.writing.turtle import as_text
from bacthang.facts import Facts, Kinds
from bacthang.namespaces import BT, OA
from bacthang.rules import Severity, shape_files
from bacthang.stores import Store
from draft_cases import DraftCase, draft_cases

SOURCES = sorted((folder("data") / "sources").glob("*.txt"))
CASES = draft_cases()
VIOLATION = Severity.VIOLATION


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    for name in ("ontology", "data"):
        shutil.copytree(folder(name), tmp_path / name)  # type: ignore[arg-type]
    return tmp_path


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Store]:
    """Copy the graph, and build it as it is before anything is added."""
    root = tmp_path_factory.mktemp("graph")
    for name in ("ontology", "data"):
        shutil.copytree(folder(name), root / name)  # type: ignore[arg-type]
    return root, build(graph_files(root), "memory:").store


def quotes(store: Store, source: str) -> set[tuple[int, int]]:
    """Return where the targets that a text states stand in it."""
    facts = Facts(store)
    targets = Kinds(facts).members(BT.Target)
    found = set()
    for target in targets:
        for spot in facts.nodes(BT.statedIn, target):
            told = facts.node(OA.hasSource, spot)
            if told and told.value.endswith(f"/{source}") and not facts.nodes(BT.role, spot):
                for selector in facts.nodes(OA.hasSelector, spot):
                    start = facts.integer(OA.start, selector)
                    end = facts.integer(OA.end, selector)
                    if start is not None and end is not None:
                        found.add((start, end))
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem[:3])
def test_a_text_taken_away_comes_back_as_a_draft(graph: Path, source: Path) -> None:
    (graph / f"data/texts/{source.stem}.ttl").unlink()
    (graph / f"data/sources/{source.name}").unlink()
    before = build(graph_files(graph), "memory:").store
    proposal = read(opened(source.read_bytes(), source.name), before)
    made = drafted(proposal, before)
    assert checked(made, before, shape_files()).faults == ()
    place(made, graph_files(graph))
    after = build(graph_files(graph), "memory:")
    assert after.findings[VIOLATION] == 0
    assert (graph / f"data/sources/{source.name}").read_bytes() == source.read_bytes()
    stated = quotes(after.store, source.name)
    held = {block.thing.value for block in made.blocks if block.held}
    told = [row for row in rows(proposal, before) if row["target"] not in held]
    assert {(int(row["start"]), int(row["end"])) for row in told} <= stated
    assert told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_text_never_seen_breaks_no_rule(case: DraftCase, shared: tuple[Path, Store]) -> None:
    _, store = shared
    proposal = read(opened(case.text.encode(), f"{case.name}.txt"), store)
    report = checked(drafted(proposal, store), store, shape_files())
    assert report.faults == ()
    assert report.counts[VIOLATION] == 0


@pytest.mark.parametrize("case", CASES[::5], ids=lambda case: case.name)
def test_a_text_never_seen_builds_as_one_file(case: DraftCase, shared: tuple[Path, Store]) -> None:
    root, store = shared
    proposal = read(opened(case.text.encode(), f"{case.name}.txt"), store)
    text = root / f"data/sources/{case.name}.txt"
    turtle = root / f"data/texts/{case.name}.ttl"
    text.write_bytes(proposal.text.encode())
    turtle.write_text(as_text(drafted(proposal, store)), "utf-8")
    try:
        assert build(graph_files(root), "memory:").findings[VIOLATION] == 0
    finally:
        text.unlink()
        turtle.unlink()


def test_there_are_texts_to_try() -> None:
    assert len(SOURCES) == 5
    assert len(CASES) >= 16
