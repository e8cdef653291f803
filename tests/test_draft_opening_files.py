"""Word and PDF files opened as text."""

from __future__ import annotations

import random
import time
import zipfile
from io import BytesIO

import pytest

from bacthang.drafting.cleaning import cleaned
from bacthang.drafting.opening import opened
from bacthang.drafting.opening.counting import counted
from bacthang.errors import DamagedFile, EmptyText, LockedFile, NoTextLayer, SwollenFile, UnfitText
from draft_files import W, archive, paragraph, pdf_file, table, word_file

SAID = "Nghị quyết của huyện xác định đến năm 2025 tỷ lệ hộ nghèo còn dưới 1,5%."


def word(body: str, **parts: str) -> list[str]:
    return opened(word_file(body, **parts), "nghi-quyet.docx").text.split("\n")


def level(depth: int, style: str, words: str, start: int = 1, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='{start}'/><w:numFmt w:val='{style}'/>"
        f"<w:lvlText w:val='{words}'/>{more}</w:lvl>"
    )


def numbering(*levels: str, more: str = "") -> str:
    return (
        f"<w:abstractNum w:abstractNumId='7'>{''.join(levels)}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>{more}"
    )


def test_a_word_file_is_its_paragraphs() -> None:
    found = opened(word_file(paragraph(SAID) + paragraph("") + paragraph("Hai")), "nq 1.docx")
    assert found.text == f"{SAID}\n\nHai"
    assert found.name == "nq 1.txt"
    assert found.extracted


def test_a_strict_word_file_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f"<w:body>{paragraph(SAID)}</w:body>"
    data = broken(document=f"<w:document xmlns:w='{strict}'>{body}</w:document>".encode())
    assert opened(data, "nq.docx").text == SAID


def test_words_of_all_runs_are_read_and_deleted_ones_are_not() -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('Tỷ lệ ')}<w:ins>{run.format('hộ ')}</w:ins>"
        f"<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run.format('dời đi')}</w:moveFrom>"
        f"<w:hyperlink>{run.format('nghèo')}</w:hyperlink>"
        "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        f"<w:sdt><w:sdtContent>{run.format(' giảm')}</w:sdtContent></w:sdt>"
        "<w:r><w:tab/><w:t>2</w:t><w:noBreakHyphen/><w:t>3%</w:t><w:br/><w:t>mỗi năm</w:t></w:r>"
        "<w:r><w:sym w:font='Symbol' w:char='F0B7'/></w:r></w:p>"
    )
    assert word(body) == ["Tỷ lệ hộ nghèo giảm\t2-3%", "mỗi năm•"]


def test_a_text_box_and_its_older_form_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Trong khung có hộ nghèo')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f"<w:p><w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>Ngoài khung</w:t></w:r></w:p>"
    )
    assert word(body) == ["Trong khung có hộ nghèo", "Ngoài khung"]


def test_numbers_that_word_gives_are_printed() -> None:
    lists = numbering(
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2.", more="<w:isLgl/>"),
        level(2, "lowerLetter", "%3)"),
        level(3, "bullet", "-"),
        level(4, "bullet", "\uf0b7"),
        level(5, "decimal", "Điều %6.", start=4),
        level(6, "none", ""),
    )
    depths = [0, 1, 1, 2, 2, 3, 4, 0, 1, 2, 5, 5, 6]
    body = "".join(paragraph(f"mục số {depth}", 1, depth) for depth in depths)
    assert [line.split(" mục")[0] for line in word(body, numbering=lists)] == [
        *("I.", "1.1.", "1.2.", "a)", "b)", "-", "•", "II.", "2.1.", "a)"),
        *("Điều 4.", "Điều 5.", "mục số 6"),
    ]


def test_lists_of_one_kind_count_on_and_one_that_starts_anew_does_not() -> None:
    lists = numbering(
        level(0, "decimal", "%1."),
        more="<w:num w:numId='2'><w:abstractNumId w:val='7'/></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'>"
        "<w:startOverride w:val='1'/></w:lvlOverride></w:num>",
    )
    body = "".join(paragraph("hộ nghèo", number) for number in (1, 1, 2, 3, 3, 9))
    assert word(body, numbering=lists) == [
        *("1. hộ nghèo", "2. hộ nghèo", "3. hộ nghèo", "1. hộ nghèo", "2. hộ nghèo", "hộ nghèo")
    ]


