"""Files opened as the text that a draft reads: encodings, formats, refusals."""

from __future__ import annotations

import gzip
import unicodedata

import pytest

from bacthang.assets import graph_files
from bacthang.drafting.opening import LIMIT, Opened, opened
from bacthang.errors import (
    LANGS,
    BinaryText,
    DamagedFile,
    EmptyText,
    LegacyEncoding,
    LockedFile,
    NotVietnamese,
    TextTooLarge,
    UnfitText,
    UnknownEncoding,
)
from draft_files import archive, windows_1258, word_file

SAID = (
    "Nghị quyết Đại hội Đảng bộ huyện Sông Mây xác định: đến năm 2025 thu nhập bình quân đầu người "
    "đạt 75 triệu đồng; tỷ lệ hộ nghèo giảm còn dưới 1,5%."
)
BARE = "".join(
    letter
    for letter in unicodedata.normalize("NFD", SAID.replace("đ", "d").replace("Đ", "D"))
    if not unicodedata.combining(letter)
)
ENGLISH = (
    "The resolution of the congress sets out that by 2025 the income of the people will be raised, "
    "and that the share of poor households is to fall, with all of it done by the end of the term."
)
FRENCH = (
    "La résolution du congrès prévoit que le revenu des habitants sera augmenté et que la part des "
    "ménages pauvres sera réduite dans les communes de la province pour la fin de la période."
)
TCVN3 = (
    "NghÞ quyÕt §¹i héi §¶ng bé huyÖn S«ng M©y x¸c ®Þnh c¸c chØ tiªu ph¸t triÓn kinh tÕ cña huyÖn "
    "®Õn n¨m 2025: thu nhËp b×nh qu©n ®Çu ng­êi ®¹t 75 triÖu ®ång, tû lÖ hé nghÌo gi¶m."
)
VNI = (
    "Nghò quyeát Ñaïi hoäi Ñaûng boä huyeän Soâng Maây xaùc ñònh caùc chæ tieâu phaùt trieån kinh "
    "teá cuûa huyeän ñeán naêm 2025: thu nhaäp bình quaân ñaàu ngöôøi ñaït 75 trieäu ñoàng."
)


def test_the_shipped_texts_are_opened_as_they_are() -> None:
    sources = sorted(graph_files().sources.glob("*.txt"))
    assert len(sources) == 5
    for path in sources:
        data = path.read_bytes()
        assert opened(data, path.name) == Opened(path.name, data.decode("utf-8"), False)


@pytest.mark.parametrize(
    ("data", "text", "extracted"),
    [
        (SAID.encode(), SAID, False),
        (b"\xef\xbb\xbf" + SAID.encode(), f"\ufeff{SAID}", False),
        (unicodedata.normalize("NFD", SAID).encode(), unicodedata.normalize("NFD", SAID), False),
        (SAID.replace(": ", ":\r\n").encode(), SAID.replace(": ", ":\r\n"), False),
        (b"\xff\xfe" + SAID.encode("utf-16-le"), SAID, True),
        (b"\xfe\xff" + SAID.encode("utf-16-be"), SAID, True),
        (b"\xff\xfe\x00\x00" + SAID.encode("utf-32-le"), SAID, True),
        (b"\x00\x00\xfe\xff" + SAID.encode("utf-32-be"), SAID, True),
        (SAID.encode("utf-16-le"), SAID, True),
        (SAID.encode("utf-16-be"), SAID, True),
        (windows_1258(SAID), SAID, True),
    ],
    ids=["utf-8", "mark", "decomposed", "crlf", "utf-16-le", "utf-16-be", "utf-32-le",
         "utf-32-be", "bare-le", "bare-be", "windows-1258"],
)  # fmt: skip
def test_plain_text_in_its_encodings(data: bytes, text: str, extracted: bool) -> None:
    assert opened(data, "van-ban.txt") == Opened("van-ban.txt", text, extracted)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("005_abc.txt", "005_abc.txt"),
        ("/home/an/Nghị quyết 01.txt", "Nghị quyết 01.txt"),
        ("C:\\Van ban\\ctr.TXT", "ctr.txt"),
        ("ctr.md", "ctr.txt"),
        ("15.CTr", "15.CTr.txt"),
        ("ctr", "ctr.txt"),
        ("-", "text.txt"),
        ("", "text.txt"),
        (".txt", "txt.txt"),
        ("..", "text.txt"),
        ("a\nb.txt", "ab.txt"),
    ],
)
def test_a_text_is_named_for_the_folder_of_sources(name: str, kept: str) -> None:
    assert opened(SAID.encode(), name).name == kept


@pytest.mark.parametrize("name", ["trang.html", "trang.htm", "trang.pdf.html", "trang"])
def test_what_is_extracted_is_named_as_text(name: str) -> None:
    found = opened(f"<html><body><p>{SAID}</p></body></html>".encode(), name)
    assert found == Opened("trang.pdf.txt" if ".pdf" in name else "trang.txt", SAID, True)


