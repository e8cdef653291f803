"""Which indicator a phrase names: nothing that counts another thing is merged."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from bacthang.build import BuildReport
from bacthang.drafting.matching import Candidate, Matcher
from bacthang.errors import MalformedFile
from bacthang.namespaces import ID
from bacthang.selecting import node, select, text_of

CASES = Path(__file__).parent / "cases" / "draft" / "matching"

OPEN = {
    "trạm y tế phường: phường đạt tiêu chí quốc gia về y tế": "the stations stand before the wards",
    "GRDP bình quân đầu người (giá hiện hành) : GRDP bình quân đầu người": "a price base more",
    "Đẩy nhanh tốc độ phát triển đô thị, tỷ lệ đô thị hóa": "what else is done stands before it",
    "hồ sơ thủ tục hành chính của người dân được giải quyết đúng hạn và trước hạn": "whose files",
    "kinh tế số đóng góp GRDP": "a contribution may be to growth",
}
"""Phrases of the case files that are proposed as new though they name an indicator, and why."""


@dataclass(frozen=True)
class Case:
    """One row of a case file."""

    indicator: str
    unit: str | None
    comparator: str | None
    scope: str | None
    phrase: str


def read(path: Path) -> list[Case]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t")
        return [
            Case(
                row["indicator"],
                row["unit"] or None,
                row["comparator"] or None,
                row["scope"] or None,
                row["phrase"],
            )
            for row in rows
        ]


ALL = {path.stem: read(path) for path in sorted(CASES.glob("*.tsv"))}


@pytest.fixture(scope="module")
def matcher(shipped: BuildReport) -> Matcher:
    return Matcher(shipped.store)


def found(matcher: Matcher, case: Case) -> str:
    match = matcher.match(case.phrase, case.unit, case.comparator, case.scope)
    return match.indicator.value.rpartition("/")[2] if match.indicator else "-"


def test_half_of_the_cases_are_near_misses() -> None:
    named = Counter(case.indicator != "-" for cases in ALL.values() for case in cases)
    assert set(ALL) == {"paraphrases", "blind", "blind-2", "blind-3"}
    assert named[True] >= 340
    assert named[False] >= named[True]


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.phrase) for cases in ALL.values() for case in cases]
)
def test_a_phrase_names_what_its_case_says(matcher: Matcher, case: Case) -> None:
    expected = "-" if case.phrase in OPEN else case.indicator
    assert found(matcher, case) == expected


def test_what_is_open_is_in_the_cases() -> None:
    phrases = {case.phrase for cases in ALL.values() for case in cases if case.indicator != "-"}
    assert set(OPEN) - phrases == set()


def labels(shipped: BuildReport) -> list[tuple[NamedNode, str, str | None]]:
    query = """
        SELECT ?indicator ?label ?unit WHERE {
          ?indicator a bt:Indicator ; skos:prefLabel ?label . FILTER (LANG(?label) = "vi")
          OPTIONAL { ?indicator qudt:hasUnit ?unit }
        } ORDER BY ?indicator"""
    return [
        (
            node(row, "indicator"),
            text_of(row, "label"),
            re.split(r"[#/]", text_of(row, "unit"))[-1] or None,
        )
        for row in select(shipped.store, query)
    ]


def test_the_name_of_an_indicator_names_it_and_no_other(
    matcher: Matcher, shipped: BuildReport
) -> None:
    told = labels(shipped)
    assert len(told) >= 150
    for indicator, label, unit in told:
        comparator = "reach" if unit else "complete"
        ranked = matcher.candidates(label, unit, comparator)
        others = tuple(one for one in ranked if one.indicator != indicator)
        assert matcher.chosen(ranked, "").indicator == indicator
        assert matcher.chosen(others, "").indicator is None, label


NARROWER = (
    "tư nhân",
    "vùng cao",
    "trong doanh nghiệp ngoài nhà nước",
    "của ngành y tế",
    "là người dân tộc thiểu số",
    "trong khu công nghiệp",
    "thuộc diện chính sách",
    "ở địa bàn trọng điểm",
    "theo mô hình mới",
    "bằng tiếng Anh",
)


@pytest.mark.parametrize("words", NARROWER)
def test_what_says_more_than_an_indicator_is_another(
    matcher: Matcher, shipped: BuildReport, words: str
) -> None:
    merged = {
        label
        for _, label, unit in labels(shipped)
        if matcher.match(f"{label} {words}", unit, "reach" if unit else "complete").indicator
    }
    assert merged == set()


def test_a_match_tells_its_score_and_the_next_best(matcher: Matcher) -> None:
    match = matcher.match("Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên", "PERCENT", "reach")
    assert match.indicator == ID["indicator/party-members-good-or-better-share"]
    assert match.score == 1.0
    assert match.runner_up is not None
    assert 0 < match.runner_up_score < match.score
    assert match.slug == ""


def test_a_new_one_has_a_name_and_tells_what_came_nearest(matcher: Matcher) -> None:
    match = matcher.match("Tỷ lệ đảng viên sinh hoạt chi bộ đầy đủ", "PERCENT", "reach")
    assert (match.indicator, match.score) == (None, 0.0)
    assert match.runner_up is not None
    assert match.slug == "ty-le-dang-vien-sinh-hoat-chi-bo-day-du"


def test_nothing_is_like_nothing(matcher: Matcher) -> None:
    match = matcher.match("", "PERCENT")
    assert (match.indicator, match.runner_up, match.slug) == (None, None, "ty-le")


def test_two_that_are_equally_like_are_neither(matcher: Matcher) -> None:
    one, other = ID["indicator/a"], ID["indicator/b"]
    tied = (Candidate(one, 0.95, ""), Candidate(other, 0.95, ""))
    assert matcher.chosen(tied, "new").indicator is None
    clear = (Candidate(one, 0.95, ""), Candidate(other, 0.8, ""))
    assert matcher.chosen(clear, "new").indicator == one


@pytest.mark.parametrize(
    ("phrase", "direction"),
    [
        ("tỷ lệ trẻ em dưới 5 tuổi bị suy dinh dưỡng", "lowerIsBetter"),
        ("Tỷ lệ bao phủ bảo hiểm y tế", "higherIsBetter"),
        ("tỷ trọng lao động nông nghiệp trong tổng lao động xã hội", "neutral"),
    ],
)
def test_direction_is_that_of_the_indicator(matcher: Matcher, phrase: str, direction: str) -> None:
    indicator = matcher.match(phrase, "PERCENT", "reach").indicator
    assert indicator is not None
    assert matcher.direction(indicator) == direction


def test_a_table_of_the_reader_goes_before_ours(shipped: BuildReport, tmp_path: Path) -> None:
    (tmp_path / "synonyms.yaml").write_text(
        "- {rule: own, same: [đô thị hóa, tốc độ phố hóa]}", "utf-8"
    )
    phrase = "tỷ lệ tốc độ phố hóa"
    assert Matcher(shipped.store).match(phrase, "PERCENT", "reach").indicator is None
    match = Matcher(shipped.store, tmp_path).match(phrase, "PERCENT", "reach")
    assert match.indicator == ID["indicator/urbanisation-rate"]


def test_the_threshold_stands_in_the_table(shipped: BuildReport, tmp_path: Path) -> None:
    (tmp_path / "matching.yaml").write_text(
        "- {rule: own, least: 0.99, extra: 2, margin: 0.04, unlike: 0.6, scope: 24}", "utf-8"
    )
    phrase = "chỉ số cải cách hành chính quận ta"
    named = Matcher(shipped.store).candidates(phrase, "RANK_STEP", "reach")[0].score
    assert named < 0.99
    strict = Matcher(shipped.store, tmp_path)
    assert strict.match(phrase, "RANK_STEP", "reach").indicator is None


def test_a_broken_table_is_named(shipped: BuildReport, tmp_path: Path) -> None:
    (tmp_path / "synonyms.yaml").write_text("- {rule: own, same: [a, b", "utf-8")
    with pytest.raises(MalformedFile):
        Matcher(shipped.store, tmp_path)


@pytest.mark.parametrize("word", ["Hộ ", "a ", "tỷ lệ ", "của ", "huyện "])
def test_a_phrase_without_end_is_read_in_time(matcher: Matcher, word: str) -> None:
    assert matcher.match(word * 5000, "PERCENT", "reach").indicator is None


def test_a_grade_of_its_own_replaces_that_of_the_scope(matcher: Matcher) -> None:
    scope = "MTTQ, các tổ chức CT-XH cấp quận hoàn thành tốt nhiệm vụ trở lên"
    match = matcher.match("đạt hoàn thành xuất sắc nhiệm vụ", "PERCENT", "atLeast", scope)
    assert match.indicator == ID["indicator/front-mass-orgs-excellent-share"]


def test_a_scope_that_is_a_sentence_is_passed_over(matcher: Matcher) -> None:
    scope = "Nghị quyết Đại hội đề ra các chỉ tiêu"
    match = matcher.match("Tỷ lệ đô thị hóa", "PERCENT", "reach", scope)
    assert match.indicator == ID["indicator/urbanisation-rate"]
    narrower = matcher.match("kết nạp đảng viên", "PERSON", "reach", "học sinh, sinh viên")
    assert narrower.indicator is None
