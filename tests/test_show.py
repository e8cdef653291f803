"""One thing whole, compared with the files of ``cases/show``: document, indicator, body, area."""

from __future__ import annotations

from pathlib import Path

import pytest

from bacthang.build import BuildReport
from bacthang.errors import AmbiguousName, Lang, UnknownName, UnreadableNumber
from bacthang.evidence import quotes_of
from bacthang.finding import find_thing
from bacthang.iris import compact
from bacthang.namespaces import ID
from bacthang.show import card_as_text, describe
from bacthang.summary import summarise
from bacthang.tabletext import as_text
from small_graph import SmallStore

CASES = sorted((Path(__file__).parent / "cases" / "show").glob("*.txt"))


@pytest.fixture(scope="module")
def store() -> SmallStore:
    return SmallStore()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_thing_is_shown_as_the_file(store: SmallStore, path: Path) -> None:
    name, _, lang = path.stem.rpartition(".")
    language: Lang = "vi" if lang == "vi" else "en"
    if name == "summary":
        counts = summarise(store, language)
        shown = "\n".join([counts.totals, *map(as_text, counts.tables)])
    else:
        shown = card_as_text(describe(store, find_thing(store, name), language))
    assert shown == path.read_text(encoding="utf-8")


def test_of_a_commitment_printed_twice_its_item_comes_first(shipped: BuildReport) -> None:
    target = ID["document/tay-ho-vi-04-ctr/target-06-1"]
    quotes = quotes_of(shipped.store, [target])[target]
    assert [quote.start for quote in quotes] == [7564, 5980]


@pytest.mark.parametrize(
    ("typed", "thing"),
    [
        ("Chương trình 01 của Đảng bộ quận Tây Hồ", "doc:tay-ho-vi-ct-01"),
        ("ty le do thi hoa", "ind:ty-le-do-thi-hoa"),
        ("Hanoi City", "area:ha-noi"),
        ("Quận ủy Tây Hồ", "body:quan-uy-tay-ho"),
        ("Party building", "field:party"),
        ("bt:atLeast", "bt:atLeast"),
    ],
)
def test_whatever_is_typed_finds_its_thing(store: SmallStore, typed: str, thing: str) -> None:
    assert compact(find_thing(store, typed).value) == thing


@pytest.mark.parametrize(
    ("typed", "thing"),
    [
        ("Hà Nội", "area:ha-noi"),
        ("Y tế", "field:health"),
        ("economy", "field:economy"),
        ("Chính phủ", "body:chinh-phu"),
        ("Luật Thủ đô", "doc:capital-law"),
        ("tay-ho-vi-01-ctr", "doc:tay-ho-vi-01-ctr"),
    ],
)
def test_a_whole_name_comes_first(shipped: BuildReport, typed: str, thing: str) -> None:
    assert compact(find_thing(shipped.store, typed).value) == thing


def test_part_of_the_names_of_two_sorts_is_ambiguous(shipped: BuildReport) -> None:
    with pytest.raises(AmbiguousName) as refused:
        find_thing(shipped.store, "Gia Lâm")
    assert refused.value.message("en") == (
        "Several things are a body or area named “Gia Lâm”: "
        "area:huyen-gia-lam, body:huyen-uy-gia-lam."
    )


def test_what_is_unknown_or_ambiguous_is_an_error(store: SmallStore) -> None:
    with pytest.raises(AmbiguousName):
        find_thing(store, "Chương trình 01")
    with pytest.raises(UnknownName):
        find_thing(store, "99-CTr/TU")
    with pytest.raises(UnreadableNumber):
        find_thing(store, "không có gì như thế")
    with pytest.raises(UnknownName):
        describe(store, find_thing(store, "doc:none"), "vi")
