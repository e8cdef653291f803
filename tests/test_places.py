"""Quotes find their places, and offsets are filled in where there is no doubt."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from bacthang.places import fill, locate, turtle

TEXT = "Mục tiêu: “Xanh – sạch”.\nTối thiểu 15%, tối thiểu 15%; đạt\u00a0trên 80%."
PLACE = """[ a oa:SpecificResource ; oa:hasSource src:{source} ; oa:hasSelector
    [ a oa:TextQuoteSelector ; oa:exact {quote} ] ,
    [ a oa:TextPositionSelector ; oa:start 0 ; oa:end 0 ] ]
"""


def authored(*quotes: str, source: str = "a.txt") -> str:
    return "".join(PLACE.format(source=source, quote=Literal(quote)) for quote in quotes)


def test_a_quote_is_found_with_its_context() -> None:
    (found,) = locate(TEXT, "Xanh – sạch")
    assert TEXT[found.start : found.end] == found.printed == "Xanh – sạch"
    assert (found.before, found.after[0]) == ("Mục tiêu: “", "”")


def test_every_occurrence_is_found_even_overlapping() -> None:
    assert [found.start for found in locate("aaa", "aa")] == [0, 1]
    assert [found.start for found in locate(TEXT, "ối thiểu 15%")] == [26, 41]


def test_what_was_retyped_is_found_as_printed() -> None:
    assert [found.printed for found in locate(TEXT, '"Xanh - sạch"')] == ["“Xanh – sạch”"]
    assert [found.printed for found in locate(TEXT, "đạt trên 80%")] == ["đạt\u00a0trên 80%"]


def test_nothing_is_found_for_nothing() -> None:
    assert locate(TEXT, " ") == locate(TEXT, "không có") == []


def test_only_a_sole_exact_quote_is_filled() -> None:
    before = authored("Mục tiêu", "ối thiểu 15%", "đạt trên 80%", "vắng")
    filled = fill(before, "a.txt", TEXT)
    assert filled.text == before.replace("oa:start 0 ; oa:end 0", "oa:start 0 ; oa:end 8", 1)
    assert filled.count == 1
    assert [(place.line, len(place.found)) for place in filled.unfilled] == [
        (5, 2),
        (8, 1),
        (11, 0),
    ]


def test_other_texts_and_known_offsets_are_left() -> None:
    other = authored("Mục tiêu", source="b.txt")
    known = authored("Mục tiêu").replace("oa:end 0", "oa:end 8")
    assert fill(other + known, "a.txt", TEXT).text == other + known


def test_every_place_of_a_file_is_filled() -> None:
    filled = fill(authored("Mục", "tiêu", "sạch") * 3, "a.txt", TEXT)
    assert (filled.count, filled.unfilled) == (9, ())


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_the_turtle_of_a_place_says_the_quote(quote: str) -> None:
    found = locate(f"<{quote}>", quote)[0]
    prefixes = "@prefix oa: <o:> . @prefix src: <s:> . @prefix x: <x:> . "
    quads = parse(f"{prefixes} x:a x:b {turtle('a.txt', found)} .", format=RdfFormat.TURTLE)
    values = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    assert values == {quote, str(found.start), str(found.end)}
