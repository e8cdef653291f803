"""The truth table, row by row, and the laws that every row obeys.

A row of ``cases/alignments/truth-table.csv`` writes a commitment as ``comparator lower..upper unit
@baseline ~relativeTo``, each part but the first optional, ``?`` for no comparator. Add a case by
adding a row.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacthang.intervals import (
    BOUNDS,
    Commitment,
    Comparator,
    Direction,
    Judgement,
    Outcome,
    Reason,
    judge,
    suffices,
)
from bacthang.namespaces import BT, UNIT

TABLE = Path(__file__).parent / "cases" / "alignments" / "truth-table.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))

OF_THE_STAIRCASE = {Reason.WITHIN_ANOTHER_ADOPTED, Reason.PART_OF_WHOLE, Reason.NO_TARGET_KNOWN}
"""Reasons that no two values give: what stands around them does (cases/alignments/*.trig)."""


def read_bound(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def read_commitment(text: str) -> Commitment:
    comparator, *parts = text.split()
    commitment = Commitment(None if comparator == "?" else Comparator(comparator))
    for part in parts:
        if ".." in part:
            lower, upper = part.split("..")
            commitment = replace(commitment, lower=read_bound(lower), upper=read_bound(upper))
        elif part.startswith("@"):
            commitment = replace(commitment, baseline=int(part[1:]))
        elif part.startswith("~"):
            commitment = replace(commitment, relative_to=BT[part[1:]])
        else:
            commitment = replace(commitment, unit=UNIT[part])
    return commitment


def read_direction(text: str) -> Direction | None:
    return Direction(text) if text else None


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda r: f"{r['lower']} under {r['upper']} {r['direction']}"
)
def test_truth_table(row: dict[str, str]) -> None:
    found = judge(
        read_commitment(row["lower"]),
        read_commitment(row["upper"]),
        read_direction(row["direction"]),
    )
    reason = Reason(row["reason"]) if row["reason"] else None
    assert found == Judgement(Outcome(row["outcome"]), reason), row["because"]


def test_no_row_stands_twice() -> None:
    keys = [(row["lower"], row["upper"], row["direction"]) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_every_controlled_value_is_in_the_table() -> None:
    sides = [read_commitment(row[side]) for row in ROWS for side in ("lower", "upper")]
    assert {side.comparator for side in sides} == {*Comparator, None}
    assert {row["outcome"] for row in ROWS} == {*Outcome} - {Outcome.MISSING}
    assert {row["reason"] for row in ROWS} - {""} == {*Reason} - OF_THE_STAIRCASE
    assert {row["direction"] for row in ROWS} - {""} == {*Direction}


@pytest.mark.parametrize(
    ("lower", "upper", "direction", "enough"),
    [
        ("reach 95..", "reach 95..", "higherIsBetter", True),
        ("reach 96..", "reach 95..", "higherIsBetter", True),
        ("reach 94..", "reach 95..", "higherIsBetter", False),
        ("reach 7.7..", "between 7.5..8", "higherIsBetter", True),
        ("moreThan 7.7..", "between 7.5..8", "higherIsBetter", True),
        ("between 7.6..7.9", "between 7.5..8", "higherIsBetter", True),
        ("between 7..8.5", "between 7.5..8", "higherIsBetter", False),
        ("between 90..98", "reach 95..", "higherIsBetter", False),
        ("reach ..2.5", "between 2..3", "lowerIsBetter", True),
        ("reach ..3.5", "between 2..3", "lowerIsBetter", False),
        ("atMost ..80", "between 70..75", "higherIsBetter", False),
        ("atMost ..72", "between 70..75", "higherIsBetter", False),
        ("complete", "reach 95..", "higherIsBetter", False),
    ],
)
def test_what_suffices(lower: str, upper: str, direction: str, enough: bool) -> None:
    found = suffices(read_commitment(lower), read_commitment(upper), Direction(direction))
    assert found is enough


VALUES = st.decimals(-3, 3, places=1)


@st.composite
def commitments(draw: st.DrawFn) -> Commitment:
    """Draw readable commitments of one unit, close enough together to touch and overlap."""
    comparator = draw(st.sampled_from([c for c in Comparator if c is not Comparator.COMPLETE]))
    has_lower, has_upper = draw(st.sampled_from(sorted(BOUNDS[comparator])))
    low, high = sorted([draw(VALUES), draw(VALUES)])
    return Commitment(comparator, low if has_lower else None, high if has_upper else None)


DIRECTIONS = st.sampled_from(Direction)
OPPOSITE = {Outcome.STRICTER: Outcome.WEAKER, Outcome.WEAKER: Outcome.STRICTER}


@given(commitments(), commitments(), DIRECTIONS)
def test_seen_from_the_other_side_stricter_is_weaker(
    one: Commitment, other: Commitment, direction: Direction
) -> None:
    down, up = judge(one, other, direction), judge(other, one, direction)
    assert down.reason == up.reason
    assert down.outcome == OPPOSITE.get(up.outcome, up.outcome)


@given(commitments(), st.sampled_from([*Direction, None]))
def test_every_commitment_equals_itself(one: Commitment, direction: Direction | None) -> None:
    assert judge(one, one, direction) == Judgement(Outcome.EQUAL)


MIRRORED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.MORE_THAN: Comparator.LESS_THAN,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.LESS_THAN: Comparator.MORE_THAN,
    Comparator.INCREASE_BY: Comparator.DECREASE_BY,
    Comparator.DECREASE_BY: Comparator.INCREASE_BY,
}


def mirrored(one: Commitment) -> Commitment:
    """Return the same commitment on an indicator that counts the other way round."""
    assert one.comparator is not None
    if one.comparator in (Comparator.INCREASE_BY, Comparator.DECREASE_BY):
        return replace(one, comparator=MIRRORED[one.comparator])
    return replace(
        one,
        comparator=MIRRORED.get(one.comparator, one.comparator),
        lower=None if one.upper is None else -one.upper,
        upper=None if one.lower is None else -one.lower,
    )


@given(commitments(), commitments())
def test_lower_is_better_is_higher_is_better_in_a_mirror(
    one: Commitment, other: Commitment
) -> None:
    assert judge(one, other, Direction.HIGHER) == judge(
        mirrored(one), mirrored(other), Direction.LOWER
    )


def holds(one: Commitment, value: Decimal) -> bool:
    """Return whether a measured value satisfies a level commitment, higher being better."""
    single = one.lower if one.lower is not None else one.upper
    assert single is not None
    match one.comparator:
        case Comparator.REACH | Comparator.MAINTAIN | Comparator.AT_LEAST:
            return value >= single
        case Comparator.MORE_THAN:
            return value > single
        case Comparator.AT_MOST:
            return value <= single
        case Comparator.LESS_THAN:
            return value < single
        case _:
            assert one.lower is not None
            assert one.upper is not None
            return one.lower <= value <= one.upper


LEVELS = commitments().filter(
    lambda one: one.comparator not in (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
)


@given(LEVELS, LEVELS)
def test_what_is_stricter_than_an_open_end_keeps_it(one: Commitment, other: Commitment) -> None:
    """Between an open end and whatever is stricter or equal, no value is kept and the end not."""
    tenths = [Decimal(n) / 20 for n in range(-80, 81)]
    open_end = holds(other, Decimal(4))
    outcome = judge(one, other, Direction.HIGHER).outcome
    if open_end and outcome in (Outcome.STRICTER, Outcome.EQUAL):
        assert all(holds(other, value) for value in tenths if holds(one, value))
    if open_end and outcome is Outcome.WEAKER:
        assert any(not holds(other, value) for value in tenths if holds(one, value))
