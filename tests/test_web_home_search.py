"""Search: words with and without diacritics, in both languages, in names and in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bacthang.build import BuildReport
from bacthang.errors import Wording
from bacthang.evidence import Quote
from bacthang.listings import FILE_NAME, Index, Listings, writing
from bacthang.namespaces import BT, ID
from bacthang.stores import Store
from bacthang.views.index import Entry, write_entries
from bacthang.views.search import Found, search
from bacthang.views.words import Piece, cut_out, marked, wanted


def shown(pieces: Iterable[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)


def entry(key: str, vi: str, en: str = "", *, group: str = "indicators", quote: str = "") -> Entry:
    place = Quote("a.txt", 0, len(quote), quote, is_context=False) if quote else None
    return Entry(group, key, Wording(vi, en or vi), (), quote=place)


def keys(found: Found) -> list[str]:
    return [hit.entry.key for group in found.groups for hit in group.hits]


@pytest.fixture(scope="module")
def store(shipped: BuildReport) -> Store:
    return shipped.store


@pytest.fixture(scope="module")
def index(listings: Listings) -> Index:
    return listings.index


Made = Callable[[list[Entry]], Index]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Write the index of some entries."""

    def written(entries: list[Entry]) -> Index:
        by_group: dict[str, list[Entry]] = {}
        for one in entries:
            by_group.setdefault(one.group, []).append(one)
        with writing(tmp_path / FILE_NAME, "") as writer:
            write_entries(writer, by_group)
        return Listings(tmp_path / FILE_NAME).index

    return written


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("xây dựng nông thôn mới", "nong thon", "xây dựng [nông thôn] mới"),
        ("xây dựng nông thôn mới", "NÔNG THÔN", "xây dựng [nông thôn] mới"),
        ("xây dựng nông thôn mới", "nong tho", "xây dựng [nông thôn] mới"),
        ("xây dựng nông thôn mới", "non thon", "xây dựng nông [thôn] mới"),
        ("nông sản, thôn xóm; nông thôn", "nong thon", "nông sản, thôn xóm; [nông thôn]"),
        ("thôn xóm, nông sản", "nong thon", "[thôn] xóm, [nông] sản"),
        ("Đảng bộ quận", "dang", "[Đảng] bộ quận"),
        ("số 15-NQ/TƯ", "15-nq/tu", "số [15-NQ/TƯ]"),
        ("không có gì", "khác", "không có gì"),
        ("nông", "", "nông"),
    ],
)
def test_what_was_looked_for_is_marked_as_it_stands(text: str, typed: str, expected: str) -> None:
    assert shown(marked(text, wanted(typed))) == expected
    assert "".join(piece.text for piece in marked(text, wanted(typed))) == text


def test_letters_composed_of_several_marks_are_one_word() -> None:
    assert shown(marked("nông thôn", wanted("nong"))) == "[nông] thôn"


def test_a_long_sentence_is_cut_around_the_match_at_words() -> None:
    text = f"{'đầu ' * 60}giữa {'cuối ' * 60}".strip()
    cut = shown(cut_out(text, wanted("giua")))
    assert cut.startswith("… đầu đầu")
    assert cut.endswith("cuối cuối …")
    assert "[giữa]" in cut
    assert len(cut) < 320


def test_a_short_sentence_is_whole() -> None:
    assert shown(cut_out("đạt 95%", wanted("95"))) == "đạt [95]%"


def test_a_whole_name_comes_before_its_beginning_its_middle_and_a_sentence(made: Made) -> None:
    index = made(
        [
            entry("sentence", "khác", quote="chuyện nước sạch ở đâu đó"),
            entry("middle", "tỷ lệ nước sạch"),
            entry("scattered", "nước thải được xử lý sạch"),
            entry("whole", "nước sạch"),
            entry("head", "nước sạch nông thôn"),
        ]
    )
    found = search(index, _NO_STORE, "nuoc sach", "vi")
    assert keys(found) == ["whole", "head", "middle", "sentence", "scattered"]
    assert not found.is_loose


