"""Web pages opened as text: which part is the article, and how its blocks become lines."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bacthang.drafting.cleaning import cleaned
from bacthang.drafting.opening import opened
from bacthang.errors import EmptyText, SwollenFile
from draft_files import windows_1258

CASES = Path(__file__).parent / "cases" / "draft" / "opening"
PAGES = sorted(CASES.glob("*.html"))
SAID = "Nghị quyết của huyện xác định đến năm 2025 tỷ lệ hộ nghèo còn dưới 1,5%."


def text_of(page: str) -> str:
    return opened(page.encode(), "trang.html").text


def test_there_are_pages() -> None:
    assert [path.stem for path in PAGES] == ["letter", "lists", "old-portal", "portal"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_opened_as_its_article(path: Path) -> None:
    found = opened(path.read_bytes(), path.name)
    assert found.text + "\n" == path.with_suffix(".txt").read_text("utf-8")
    assert found.name == f"{path.stem}.txt"
    assert found.extracted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_is_stored_as_is_read_the_same(path: Path) -> None:
    stored = opened(path.read_bytes(), path.name)
    again = opened(stored.text.encode(), stored.name)
    assert again.text == stored.text
    assert not again.extracted
    assert cleaned(again.text) == cleaned(stored.text)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset='windows-1258'>", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=UTF-16'>", "utf-8"),
        ("<?xml version='1.0' encoding='utf-8'?>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset=no-such-thing>", "utf-8"),
    ],
)
def test_the_encoding_of_a_page_is_found(declared: str, encoding: str) -> None:
    page = f"{declared}<html><body><p>{SAID}</p></body></html>"
    assert opened(page.encode(encoding), "a.html").text == SAID


def test_a_page_in_another_encoding_says_which() -> None:
    page = f"<html><meta charset=windows-1258><body><p>{SAID}</p>"
    found = opened(windows_1258(page), "a.html").text
    assert cleaned(found).text == SAID


ARTICLE = f"<p>{SAID}</p>" * 6


@pytest.mark.parametrize(
    "frame",
    [
        "<nav><a href=1>Một</a> hai</nav>",
        "<footer>Địa chỉ: số 1</footer>",
        "<div class='site-footer'>Địa chỉ: số 1</div>",
        "<div id=mainMenu>Trang chủ</div>",
        "<ul><li><a href=1>Tin một</a><li><a href=2>Tin hai</a><li><a href=3>Tin ba</a></ul>",
        "<div class='box related'>Giảm 20% hộ nghèo</div>",
        "<section id=comments>An: hay quá</section>",
        "<aside>Thời tiết 30 độ</aside>",
        "<script>var a = '<p>hai</p>'</script><style>p {}</style>",
        "<form><select><option>Một</select><button>Gửi</button></form>",
        "<p hidden>không thấy</p>",
        "<div role=navigation>Một</div>",
    ],
)
def test_the_frame_of_a_page_is_left_out(frame: str) -> None:
    expected = "\n\n".join([SAID] * 6)
    assert text_of(f"<body>{frame}<div>{ARTICLE}</div></body>") == expected
    assert text_of(f"<body><div>{ARTICLE}{frame}</div></body>") == expected


@pytest.mark.parametrize(
    "wrapped",
    [
        "<div class='menu'>{}</div>",
        "<div class='header-content related-news'>{}</div>",
        "<form>{}</form>",
        "<div id=comment><div>{}</div></div>",
        "<table><tr><td>{}</td></tr></table>",
        "<main><article>{}</article></main>",
        "<div><div><span>{}</span></div></div>",
    ],
)
def test_an_article_is_found_whatever_its_frame_is_called(wrapped: str) -> None:
    assert text_of(f"<body>{wrapped.format(ARTICLE)}</body>") == "\n\n".join([SAID] * 6)


def test_the_title_of_the_page_stands_before_an_article_without_one() -> None:
    page = f"<title>Đại hội  huyện</title><body><div>{f'<p>{SAID * 4}</p>' * 2}</div>"
    assert text_of(page).split("\n")[0] == "Đại hội huyện"


def test_words_in_links_are_words_of_a_sentence() -> None:
    page = f"<body><p>Theo <a href=1>Nghị quyết số 05</a> và <a href=2>Kế hoạch</a>, {SAID}</p>"
    assert text_of(page) == f"Theo Nghị quyết số 05 và Kế hoạch, {SAID}"


HOSTILE = {
    "deep": "<div>" * 100_000 + SAID,
    "deep lists": "<ul><li>" * 20_000 + SAID,
    "deep tables": "<table><tr><td>" * 5_000 + SAID,
    "wide": f"<p>{SAID}</p>" * 20_000,
    "hidden": f"<p>{SAID}</p>" + "<i hidden>a</i>b" * 100_000,
    "named": f"<p>{SAID}</p>" + "<div class='menu'>" * 20_000,
    "headed": f"<p>{SAID}</p>" + "<div><h1>" * 20_000,
    "spans": f"<p>{SAID}</p><table>" + "<tr><td colspan=999999 rowspan=999999>một" * 20_000,
    "unclosed": f"<p>{SAID}</p>" + "<a " * 100_000,
    "comments": f"<p>{SAID}</p>" + "<!--" * 100_000,
    "entities": f"<!DOCTYPE html [<!ENTITY a 'b'>]><p>{SAID} &a;</p>",
    "references": f"<p>{SAID}</p>" + "&#x10FFFF;&#0;&#xDFFF;" * 20_000,
    "attributes": f"<p>{SAID}</p><p " + " ".join(f"a{n}=b" for n in range(5_000)) + ">",
}


TOO_DEEP = {"deep", "deep lists", "deep tables", "named", "headed"}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_read_in_bounded_time(kind: str) -> None:
    begun = time.monotonic()
    try:
        told = text_of(HOSTILE[kind])
    except SwollenFile as refused:
        told = refused.message("vi")
    assert (SAID if kind not in TOO_DEEP else "2.048 lớp") in told
    assert time.monotonic() - begun < 20


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật khẩu")
    page = (
        f"<!DOCTYPE html [<!ENTITY s SYSTEM 'file://{secret}'>]><link href='{secret}'>"
        f"<iframe src='file://{secret}'></iframe><p>{SAID} &s;</p>"
    )
    assert "mật khẩu" not in text_of(page)


def test_a_page_of_pictures_says_so() -> None:
    with pytest.raises(EmptyText, match="holds no words"):
        text_of("<body><img src=a.png alt='trang 1'></body>")
