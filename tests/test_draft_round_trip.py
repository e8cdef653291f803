"""A text is drafted, put among the files of a graph, built, checked; no hand touches an offset."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bacthang.assets import folder, graph_files
from bacthang.build import BuildReport, build
from bacthang.checking.running import Asked
from bacthang.drafting.opening import opened
from bacthang.drafting.proposal import Proposal
from bacthang.drafting.reader import read
from bacthang.drafting.writing.checked import checked
from bacthang.drafting.writing.draft import drafted
from bacthang.drafting.writing.placing import place
from bacthang.drafting.writing.table import rows
from bacthang.drafting.writing.turtle import as_text
from bacthang.facts import Facts, Kinds
from bacthang.namespaces import BT, OA
from bacthang.rules import Severity
from bacthang.stores import Store
from draft_cases import DraftCase, draft_cases

SOURCES = sorted((folder("data") / "sources").glob("*.txt"))
CASES = draft_cases()
VIOLATION = Severity.VIOLATION
Reading = Callable[[DraftCase], Proposal]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    for name in ("ontology", "data"):
        shutil.copytree(folder(name), tmp_path / name)  # type: ignore[arg-type]
    return tmp_path


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
def test_a_text_taken_away_comes_back_as_a_draft(graph: Path, source: Path, rules: Asked) -> None:
    (graph / f"data/texts/{source.stem}.ttl").unlink()
    (graph / f"data/sources/{source.name}").unlink()
    before = build(graph_files(graph), "memory:").store
    proposal = read(opened(source.read_bytes(), source.name), before)
    made = drafted(proposal, before)
    assert checked(made, before, rules).faults == ()
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
def test_a_text_never_seen_breaks_no_rule(
    case: DraftCase, reading: Reading, shipped: BuildReport, rules: Asked
) -> None:
    report = checked(drafted(reading(case), shipped.store), shipped.store, rules)
    assert report.faults == ()
    assert report.counts[VIOLATION] == 0


@pytest.mark.parametrize("case", CASES[::5], ids=lambda case: case.name)
def test_a_text_never_seen_builds_as_one_file(
    case: DraftCase, reading: Reading, shipped: BuildReport, graph: Path
) -> None:
    proposal = reading(case)
    (graph / f"data/sources/{case.name}.txt").write_bytes(proposal.text.encode())
    turtle = as_text(drafted(proposal, shipped.store))
    (graph / f"data/texts/{case.name}.ttl").write_text(turtle, "utf-8")
    assert build(graph_files(graph), "memory:").findings[VIOLATION] == 0


def test_there_are_texts_to_try() -> None:
    assert len(SOURCES) == 5
    assert len(CASES) >= 16