def test_of_equals_the_one_with_the_same_diacritics_comes_first(made: Made) -> None:
    index = made([entry("nguyen", "tài nguyên"), entry("nguyễn", "họ Nguyễn")])
    assert keys(search(index, _NO_STORE, "Nguyễn", "vi")) == ["nguyễn", "nguyen"]
    assert keys(search(index, _NO_STORE, "nguyên", "vi")) == ["nguyen", "nguyễn"]


def test_groups_come_by_their_best_then_in_their_own_order(made: Made) -> None:
    index = made(
        [
            entry("rule", "nước", group="rules"),
            entry("document", "về nước", group="documents"),
            entry("body", "cơ quan nước", group="bodies"),
        ]
    )
    found = search(index, _NO_STORE, "nước", "vi")
    assert [group.name for group in found.groups] == ["rules", "documents", "bodies"]


def test_where_nothing_has_all_words_those_with_most_are_shown_and_it_is_said(made: Made) -> None:
    index = made([entry("two", "bảo hiểm y tế"), entry("one", "bảo tàng")])
    found = search(index, _NO_STORE, "bảo hiểm xyz", "vi")
    assert (keys(found), found.is_loose) == (["two"], True)
    assert search(index, _NO_STORE, "xyz abc bảo", "vi").groups == ()


def test_a_misspelt_word_suggests_those_like_it(made: Made) -> None:
    index = made([entry("a", "bảo hiểm y tế"), entry("b", "giáo dục")])
    assert search(index, _NO_STORE, "hiemm", "vi").suggested == ("hiem",)
    assert search(index, _NO_STORE, "hiểm", "vi").suggested == ()


def test_only_one_sort_shows_all_of_it(made: Made) -> None:
    index = made(
        [entry(f"i{n}", f"nước {n}") for n in range(9)] + [entry("d", "nước", group="documents")]
    )
    first = search(index, _NO_STORE, "nước", "vi")
    assert {group.name: (len(group.hits), group.total) for group in first.groups} == {
        "documents": (1, 1),
        "indicators": (6, 9),
    }
    assert len(keys(search(index, _NO_STORE, "nước", "vi", only="indicators"))) == 9


def test_a_match_in_the_other_language_is_shown_as_another_name(index: Index, store: Store) -> None:
    found = search(index, store, "health insurance coverage", "vi", only="indicators")
    (hit,) = found.groups[0].hits
    assert shown(hit.title) == "tỷ lệ bao phủ bảo hiểm y tế"
    assert shown(hit.also) == "[health insurance coverage]"


@pytest.mark.parametrize(
    "typed", ["bảo hiểm y tế", "bao hiem y te", "BAO HIEM Y TE", "bao hiem y t"]
)
def test_an_indicator_its_targets_and_its_sentences_are_found(
    index: Index, store: Store, typed: str
) -> None:
    found = search(index, store, typed, "vi")
    assert {group.name: group.total for group in found.groups} == {
        "indicators": 1,
        "targets": 4,
        "texts": 2,
    }
    assert found.groups[0].hits[0].entry.key == ID["indicator/health-insurance-coverage"].value
    sentence = found.groups[2].hits[0].quote
    assert sentence is not None
    assert sentence.text == "- Tỷ lệ tham gia Bảo hiểm y tế toàn dân đạt 95%."


@pytest.mark.parametrize(
    ("typed", "group", "key"),
    [
        ("Long Biên", "areas", ID["area/quan-long-bien"].value),
        ("quan uy tay ho", "bodies", ID["body/quan-uy-tay-ho"].value),
        ("Nguyễn Văn Nam", "people", ID["person/nguyen-van-nam"].value),
        ("y tế", "fields", ID["field/health"].value),
        ("zero tolerance", "questions", "zero-tolerance-targets"),
        ("CAS-01", "rules", "CAS-01"),
        ("DeclaredCount", "terms", BT.DeclaredCount.value),
        ("khong kem chi tieu", "rules", "CAS-05"),
    ],
)
def test_every_sort_is_found_by_name(
    index: Index, store: Store, typed: str, group: str, key: str
) -> None:
    found = search(index, store, typed, "vi", only=group)
    got = {hit.entry.key for own in found.groups for hit in own.hits}
    assert key in got


