"""The tables of the shipped graph are what they were when somebody last read them."""

from __future__ import annotations

from pathlib import Path

import pytest

import shipped_tables
from bacthang.build import BuildReport

EXPECTED = sorted(shipped_tables.EXPECTED.glob("*.csv"))


@pytest.fixture(scope="module")
def found(shipped: BuildReport) -> dict[str, str]:
    return shipped_tables.tables(shipped.store)


def test_expected_and_exported_tables_pair_up(found: dict[str, str]) -> None:
    assert {path.name for path in EXPECTED} == set(found)
    assert found, "no table was exported at all"


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_table_is_as_expected(found: dict[str, str], path: Path) -> None:
    assert found[path.name].splitlines() == path.read_text("utf-8").splitlines(), "make expected"
