"""The clean form of a text: one form of letters, places in the source, lines and paragraphs."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacthang.assets import graph_files
from bacthang.drafting.cleaning import Cleaned, cleaned
from bacthang.drafting.letters import lettered
from bacthang.drafting.proposal import Span

SOURCES = sorted(graph_files().sources.glob("*.txt"))

LETTERS = {
    "decomposed": (unicodedata.normalize("NFD", "Nghị quyết"), "Nghị quyết"),
    "marks in another order": ("Nghie\u0323\u0302p", "Nghiệp"),
    "mark after a composed vowel": ("Viê\u0323t", "Việt"),
    "no-break space": ("2020\u00a0-\u202f2025", "2020 - 2025"),
    "tab": ("1.\tMục tiêu", "1. Mục tiêu"),
    "control character": ("một\x0bhai\x01ba", "một hai ba"),
    "byte order mark": ("\ufeffMục tiêu", "Mục tiêu"),
    "zero width": ("chỉ\u200b tiêu\u2060", "chỉ tiêu"),
    "zero width before a mark": ("tie\u200b\u0302u", "tiêu"),
    "soft hyphen": ("nông\u00ad thôn", "nông thôn"),
    "dashes": ("2020–2025 — 10−12‑14", "2020-2025 - 10-12-14"),
    "directed quotes": ("«Gọn» „sạch” “đẹp”", "“Gọn” “sạch” “đẹp”"),
    "straight quotes": ('"Gọn"', '"Gọn"'),
    "apostrophes": ("‘a’ ´b′", "'a' 'b'"),
    "fractions": ("½ ¼ ¾", "½ ¼ ¾"),
    "fraction slash": ("1⁄2", "1/2"),
    "ligature": ("ﬁle oﬃce", "file office"),
    "full width": ("（１２％）", "(12%)"),
    "powers": ("12 m²/người", "12 m²/người"),
    "windows line ends": ("một\r\nhai\rba\n", "một\nhai\nba\n"),
    "other line ends": ("một\u2028hai\u0085ba\fbốn", "một\nhai\nba\nbốn"),
    "symbol bullets": ("\uf0b7 một\n▪ hai\n\uf02d ba", "• một\n• hai\n- ba"),
    "dot as bullet": ("  · một · hai", "  • một · hai"),
    "o as bullet": ("o\tmột\no bế", "• một\n• bế"),
    "eth": ("ðảng viên Ðảng ủy", "đảng viên Đảng ủy"),
    "african d": ("Ɖảng ɖoàn", "Đảng đoàn"),
    "cyrillic in a latin word": ("HĐN\u0410 th\u0430nh phố", "HĐNA thanh phố"),
    "cyrillic look-alikes alone": ("\u0422\u0420", "TP"),
    "cyrillic with a mark": ("v\u0430\u0300", "và"),
    "russian": ("газета Правда", "газета Правда"),
    "tone at the end of a word": ("hoà khoẻ thuỷ Uỷ UỶ HOÁ", "hòa khỏe thủy Ủy ỦY HÓA"),
    "tone before a consonant": ("tòan HÒAN Hùynh khỏan", "toàn HOÀN Huỳnh khoản"),
    "tone already right": ("hòa toàn khuỷu thúy ngoáy", "hòa toàn khuỷu thúy ngoáy"),
    "tone after qu and gi": ("qúy qủa quý gía già", "quý quả quý giá già"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("kind", LETTERS)
def test_letters_have_one_form(kind: str) -> None:
    source, clean = LETTERS[kind]
    assert cleaned(source).text == clean


def span_of(clean: Cleaned, words: str) -> Span:
    start = clean.text.index(words)
    return clean.span(start, start + len(words))


@pytest.mark.parametrize(
    ("source", "words", "printed"),
    [
        ("đạt 10%/năm", "10%/năm", "10%/năm"),
        (unicodedata.normalize("NFD", "hộ nghèo đạt"), "hộ", unicodedata.normalize("NFD", "hộ")),
        ("chỉ\u200b tiêu\u00ad, hai", "chỉ", "chỉ"),
        ("chỉ\u200b tiêu\u00ad, hai", "tiêu", "tiêu"),
        ("chỉ\u200b tiêu\u00ad, hai", "chỉ tiêu", "chỉ\u200b tiêu"),
        ("một ﬁle", "fi", "ﬁ"),
        ("một ﬁle", "f", "ﬁ"),
        ("một ﬁle", "ile", "ﬁle"),
        ("một\r\nhai", "một\nhai", "một\r\nhai"),
        ("một\r\nhai", " ".join(["một"]), "một"),
        ("hoà bình", "hòa", "hoà"),
        ("2020–2025", "2020-2025", "2020–2025"),
    ],
)
def test_a_span_leads_to_the_words_as_they_are_printed(
    source: str, words: str, printed: str
) -> None:
    start, end = span_of(cleaned(source), words)
    assert source[start:end] == printed


def test_a_span_has_no_white_space_at_its_ends() -> None:
    clean = cleaned("một \u00a0 hai \n ba")
    assert clean.span(3, 10) == Span(6, 9)
    assert clean.span(3, 5) == Span(3, 3)
    assert clean.span(4, 4) == Span(4, 4)
    assert clean.span(0, len(clean.text)) == Span(0, 14)


@pytest.mark.parametrize("places", [(-1, 2), (2, 1), (0, 4), (5, 5)])
def test_a_span_outside_the_text_is_refused(places: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match=f"{places[0]}:{places[1]} of 3"):
        cleaned("một").span(*places)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_each_line_of_the_texts_leads_back_to_itself(path: object) -> None:
    source = path.read_text("utf-8")  # type: ignore[attr-defined]
    clean = cleaned(source)
    printed = [line.strip() for line in source.split("\n") if line.strip()]
    assert [source[slice(*clean.span(line.start, line.end))] for line in clean.lines] == printed
    assert [clean.text[line.start : line.end] for line in clean.lines] == [
        line.text for line in clean.lines
    ]
    assert [line.text for line in clean.paragraphs] == [
        line.text for line in clean.lines if not line.furniture
    ]
    assert cleaned(clean.text).text == clean.text


def test_the_texts_are_five() -> None:
    assert len(SOURCES) == 5


def test_decomposed_texts_read_the_same() -> None:
    for path in SOURCES:
        source = path.read_text("utf-8")
        assert cleaned(unicodedata.normalize("NFD", source)).text == cleaned(source).text


WORDS = (
    "chỉ tiêu đạt trên 95% hoà tòan Uỷ quý HĐND hộ nghèo, 1.200 tỷ đồng; năm 2025: 2020–2025 "
    "“Gọn” - + a) 1. (2) Điều Вầu СОР ﬁle m² ½ … hòan đến. Và ổn"
)
syllables = st.sampled_from(re.findall(r"\S+", WORDS))
odd = st.text(
    st.one_of(
        st.characters(categories=["Zs", "Mn", "Cf", "Cc"]),
        st.characters(min_codepoint=0xC0, max_codepoint=0x1EF9),
        st.sampled_from(list("oaeuyqgOAÀòáụ̉́̂ \n\r\t·●ð’”%,.-")),
    ),
    max_size=5,
)
gaps = st.sampled_from([" ", " ", " ", "\n", "\r\n", "\n\n", "\u00a0", "", "\u200b", "\t"])
forms = st.sampled_from(["NFC", "NFD"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a text of syllables, odd characters, gaps and line breaks, composed or not."""
    pieces = draw(st.lists(st.tuples(st.one_of(syllables, syllables, odd), gaps), max_size=40))
    text = "".join(piece + gap for piece, gap in pieces)
    return unicodedata.normalize(draw(forms), text)