def test_a_misprinted_number_is_read_and_said_so(index: Index, store: Store) -> None:
    reading = search(index, store, "15-NQ/TƯ", "vi").reading
    assert reading is not None
    assert [own.document for own in reading.candidates] == [ID["document/bct-xiii-15-nq"]]
    assert reading.corrected == "15-NQ/TW"
    assert reading.differing == ()


def test_a_number_of_several_documents_tells_in_what_they_differ(
    index: Index, store: Store
) -> None:
    reading = search(index, store, "08-CTr/TU", "en").reading
    assert reading is not None
    assert [own.document for own in reading.candidates] == [
        ID["document/ha-noi-xvi-08-ctr"],
        ID["document/ha-noi-xvii-08-ctr"],
    ]
    assert (reading.corrected, reading.differing) == ("", ("term", "date"))


def test_of_very_many_documents_of_a_number_the_first_are_shown(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bacthang.views.search._CANDIDATES", 1)
    page = client.get("/search?q=08-CTr/TU", headers={"Accept-Language": "en"}).text
    assert "2 documents have that number" in page
    assert "These documents differ in: term, date." in page
    assert "These are 1 of 2 documents, by issuer." in page
    assert page.count('<li class="card">') == 1


def test_a_number_that_no_document_has_shows_the_nearest(index: Index, store: Store) -> None:
    reading = search(index, store, "99-CTr/TU", "vi").reading
    assert reading is not None
    assert reading.candidates == ()
    assert len(reading.nearest) == 5


@pytest.mark.parametrize("typed", ["95%", "2025", "bảo hiểm", ""])
def test_what_is_no_document_number_is_not_read_as_one(
    index: Index, store: Store, typed: str
) -> None:
    assert search(index, store, typed, "vi").reading is None


def test_more_than_is_looked_for_is_left_out(index: Index, store: Store) -> None:
    found = search(index, store, "nông " * 1000, "vi")
    assert len(found.typed) <= 200


@pytest.mark.parametrize(
    "typed",
    [
        "doc:ha-dong-2020-15-ctr",
        "https://w3id.org/bacthang/id/document/ha-dong-2020-15-ctr",
        " <https://w3id.org/bacthang/id/document/ha-dong-2020-15-ctr> ",
    ],
)
def test_an_iri_is_the_thing_itself(index: Index, store: Store, typed: str) -> None:
    assert keys(search(index, store, typed, "vi")) == [ID["document/ha-dong-2020-15-ctr"].value]


@settings(max_examples=150, deadline=None)
@example("\u0301")
@example("nông \u0300\u0301 thôn")
@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(index: Index, store: Store, typed: str) -> None:
    found = search(index, store, typed, "vi")
    assert found.total >= sum(len(group.hits) for group in found.groups)
    for hit in (hit for group in found.groups for hit in group.hits):
        assert "".join(piece.text for piece in hit.title) == hit.entry.title.vi


class _Nothing:
    """A store that is not asked, since what is typed here is no number."""


_NO_STORE: Store = _Nothing()  # type: ignore[assignment]


@pytest.mark.parametrize(
    "typed", ["tỷ lệ bảo hiểm y tế", "tỉ lệ bảo hiểm y tế", "ti le bao hiem y te"]
)
def test_i_and_y_are_one_where_vietnamese_writes_either(
    index: Index, store: Store, typed: str
) -> None:
    found = search(index, store, typed, "vi")
    assert not found.is_loose
    assert keys(found)[0] == ID["indicator/health-insurance-coverage"].value


def test_days_of_candidates_are_written_as_people_write_them(client: FlaskClient) -> None:
    page = client.get("/search?q=08-CTr/TU&lang=vi").text
    assert "ký ngày 17/3/2021" in page
    assert "2021-03-17" not in page
