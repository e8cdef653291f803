"""Questions are read strictly, values are bound as terms; cases are files."""

from __future__ import annotations

import codecs
import csv
import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, QueryTriples

from bacthang import errors, library
from bacthang.answers import written
from bacthang.binding import bind, blocks, values_of
from bacthang.build import BuildReport
from bacthang.errors import (
    AmbiguousName,
    BadParameter,
    BadQuery,
    FailedQuery,
    UnknownName,
    Unreadable,
)
from bacthang.library import Result
from bacthang.namespaces import BT, PREFIXES
from bacthang.parameters import KINDS, Parameter, terms_of
from bacthang.questions import Question, read_question
from small_graph import SmallStore

CASES = Path(__file__).parent / "cases" / "library"
GOOD = CASES / "good"
BAD = sorted((CASES / "bad").glob("*.rq"))


@pytest.fixture(scope="module")
def store() -> SmallStore:
    return SmallStore()


@pytest.fixture(scope="module")
def targets() -> Question:
    return library.find("targets-of-document", GOOD)


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_id(row: dict[str, str]) -> str:
    return f"{row['kind']}-{row['why']}".replace(" ", "-")


def parameter(kind: str) -> Parameter:
    return library.find("any-of-each-kind", GOOD).parameters[kind]


def answered(store: SmallStore, query: str) -> bytes:
    result = library.answer(store, query, "it")
    with library.answering("it"):
        return written(result, "csv", "en")


def solutions(result: Result) -> list[list[str]]:
    assert isinstance(result, QuerySolutions)
    return [[str(value) for value in row] for row in result]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_header_that_does_not_fit_is_refused(path: Path) -> None:
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# Refused: ")
    with pytest.raises(Unreadable) as refused:
        read_question(path)
    assert path.name in refused.value.message("en")
    assert expected in refused.value.message("en")
    assert path.name in refused.value.message("vi")


@pytest.mark.parametrize("row", rows("values.csv"), ids=row_id)
def test_a_value_becomes_its_term(store: SmallStore, row: dict[str, str]) -> None:
    (term,) = terms_of(store, parameter(row["kind"]), row["typed"])
    assert str(term) == row["term"]


@pytest.mark.parametrize("row", rows("refused.csv"), ids=row_id)
def test_a_value_of_the_wrong_kind_is_refused(store: SmallStore, row: dict[str, str]) -> None:
    with pytest.raises(getattr(errors, row["error"])):
        terms_of(store, parameter(row["kind"]), row["typed"])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_no_text_is_refused(store: SmallStore, kind: str) -> None:
    with pytest.raises(errors.Misuse):
        terms_of(store, parameter(kind), "\udcff")


@pytest.mark.parametrize("nothing", [None, [None], [2025, None], [], 2025.5, object()])
def test_what_is_no_value_is_refused(store: SmallStore, nothing: object) -> None:
    with pytest.raises(BadParameter):
        terms_of(store, parameter("integer"), nothing)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["weaker", "Yếu hơn", "thấp hơn yêu cầu", "bt:weaker"])
def test_a_controlled_value_is_known_by_its_names(shipped: BuildReport, typed: str) -> None:
    assert terms_of(shipped.store, parameter("iri"), typed) == [BT.weaker]


def test_any_iri_that_the_graph_holds_is_a_value(shipped: BuildReport) -> None:
    for typed in ("bt:printedValue", "doc:tay-ho-vi-01-ctr", "src:000_075dc0d587ae7597.txt"):
        assert terms_of(shipped.store, parameter("iri"), typed) == [parameter("iri").iri(typed)]


def test_an_iri_that_the_graph_does_not_hold_names_its_like(shipped: BuildReport) -> None:
    with pytest.raises(UnknownName) as refused:
        terms_of(shipped.store, parameter("iri"), "doc:ha-dong-2020-15-crt/target-03-1")
    assert "doc:ha-dong-2020-15-ctr/target-03-1" in refused.value.remedy("en")


def test_a_place_where_words_stand_is_no_document(shipped: BuildReport) -> None:
    with pytest.raises(errors.UnreadableNumber):
        terms_of(shipped.store, parameter("document"), "Gia Lâm")
    with pytest.raises(UnknownName):
        terms_of(shipped.store, parameter("document"), "15-NQ/TW năm 2012")


def test_every_kind_has_a_case() -> None:
    question = library.find("any-of-each-kind", GOOD)
    assert set(question.parameters) == set(KINDS) == {row["kind"] for row in rows("values.csv")}


def test_a_question_is_answered_with_its_defaults(store: SmallStore, targets: Question) -> None:
    assert len(solutions(library.answer(store, targets.text))) == 1