@given(texts())
@settings(max_examples=400, deadline=None)
def test_places_never_go_back_and_cover_the_source(source: str) -> None:
    clean = cleaned(source)
    assert len(clean.offsets) == len(clean.text) + 1
    assert len(clean.ends) == len(clean.text)
    assert clean.offsets[-1] == len(source)
    assert list(clean.offsets) == sorted(clean.offsets)
    assert list(clean.ends) == sorted(clean.ends)
    assert all(start < end for start, end in zip(clean.offsets, clean.ends, strict=False))


@given(texts())
@settings(max_examples=400, deadline=None)
def test_clean_letters_are_composed_and_stay_as_they_are(source: str) -> None:
    once = lettered(source)
    assert unicodedata.is_normalized("NFC", once.text)
    assert not re.search("[\r\t\f\u00a0\u00ad\u200b\ufeff–—−]", once.text)
    assert lettered(once.text).text == once.text


@given(texts())
@settings(max_examples=400, deadline=None)
def test_cleaning_twice_gives_the_same_words(source: str) -> None:
    once = cleaned(source).text
    assert cleaned(once).text.split() == once.split()


@given(texts())
@settings(max_examples=400, deadline=None)
def test_the_source_of_a_line_cleans_to_the_line(source: str) -> None:
    clean = cleaned(source)
    for line in clean.lines:
        start, end = clean.span(line.start, line.end)
        assert cleaned(source[start:end]).text == line.text


@given(texts())
@settings(max_examples=400, deadline=None)
def test_the_source_of_a_word_cleans_to_the_word(source: str) -> None:
    clean = cleaned(source)
    for word in re.finditer(r"\S+", clean.text):
        start, end = clean.span(*word.span())
        if source[start:end].startswith("·") or source[start:end] == "o":
            continue
        assert cleaned(source[start:end]).text == word[0]


@given(texts())
@settings(max_examples=400, deadline=None)
def test_no_line_is_lost(source: str) -> None:
    clean = cleaned(source)
    words = lettered(source).text.split()
    assert [word for line in clean.lines for word in line.text.split()] == words
    content = [word for line in clean.lines if not line.furniture for word in line.text.split()]
    assert [word for one in clean.paragraphs for word in one.text.split()] == content
    for one in clean.paragraphs:
        assert clean.text[one.start : one.end] == one.text
        assert "\n" not in one.text


HOSTILE = {
    "spaces": " " * 300_000,
    "one word": "a" * 300_000,
    "marks": "a" + "\u0301" * 300_000,
    "zero width": "a" + "\u200b" * 300_000 + "\u0301",
    "zero width and marks": "a\u200b\u0323" * 300_000,
    "look-alikes": "Н" * 300_000,
    "line breaks": "\n" * 300_000,
    "short lines": "a\n" * 100_000,
    "numbers": "\n".join(map(str, range(60_000))),
    "dots": ("." * 299 + "\n") * 3_000,
    "bars": "| " * 30 + ("a / b | " * 6 + "\n") * 20_000,
    "unfinished lines": ("chỉ tiêu phát triển kinh tế xã hội năm\n") * 25_000,
    "form feeds": "một\f" * 80_000,
    "private use": "\uf0b7" * 300_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_are_read_in_bounded_time(kind: str) -> None:
    source = HOSTILE[kind]
    begun = time.monotonic()
    clean = cleaned(source)
    assert time.monotonic() - begun < 10
    assert clean.offsets[-1] == len(source)


def test_a_million_characters_take_about_a_second() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    text *= 1_000_000 // len(text) + 1
    begun = time.process_time()
    cleaned(text)
    assert time.process_time() - begun < 3
