"""Which documents a text holds, what they contain and on what they stand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bacthang.build import BuildReport
from bacthang.drafting.cleaning import cleaned
from bacthang.drafting.documents import documents
from bacthang.drafting.documents.dates import horizons, period
from bacthang.drafting.documents.mentions import congresses, mentions
from bacthang.drafting.proposal import DocumentProposal
from bacthang.drafting.structure import outline
from bacthang.iris import expand
from draft_documents import written
from draft_outlines import read_case

CASES = sorted((Path(__file__).parent / "cases" / "draft" / "documents").glob("*.txt"))
SOURCES = Path(__file__).parents[1] / "data" / "sources"
TABLES = Path(__file__).parent / "expected" / "tables"

FIVE = {
    "000_075dc0d587ae7597.txt": ["ha-dong-2020-15-ctr"],
    "001_3fe237c3cec56a92.txt": [
        "tay-ho-vi-congress",
        *(f"tay-ho-vi-{number:02d}-ctr" for number in range(1, 7)),
    ],
    "002_f0efe02560fe30fd.txt": ["ha-noi-xvii-01-ctr"],
    "003_6226ff15c0f19ee2.txt": ["long-bien-iv-congress"],
    "004_73c7de82ea976976.txt": ["hai-ba-trung-xxvi-congress"],
}
FOUND = {
    "000_075dc0d587ae7597.txt": (29, 31),
    "001_3fe237c3cec56a92.txt": (30, 32),
    "002_f0efe02560fe30fd.txt": (29, 42),
    "003_6226ff15c0f19ee2.txt": (8, 8),
    "004_73c7de82ea976976.txt": (12, 12),
}
"""Provisions found of those that the curated data has in each text, undertakings left out.

