"""A reading that says what a text should give scores in full; each kind of error is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bacthang.drafting.proposal import (
    DocumentProposal,
    ItemProposal,
    Proposal,
    Span,
    TargetProposal,
)
from draft_cases import DraftCase, Expected, Part, draft_cases, read_case
from draft_curated import Curated, curated
from draft_scoring import Score, score

CASES = draft_cases()
FIVE = curated()


def exact(expected: Expected, text: str) -> TargetProposal:
    """Return the first of what may be said of a target."""
    way = expected.values[0]
    pairs = sorted(way.bounds, key=str) or [(None, None)]
    return TargetProposal(
        quote=Span(expected.start, expected.end),
        phrase="",
        comparator=min(way.comparators),
        lower=pairs[0][0],
        upper=pairs[0][1],
        unit=min(way.units) or None,
        printed=text[expected.start : expected.end],
        year=max(expected.years, key=lambda year: year or 0, default=None),
        before=bool(expected.before),
        recurrence=expected.recurrence,
        baseline_year=max(expected.baselines, key=lambda year: year or 0, default=None),
    )


def proposal(text: str, targets: list[TargetProposal]) -> Proposal:
    whole = Span(0, len(text))
    item = ItemProposal(whole, "", tuple(targets))
    document = DocumentProposal("Programme", "", whole, "", items=(item,))
    return Proposal("case.txt", text, (document,))


def scored(case: DraftCase | Curated, targets: list[TargetProposal]) -> Score:
    return score(case.targets, case.traps, (), proposal(case.text, targets))


@pytest.mark.parametrize("case", [*CASES, *FIVE], ids=lambda case: case.name)
def test_the_right_reading_scores_in_full(case: DraftCase | Curated) -> None:
    result = scored(case, [exact(target, case.text) for target in case.targets])
    assert result.differences == []
    assert (result.recall, result.precision, result.trapped) == (1, 1, 0)
    assert result.wanted == sum(not target.optional for target in case.targets)


@pytest.fixture
def small(tmp_path: Path) -> DraftCase:
    path = tmp_path / "case.txt"
    path.write_text(
        "shows: two targets, one more that may be left out, and a trap\n---\n"
        "Năm 2019 đạt 70%. Đến năm 2025: 95% trẻ dưới 5 tuổi được tiêm; thêm 3 trạm, gần 2 km.\n"
        "=> 95% trẻ dưới 5 tuổi được tiêm :: reach 95 % :: 2025\n"
        "=! dưới 5 tuổi\n"
        "=> thêm 3 trạm :: increaseBy 3 NUM :: 2025\n"
        "=? gần 2 km :: reach 2 KiloM :: 2025\n",
        encoding="utf-8",
    )
    return read_case(path)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"lower": Decimal(96)}, ["value"]),
        ({"lower": None, "upper": Decimal(95)}, ["side"]),
        ({"comparator": "atLeast"}, ["comparator"]),
        ({"unit": "NUM"}, ["unit"]),
        ({"unit": None, "year": None}, ["unit", "year"]),
        ({"before": True}, ["year"]),
        ({"recurrence": "everyYear"}, ["recurrence"]),
        ({"baseline_year": 2020}, ["baseline"]),
    ],
)
def test_each_kind_of_error_is_told(
    small: DraftCase, change: dict[str, Any], kinds: list[str]
) -> None:
    first, second, _ = (exact(target, small.text) for target in small.targets)
    result = scored(small, [replace(first, **change), second])
    assert [difference.kind for difference in result.differences] == kinds
    assert result.found == (1 if kinds[0] in {"value", "side"} else 2)


def test_what_is_left_out_and_what_is_too_much_is_told(small: DraftCase) -> None:
    first, second, third = (exact(target, small.text) for target in small.targets)
    assert [d.kind for d in scored(small, [first, third]).differences] == ["missing"]
    at = small.text.index("đạt 70%")
    result = scored(
        small, [first, second, replace(second, quote=Span(at, at + 7), printed="đạt 70%")]
    )
    assert [(d.kind, d.words) for d in result.differences] == [("spurious", "đạt 70%")]
    assert (result.found, result.read, result.recall) == (2, 3, 1)
    assert (result.taken, result.traps) == (1, 2)


def test_a_number_within_the_words_that_is_read_as_the_value_is_a_trap_taken(
    small: DraftCase,
) -> None:
    first, second, _ = (exact(target, small.text) for target in small.targets)
    wrong = replace(first, lower=Decimal(5), printed="dưới 5")
    result = scored(small, [wrong, second])
    assert [d.kind for d in result.differences] == ["value"]
    assert (result.taken, result.traps) == (1, 2)


def test_what_is_lacking_of_the_structure_is_told(small: DraftCase) -> None:
    targets = [exact(target, small.text) for target in small.targets]
    parts = (
        Part("Item", 0, len(small.text), "the item"),
        Part("kind Programme", 0, len(small.text), ""),
        Part("number 01-CTr/QU", 0, len(small.text), ""),
        Part("Task|Solution", 0, 9, "a task"),
        Part("implements", 0, 9, "a link"),
    )
    result = score(small.targets, small.traps, parts, proposal(small.text, targets))
    assert [(d.kind, d.expected) for d in result.differences] == [
        ("structure", "number 01-CTr/QU"),
        ("structure", "Task|Solution"),
        ("structure", "implements"),
    ]
    assert result.parts == {"items": 1, "document": 2, "provisions": 1, "links": 1}
    assert result.parts_found == {"items": 1, "document": 1}


def test_two_years_of_one_figure_are_two_pairs(small: DraftCase) -> None:
    first, second, _ = small.targets
    both = (first, replace(first, years=frozenset({2030})), second)
    told = [exact(target, small.text) for target in both]
    assert score(both, small.traps, (), proposal(small.text, told)).differences == []
    result = score(
        both, small.traps, (), proposal(small.text, [told[0], replace(told[0]), told[2]])
    )
    assert [d.kind for d in result.differences] == ["year"]
