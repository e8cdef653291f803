"""A rule with one thing changed is noticed by some case of its code.

A sample is tried, by a fixed seed; ``BACTHANG_ALL_MUTANTS=1`` tries every one. A mutant that no
data can tell from the rule is excused by name, with the reason, in ``cases/rules/equivalent.tsv``.
"""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from bacthang.rules import shape_files
from bacthang.shacl import Shapes, validate
from bacthang.stores import Store
from rule_cases import CASES, FILES, RuleCase, assemble, assert_found, read_case
from rule_mutants import Mutant, mutants_of

PREFIXES: Final = next(path for path in shape_files() if path.name == "prefixes.ttl")
RULES: Final = [path for path in shape_files() if path != PREFIXES]
EXCUSED: Final = {
    name: reason
    for line in (CASES / "equivalent.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
    for name, _, reason in [line.partition("\t")]
}
SAMPLE: Final = 24
"""How many mutants of each file are tried, unless all are."""


def tried(path: Path) -> list[Mutant]:
    mutants = list(mutants_of(path))
    if os.environ.get("BACTHANG_ALL_MUTANTS"):
        return mutants
    return random.Random(path.name).sample(mutants, min(SAMPLE, len(mutants)))


@cache
def cases_of(code: str) -> list[tuple[RuleCase, Store]]:
    """Return the cases of a code with their data put together; those that find more come first."""
    cases = [read_case(path) for path in FILES if path.parent.name == code]
    cases.sort(key=lambda case: -len(case.expected))
    with TemporaryDirectory() as folder:
        return [(case, assemble(case.data, Path(folder)).store) for case in cases]


def notices(case: RuleCase, store: Store, shapes: Shapes) -> bool:
    try:
        assert_found(validate(store, shapes), case)
    except AssertionError:
        return True
    return False


def code_of(path: Path) -> str:
    return "-".join(path.stem.split("-")[:2]).upper()


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_changed_rule_is_noticed(path: Path, tmp_path: Path) -> None:
    cases = cases_of(code_of(path))
    survivors, read = [], 0
    for mutant in tried(path):
        shapes = mutant.shapes(tmp_path, PREFIXES)
        if shapes is None:
            continue
        read += 1
        noticed = any(notices(case, store, shapes) for case, store in cases)
        if noticed == (mutant.name in EXCUSED):
            survivors.append(mutant.name)
    assert survivors == []
    assert read > 0


def test_excuses_are_of_mutants_and_have_reasons() -> None:
    names = {mutant.name for path in RULES for mutant in mutants_of(path)}
    assert EXCUSED.keys() - names == set()
    assert all(EXCUSED.values())
