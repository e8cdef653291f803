"""A plan for one year gives its year to the targets that name no time."""

from __future__ import annotations

import pytest

from bacthang.drafting.documents.dates import plan_year
from bacthang.drafting.planned import in_plan_year
from bacthang.drafting.proposal import DocumentProposal, ItemProposal, Span, TargetProposal


def target(**more: object) -> TargetProposal:
    facts = {"quote": Span(0, 9), "phrase": "hộ nghèo", "comparator": "reach", "lower": None}
    return TargetProposal(**(facts | {"upper": None, "unit": "NUM", "printed": "0"} | more))


def plan(period: tuple[int, int] | None, *targets: TargetProposal) -> DocumentProposal:
    item = ItemProposal(Span(0, 9), "-", targets)
    return DocumentProposal("Plan", "Kế hoạch", Span(0, 9), "plan", period=period, items=(item,))


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Kế hoạch phát triển kinh tế - xã hội năm 2024", (2024, 2024)),
        ("Về nhiệm vụ trọng tâm năm 2026.", (2026, 2026)),
        ("Chương trình phát triển đô thị đến năm 2030", None),
        ("Kế hoạch giai đoạn 2021 - 2025", None),
        ("Tổng kết năm 2023 và phương hướng", None),
    ],
)
def test_which_titles_are_of_one_year(title: str, years: tuple[int, int] | None) -> None:
    assert plan_year(title) == years


def test_a_target_without_a_time_is_of_the_year_of_the_plan() -> None:
    given = plan((2024, 2024), target(), target(year=2025, recurrence="byYear"))
    bare, dated = in_plan_year(given).targets
    assert (bare.year, bare.recurrence, [one.code for one in bare.doubts]) == (
        2024,
        "byYear",
        ["plan-year"],
    )
    assert dated.year == 2025
    yearly = in_plan_year(plan((2024, 2024), target(recurrence="everyYear"))).targets[0]
    assert (yearly.year, yearly.doubts) == (None, ())


@pytest.mark.parametrize("period", [None, (2021, 2025)])
def test_a_plan_for_more_years_leaves_them_open(period: tuple[int, int] | None) -> None:
    given = plan(period, target())
    assert in_plan_year(given) == given
