"""Charts: round scales, marks that mean what the comparator says, and texts that never meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from bacthang.build import BuildReport
from bacthang.drawing.axis import axis_over
from bacthang.drawing.chart import Group, Mark, Panel, chart_svg
from bacthang.drawing.letters import width_of
from bacthang.errors import LANGS, Lang
from bacthang.views.charts import drawn, panels
from bacthang.views.commitments import Target, targets_where

SVG = "{http://www.w3.org/2000/svg}"
IND = "https://w3id.org/bacthang/id/indicator/"
WIDTHS = (960.0, 340.0)


class Box(NamedTuple):
    """What a text covers at most."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def meets(self, other: Box) -> bool:
        """Tell whether two of them cover the same spot."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def drawing(panel: Panel, width: float, lang: Lang = "en") -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(panel, "t", "d", lang, width=width, name="n"))


def boxes(svg: ElementTree.Element) -> list[Box]:
    found = []
    for text in svg.iter(f"{SVG}text"):
        size, words = float(text.attrib["font-size"]), text.text or ""
        bold = text.attrib["class"] in ("words", "heading")
        x, y, wide = float(text.attrib["x"]), float(text.attrib["y"]), width_of(words, size, bold)
        left = x - wide / 2 if text.attrib.get("text-anchor") == "middle" else x
        found.append(Box(left, y - 0.8 * size, left + wide, y + 0.25 * size, words))
    return found


def one_mark(mark: Mark, ceiling: Decimal | None = None) -> ElementTree.Element:
    return drawing(Panel("percent", (Group("2025", (mark,)),), ceiling), 960)


def every_target(shipped: BuildReport, lang: Lang) -> dict[NamedNode, list[Target]]:
    found: dict[NamedNode, list[Target]] = {}
    for target in targets_where(shipped.store, "", lang):
        found.setdefault(target.indicator.iri, []).append(target)
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_of_any_chart_meets_another_or_leaves_the_picture(
    shipped: BuildReport, lang: Lang, width: float
) -> None:
    shown = 0
    for own in every_target(shipped, lang).values():
        for panel in panels(own, lang):
            svg = drawing(panel, width, lang)
            texts = boxes(svg)
            high = float(svg.attrib["height"])
            for box in texts:
                assert box.left >= 0, box
                assert box.right <= width, box
                assert 0 <= box.top <= box.bottom <= high, box
            for place, box in enumerate(texts):
                assert not [other for other in texts[place + 1 :] if box.meets(other)]
            shown += 1
    assert shown > 100


def test_every_target_with_a_number_is_drawn_once(shipped: BuildReport) -> None:
    for own in every_target(shipped, "en").values():
        told = [
            mark.words
            for panel in panels(own, "en")
            for group in panel.groups
            for mark in group.marks
        ]
        assert sorted(told) == sorted(target.promise for target in drawn(own))


def test_a_panel_has_one_unit_and_levels_apart_from_changes(shipped: BuildReport) -> None:
    own = every_target(shipped, "en")[NamedNode(IND + "public-service-payroll")]
    (payroll,) = panels(own, "en")
    assert payroll.unit == "change, percent"
    assert payroll.ceiling is None
    assert [group.heading for group in payroll.groups] == ["2025", "2030"]


def test_times_stand_in_their_order(shipped: BuildReport) -> None:
    own = every_target(shipped, "vi")
    (panel,) = panels(
        own[NamedNode("https://w3id.org/bacthang/id/indicator/grdp-per-capita")], "vi"
    )
    assert [group.heading for group in panel.groups] == ["Năm 2025", "Năm 2030", "Năm 2045"]
    for group in panel.groups:
        ranks = [mark.rank for mark in group.marks]
        assert ranks == sorted(ranks)


def marks_of(shipped: BuildReport, comparator: str) -> list[tuple[Target, Mark]]:
    pattern = f"?target bt:comparator bt:{comparator} ."
    return [
        (target, mark)
        for target in targets_where(shipped.store, pattern, "en")
        for panel in panels([target], "en")
        for mark in panel.groups[0].marks
    ]


@pytest.mark.parametrize(
    ("comparator", "up", "down", "beyond"),
    [
        ("reach", False, False, False),
        ("atLeast", True, False, False),
        ("moreThan", True, False, True),
        ("atMost", False, True, False),
        ("lessThan", False, True, True),
        ("between", False, False, False),
    ],
)
def test_a_mark_says_what_its_comparator_says(
    shipped: BuildReport, comparator: str, up: bool, down: bool, beyond: bool
) -> None:
    found = marks_of(shipped, comparator)
    assert found
    for target, mark in found:
        assert (mark.up, mark.down, mark.beyond) == (up, down, beyond)
        assert {mark.low, mark.high} == {target.lower, target.upper} - {None}
        assert mark.is_reported == (not target.witness.quotes)


def test_a_change_of_at_least_so_much_is_open_and_an_exact_one_is_not(
    shipped: BuildReport,
) -> None:
    found = marks_of(shipped, "decreaseBy") + marks_of(shipped, "increaseBy")
    assert {mark.up for _, mark in found} == {True, False}
    for target, mark in found:
        assert mark.up == (target.upper is None)


@pytest.mark.parametrize(
    ("mark", "points", "paths", "ranges"),
    [
        (Mark("a", "b", Decimal(95), Decimal(95)), "circle", 0, 0),
        (Mark("a", "b", Decimal(95), Decimal(95), is_reported=True), "path", 0, 0),
        (Mark("a", "b", Decimal(90), Decimal(95)), "circle", 0, 1),
        (Mark("a", "b", Decimal(90), Decimal(90), up=True), "circle", 1, 0),
        (Mark("a", "b", Decimal(90), Decimal(90), down=True), "circle", 1, 0),
    ],
)
def test_a_mark_is_drawn_by_its_kind(mark: Mark, points: str, paths: int, ranges: int) -> None:
    svg = one_mark(mark)
    tags = [(one.tag.removeprefix(SVG), one.attrib.get("class")) for one in svg.iter()]
    assert tags.count((points, "point")) == (2 if ranges else 1)
    assert tags.count(("path", "arrow")) == paths
    assert tags.count(("line", "range")) == ranges


def test_arrows_point_to_what_is_as_good() -> None:
    for mark, sign in (
        (Mark("a", "b", Decimal(9), Decimal(9), up=True), 1),
        (Mark("a", "b", Decimal(9), Decimal(9), down=True), -1),
    ):
        (arrow,) = one_mark(mark).iter(f"{SVG}path")
        start, end = re.findall(r"M([\d.]+) [\d.]+H([\d.]+)", arrow.attrib["d"])[0]
        assert (float(end) - float(start)) * sign > 0


def test_the_city_leads_through_the_rows_of_those_below() -> None:
    marks = (
        Mark("centre", "reach 90", Decimal(90), Decimal(90), rank=1),
        Mark("city", "reach 95", Decimal(95), Decimal(95), rank=2),
        Mark("district", "reach 92", Decimal(92), Decimal(92), rank=3),
    )
    svg = drawing(Panel("percent", (Group("2025", marks),)), 960)
    guides = [one for one in svg.iter(f"{SVG}line") if one.attrib["class"] == "guide"]
    (city,) = (one for one in svg.iter(f"{SVG}g") if "rank-2" in one.attrib["class"])
    (point,) = city.iter(f"{SVG}circle")
    assert [one.attrib["x1"] for one in guides] == [point.attrib["cx"]] * 3
    alone = drawing(Panel("percent", (Group("2025", marks[1:2]),)), 960)
    assert [one for one in alone.iter(f"{SVG}line") if one.attrib["class"] == "guide"] == []


def test_a_guide_never_crosses_words_where_marks_stand_below_them() -> None:
    marks = tuple(
        Mark(
            "district of a long name " * 3, "reach so much " * 3, Decimal(n), Decimal(n), rank=rank
        )
        for n, rank in ((10, 2), (20, 3), (30, 3))
    )
    svg = drawing(Panel("percent", (Group("2025", marks),)), 340)
    guides = [one for one in svg.iter(f"{SVG}line") if one.attrib["class"] == "guide"]
    assert len(guides) == 3
    for guide in guides:
        x, top, bottom = (float(guide.attrib[name]) for name in ("x1", "y1", "y2"))
        line = Box(x, top, x + 1, bottom, "")
        assert not [box for box in boxes(svg) if box.meets(line)]


def test_a_picture_is_named_and_told_in_words_and_names_are_escaped() -> None:
    panel = Panel("a < b", (Group("<2025>", (Mark("A & B", "< 5", Decimal(5), Decimal(5)),)),))
    text = chart_svg(panel, "T & t", "D < d", "en", width=960, name="own")
    svg = ElementTree.fromstring(text)
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "own-title own-desc"
    assert [(one.attrib["id"], one.text) for one in svg[:2]] == [
        ("own-title", "T & t"),
        ("own-desc", "D < d"),
    ]
    assert "style=" not in text


def ticks_of(panel: Panel, lang: Lang) -> list[str]:
    texts = drawing(panel, 960, lang).iter(f"{SVG}text")
    return [text.text or "" for text in texts if text.attrib["class"] == "tick"]


def test_numbers_are_written_as_the_language_writes_them() -> None:
    panel = Panel("USD", (Group("", (Mark("a", "b", Decimal("8300.5"), Decimal("8301")),)),))
    assert ticks_of(panel, "en") == ["8,300.4", "8,300.6", "8,300.8", "8,301", "8,301.2"]
    assert ticks_of(panel, "vi") == ["8.300,4", "8.300,6", "8.300,8", "8.301", "8.301,2"]


def test_large_sums_are_written_in_millions_or_billions(shipped: BuildReport) -> None:
    own = every_target(shipped, "vi")
    sums = {
        panel.unit: (panel.scale, ticks_of(panel, "vi")[-1])
        for targets in own.values()
        for panel in panels(targets, "vi")
        if panel.scale > 1
    }
    assert sums == {
        "triệu": (Decimal(10**6), "9,2"),
        "triệu đồng trên hecta": (Decimal(10**6), "265"),
        "tỷ đô la Mỹ": (Decimal(10**9), "23"),
        "tỷ đồng Việt Nam": (Decimal(10**9), "3.250.000"),
    }


FINITE = st.decimals(
    min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False
)


@given(st.lists(FINITE, min_size=1, max_size=12), st.integers(2, 12))
def test_a_scale_holds_its_values_between_round_ticks(values: list[Decimal], most: int) -> None:
    axis = axis_over(values, 100.0, most)
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= max(3, most)
    gaps = {after - before for before, after in pairwise(axis.ticks)}
    assert len(gaps) == 1
    assert (axis.low, axis.high) == (axis.ticks[0], axis.ticks[-1])
    mantissa = next(iter(gaps)).normalize().as_tuple().digits
    assert mantissa in {(1,), (2,), (2, 5), (5,)}
    assert [axis.at(value) for value in sorted(values)] == sorted(map(axis.at, values))


@pytest.mark.parametrize(
    ("values", "most", "ceiling", "ticks"),
    [
        ([95], 8, 100, "85 87.5 90 92.5 95 97.5 100"),
        ([0], 4, None, "0 0.5 1"),
        ([8300, 8500], 6, None, "8200 8300 8400 8500 8600"),
        ([100], 5, 100, "90 92.5 95 97.5 100"),
        ([100, 105], 8, 100, "99 100 101 102 103 104 105 106"),
        ([36000], 4, None, "30000 35000 40000"),
        ([0, 10], 12, None, "0 1 2 3 4 5 6 7 8 9 10 11"),
        ([-5, 5], 6, None, "-10 -5 0 5 10"),
    ],
)
def test_scales(values: Iterable[int], most: int, ceiling: int | None, ticks: str) -> None:
    top = None if ceiling is None else Decimal(ceiling)
    axis = axis_over(map(Decimal, values), 100.0, most, top)
    assert " ".join(str(tick) for tick in axis.ticks) == ticks


def test_a_scale_needs_values() -> None:
    with pytest.raises(ValueError, match="values"):
        axis_over([], 100.0, 5)
