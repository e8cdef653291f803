"""Source texts: whole, as they are, every quoted passage marked, linked both ways."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from bacthang.build import BuildReport
from bacthang.selecting import node, select
from bacthang.views.passages import Paragraph, Piece, Span, broken, laid_out
from page_tree import Element, tree_of

SOURCES = sorted((Path(__file__).parents[1] / "data" / "sources").glob("*.txt"))
PLACES = """
SELECT ?place ?start ?end ?quote (COUNT(?about) AS ?n) WHERE {
  ?place oa:hasSource %s ; oa:hasSelector ?words , ?position .
  ?words oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?about bt:statedIn ?place }
} GROUP BY ?place ?start ?end ?quote
"""


def page_of(client: FlaskClient, name: str) -> Element:
    response = client.get(f"/sources/{name}", headers={"Accept-Language": "en"})
    assert response.status_code == 200
    return tree_of(response.get_data(as_text=True))


def places(shipped: BuildReport, name: str) -> dict[tuple[int, int], tuple[str, int]]:
    iri = f"<https://w3id.org/bacthang/id/source/{name}>"
    found: dict[tuple[int, int], tuple[str, int]] = {}
    for row in select(shipped.store, PLACES % iri):
        span = (int(row["start"].value), int(row["end"].value))
        _, before = found.get(span, ("", 0))
        found[span] = (row["quote"].value, before + int(row["n"].value))
    assert found
    return found


def marked(text: Element, anchor: str) -> str:
    """Return the words of all pieces of a passage."""
    pieces = [*text.all("mark", anchor), *text.all("span", anchor)]
    return "".join(piece.text for piece in pieces)


def test_there_are_texts() -> None:
    assert len(SOURCES) == 5


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name[:3])
def test_the_words_are_those_of_the_file(client: FlaskClient, path: Path) -> None:
    text = page_of(client, path.name).one("div", "text")
    lines = [line.text for line in text.all("p", "line")]
    assert lines == [line for line in path.read_text("utf-8").split("\n") if line.strip()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name[:3])
def test_every_place_is_marked_with_its_own_words(
    client: FlaskClient, shipped: BuildReport, path: Path
) -> None:
    text = page_of(client, path.name).one("div", "text")
    ids = [one.attributes["id"] for one in text.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for (start, end), (quote, stating) in places(shipped, path.name).items():
        anchor = f"c{start}-{end}"
        (first,) = (one for one in text.all() if one.attributes.get("id") == anchor)
        assert first.tag == ("mark" if stating else "span")
        assert marked(text, anchor).replace("\n", "") == quote.replace("\n", "")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name[:3])
def test_passages_and_notes_lead_to_one_another(client: FlaskClient, path: Path) -> None:
    text = page_of(client, path.name).one("div", "text")
    notes = {one.attributes["id"]: one for one in text.all("li") if "id" in one.attributes}
    refs = {one.attributes["data-n"]: one.attributes["href"] for one in text.all("a", "ref")}
    assert notes
    assert refs == {name.removeprefix("n"): f"#{name}" for name in notes}
    for note in notes.values():
        back = note.one("a", "back").attributes["href"].removeprefix("#")
        assert len([*text.all("mark", id=back)]) == 1
        assert note.one("ul").hrefs()


def test_a_note_tells_what_the_passage_says_and_leads_to_its_place(client: FlaskClient) -> None:
    text = page_of(client, "001_3fe237c3cec56a92.txt").one("div", "text")
    passage = next(text.all("mark", "c4093-4138"))
    assert passage.text == "Tỷ lệ tham gia Bảo hiểm y tế toàn dân đạt 95%"
    number = next(passage.all("a", "ref")).attributes["data-n"]
    note = text.one("li", id=f"n{number}")
    assert [item.words for item in note.one("ul").all("li")] == [
        "target health insurance coverage: reach 95 % by 2025"
    ]
    assert note.one("ul").hrefs() == ["/id/document/tay-ho-vi-03-ctr#target-04-1"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name[:3])
def test_every_note_leads_to_an_anchor_that_is_there(client: FlaskClient, path: Path) -> None:
    text = page_of(client, path.name).one("div", "text")
    pages: dict[str, set[str]] = {}
    links = {href for note in text.all("ol", "notes") for href in note.hrefs()}
    wanted = {href for href in links if not href.startswith("#")}
    assert wanted
    for href in wanted:
        address, _, fragment = href.partition("#")
        if address not in pages:
            response = client.get(address, headers={"Accept": "text/html"})
            assert response.status_code == 200, address
            found = tree_of(response.get_data(as_text=True))
            pages[address] = {one.attributes.get("id", "") for one in found.all()}
        assert not fragment or fragment in pages[address], href


def test_passages_in_pieces_are_lit_by_a_sheet_of_their_own(client: FlaskClient) -> None:
    name = "003_6226ff15c0f19ee2.txt"
    page = page_of(client, name)
    sheets = [one.attributes["href"] for one in page.all("link", rel="stylesheet")]
    (own,) = (href for href in sheets if "/broken.css" in href)
    sheet = client.get(own)
    assert sheet.content_type == "text/css; charset=utf-8"
    lit = re.findall(r":root:has\(#(c\d+-\d+):target\) \.\1\b", sheet.get_data(as_text=True))
    text = page.one("div", "text")
    spans = {cls for one in text.all() for cls in one.classes if re.fullmatch(r"c\d+-\d+", cls)}
    pieces = {span: len([one for one in text.all() if span in one.classes]) for span in spans}
    assert set(lit) == {span for span, many in pieces.items() if many > 1}
    assert "c529-1508" in lit


def test_the_list_counts_what_the_graph_holds(client: FlaskClient, shipped: BuildReport) -> None:
    page = tree_of(client.get("/sources", headers={"Accept-Language": "en"}).get_data(as_text=True))
    cards = list(page.one("ul", "texts").all("li", "card"))
    assert [card.one("code").text for card in cards] == [path.name for path in SOURCES]
    for card, path in zip(cards, SOURCES, strict=True):
        quoted = [n for _, n in places(shipped, path.name).values() if n]
        assert f"{len(quoted)} passages quoted" in card.words
        assert f"{len(path.read_text('utf-8')):,} characters" in card.words


def test_a_text_shows_its_hash_and_its_documents(client: FlaskClient, shipped: BuildReport) -> None:
    name = "001_3fe237c3cec56a92.txt"
    page = page_of(client, name)
    iri = f"<https://w3id.org/bacthang/id/source/{name}>"
    (row,) = select(shipped.store, f"SELECT ?hash {{ {iri} bt:sha256 ?hash }}")
    facts = page.one("dl", "facts")
    assert row["hash"].value in facts.words
    rows = select(
        shipped.store,
        f"""SELECT DISTINCT ?document {{
          ?document a bt:PolicyDocument ; bt:statedIn ?place . ?place oa:hasSource {iri}
          FILTER NOT EXISTS {{ ?place bt:role ?role }}
        }}""",
    )
    named = {unquote(node(row, "document").value.rpartition("/")[2]) for row in rows}
    linked = {href.rpartition("/")[2] for href in facts.hrefs()}
    assert named <= linked
    assert len(linked) == 9


@pytest.mark.parametrize("path", ["/sources/nothing.txt", "/sources/nothing.txt/broken.css"])
def test_a_text_that_is_not_there(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "application/problem+json"})
    assert response.status_code == 404
    assert response.get_json()["type"].endswith("#UnknownName")
    assert SOURCES[0].name in response.get_data(as_text=True)


def test_the_thing_and_its_page_are_one(client: FlaskClient) -> None:
    name = SOURCES[0].name
    thing = client.get(f"/id/source/{name}", headers={"Accept": "text/html"})
    page = client.get(f"/sources/{name}", headers={"Accept": "text/html"})
    main = [tree_of(one.get_data(as_text=True)).one("div", "text").text for one in (thing, page)]
    assert main[0] == main[1]


def words_of(content: tuple[Piece | str, ...]) -> str:
    return "".join(one if isinstance(one, str) else words_of(one.inner) for one in content)


def pieces_of(content: tuple[Piece | str, ...]) -> list[Piece]:
    found = []
    for one in content:
        if isinstance(one, Piece):
            found += [one, *pieces_of(one.inner)]
    return found


def every_piece(paragraphs: tuple[Paragraph, ...] | list[Paragraph]) -> list[Piece]:
    return [piece for paragraph in paragraphs for piece in pieces_of(paragraph.content)]


TEXTS = st.text(alphabet="ab \n", min_size=1, max_size=60)


@st.composite
def quoted_texts(draw: st.DrawFn) -> tuple[str, list[Span], list[Span]]:
    text = draw(TEXTS)

    def spans() -> list[Span]:
        ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        drawn = draw(st.lists(ends, max_size=8))
        found = {Span(min(pair), max(pair)) for pair in drawn}
        return sorted(span for span in found if text[span.start : span.end].strip())

    return text, spans(), spans()


@given(quoted_texts())
def test_pieces_are_the_passages_and_paragraphs_the_text(
    case: tuple[str, list[Span], list[Span]],
) -> None:
    text, firm, yielding = case
    paragraphs, space = laid_out(text, firm, yielding)
    assert "".join(one.space + words_of(one.content) for one in paragraphs) + space == text
    pieces = every_piece([*paragraphs])
    for span in {*firm, *yielding}:
        own = [piece for piece in pieces if piece.span == span]
        said = "".join(words_of(piece.inner) for piece in own)
        lines = (line for line in text[span.start : span.end].split("\n"))
        kept = [line for line in lines if line.strip()]
        assert "".join(said.split()) == "".join("".join(kept).split())
        assert [piece for piece in own if piece.begins] == own[:1] or not text[span.start].strip()


def test_passages_that_nest_stay_whole() -> None:
    paragraphs, _ = laid_out("một hai ba bốn", [Span(0, 14), Span(4, 7), Span(4, 10)])
    (outer,) = paragraphs[0].content
    assert isinstance(outer, Piece)
    assert outer.inner[0] == "một "
    middle = outer.inner[1]
    assert isinstance(middle, Piece)
    assert middle.span == Span(4, 10)
    assert broken(paragraphs) == ()
    assert paragraphs[0].begun == (Span(0, 14), Span(4, 10), Span(4, 7))


def test_of_two_that_cross_the_later_is_in_pieces() -> None:
    paragraphs, _ = laid_out("một hai ba bốn", [Span(0, 7), Span(4, 10)])
    assert broken(paragraphs) == (Span(4, 10),)


def test_a_sentence_yields_to_the_passage_that_it_crosses() -> None:
    paragraphs, _ = laid_out("một hai ba bốn", [Span(4, 14)], yielding=[Span(0, 7)])
    assert broken(paragraphs) == (Span(0, 7),)


def test_a_passage_over_paragraphs_is_in_pieces() -> None:
    paragraphs, space = laid_out("một\n\n  \nhai\n", [Span(1, 10)])
    assert [one.space for one in paragraphs] == ["", "\n\n  \n"]
    assert space == "\n"
    assert broken(paragraphs) == (Span(1, 10),)
    assert [words_of(piece.inner) for piece in every_piece([*paragraphs])] == ["ột", "ha"]