Those not found are of documents that the text only mentions, or whole demands beside their parts.
"""


def read(text: str, shipped: BuildReport, name: str = "text.txt") -> tuple[DocumentProposal, ...]:
    clean = cleaned(text)
    return documents(clean, outline(clean), shipped.store, name)


def curated(table: str, source: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["source"] == source]


def test_there_are_cases() -> None:
    assert len(CASES) >= 8
    assert {path.name for path in SOURCES.glob("*.txt")} == set(FIVE)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_documents_are_as_their_case_says(path: Path, shipped: BuildReport) -> None:
    text, expected = read_case(path.read_text("utf-8"))
    assert written(read(text, shipped, path.name), text) == expected


@pytest.mark.parametrize("source", FIVE)
def test_the_five_texts_are_known(source: str, shipped: BuildReport) -> None:
    found = read((SOURCES / source).read_text("utf-8"), shipped, source)
    assert [document.known for document in found] == [
        expand(f"doc:{name}") for name in FIVE[source]
    ]


@pytest.mark.parametrize("source", FIVE)
def test_declared_counts_are_the_curated_ones(source: str, shipped: BuildReport) -> None:
    found = read((SOURCES / source).read_text("utf-8"), shipped, source)
    expected = {
        (row["declared"], row["listing"], row["start"])
        for row in curated("declared_counts", source)
    }
    assert {
        (str(count.declared), count.listing, str(count.place.start))
        for document in found
        for count in document.counts
    } == expected


@pytest.mark.parametrize("source", FIVE)
def test_provisions_overlap_the_curated_ones(source: str, shipped: BuildReport) -> None:
    found = read((SOURCES / source).read_text("utf-8"), shipped, source)
    proposed = [(one.kind, *one.place) for document in found for one in document.provisions]
    rows = [row for row in curated("provisions", source) if row["kind"] != "Undertaking"]
    hits = 0
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        shares = {
            (min(end, one[2]) - max(start, one[1])) / (max(end, one[2]) - min(start, one[1])): one
            for one in proposed
            if one[0] == row["kind"]
        }
        if shares and max(shares) >= 0.6:
            proposed.remove(shares[max(shares)])
            hits += 1
    assert (hits, len(rows)) == FOUND[source]


@pytest.mark.parametrize("source", FIVE)
def test_links_of_the_documents_read_are_the_curated_ones(
    source: str, shipped: BuildReport
) -> None:
    found = read((SOURCES / source).read_text("utf-8"), shipped, source)
    own = {document.known.value for document in found if document.known}
    expected = {
        (row["from"], row["relation"], row["to"])
        for row in curated("links", source)
        if row["from"] in own and row["relation"] != "carriesOut"
    }
    assert {
        (document.known.value, link.relation, link.other.value)
        for document in found
        for link in document.links
        if document.known and link.other
    } == expected


def test_a_given_document_is_the_one_that_the_text_is(shipped: BuildReport) -> None:
    clean = cleaned("Bản tin\nChỉ tiêu năm 2025:\n- Kết nạp 20 đảng viên.\n")
    given = expand("doc:long-bien-iv-01-ctr")
    (found,) = documents(clean, outline(clean), shipped.store, "x.txt", given)
    assert (found.known, found.issuer, found.doubts) == (
        given,
        expand("body:quan-uy-long-bien"),
        (),
    )


def test_a_curator_adds_what_is_counted_and_how_documents_are_linked(
    shipped: BuildReport, tmp_path: Path
) -> None:
    (tmp_path / "counts.yaml").write_text(
        "- rule: models\n  class: Scheme\n  section: schemes\n  nouns: [mô hình]\n", "utf-8"
    )
    (tmp_path / "relations.yaml").write_text(
        "- rule: following\n  relation: alignsWith\n  before: [tiếp bước]\n", "utf-8"
    )
    clean = cleaned(
        "Đảng ủy phường Bách Khoa ban hành Kế hoạch số 07-KH/ĐU tiếp bước Chương trình số "
        "01-CTr/TU ngày 17/3/2021 của Thành ủy Hà Nội, nêu 4 mô hình cụ thể.\n"
    )
    (found,) = documents(clean, outline(clean), shipped.store, "x.txt", None, tmp_path)
    assert [(count.declared, count.words) for count in found.counts] == [(4, "4 mô hình cụ thể")]
    assert [(link.relation, link.other) for link in found.links] == [
        ("alignsWith", expand("doc:ha-noi-xvii-01-ctr"))
    ]


def test_an_empty_text_holds_no_document(shipped: BuildReport) -> None:
    assert read("\n", shipped) == ()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("thực hiện Nghị quyết số 15-NQ/TƯ, ngày 5/5/2022 của Bộ Chính trị về phương hướng",
         ["Nghị quyết số 15-NQ/TƯ, ngày 5/5/2022 của Bộ Chính trị"]),
        ("Kế hoạch số 12/KH-UBND ngày 03 tháng 2 năm 2021",
         ["Kế hoạch số 12/KH-UBND ngày 03 tháng 2 năm 2021"]),
        ("Chương trình 02 và Chương trình số 04 của Thành ủy",
         ["Chương trình 02", "Chương trình số 04"]),
        ("Luật số 31/2024/QH15 và Nghị định số 132/2003/NĐ-CP",
         ["31/2024/QH15", "Nghị định số 132/2003/NĐ-CP"]),
        ("kế hoạch 95% và kế hoạch 2.000 tỷ đồng, ngày 5/5/2022, tỷ lệ 3/4", []),
    ],
)  # fmt: skip
def test_numbers_are_found_in_prose(text: str, printed: list[str]) -> None:
    assert [mention.printed for mention in mentions(text)] == printed


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("Nghị quyết Đại hội Đảng bộ Quận lần thứ VI đề ra", "VI"),
        ("Đại hội đại biểu lần thứ XXVI (nhiệm kỳ 2020-2025) Đảng bộ quận", "XXVI"),
        ("tổ chức Đại hội đại biểu lần thứ XVI, nhiệm kỳ 2025-2030", "XVI"),
    ],
)
def test_congresses_are_found_in_prose(text: str, ordinal: str) -> None:
    assert [mention.ordinal for mention in congresses(text)] == [ordinal]


def test_years_are_those_planned_for() -> None:
    assert period("nhiệm kỳ 2015-2020 và nhiệm kỳ 2020 - 2025") == (2020, 2025)
    assert period("giai đoạn 2021-25") == (2021, 2025)
    assert period("từ năm 2021 đến năm 2025") is None
    assert horizons("đến năm 2030, tầm nhìn đến năm 2045") == (2030, 2045)
    assert horizons("đến năm 2025, tầm nhìn 2030", beyond=2025) == (2030,)
