"""Printed document numbers are read as meant, or refused; cases are rows of CSV files."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacthang.errors import UnreadableNumber
from bacthang.numbers import DocumentNumber, parse

CASES = Path(__file__).parent / "cases" / "numbers"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_id(row: dict[str, str]) -> str:
    return row["why"].replace(" ", "-")


def as_row(number: DocumentNumber) -> dict[str, str]:
    facts = ("normal", "genre", "family", "year", "term", "signed", "body")
    return {name: str(getattr(number, name) or "") for name in facts}


@pytest.mark.parametrize("row", rows("read.csv"), ids=row_id)
def test_a_printed_number_is_read(row: dict[str, str]) -> None:
    expected = {name: value for name, value in row.items() if name not in {"printed", "why"}}
    assert as_row(parse(row["printed"])) == expected


@pytest.mark.parametrize("row", rows("refused.csv"), ids=row_id)
def test_what_is_no_number_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(UnreadableNumber):
        parse(row["printed"])


def test_both_readings_of_the_misprinted_centre_are_kept() -> None:
    assert parse("04-CTR/TƯ").normal_forms == ("04-CTr/TU", "04-CTr/TW")
    assert parse("15-NQ/TƯ").normal_forms == ("15-NQ/TW", "15-NQ/TU")
    assert parse("36-HD/VPTƯ").normal_forms == ("36-HD/VPTW", "36-HD/VPTU")


def test_the_day_printed_is_kept() -> None:
    assert parse("15-NQ/TW ngày 5/5/2022").signed_on == datetime.date(2022, 5, 5)
    assert parse("15-NQ/TW năm 2022").signed_on is None


PIECES = (
    "15|08|2003|-|/| |NQ|CTr|ctr|QĐ|TƯ|TW|TU|ĐU|UBND|UBTVQH15|QH15|TTg|–|.|“|số|\u00a0"
    "|Nghị quyết|Chương trình|khóa XVI|ngày 5/5/2022|của Thành ủy"
)


printed = st.lists(st.sampled_from(PIECES.split("|")))


@given(st.one_of(st.text(), printed.map("".join), printed.map(" ".join)))
def test_any_text_is_read_or_refused_and_a_normal_form_is_its_own(text: str) -> None:
    try:
        number = parse(text)
    except UnreadableNumber:
        return
    for form in number.normal_forms:
        assert parse(form).normal == form
