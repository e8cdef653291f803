"""The parts of matching: spelling, times, names, units, and the tables themselves."""

from __future__ import annotations

from collections import defaultdict

import pytest

from bacthang.drafting.matching.measures import Measures
from bacthang.drafting.matching.readings import Reader
from bacthang.drafting.matching.slugs import slug
from bacthang.drafting.matching.vocabulary import Vocabulary
from bacthang.drafting.matching.words import keys, syllables, without_times
from bacthang.drafting.tables import table


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary()


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> Reader:
    return Reader(vocabulary, ["tốc độ tăng giá trị sản xuất công nghiệp"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("văn hóa", "văn hoá"),
        ("sức khỏe", "Sức Khoẻ"),
        ("tỷ lệ", "tỉ lệ"),
        ("thạc sỹ", "thạc sĩ"),
        ("quy hoạch", "qui hoạch"),
        ("thủy sản", "thuỷ sản"),
        ("10.000 dân", "10000 dân"),
        ("mức độ 3,4", "mức độ 3, 4"),
        ("01 xã", "1 xã"),
        ("GRDP/người", "GRDP bình quân đầu người"),
        ("đô thị hóa", "đô thị hóa"),
    ],
)
def test_one_word_has_one_spelling(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(("one", "other"), [("xã", "xả"), ("tuy", "tui"), ("thúy", "thúi")])
def test_other_words_stay_other(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("Hằng năm, kết nạp đảng viên", ", kết nạp đảng viên"),
        ("thu ngân sách bình quân 5 năm 2021-2025", "thu ngân sách -"),
        ("giá trị sản xuất (giá so sánh năm 2010)", "giá trị sản xuất (giá so sánh năm 2010)"),
        ("giá cố định 2010", "giá cố định 2010"),
        ("số hộ nghèo so với đầu năm 2021", "số hộ nghèo"),
        ("trẻ em dưới 5 tuổi", "trẻ em dưới 5 tuổi"),
    ],
)
def test_times_are_set_aside(phrase: str, left: str) -> None:
    assert without_times(phrase) == left


@pytest.mark.parametrize(
    "phrase",
    [
        "Tốc độ tăng giá trị sản xuất công nghiệp trên địa bàn huyện Thanh Bình",
        "tốc độ tăng trưởng GTSX công nghiệp của tỉnh",
        "Tốc độ tãng giá trị sản xuất ngành công nghiệp",
    ],
)
def test_places_abbreviations_and_misprints_change_nothing(reader: Reader, phrase: str) -> None:
    plain = reader.read("tốc độ tăng giá trị sản xuất công nghiệp")
    assert reader.read(phrase).concepts == plain.concepts


def test_a_level_that_is_counted_is_no_place(reader: Reader) -> None:
    assert reader.read("số xã trên địa bàn huyện").levels == {"xã"}
    assert reader.read("số xã trên địa bàn huyện").places == {"huyện"}


def test_or_better_belongs_to_a_grade(reader: Reader) -> None:
    after = reader.read("chi bộ hoàn thành tốt nhiệm vụ trở lên").concepts
    before = reader.read("chi bộ trở lên hoàn thành tốt nhiệm vụ").concepts
    assert after - before == {"or-better"}


@pytest.mark.parametrize(
    ("known", "unit", "comparator", "said", "fits"),
    [
        ("PERCENT", "PERCENT", "reach", "hộ", True),
        ("NUM", "PERCENT", "reach", "hộ", False),
        ("NUM", "PERSON", "reach", "đảng viên", True),
        ("NUM", "PERCENT", "decreaseBy", "số hộ nghèo", True),
        ("NUM", "PERCENT", "decreaseBy", "tỷ lệ hộ nghèo", False),
        ("PERCENT", "PERCENT", "decreaseBy", "tỷ lệ hộ nghèo", True),
        ("PERCENT", "PERCENT", "decreaseBy", "số hộ nghèo", False),
        ("PERCENT", "PERCENTAGE_POINT", "decreaseBy", "hộ nghèo", True),
        ("NUM", "PERCENTAGE_POINT", "decreaseBy", "hộ nghèo", False),
        ("PERCENT", "PERCENT-PER-YR", "reach", "đô thị hóa", False),
        ("CCY_USD", "CCY_VND", "reach", "thu nhập", True),
        (None, None, "complete", "chính quyền điện tử", True),
        ("PERCENT", None, "complete", "chính quyền điện tử", False),
        (None, "PERCENT", "reach", "chính quyền điện tử", False),
    ],
)
def test_a_share_is_not_a_number(
    known: str | None, unit: str | None, comparator: str, said: str, fits: bool
) -> None:
    assert Measures().fit(known, unit, comparator, said, "tên chỉ số") is fits


def test_a_rate_of_growth_may_be_of_a_year_or_of_years() -> None:
    label = "tốc độ tăng GRDP"
    assert Measures().fit("PERCENT-PER-YR", "PERCENT", "reach", "", label)


@pytest.mark.parametrize(
    ("phrase", "unit", "name"),
    [
        ("xã đạt chuẩn", "PERCENT", "ty-le-xa-dat-chuan"),
        ("xã đạt chuẩn", "NUM", "so-xa-dat-chuan"),
        ("Tỷ lệ đường làng, ngõ xóm", "PERCENT", "ty-le-duong-lang-ngo-xom"),
        ("dư nợ tín dụng", "CCY_VND", "du-no-tin-dung"),
        ("…", None, "chi-so"),
    ],
)
def test_a_new_indicator_is_named_by_its_words(phrase: str, unit: str | None, name: str) -> None:
    assert slug(syllables(phrase), unit) == name


def test_long_names_stay_apart() -> None:
    phrase = "tỷ lệ cán bộ công chức viên chức được đào tạo bồi dưỡng kiến thức về quản lý"
    one, other = (slug(syllables(f"{phrase} {end}"), "PERCENT") for end in ("nhà nước", "dự án"))
    assert one != other
    assert max(len(one), len(other)) <= 60
    assert one.isascii()


def test_no_word_stands_under_two_rules(vocabulary: Vocabulary) -> None:
    rules = defaultdict(set)
    for entry in table("synonyms"):
        for key in ("same", "empty"):
            for form in entry.get(key, ()):
                rules[vocabulary.prepared(keys(form)).row].add(entry["rule"])
    assert len(rules) > 600
    assert {form: names for form, names in rules.items() if len(names) > 1 and form} == {}


def test_every_entry_has_a_name_of_its_own_and_something_to_say() -> None:
    for name in ("synonyms", "contrasts", "matching"):
        entries = table(name)
        names = [entry["rule"] for entry in entries]
        assert len(set(names)) == len(names) > 8
        assert all(len(entry) > 1 for entry in entries)
