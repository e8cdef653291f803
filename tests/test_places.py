"""Quotes find their places, and offsets are filled in where there is no doubt."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, RdfFormat, parse

from bacthang.namespaces import ID, OA, source_text
from bacthang.places import Filled, Unfilled, fill, locate, turtle

TEXT = "Mục tiêu: “Xanh – sạch”.\nTối thiểu 15%, tối thiểu 15%; đạt\u00a0trên 80%."
PREFIXES = """@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix src: <https://w3id.org/bacthang/id/source/> . @prefix x: <urn:x:> .
"""
PLACE = """x:t x:statedIn [ a oa:SpecificResource ; oa:hasSource src:{source} ; oa:hasSelector
    [ a oa:TextQuoteSelector ; oa:exact {quote} ] ,
    [ a oa:TextPositionSelector ; oa:start 0 ; oa:end 0 ] ] .
"""
ZERO = "oa:start 0 ; oa:end 0"


def authored(*quotes: str, source: str = "a.txt") -> str:
    places = (PLACE.format(source=source, quote=Literal(quote)) for quote in quotes)
    return PREFIXES + "".join(places)


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
    assert filled.text == before.replace(ZERO, "oa:start 0 ; oa:end 8", 1)
    assert filled.count == 1
    assert [(place.line, len(place.found)) for place in filled.unfilled] == [
        (8, 2),
        (11, 1),
        (14, 0),
    ]


def test_other_texts_are_left_and_told() -> None:
    other = authored("Mục tiêu", source="b.txt")
    filled = fill(other, "a.txt", TEXT)
    assert (filled.text, filled.count) == (other, 0)
    assert [(place.source[-6:], place.quote) for place in filled.unfilled] == [
        ("/b.txt", "Mục tiêu")
    ]


def test_known_offsets_are_left() -> None:
    known = authored("Mục tiêu").replace("oa:end 0", "oa:end 8")
    assert fill(known, "a.txt", TEXT) == Filled(known, 0, ())


def test_every_place_of_a_file_is_filled() -> None:
    filled = fill(authored(*["Mục", "tiêu", "sạch"] * 3), "a.txt", TEXT)
    assert (filled.count, filled.unfilled) == (9, ())
    assert ZERO not in filled.text


FULL = "<https://w3id.org/bacthang/id/source/a.txt>"
QUOTE = "[ a oa:TextQuoteSelector ; oa:exact 'sạch' ]"
POSITION = f"[ a oa:TextPositionSelector ; {ZERO} ]"


@pytest.mark.parametrize(
    "place",
    [
        f"[ oa:hasSource src:a.txt ; oa:hasSelector {POSITION} , {QUOTE} ]",
        f"[ oa:hasSelector {QUOTE} , {POSITION} ; oa:hasSource src:a.txt ]",
        f"[ oa:hasSource {FULL} ; oa:hasSelector {QUOTE} ; oa:hasSelector {POSITION} ]",
        f"[ oa:hasSource src:a.txt ; oa:hasSelector {QUOTE} , {POSITION} ; x:n 'oa:end 0 ]#' ]",
        f'[ oa:hasSource src:a\\.txt; oa:hasSelector {QUOTE},{POSITION}; x:n 1.5,"]"@vi ]',
        "[ oa:hasSource src:a.txt ; oa:hasSelector [ oa:exact '''sạch''' ] , # oa:end 0 ]\n"
        "  [ oa:end 0 ; <http://www.w3.org/ns/oa#start> 0 ] ; x:n ( [ x:n 'it' ] ) ]",
    ],
    ids=["position first", "source last", "full IRI", "apart", "escaped", "long quote, comment"],
)
def test_a_place_is_filled_however_it_is_written(place: str) -> None:
    for form in (
        "{prefixes} x:t x:n {place} .",
        "{prefixes} PREFIX y: <urn:y:>\n {place} x:n 0 . x:t oa:end 0.",
    ):
        before = form.format(prefixes=PREFIXES, place=place)
        filled = fill(before, "a.txt", TEXT)
        assert (filled.count, filled.unfilled) == (1, ())
        (start,) = (m.start() for m in re.finditer("sạch", TEXT))
        found = {
            quad.predicate.value[-3:]: quad.object.value
            for quad in parse(filled.text, format=RdfFormat.TURTLE)
            if quad.predicate.value.startswith(OA.iri) and isinstance(quad.subject, BlankNode)
            if isinstance(quad.object, Literal)
        }
        assert found == {"act": "sạch", "art": str(start), "end": str(start + 4)}


def test_a_place_in_a_comment_is_none() -> None:
    commented = authored("sạch") + "".join(f"# {line}\n" for line in PLACE.splitlines())
    filled = fill(commented, "a.txt", TEXT)
    assert (filled.count, filled.unfilled) == (1, ())
    assert filled.text.count(ZERO) == 1


def test_a_position_without_a_place_is_left_and_told() -> None:
    filled = fill(f"{PREFIXES}x:t x:n {POSITION} .", "a.txt", TEXT)
    assert filled.unfilled == (Unfilled(3, "", "", ()),)


def test_what_is_not_turtle_is_refused() -> None:
    with pytest.raises(SyntaxError) as caught:
        fill(authored("sạch").replace('"sạch"', r'"s\qch"'), "a.txt", TEXT)
    assert caught.value.lineno == 4


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("000_075dc0d587ae7597.txt", "src:000_075dc0d587ae7597.txt"),
        ("005_Hà.txt", f"<{ID.iri}source/005_H%C3%A0.txt>"),
        ("kế hoạch (2).txt", f"<{ID.iri}source/k%E1%BA%BF%20ho%E1%BA%A1ch%20%282%29.txt>"),
        ("-a.txt", f"<{ID.iri}source/-a.txt>"),
        ("a~b.txt", f"<{ID.iri}source/a~b.txt>"),
    ],
)
def test_what_is_printed_is_the_text_by_its_iri(name: str, written: str) -> None:
    place = turtle(name, locate(TEXT, "sạch")[0])
    assert f"oa:hasSource {written} ;" in place
    quads = parse(f"{PREFIXES} x:t x:statedIn {place} .", format=RdfFormat.TURTLE)
    assert source_text(name) in {quad.object for quad in quads}


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_the_turtle_of_a_place_says_the_quote(quote: str) -> None:
    found = locate(f"<{quote}>", quote)[0]
    prefixes = "@prefix oa: <o:> . @prefix src: <s:> . @prefix x: <x:> . "
    quads = parse(f"{prefixes} x:a x:b {turtle('a.txt', found)} .", format=RdfFormat.TURTLE)
    values = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    assert values == {quote, str(found.start), str(found.end)}