def test_a_style_numbers_its_paragraphs() -> None:
    styles = (
        "<w:style w:styleId='Base'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='Head'><w:basedOn w:val='Base'/></w:style>"
        "<w:style w:styleId='Loop'><w:basedOn w:val='Loop'/></w:style>"
    )
    lists = numbering(level(0, "decimal", "Phần %1:"))
    body = "".join(paragraph("hộ nghèo", style=style) for style in ("Head", "Base", "Loop"))
    assert word(body, numbering=lists, styles=styles) == [
        *("Phần 1: hộ nghèo", "Phần 2: hộ nghèo", "hộ nghèo")
    ]


def test_a_table_is_read_row_by_row() -> None:
    wide = f"<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('Năm')}"
    rows = [["TT", "Chỉ tiêu", wide], ["", "", "2025", "2030"], ["1", "Hộ nghèo", "1,5%", "0"]]
    assert word(paragraph("Biểu") + table(rows) + paragraph("Hết")) == [
        *("Biểu", "", "TT | Chỉ tiêu | Năm | ", " |  | 2025 | 2030", "1 | Hộ nghèo | 1,5% | 0"),
        *("", "Hết"),
    ]


def test_the_head_of_a_letter_is_not_taken_for_a_table() -> None:
    left = paragraph("HUYỆN ỦY SÔNG MÂY") + paragraph("Số 02-NQ/HU")
    assert word(table([[left, paragraph("ĐẢNG CỘNG SẢN VIỆT NAM")]])) == [
        *("HUYỆN ỦY SÔNG MÂY", "Số 02-NQ/HU", "ĐẢNG CỘNG SẢN VIỆT NAM")
    ]


def test_footnotes_stand_at_the_end_and_are_furniture() -> None:
    notes = (
        f"<w:footnote w:type='separator' w:id='0'>{paragraph('')}</w:footnote>"
        f"<w:footnote w:id='2'>{paragraph('Năm 2020 là 5%.')}</w:footnote>"
    )
    lines = word(paragraph(SAID), footnotes=notes)
    assert lines == [SAID, "[1] Năm 2020 là 5%."]
    assert [line.furniture for line in cleaned("\n".join(lines)).lines] == ["", "footnote"]


def broken(**parts: bytes) -> bytes:
    return archive({f"word/{name}.xml": content for name, content in parts.items()})


def locked() -> bytes:
    data = bytearray(word_file(paragraph(SAID)))
    with zipfile.ZipFile(BytesIO(data)) as packed:
        central = packed.start_dir
    data[6] |= 1
    data[central + 8] |= 1
    return bytes(data)


