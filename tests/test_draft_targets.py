"""Targets of single clauses: values, units, times, and figures that are no targets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bacthang.drafting.targets import Found, Setting, block, read
from bacthang.drafting.targets.figures import share, value
from bacthang.drafting.targets.words import lowered

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "draft" / "clauses.yaml").read_text("utf-8")
)
WORDS = (
    *("tỷ lệ", "hộ nghèo", "đạt", "trên", "tối thiểu", "trở lên", "giảm", "tăng", "từ", "đến"),
    *("năm 2025", "hằng năm", "so với năm 2020", "trong đó", "và", ",", ";", ".", ":", "(", ")"),
    *("90%", "5 - 10%", "1.200 tỷ đồng", "8/8 phường", "¾", "gấp 2 lần", "không có", "hoàn thành"),
    *("|", "-", "giai đoạn 2021-2025", "lần lượt", "bình quân", "03 xã", "đảng viên", "\n", "“"),
)


def bound(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")


def told(text: str, found: Found) -> str:
    """Write a value as the cases do."""
    whole = f"{found.comparator} {bound(found.lower)}..{bound(found.upper)} {found.unit}"
    facts = [
        *(["before"] if found.before else []),
        *map(str, found.years),
        *([found.recurrence] if found.recurrence not in (None, "byYear") else []),
        *([f"vs {found.baseline}"] if found.baseline else []),
        *([found.relative_to] if found.relative_to else []),
        *([f"in {found.within}"] if found.within is not None else []),
        *(["nearly"] if found.qualified else []),
    ]
    return " | ".join(
        [
            text[slice(*found.quote)],
            whole if (found.lower, found.upper) != (None, None) else found.comparator,
            *([" ".join(map(str, facts))] if facts else []),
        ]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_what_is_read_in_a_clause(case: dict[str, Any]) -> None:
    text = case["text"]
    setting = Setting(section=case.get("section", "targets"), since=2021, period=(2020, 2025))
    reading = read(text, setting)
    assert [told(text, found) for found in reading.found] == case["found"]
    passed = [f"{one.rule}: {text[one.start : one.end]}" for one in reading.passed]
    assert passed == case.get("passed", [])


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("36.000", "36000"),
        ("65.5", "65.5"),
        ("12,37", "12.37"),
        ("1.200,5", "1200.5"),
        ("8.98", "8.98"),
        ("0.125", "0.125"),
        ("03", "3"),
        ("1,234,567", "1234567"),
        ("12,000", "12000"),
        ("12 000", "12000"),
        ("2,345", "2.345"),
    ],
)
def test_figures_as_print_writes_them(printed: str, number: str) -> None:
    assert value(printed) == Decimal(number)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [("8", "8", "100"), ("3", "4", "75"), ("2", "3", "66.67"), ("9", "8", None), ("0", "0", None)],
)
def test_fractions_are_shares(part: str, whole: str, percent: str | None) -> None:
    assert share(part, whole) == (None if percent is None else Decimal(percent))


def places(found: Found) -> Iterator[tuple[int, int]]:
    yield found.quote
    yield found.printed
    yield from found.contexts


@settings(max_examples=300, deadline=None)
@example(["90%", "không có", "\n", "90%"], "targets")
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["targets", "", "results"]))
def test_any_row_of_words_is_read_within_its_bounds(words: list[str], section: str) -> None:
    text = " ".join(words)
    reading = read(text, Setting(section=section, since=2021, period=(2020, 2025)))
    for number, found in enumerate(reading.found):
        assert all(0 <= start <= end <= len(text) for start, end in places(found))
        assert text[slice(*found.quote)].strip()
        assert found.within is None or found.within < number
        if found.lower is not None and found.upper is not None:
            assert found.lower <= found.upper
    assert all(0 <= one.start < one.end <= len(text) for one in reading.passed)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read(text, Setting(section="targets"))
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize("unit", ["90% ", "1 ", "từ ", "đạt 90%, ", "2025, ", "5-10-", "(", "1"])
def test_a_paragraph_without_end_is_read_in_pieces(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No piece is long, and together they are the text: the work grows with its length alone."""
    pieces: list[str] = []
    inner = block._read
    monkeypatch.setattr(block, "_read", lambda *given: (pieces.append(given[0]), inner(*given))[1])
    text = (unit * 40_000)[:40_000]
    read(text, Setting())
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 3000


def test_shares_keep_their_whole_when_a_heading_loses_its_milestones() -> None:
    text = "Hoàn thành quy hoạch năm 2025; lao động qua đào tạo đạt 75%, trong đó có bằng cấp 30%"
    whole = read(text, Setting(section="targets"))
    assert [(one.comparator, one.within) for one in whole.found] == [
        ("complete", None),
        ("reach", None),
        ("reach", 1),
    ]
    assert [(one.comparator, one.within) for one in whole.with_values().found] == [
        ("reach", None),
        ("reach", 0),
    ]