def test_content_goes_before_the_name() -> None:
    page = f"<!DOCTYPE html><title>x</title><p>{SAID}</p>".encode()
    assert opened(page, "trang.txt").extracted
    word = word_file(f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>")
    assert opened(word, "trang.pdf") == Opened("trang.txt", SAID, True)
    assert opened(b"\n<!-- a --> " + page, "trang.txt").text == SAID
    assert opened(f"{SAID} <p> là thẻ".encode(), "a.txt").text == f"{SAID} <p> là thẻ"


@pytest.mark.parametrize(
    "text",
    [
        "Giảm 2% số hộ nghèo.",
        "GRDP 10%",
        "100%",
        "Thu ngân sách: 1.200 tỷ",
        "XÃ A",
        "NQ 05-NQ/TW",
        "Internet 4G, 5G, wifi",
    ],
)
def test_short_texts_are_read_whatever_they_say(text: str) -> None:
    assert opened(text.encode(), "a.txt").text == text


def test_foreign_words_among_vietnamese_do_no_harm() -> None:
    text = f"{SAID}\nFacebook Twitter Print Email The World and all of the News in English for you"
    assert opened(text.encode(), "a.txt").text == text


REFUSED: dict[str, tuple[bytes, type[UnfitText], str, str]] = {
    "nothing": (b"", EmptyText, "không có chữ nào", "holds no words"),
    "white space": (b" \n\t\xc2\xa0", EmptyText, "không có chữ nào", "holds no words"),
    "marks only": ("…—***".encode(), EmptyText, "không có chữ nào", "holds no words"),
    "empty page": (b"<html><body></body></html>", EmptyText, "không có chữ", "no words"),
    "script only": (b"<html><script>a()</script></html>", EmptyText, "không có chữ", "no words"),
    "png": (b"\x89PNG\r\n\x1a\n\x00", BinaryText, "tệp ảnh", "a picture"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00", BinaryText, "tệp ảnh", "a picture"),
    "gzip": (gzip.compress(SAID.encode()), BinaryText, "tệp nén", "an archive"),
    "zip": (archive({"a.txt": SAID.encode()}), BinaryText, "không phải tệp Word", "no Word file"),
    "spreadsheet": (archive({"xl/workbook.xml": b"<a/>"}), BinaryText, "tệp Word", "no Word file"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, BinaryText, ".doc", ".doc"),
    "locked word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        LockedFile, "có mật khẩu", "with a password",
    ),
    "rtf": (b"{\\rtf1 abc}", BinaryText, "tệp RTF", "it is RTF"),
    "nulls": (b"abc\0\0\1\2def", BinaryText, "không phải chữ", "not words"),
    "random": (bytes(range(1, 256)) * 9, BinaryText, "không phải chữ", "not words"),
    "controls": (b"\x01\x02\x03ab" * 9, BinaryText, "không phải chữ", "not words"),
    "odd utf-16": (b"\xff\xfea", BinaryText, "không phải chữ", "not words"),
    "latin-1": ("naïve café über".encode("latin-1"), UnknownEncoding, "dòng 1", "line 1"),
    "cut utf-8": (f"{BARE}\n{SAID}".encode()[:-1] + b"\xe1", UnknownEncoding, "dòng 2", "line 2"),
    "one bad byte": (SAID.encode() * 9 + b"\xff", UnknownEncoding, "dòng 1", "line 1"),
    "tcvn3 in unicode": (TCVN3.encode(), LegacyEncoding, "TCVN3", "TCVN3"),
    "tcvn3 in bytes": (TCVN3.encode("latin-1"), LegacyEncoding, "TCVN3", "TCVN3"),
    "vni in unicode": (VNI.encode(), LegacyEncoding, "VNI", "VNI"),
    "vni in bytes": (VNI.encode("cp1252"), LegacyEncoding, "VNI", "VNI"),
    "bare": (BARE.encode(), NotVietnamese, "tiếng Việt không dấu", "without its diacritics"),
    "english": (ENGLISH.encode(), NotVietnamese, "tiếng Anh", "it is English"),
    "french": (FRENCH.encode(), NotVietnamese, "tiếng Pháp", "it is French"),
    "russian": ("Резолюция съезда партии района".encode(), NotVietnamese, "Kirin", "Cyrillic"),
    "chinese": ("黨的代表大會決議規定到二〇二五年".encode(), NotVietnamese, "chữ Hán", "Chinese"),
    "lao": ("ກອງປະຊຸມໃຫຍ່ພັກ ເມືອງ ປີ".encode(), NotVietnamese, "tiếng Lào", "Lao"),
    "unknown tongue": (b"lorem ipsum dolor sit amet " * 9, NotVietnamese, "tiếng khác", "another"),
    "a page in english": (f"<p>{ENGLISH}</p>".encode(), NotVietnamese, "tiếng Anh", "English"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_text_is_refused_by_name(kind: str) -> None:
    data, error, vi, en = REFUSED[kind]
    with pytest.raises(UnfitText) as refused:
        opened(data, "thu/tep")
    assert type(refused.value) is error
    messages = [refused.value.message(lang) for lang in LANGS]
    assert messages[0].startswith("tep ")
    assert vi in messages[0]
    assert messages[1].startswith("tep ")
    assert en in messages[1]
    assert all(refused.value.remedy(lang) for lang in LANGS)


def test_utf_8_that_was_mistaken_is_named() -> None:
    with pytest.raises(LegacyEncoding, match="UTF-8 that was mistaken"):
        opened(SAID.encode().decode("cp1252", "replace").encode(), "a.txt")


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.DOCX"])
def test_a_file_that_is_not_what_its_name_says_is_damaged(name: str) -> None:
    with pytest.raises(DamagedFile, match=f"{name} is a damaged (Word|PDF) file"):
        opened(SAID.encode(), name)


def test_text_has_a_limit() -> None:
    assert LIMIT == 20_000_000
    with pytest.raises(TextTooLarge, match=r"too large: 21 MB; at most 20 MB") as refused:
        opened(b"a" * (LIMIT + 1), "a.txt")
    assert "21 MB" in refused.value.message("vi")