BOMB = (
    b"<!DOCTYPE a [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY b%d '%s'>" % (n, (b"&b%d;" % (n - 1) if n else b"&a;") * 10)
               for n in range(9))
    + b"]><w:document xmlns:w='" + W.encode() + b"'><w:body><w:p><w:r><w:t>&b8;</w:t></w:r></w:p>"
    b"</w:body></w:document>"
)  # fmt: skip
OUTSIDE = (
    b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><w:document xmlns:w='"
    + W.encode()
    + b"'><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)
UNFIT_WORD: dict[str, tuple[bytes, type[UnfitText], str]] = {
    "no words": (word_file(""), EmptyText, "holds no words"),
    "cut": (word_file(paragraph(SAID))[:-40], DamagedFile, "damaged Word file"),
    "no xml": (broken(document=b"abc"), DamagedFile, "damaged Word file"),
    "empty part": (broken(document=b""), DamagedFile, "damaged Word file"),
    "broken numbering": (broken(document=b"<a/>", numbering=b"<"), DamagedFile, "damaged Word"),
    "locked": (locked(), LockedFile, "with a password"),
    "zip bomb": (
        broken(document=b"<a>" + b" " * 120_000_000), SwollenFile, "unpacks to more than 100 MB",
    ),
    "entities": (broken(document=BOMB), DamagedFile, "amplification"),
    "entity of a file": (broken(document=OUTSIDE), EmptyText, "holds no words"),
    "nested": (broken(document=b"<a>" * 500_000), DamagedFile, "depth"),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNFIT_WORD)
def test_unfit_word_files_are_refused(kind: str) -> None:
    data, error, words = UNFIT_WORD[kind]
    begun = time.monotonic()
    with pytest.raises(UnfitText, match=words) as refused:
        opened(data, "nq.docx")
    assert type(refused.value) is error
    assert time.monotonic() - begun < 10


def test_a_corrupt_part_is_damaged() -> None:
    data = bytearray(word_file(paragraph(SAID)))
    data[60:70] = bytes(10)
    with pytest.raises(DamagedFile):
        opened(bytes(data), "nq.docx")


PAGES = [
    [
        "HUYỆN ỦY SÔNG MÂY",
        "1. Thu nhập bình quân đầu người đạt 75 triệu đồng/người/năm vào năm",
        "2025; tỷ lệ hộ nghèo còn dưới 1,5%; trên 95% dân số tham gia bảo hiểm",
        "y tế; mỗi năm tạo việc làm cho 1.200 lao động, trong đó có ít nhất",
        "1",
    ],
    ["HUYỆN ỦY SÔNG MÂY", "30% là lao động nữ.", "2. Tỷ lệ che phủ rừng: 52%", "2"],
    ["HUYỆN ỦY SÔNG MÂY", "3. Kết nạp 120 đảng viên", "3"],
]
FIRST = " ".join(PAGES[0][1:4]) + " 30% là lao động nữ."


def test_a_pdf_is_its_paragraphs_with_their_pages_after_them() -> None:
    found = opened(pdf_file(PAGES), "nq.pdf")
    assert found.name == "nq.txt"
    assert found.extracted
    assert found.text.split("\n") == [
        *("HUYỆN ỦY SÔNG MÂY", FIRST, "1", "HUYỆN ỦY SÔNG MÂY", "2. Tỷ lệ che phủ rừng: 52%"),
        *("2", "HUYỆN ỦY SÔNG MÂY", "3. Kết nạp 120 đảng viên", "3"),
    ]


def test_a_pdf_that_is_stored_is_read_the_same() -> None:
    text = opened(pdf_file(PAGES), "nq.pdf").text
    assert FIRST in [paragraph.text for paragraph in cleaned(text).paragraphs]
    assert opened(text.encode(), "nq.txt").text == text


@pytest.mark.parametrize("pages", [1, 3])
def test_a_scan_is_refused(pages: int) -> None:
    with pytest.raises(NoTextLayer, match=f"a scan: {pages} pages"):
        opened(pdf_file([[]] * pages), "scan.pdf")


def test_a_scan_with_page_numbers_is_still_one() -> None:
    with pytest.raises(NoTextLayer):
        opened(pdf_file([["- 1 -"], ["- 2 -"]]), "scan.pdf")


@pytest.mark.parametrize("cut", [9, 200, 900])
def test_a_damaged_pdf_is_refused_or_read_in_part(cut: int) -> None:
    with pytest.raises(DamagedFile, match="damaged PDF file"):
        opened(pdf_file(PAGES)[:cut], "nq.pdf")


def test_a_pdf_of_endless_pages_is_refused() -> None:
    with pytest.raises(SwollenFile, match="it has 3001 pages, more than 3000"):
        opened(pdf_file([[]] * 3001), "nq.pdf")


def test_a_pdf_whose_pages_hold_one_another_is_refused() -> None:
    looped = pdf_file(PAGES).replace(b"/Kids [6 0 R", b"/Kids [2 0 R")
    try:
        text = opened(looped, "nq.pdf").text
    except UnfitText as refused:
        text = refused.message("en")
    assert "SÔNG MÂY" in text or "nq.pdf" in text


LISTS = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
TABLE = table([["TT", "Chỉ tiêu"], ["1", "Hộ nghèo"]])
SOUND = {
    "a.docx": word_file(paragraph(SAID, 1) + paragraph("hai", 1, 1) + TABLE, numbering=LISTS),
    "a.pdf": pdf_file(PAGES),
    "a.html": f"<!doctype html><h1>a</h1><ol start=3><li value=5>{SAID}</ol><table><tr><td "
    f"colspan=2>{SAID}</table><p class=menu style='display:none'>a<br>b".encode(),
    "a.txt": SAID.encode(),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_file_with_bytes_gone_wrong_is_opened_or_refused(name: str) -> None:
    chance = random.Random(name)
    outcomes = set()
    for _ in range(400):
        data = bytearray(SOUND[name])
        for _ in range(chance.choice([1, 1, 2, 5, 30])):
            place = chance.randrange(len(data) + 1)
            cut = chance.choice([0, 0, 1, 1, 40])
            data[place : place + cut] = chance.randbytes(chance.choice([0, 1, 1, 9]))
        try:
            opened(bytes(data), name)
            outcomes.add("opened")
        except UnfitText as refused:
            outcomes.add("refused" if refused.message("vi") else "silent")
    assert outcomes == {"opened", "refused"}


@pytest.mark.parametrize(
    ("number", "style", "said"),
    [
        (1, "decimal", "1"),
        (7, "decimalZero", "07"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (55, "upperLetter", "CCC"),
        (0, "upperRoman", "0"),
        (-3, "lowerLetter", "-3"),
        (4_000, "upperRoman", "4000"),
        (999_999, "lowerLetter", "999999"),
        (5, "chickenFeed", "5"),
    ],
)
def test_numbers_are_written_in_the_styles_of_lists(number: int, style: str, said: str) -> None:
    assert counted(number, style) == said
