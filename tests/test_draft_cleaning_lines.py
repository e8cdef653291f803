"""Which lines of a text are furniture of its page, and which belong to one paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from bacthang.drafting.cleaning import cleaned

CASES = Path(__file__).parent / "cases" / "draft" / "cleaning"
TEXTS = sorted(path for path in CASES.glob("*.txt") if path.suffixes == [".txt"])


def test_there_are_cases() -> None:
    assert [path.stem for path in TEXTS] == ["page", "resolution", "scan"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_furniture_is_known_and_kept(path: Path) -> None:
    lines = cleaned(path.read_text("utf-8")).lines
    told = "".join(f"{line.furniture}\t{line.text}\n" for line in lines)
    assert told == (CASES / f"{path.stem}.lines.tsv").read_text("utf-8")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_paragraphs_are_put_together_again(path: Path) -> None:
    paragraphs = cleaned(path.read_text("utf-8")).paragraphs
    told = "".join(f"{paragraph.text}\n" for paragraph in paragraphs)
    assert told == (CASES / f"{path.stem}.paragraphs.txt").read_text("utf-8")


def rules(text: str) -> list[str]:
    return [line.furniture for line in cleaned(text).lines]


BODY = "\n".join(f"{number}. Tỷ lệ hộ nghèo giảm 2%." for number in range(60))

FURNITURE = {
    "Ngày đăng 13/11/2020 | 16:30": "date-line",
    "Thứ ba, 15/9/2020 07:31": "date-line",
    "31/07/2020 - 15:42": "date-line",
    "Cập nhật lúc 09:15, Thứ tư, 07/07/2021": "date-line",
    "Lượt xem: 1.204": "counter",
    "1.204 lượt xem": "counter",
    "View count: 196": "counter",
    "Đang online: 1.274 | Tổng truy cập: 38.920.114": "counter",
    "A- A A+": "toolbar",
    "Facebook | Zalo | Email": "toolbar",
    "Ảnh: Mạnh Tuấn": "caption",
    "Cảng cá đón 300 tàu. Ảnh: H.T": "caption",
    "Một góc huyện (Ảnh tư liệu)": "caption",
    "Viết bình luận": "comment",
    "12 ý kiến": "comment",
    "Bình luận (5)": "comment",
    "(Còn nữa)": "more",
    "Từ khóa: đại hội": "tags",
    "Giấy phép số 112/GP-TTĐT": "contact",
    "www.songmay.example/tin": "web-address",
    "Độc lập - Tự do - Hạnh phúc": "letterhead",
    "-----o0o-----": "ruled-line",
    "* * *": "ruled-line",
    "II. Tổ chức thực hiện ......... 14": "table-of-contents",
    "- 12 -": "page-number",
    "Trang 3/12": "page-number",
    "Các tin khác:": "related",
    "Nơi nhận:": "recipients",
    "T/M BAN CHẤP HÀNH": "signature-block",
    "KT. CHỦ TỊCH": "signature-block",
    "THAY MẶT BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN": "signature-block",
}


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_the_page_is_dropped_wherever_it_stands(line: str) -> None:
    assert rules(f"{BODY}\n{line}\n{BODY}") == [""] * 60 + [FURNITURE[line]] + [""] * 60


@pytest.mark.parametrize(
    "line",
    [
        "Theo báo cáo, chỉ số hài lòng đạt trên 90%.",
        "2.1.10. Chỉ tiêu về xã hội",
        "2.1.10 Chỉ tiêu",
        "Đến 31/12/2025: 95%",
        "Trang bị kiến thức cho 100% cán bộ",
        "Xây dựng hình ảnh người cán bộ: gần dân, trọng dân",
        "Kinh tế",
        "Chủ tịch",
        "Nguyễn Văn Bình",
        "Liên hệ mật thiết với nhân dân",
        "In ấn, phát hành 1.000 cuốn sách",
        "Thông tin, tuyên truyền: 12 tin, bài mỗi tháng",
        "85",
        "6/8",
        "1 | Tỷ lệ hộ nghèo | 1,5%",
        "I. Mục tiêu",
        "% hộ nghèo",
        "Thực hiện: 95%",
        "Cổng thông tin đạt 500.000 lượt truy cập mỗi năm",
        "Số lượt xem tăng 20%/năm",
        "Nơi nhận hồ sơ trực tuyến đạt 50%",
        "Thay mặt Ban Chấp hành, đồng chí Bí thư phát biểu",
        "Văn hóa - xã hội",
        "Chủ đề: Năm chuyển đổi số",
    ],
)
def test_a_line_that_says_something_is_kept(line: str) -> None:
    assert rules(f"{BODY}\n{line}\n{BODY}") == [""] * 121


def test_menus_stand_at_the_head_only() -> None:
    assert rules(f"Trang chủ\nTin tức\n{BODY}")[:3] == ["menu", "menu", ""]
    assert rules(f"{BODY}\nTin tức\n{BODY}")[60] == ""


def test_what_stands_before_the_title_of_a_dated_page_is_its_menu() -> None:
    text = f"Văn hóa làng quê\nI. Phần một\nĐại hội huyện\nNgày đăng: 5/8/2020\n{BODY}"
    assert rules(text)[:5] == ["menu", "", "", "date-line", ""]


def test_what_names_a_document_is_no_menu_for_standing_before_a_date() -> None:
    text = f"UBND xã Minh Lộc\nNghị quyết đại hội\nĐời sống\nTin\nNgày đăng: 5/8/2020\n{BODY}"
    assert rules(text)[:5] == ["", "", "menu", "", "date-line"]


def test_headlines_after_the_article_are_dropped_until_it_goes_on() -> None:
    long = "Huyện phấn đấu đạt các chỉ tiêu. " * 8
    text = f"{BODY}\nTin liên quan\nXã A: 100% hộ có điện\nGiảm 20% hộ nghèo\n{long}\n- Một"
    assert rules(text)[60:] == ["related", "related", "related", "", ""]


@pytest.mark.parametrize("said", ["Huyện đạt 9 chỉ tiêu.", "- Giảm nghèo 2%;", "Gồm:", "1. Một"])
def test_an_article_goes_on_after_headlines_in_its_middle(said: str) -> None:
    text = f"{BODY}\nTin liên quan\nXã A: 100% hộ có điện\n{said}\nHộ nghèo còn 1%"
    assert rules(text)[60:] == ["related", "related", "", ""]


def test_an_appendix_after_the_signature_is_kept() -> None:
    text = f"{BODY}\nTM. BAN CHẤP HÀNH\nBÍ THƯ\nTrần Thị Hoa\nPHỤ LỤC\nTT | Chỉ tiêu"
    assert rules(text)[60:] == ["signature-block"] * 3 + ["", ""]


def test_numbers_that_count_on_from_page_to_page_are_page_numbers() -> None:
    def page(word: str) -> str:
        return "".join(f"Huyện phấn đấu {word * times}.\n" for times in range(1, 20))

    text = "".join(f"{page(word)}{n}\n" for word, n in (("a", 2), ("b", 3), ("c", 4)))
    assert [rule for rule in rules(text) if rule] == ["page-number"] * 3
    assert set(rules("1\nHộ nghèo\n2\nThu nhập\n3\nBảo hiểm\n4\nGiáo dục")) == {""}
    assert set(rules(f"{page('a')}95\n{page('b')}12\n{page('c')}40\n")) == {""}


def test_a_heading_that_comes_back_is_no_running_head() -> None:
    text = "\n".join(f"{n}. Chương trình\nChỉ tiêu:\n- Đạt {n}%" for n in range(1, 6))
    assert set(rules(text)) == {""}


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in cleaned(text).paragraphs]


WRAPPED = """\
Huyện phấn đấu đến năm 2025 thu nhập bình quân đầu người
đạt 75 triệu đồng, tỷ lệ hộ nghèo còn dưới 1,5% và trên
95% dân số tham gia bảo hiểm y tế; mỗi năm tạo việc làm
cho 1.200 lao động."""


def test_lines_broken_at_a_width_are_joined() -> None:
    assert paragraphs(WRAPPED) == [WRAPPED.replace("\n", " ")]


@pytest.mark.parametrize(
    "label",
    ["- Một", "+ Một", "• Một", "* Một", "1. Một", "1.2. Một", "(1) Một", "(1). Một", "a) Một",
     "II. Một", "II - Một", "Điều 5. Một", "Một là, nâng cao", "Thứ hai, nâng cao", "Phụ lục 1",
     "đ) Một", "3/ Một", "3) Một", "TT | Một"],
)  # fmt: skip
def test_what_begins_an_item_is_never_joined(label: str) -> None:
    begun = "Huyện phấn đấu đến năm 2025 thu nhập bình quân đầu người"
    assert paragraphs(f"{WRAPPED}\n{begun}\n{label}")[1:] == [begun, label]


@pytest.mark.parametrize("end", [".", ";", ":", "?", "!", "…", ".”", "./."])
def test_what_is_finished_is_never_joined(end: str) -> None:
    begun = f"Huyện phấn đấu đến năm 2025 thu nhập bình quân đầu{end}"
    assert paragraphs(f"{WRAPPED}\n{begun}\nngười dân")[1:] == [begun, "người dân"]


@pytest.mark.parametrize(
    "rest",
    ["10.000 lao động", "12/2025 đạt 5%", "vi phạm", "a ha", "mục 5", "hai là", "% hộ nghèo"],
)
def test_what_only_looks_like_a_label_runs_on(rest: str) -> None:
    begun = "Huyện phấn đấu đến năm 2025 thu nhập bình quân đầu người"
    assert paragraphs(f"{WRAPPED}\n{begun}\n{rest}")[1:] == [f"{begun} {rest}"]


def test_a_list_without_bullets_is_not_joined() -> None:
    lines = [
        "Thu nhập bình quân đầu người đạt 75 triệu đồng/năm",
        "Tỷ lệ hộ nghèo theo chuẩn mới giảm còn dưới 1,5%",
        "Tỷ lệ người dân tham gia bảo hiểm y tế đạt 95%",
        "Tỷ lệ trường học đạt chuẩn quốc gia đạt trên 80%",
        "Số lao động được tạo việc làm mới đạt 1.200 người",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_paragraphs_parted_by_empty_lines_stay_apart() -> None:
    lines = ["Huyện phấn đấu đến năm 2025 thu nhập bình quân đầu người", "đạt 75 triệu đồng"]
    assert paragraphs("\n\n".join(lines)) == lines
    assert paragraphs("\n".join(lines)) == [" ".join(lines)]
