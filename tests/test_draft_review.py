"""A proposal for review: all words of the text, every quote led to what was read and back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final, cast

import pytest
from pyoxigraph import NamedNode

from bacthang.build import BuildReport
from bacthang.checking.report import Report
from bacthang.drafting.proposal import Doubt, Match, Proposal
from bacthang.drafting.tables import table
from bacthang.drafting.writing.review import fragment, lookups, page
from bacthang.drafting.writing.review.laid import laid
from bacthang.drafting.writing.review.tongues import Tongues
from bacthang.errors import LANGS, Lang, Wording
from draft_made import INSURED, KNOWN, MADE, POOR, SOURCE, TEXT, reported
from page_tree import Element, tree_of

PAGE: Final = tree_of(page(MADE, KNOWN, None, "vi"))
EMPTY: Final = Proposal(SOURCE, "Một trang tin không có con số.", ())


def address(thing: NamedNode) -> str:
    return thing.value.replace("https://w3id.org/bacthang", "/site")


def part(lang: Lang, proposal: Proposal = MADE, report: Report | None = None) -> Element:
    return tree_of(fragment(proposal, KNOWN, report, lang, address))


ENGLISH: Final = part("en")


def card(number: int, tree: Element = ENGLISH) -> Element:
    return tree.one("article", id=f"p{number}")


def test_all_words_of_the_text_stand_there() -> None:
    lines = [line.text for line in ENGLISH.all("p", "line")]
    assert lines == [line for line in TEXT.split("\n") if line.strip()]


def test_the_numbers_follow_the_text_and_each_quote_is_marked() -> None:
    read = [
        "CHƯƠNG TRÌNH số 04-CTr/ĐU của Đảng ủy xã Ví Dụ <thứ nhất>",
        "99-CTr/HU",
        "02 chỉ tiêu",
        "Trên 95% người dân có bảo hiểm y tế",
        "40% tự mua",
        'đến năm 2025, 2030 có 9 "mô hình" & hơn',
        'đến năm 2025, 2030 có 9 "mô hình" & hơn',
        "nâng cao chất lượng\nkhám, chữa bệnh",
        "chất lượng\nkhám",
    ]
    entries = laid(MADE).entries
    assert [entry.number for entry in entries] == list(range(1, len(read) + 1))
    assert [TEXT[entry.place.start : entry.place.end] for entry in entries] == read
    for entry in entries:
        first = read[entry.number - 1].partition("\n")[0]
        assert ENGLISH.one(id=entry.place.anchor).text == first


def test_words_lead_to_what_was_read_and_back() -> None:
    there = {(a.attributes["href"], a.attributes["data-n"]) for a in ENGLISH.all("a", "ref")}
    assert there == {(f"#p{n}", str(n)) for n in range(1, 10)}
    for entry in laid(MADE).entries:
        back = card(entry.number).one("a", "back")
        assert back.attributes["href"] == f"#{entry.place.anchor}"


@pytest.mark.parametrize("tree", [PAGE, ENGLISH], ids=["page", "fragment"])
def test_ids_are_unique_and_links_within_lead_somewhere(tree: Element) -> None:
    ids = [one.attributes["id"] for one in tree.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids)) > 20
    within = {href.removeprefix("#") for href in tree.hrefs() if href.startswith("#")}
    assert len(within) > 15
    assert within - set(ids) == set()


def test_the_page_needs_nothing_else() -> None:
    html = page(MADE, KNOWN, None, "en")
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert [tag for tag in ("script", "link", "img", "iframe") if list(PAGE.all(tag))] == []
    assert [one for one in PAGE.all() if {"src", "style", "onclick"} & one.attributes.keys()] == []
    assert "url(" not in html
    outside = {href for href in PAGE.hrefs() if not href.startswith("#")}
    assert outside == {
        INSURED.value,
        POOR.value,
        "https://w3id.org/bacthang/id/body/tram-y-te-vi-du",
    }


def test_a_page_of_the_site_links_to_the_site() -> None:
    outside = {href for href in ENGLISH.hrefs() if not href.startswith("#")}
    assert outside == {address(INSURED), address(POOR), "/site/id/body/tram-y-te-vi-du"}


def test_what_a_text_says_is_never_markup() -> None:
    evil = "<script>alert(1)</script>\"'&"
    text = TEXT + evil
    document = replace(
        MADE.documents[0],
        number=evil,
        title=evil,
        slug=evil,
        issuer_name=evil,
        signatory=evil,
        printed_numbers=(evil,),
        kind=evil,
    )
    (item,) = document.items
    target = replace(
        item.targets[0],
        phrase=evil,
        printed=evil,
        scope=evil,
        unit=evil,
        match=Match(None, 0, None, 0, evil),
    )
    document = replace(document, items=(replace(item, label=evil, targets=(target,)),))
    proposal = replace(MADE, source=evil, text=text, documents=(document,))
    for html in (page(proposal, KNOWN, None, "vi"), fragment(proposal, KNOWN, None, "vi", address)):
        assert "<script" not in html
        assert list(tree_of(html).all("script")) == []
        assert html.count("&lt;script&gt;") > 8


def test_everything_is_said_in_both_languages() -> None:
    said = {lang: [one for one in PAGE.all("span", lang)] for lang in LANGS}
    assert len(said["vi"]) == len(said["en"]) > 40
    assert all(one.attributes["lang"] == lang for lang in LANGS for one in said[lang])
    for lang in LANGS:
        opened = tree_of(page(MADE, KNOWN, None, lang))
        chosen = [i.attributes["id"] for i in opened.all("input") if "checked" in i.attributes]
        assert chosen == [f"lang-{lang}", "show-all"]
        assert opened.one("html").attributes["lang"] == lang


def test_a_page_of_the_site_speaks_one_language() -> None:
    for lang, other in (("vi", "en"), ("en", "vi")):
        tree = part(cast(Lang, lang))
        assert [one for one in tree.all("span", lang)] == []
        assert [one for one in tree.all("span", other)] == []
    assert "Look at:" in ENGLISH.words
    assert "Cần xem:" in part("vi").words


def test_a_target_says_what_is_promised_how_sure_and_why() -> None:
    told = card(4)
    assert told.classes == {"entry", "target"}
    assert told.one("h3").words == "To the words of entry 4 health insurance coverage"
    assert told.one("p", "promise").words == "reach more than 95 % by 2025"
    assert told.one("p", "match").words == "match 93 % · next nearest: poor households 50 %"
    facts = [one.words for one in told.all("p", "facts")]
    assert facts == ["printed “Trên 95%” · item 1.", "leans on “đến năm 2025”"]
    why = [one.words for one in told.one("details").all("li")]
    assert why == ["more-than “Trên”", "percent “%”", "year-of-list"]


def test_a_new_indicator_is_shown_as_one_with_what_comes_next() -> None:
    told = card(5)
    assert told.classes == {"entry", "target", "doubtful", "new"}
    assert told.one("h3").words.endswith("5 người dân tự mua")
    words = "new indicator nguoi-dan-tu-mua · next nearest: health insurance coverage 61 %"
    assert told.one("p", "match").words == words
    assert told.one("p", "doubt").words == "Look at: look at the subject"
    assert "#p4" in told.hrefs(), "it is a share of the fourth"


def test_what_comes_next_from_afar_is_left_out() -> None:
    (item,) = MADE.documents[0].items
    far = replace(item.targets[0], match=Match(INSURED, 1.0, POOR, 0.2))
    document = replace(MADE.documents[0], items=(replace(item, targets=(far,)),))
    tree = part("en", replace(MADE, documents=(document,)))
    assert card(4, tree).one("p", "match").words == "match 100 %"


def test_two_years_of_one_clause_are_two_entries_of_one_passage() -> None:
    promises = [card(n).one("p", "promise").words for n in (6, 7)]
    assert promises == ["reach 9 models by 2025", "reach 9 models by 2030"]
    assert len({card(n).one("a", "back").attributes["href"] for n in (6, 7)}) == 1


def test_what_no_words_are_there_for_is_told_by_its_values() -> None:
    assert card(9).one("p", "promise").words == "twist 1.5 KNOT"


def test_zero_of_what_should_fall_is_worded_so() -> None:
    document = MADE.documents[0]
    (item,) = document.items
    none = replace(
        item.targets[0],
        comparator="reach",
        lower=None,
        upper=Decimal(0),
        match=Match(POOR, 1, None, 0),
    )
    tree = part(
        "vi",
        replace(MADE, documents=(replace(document, items=(replace(item, targets=(none,)),)),)),
    )
    assert card(4, tree).one("p", "promise").words == "còn 0 % vào năm 2025"


def test_other_things_read_are_told() -> None:
    assert card(1).one("h3").words.endswith("1 programme 04-CTr/ĐU")
    assert card(2).one("h3").words.endswith("2 relation implements “99-CTr/HU”")
    assert card(2).classes == {"entry", "link", "doubtful"}
    assert card(3).one("h3").words.endswith("3 declared count “02 chỉ tiêu”")
    assert card(3).one("p", "facts").words == "2 × target item; the text lists all"
    bodies = [one.words for one in card(8).all("p", "facts")]
    assert bodies == ["led by: Ví Dụ health station", "bodies not known: Hội <Y>"]


def test_a_document_is_told_at_the_head() -> None:
    head = ENGLISH.one("section", "document-head")
    told = dict(
        zip(
            (one.words for one in head.all("dt")),
            (one.words for one in head.all("dd")),
            strict=True,
        )
    )
    assert told == {
        "Kind": "programme",
        "Number": "04-CTr/ĐU, “số 04-CTr/ĐU”",
        "Issued by": "Đảng ủy xã Ví Dụ",
        "Term": "2020–2025",
        "Signed on": "17 March 2021",
        "Period": "2021–2025",
        "Horizons": "2030",
        "In the graph": "a new document, proposed name vi-du-04-ctr",
    }
    assert head.one("p", "doubt").words == "Look at: a new body"


def test_what_gives_a_year_says_to_whom() -> None:
    (year, subject) = ENGLISH.all("p", "lends")
    assert year.words == "“đến năm 2025” lends a year, period or subject to: 4 5"
    assert year.hrefs() == ["#p4", "#p5"]
    assert subject.hrefs() == ["#p5"]


def test_numbers_passed_over_are_greyed_with_the_reason() -> None:
    greyed = [one.text for one in ENGLISH.all("span", "skipped")]
    assert greyed == ["77", "5"]
    told = [one.words for one in ENGLISH.all("p", "passed")]
    assert told == ["No target: “77” a counter of the page", "No target: “5” count-of-<things>"]
    assert ENGLISH.one("span", "dropped").text == "Trang chủ | Lượt xem: 77"


def rules_of(name: str) -> set[str]:
    return {entry["rule"] for entry in table(name)}


def test_every_figure_that_is_masked_has_its_reason_in_words() -> None:
    assert len(rules_of("nontargets")) > 30
    assert rules_of("nontargets") - rules_of("reasons") == set()
    reasons = table("reasons")
    assert len(reasons) == len(rules_of("reasons")), "each rule once"
    assert [entry for entry in reasons if not all(entry[lang].strip() for lang in LANGS)] == []


def test_a_new_indicator_is_no_doubt_besides() -> None:
    (item,) = MADE.documents[0].items
    doubt = Doubt("new-indicator", Wording("mới", "new"))
    new = replace(item.targets[3], doubts=(doubt,))
    old = replace(item.targets[0], doubts=(doubt,))
    document = replace(MADE.documents[0], items=(replace(item, targets=(old, new)),))
    tree = part("en", replace(MADE, documents=(document,)))
    sorts = [card(n, tree).classes - {"entry", "target"} for n in (4, 5)]
    assert sorts == [{"doubtful"}, {"new"}]


def test_counts_at_the_head_are_those_of_the_entries() -> None:
    told = [one.words for one in ENGLISH.one("ul", "counts").all("li")]
    assert told == [
        "1 document",
        "1 target item",
        "5 targets",
        "1 objectives, tasks…",
        "3 to look at",
        "3 new indicators",
        "2 numbers passed over",
    ]
    choices = [one.words for one in ENGLISH.one("fieldset", "chooser").all("label")]
    assert choices == ["All 9", "To look at 3", "New indicators 3"]
    for sort in ("doubtful", "new"):
        cards = [one for one in ENGLISH.all("article", "entry") if sort in one.classes]
        rows = [one for one in ENGLISH.all("div", "row") if f"has-{sort}" in one.classes]
        assert len(cards) == 3
        assert all(list(row.all("article", sort)) for row in rows)
        assert sum(len(list(row.all("article", sort))) for row in rows) == 3


def test_a_text_without_targets_says_so() -> None:
    tree = part("en", EMPTY)
    assert tree.one("p", "nothing").words.startswith("No target was read in this text.")
    assert list(tree.all("article")) == []
    assert tree.one("p", "line").text == EMPTY.text


def test_what_stands_nowhere_in_the_text_is_shown_all_the_same() -> None:
    nowhere = replace(MADE.documents[0], place=MADE.documents[0].place._replace(start=0, end=0))
    tree = part("en", replace(MADE, documents=(nowhere,)))
    loose = tree.one("div", "loose")
    assert [one.attributes["id"] for one in loose.all("article")] == ["p1"]


def test_findings_lead_to_the_words_and_the_words_to_findings() -> None:
    tree = part("en", report=reported())
    told = tree.one("article", "finding")
    assert told.attributes["id"] == "f1"
    assert told.one("p", "message").words == "Warning CAS-05 wrong by CAS-05"
    place = laid(MADE).entries[3].place
    assert told.hrefs() == [f"#{place.anchor}", "https://example.org/there"]
    assert "x.ttl holds no words." in tree.one("section", "findings").words
    flagged = card(4, tree)
    assert flagged.classes == {"entry", "target", "found"}
    assert flagged.one("p", "flags").hrefs() == ["#f1"]
    choices = [one.words for one in tree.one("fieldset", "chooser").all("label")]
    assert choices[-1] == "With findings 1"


def test_nothing_found_is_said_and_is_not_the_same_as_not_asked() -> None:
    asked = part("en", report=Report((), {}, (), {}))
    assert asked.one("section", "findings").one("p").words == "Nothing was found."
    assert list(ENGLISH.all("section", "findings")) == []


def test_names_are_those_of_the_graph(shipped: BuildReport) -> None:
    known = lookups(MADE, shipped.store)
    assert known.name(INSURED).en == "health insurance coverage"
    assert known.units["PERSON"] == Wording("người", "person")
    assert POOR not in known.names or known.names[POOR].vi
    assert INSURED not in known.falling
    assert len(known.falling) > 3
    nowhere = NamedNode("https://w3id.org/bacthang/id/body/nowhere")
    assert known.name(nowhere) == Wording("nowhere", "nowhere")


def test_words_in_two_languages_are_told_once_where_they_are_the_same() -> None:
    both = Tongues(LANGS)
    assert both(Wording("A & {b}", "A & {b}"), b="<c>") == "A &amp; &lt;c&gt;"
    assert both(Wording("một", "one")) == (
        '<span lang="vi" class="vi">một</span><span lang="en" class="en">one</span>'
    )
    assert Tongues(("en",))(Wording("một {x}", "one {x}"), x=Wording("hai", "two")) == "one two"
