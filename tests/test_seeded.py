"""Faults seeded into the shipped graph are found; edits that change nothing of worth are not.

Each file of ``cases/seeded`` is one edit that a curator could make. One in ``faults`` says under
which code it is to be found (``expects``), and which other codes it may bring along (``also``);
``FORM`` stands for what is not well formed: a finding of any FORM rule, or an error that names the
file. One in ``harmless`` brings neither a finding nor an error. Findings are compared with those
of the unedited graph by code, focus and other side.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bacthang.assets import graph_files
from bacthang.checking.assembly import assembled
from bacthang.checking.running import Asked, check
from bacthang.errors import BacThangError
from bacthang.rules import rules_of
from bacthang.shacl import read_shapes

ROOT = Path(__file__).parents[1]
PARTS = ("ontology", "data", "shapes")
SEEDED = Path(__file__).parent / "cases" / "seeded"
FAULTS = sorted((SEEDED / "faults").glob("*.yaml"))
HARMLESS = sorted((SEEDED / "harmless").glob("*.yaml"))

Found = frozenset[tuple[str, str, str]]


def test_there_are_faults_of_every_rule() -> None:
    expected = Counter(read(path)["expects"] for path in FAULTS)
    codes = set(rules_of(read_shapes(shapes(ROOT))))
    assert len(FAULTS) >= 100
    assert set(expected) == {code for code in codes if not code.startswith("FORM-")} | {"FORM"}
    assert min(expected.values()) >= 3
    assert all(path.name.startswith(read(path)["expects"] + "-") for path in FAULTS)


def test_there_are_harmless_edits() -> None:
    assert len(HARMLESS) >= 80
    assert not any({"expects", "also"} & read(path).keys() for path in HARMLESS)


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_a_fault_is_found(path: Path, edited: Path, asked: Asked, known: Found) -> None:
    case = read(path)
    edit(edited, case["edits"])
    findings, told = checked(edited, asked)
    codes = {code for code, _, _ in findings - known}
    allowed = {case["expects"], *case.get("also", ())}
    if case["expects"] == "FORM":
        allowed |= {code for code in codes if code.startswith("FORM-")}
        assert allowed & codes or any(named(error, case["edits"]) for error in told)
    else:
        assert case["expects"] in codes, f"found {sorted(findings - known)}, told {told}"
    assert codes <= allowed


@pytest.mark.parametrize("path", HARMLESS, ids=lambda path: path.stem)
def test_nothing_is_found_in(path: Path, edited: Path, asked: Asked, known: Found) -> None:
    edit(edited, read(path)["edits"])
    findings, told = checked(edited, asked)
    assert sorted(findings - known) == []
    assert told == []


@pytest.fixture(scope="module")
def asked() -> Asked:
    return Asked(shapes(ROOT))


@pytest.fixture(scope="module")
def known(asked: Asked) -> Found:
    """Return what is found in the unedited graph, which has no error."""
    findings, told = checked(ROOT, asked)
    assert findings
    assert told == []
    return findings


@pytest.fixture
def edited(tmp_path: Path) -> Iterator[Path]:
    """Lay out a copy of the shipped graph, to be edited."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part)
    yield tmp_path
    shutil.rmtree(tmp_path)


def shapes(root: Path) -> list[Path]:
    return sorted((root / "shapes").glob("*.ttl"))


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text("utf-8"))


def edit(root: Path, edits: list[dict]) -> None:
    """Make the edits; each must find what it changes exactly once, or at its ``nth`` place."""
    for one in edits:
        path = root / one["file"]
        if "new" in one:
            assert not path.exists()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(one["new"], "utf-8")
            continue
        before = path.read_bytes().decode()
        after = before + one["append"] if "append" in one else replaced(before, one)
        assert after != before
        path.write_bytes(after.encode())


def replaced(text: str, one: dict) -> str:
    pieces = text.split(one["find"])
    nth = one.get("nth", 1)
    assert len(pieces) > nth if "nth" in one else len(pieces) == 2, f"{len(pieces) - 1} places"
    return one["find"].join(pieces[:nth]) + one["put"] + one["find"].join(pieces[nth:])


def checked(root: Path, asked: Asked) -> tuple[Found, list[BacThangError]]:
    """Return what the check finds in a graph, and the errors that it tells."""
    try:
        report = check(assembled(graph_files(root)), asked)
    except BacThangError as error:
        return frozenset(), [error]
    found = ((one.code, str(one.focus), str(one.other or "")) for one in report.findings)
    return frozenset(found), list(report.faults)


def named(error: BacThangError, edits: list[dict]) -> bool:
    """Return whether an error names a file that was edited, and a line of it."""
    message = error.message("en")
    return any(Path(one["file"]).name in message for one in edits) and any(
        letter.isdigit() for letter in message.rpartition(".ttl")[2]
    )
