"""The outline of a text: labels, nesting, what headings announce, and several programmes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from bacthang.drafting.cleaning import cleaned
from bacthang.drafting.structure import outline
from bacthang.drafting.structure.labels import labels
from draft_outlines import read_case, written

CASES = sorted((Path(__file__).parent / "cases" / "draft" / "structure").glob("*.txt"))
SOURCES = sorted((Path(__file__).parents[1] / "data" / "sources").glob("*.txt"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 14
    assert len(SOURCES) >= 5


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_outline_is_as_its_case_says(path: Path) -> None:
    text, expected = read_case(path.read_text("utf-8"))
    assert written(outline(cleaned(text))) == expected


@pytest.mark.parametrize("path", [*CASES, *SOURCES], ids=lambda path: path.stem)
def test_blocks_are_in_order_and_stand_in_the_text(path: Path) -> None:
    read = cleaned(path.read_text("utf-8"))
    found = outline(read)
    places = [(block.start, block.end) for block in found.blocks]
    assert places == sorted(places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    assert [block.text for block in found.blocks] == [
        read.text[start:end].replace("\n", " ") for start, end in places
    ]
    assert all(
        block.depth == len(found.heads(block)) and (block.parent is None or block.parent < place)
        for place, block in enumerate(found.blocks)
    )


@pytest.mark.parametrize(
    ("text", "printed", "style", "ordinal"),
    [
        ("1. Mục tiêu", "1.", "number", 1),
        ("1.Mục tiêu", "1.", "number", 1),
        ("02/ Mục tiêu", "02/", "number", 2),
        ("1.2. Mục tiêu", "1.2.", "decimal", 2),
        ("1.2 Mục tiêu", "1.2", "decimal", 2),
        ("3.1.4. Mục tiêu", "3.1.4.", "decimal", 4),
        ("(3). Hằng năm", "(3).", "number-in-brackets", 3),
        ("3) Hằng năm", "3)", "number-bracket", 3),
        ("a) Chỉ tiêu", "a)", "small-letter", 1),
        ("đ) Chỉ tiêu", "đ)", "small-letter", 5),
        ("IV- Chương trình", "IV-", "roman", 4),
        ("IX. Chương trình", "IX.", "roman", 9),
        ("B. Chỉ tiêu", "B.", "capital-letter", 2),
        ("Điều 12. Hiệu lực", "Điều 12.", "article", 12),
        ("ĐIỀU 5. Hiệu lực", "ĐIỀU 5.", "article", 5),
        ("Phần thứ hai: Phương hướng", "Phần thứ hai", "part", 2),
        ("Chương II. Mục tiêu", "Chương II", "chapter", 2),
        ("Một là, cải cách", "Một là", "counting-word", 1),
        ("* Hai là: Tiếp tục", "* Hai là", "counting-word", 2),
        ("- Thứ ba, chỉnh trang", "- Thứ ba", "ordinal-word", 3),
        ("Thứ bẩy là, hiện đại hóa", "Thứ bẩy là", "ordinal-word", 7),
        ("Chỉ tiêu 7: Thu ngân sách", "Chỉ tiêu 7", "numbered-word", 7),
        ("-100% hồ sơ", "-", "dash", None),
        ("+ Xã đạt chuẩn", "+", "plus", None),
        ("• Xã đạt chuẩn", "•", "dot", None),
    ],
)
def test_a_label_is_read(text: str, printed: str, style: str, ordinal: int | None) -> None:
    first = labels(text)[0]
    assert (first.printed, first.style, first.ordinal) == (printed, style, ordinal)


@pytest.mark.parametrize(
    "text",
    [
        "1.200 tỷ đồng thu ngân sách",
        "65.5% lao động qua đào tạo",
        "12 chỉ tiêu chủ yếu",
        "50 - 60 đảng viên mỗi năm",
        "2025. Phấn đấu",
        "10:30 sáng nay",
        "Thứ hai 5/3, huyện họp",
        "Điều 5 của Nghị quyết",
        "100% hộ dân",
        "9/12 xã đạt chuẩn",
    ],
)
def test_what_is_no_label_is_not_read_as_one(text: str) -> None:
    assert labels(text) == ()


def test_a_letter_that_is_also_a_number_continues_its_list() -> None:
    lettered = "A. Kinh tế\nĐất đai.\nB. Xã hội\nTrường học.\nC. Quốc phòng\nDân quân.\n"
    numbered = "I. Kinh tế\nĐất đai.\nII. Xã hội\nTrường học.\n"
    styles = [block.style for block in outline(cleaned(lettered)).blocks if block.label]
    assert styles == ["capital-letter"] * 3
    styles = [block.style for block in outline(cleaned(numbered)).blocks if block.label]
    assert styles == ["roman"] * 2


def test_a_curator_adds_a_style_of_headings_and_a_word_of_headings(tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "headings.yaml").write_text(
        '- rule: step\n  level: 4\n  labels: ["Bước thứ {thứ tự} -"]\n', "utf-8"
    )
    (tables / "sections.yaml").write_text(
        "- rule: milestones\n  section: targets\n  words: [cột mốc]\n", "utf-8"
    )
    text = (
        "Bước thứ nhất - Các cột mốc\n- Trồng 500 cây.\nBước thứ hai - Các nhiệm vụ\n- Tưới cây.\n"
    )
    assert written(outline(cleaned(text), tables)) == (
        "# [Bước thứ nhất -] <targets> Các cột mốc\n"
        "  [-] <targets> Trồng 500 cây.\n"
        "# [Bước thứ hai -] <tasks> Các nhiệm vụ\n"
        "  [-] <tasks> Tưới cây.\n"
    )


def test_an_empty_text_has_no_outline() -> None:
    found = outline(cleaned("\n \n"))
    assert (found.blocks, found.starts) == ((), ())
