"""Commitments are worded in both languages, for every comparator, unit and time."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bacthang.errors import LANGS
from bacthang.labels import Both, Commitment, UnknownWord, item_label, number, target_label

CASES = yaml.safe_load((Path(__file__).parent / "cases/labels.yaml").read_text("utf-8"))


def commitment(case: dict[str, object]) -> Commitment:
    facts = {key: value for key, value in case.items() if key not in LANGS}
    for key in ("lower", "upper"):
        if key in facts:
            facts[key] = Decimal(str(facts[key]))
    for key in ("scope", "unit_label"):
        if key in facts:
            facts[key] = Both(*facts[key])
    return Commitment(indicator=Both("X", "X"), **facts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["en"])
def test_wording(case: dict[str, object]) -> None:
    assert {lang: target_label(commitment(case), lang) for lang in LANGS} == {
        lang: case[lang] for lang in LANGS
    }


def test_every_comparator_has_a_case() -> None:
    assert {case["comparator"] for case in CASES} == {
        *("reach", "atLeast", "moreThan", "atMost", "lessThan", "between"),
        *("increaseBy", "decreaseBy", "maintain", "complete"),
    }


@pytest.mark.parametrize(
    "unknown",
    [
        {"comparator": "roughly", "lower": 1},
        {"comparator": "reach", "relative_to": "theMoon"},
        {"comparator": "reach", "lower": 1, "recurrence": "onSundays"},
        {"comparator": "reach", "lower": 1, "unit": "FURLONG"},
    ],
)
def test_what_the_tables_do_not_know_is_refused(unknown: dict[str, object]) -> None:
    with pytest.raises(UnknownWord):
        target_label(commitment(unknown), "vi")


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("36000", "36.000", "36,000"),
        ("0.25", "0,25", "0.25"),
        ("1234567.50", "1.234.567,5", "1,234,567.5"),
    ],
)
def test_numbers(value: str, vi: str, en: str) -> None:
    assert (number(Decimal(value), "vi"), number(Decimal(value), "en")) == (vi, en)


def test_items() -> None:
    assert item_label(4, "Chương trình 01", "vi") == "chỉ tiêu 4, Chương trình 01"
    assert item_label(4, "Programme 01", "en") == "target item 4, Programme 01"
    assert item_label(None, "Programme 01", "en") == "target item, Programme 01"