def test_a_question_is_answered_with_values(store: SmallStore, targets: Question) -> None:
    def found(**given: object) -> int:
        return len(solutions(library.answer(store, targets.bound(store, given))))  # type: ignore[arg-type]

    assert found(document="Chương trình 01 của Đảng bộ quận Tây Hồ", year=2025) == 1
    assert found(document="15-NQ/TW") == 0
    assert found(document=["15-NQ/TW", "doc:tay-ho-vi-ct-01"], year=[2025, 2030]) == 1
    assert found(document=NamedNode("https://w3id.org/bacthang/id/document/tay-ho-vi-ct-01")) == 1


def test_python_values_are_taken_as_they_are(store: SmallStore) -> None:
    assert terms_of(store, parameter("date"), datetime.date(2025, 7, 1)) == [
        parameter("date").default_term
    ]


def test_an_unknown_parameter_names_those_accepted(store: SmallStore, targets: Question) -> None:
    with pytest.raises(BadParameter) as refused:
        targets.bound(store, {"yeer": 2025})
    assert "document, year, phrase" in refused.value.remedy("en")


def test_an_unknown_question_is_an_error_that_names_its_like() -> None:
    with pytest.raises(UnknownName) as refused:
        library.find("targets-of-documents", GOOD)
    assert "targets-of-document" in refused.value.remedy("vi")


def test_a_folder_without_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(errors.NothingToRead):
        library.load(tmp_path)


def test_two_questions_of_one_name_are_refused(tmp_path: Path) -> None:
    text = (GOOD / "targets-of-document.rq").read_text(encoding="utf-8")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.rq").write_text(text, encoding="utf-8")
    with pytest.raises(errors.BadQueryHeader, match="has the name of"):
        library.load(tmp_path)


def test_the_good_folder_loads_by_name() -> None:
    assert list(library.load(GOOD)) == ["any-of-each-kind", "targets-of-document"]


def test_a_text_is_asked_as_it_is(store: SmallStore) -> None:
    assert solutions(library.ask(store, "SELECT (1 AS ?one) {}")) == [
        ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>']
    ]
    with pytest.raises(BadParameter):
        library.ask(store, "SELECT (1 AS ?one) {}", year=2025)


def test_only_what_may_be_a_name_is_one(store: SmallStore) -> None:
    assert all(re.fullmatch("[a-z0-9-]+", name) for name in library.load())
    with pytest.raises(UnknownName):
        library.ask(store, "no-such-question")
    described = library.ask(store, f"DESCRIBE <{PREFIXES['doc']}tay-ho-vi-ct-01>")
    assert isinstance(described, QueryTriples)
    with pytest.raises(BadQuery):
        library.ask(store, "No such question")


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <ftp://localhost/> { ?s ?p ?o } }",
        "SELECT (<http://example.org/f>(1) AS ?x) {}",
        "SELECT ?x { BIND ('\udcff' AS ?x) }",
    ],
)
def test_what_the_engine_cannot_do_is_told_of_the_query(store: SmallStore, query: str) -> None:
    with pytest.raises(FailedQuery, match="The query it cannot be answered"):
        answered(store, query)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    marked = tmp_path / "targets-of-document.rq"
    marked.write_bytes(codecs.BOM_UTF8 + (GOOD / marked.name).read_bytes())
    assert read_question(marked).text == library.find(marked.stem, GOOD).text


def test_a_syntax_error_points_at_its_place(store: SmallStore) -> None:
    with pytest.raises(BadQuery) as refused:
        library.ask(store, "SELECT ?x WHERE {\n\t?x a bt:Target }")
    shown = ["2:16 Prefix not found", "    \t?x a bt:Target }", "    \t              ^"]
    assert refused.value.message("en").endswith("\n".join(shown))


def test_an_ambiguous_name_lists_its_candidates(store: SmallStore) -> None:
    with pytest.raises(AmbiguousName) as refused:
        terms_of(store, parameter("document"), "08-CTr/TU")
    assert "doc:ha-noi-xvi-08-ctr, doc:ha-noi-xvii-08-ctr" in refused.value.message("vi")


def test_blocks_in_comments_strings_and_iris_are_not_parameters() -> None:
    text = 'SELECT * { VALUES ?x { 1 } # VALUES ?x { 2 }\n FILTER("VALUES ?y { 3 }" != <a{}>) }'
    assert {name: [text[place] for place in places] for name, places in blocks(text).items()} == {
        "x": [" 1 "]
    }


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")))
def test_any_string_comes_back_as_the_one_value(value: str) -> None:
    text = bind("SELECT ?x { VALUES ?x { UNDEF } VALUES ?y { 1 } }", {"x": [Literal(value)]})
    assert values_of(text, "x") == [Literal(value)]
    assert values_of(text, "y") == [Literal(1)]
