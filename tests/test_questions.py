"""The question library: every question answers, plainly and as expected.

Expected answers are files (``question_cases.py``); ``make expected`` writes them again.
"""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode, QuerySolutions
from rdflib.plugins.sparql import prepareQuery

from bacthang import library
from bacthang.binding import blocks
from bacthang.build import BuildReport
from bacthang.errors import LANGS
from bacthang.questions import Question
from question_cases import EXPECTED, Case, cases

ID = "https://w3id.org/bacthang/id/"
QUESTIONS = library.load()
CASES = cases()
each_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_the_answer_is_the_expected_one(case: Case, shipped: BuildReport) -> None:
    expected = case.table.read_text(encoding="utf-8")
    assert len(expected.splitlines()) > 1, "an answer without a row shows nothing"
    assert case.answer(shipped.store) == expected, "read the difference, then make expected"


def test_questions_and_expected_answers_pair_up() -> None:
    assert {case.table for case in CASES} == set(EXPECTED.glob("*.csv"))
    assert {case.question for case in CASES} == set(QUESTIONS)
    assert {path.suffix for path in EXPECTED.iterdir()} == {".csv", ".yaml"}


@each_question
def test_a_question_with_parameters_is_asked_with_each_of_them(question: Question) -> None:
    given = {name for case in CASES if case.question == question.name for name in case.given}
    assert given <= set(question.parameters)
    assert bool(given) == bool(question.parameters)


@each_question
def test_every_parameter_has_its_one_block(question: Question) -> None:
    places = blocks(question.text)
    assert all(len(places[name]) == 1 for name in question.parameters)


@each_question
def test_headers_speak_both_languages(question: Question) -> None:
    for wording in filter(
        None, (question.title, question.question, question.shows, question.reads)
    ):
        assert wording.vi != wording.en
        assert all(wording.said(lang).strip() for lang in LANGS)
    assert question.question.vi.endswith("?")
    assert question.question.en.endswith("?")


@each_question
def test_a_question_about_no_one_thing_says_what_it_reads(question: Question) -> None:
    defaults = [own.default_term for own in question.parameters.values()]
    about_one = any(isinstance(term, NamedNode) and term.value.startswith(ID) for term in defaults)
    assert about_one == (question.reads is None), "its time grows with the graph, or does not"


@each_question
def test_columns_speak_both_languages(question: Question, shipped: BuildReport) -> None:
    result = shipped.store.query(question.text)
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    spoken = {
        lang: {name.removesuffix(f"_{lang}") for name in names if name.endswith(f"_{lang}")}
        for lang in LANGS
    }
    assert spoken["vi"] == spoken["en"]
    # A column of that name would keep a table from showing the reader's language alone.
    assert not spoken["vi"] & set(names)


@each_question
def test_figures_come_with_their_evidence(question: Question) -> None:
    shown = question.text.partition("\nSELECT")[2].partition("WHERE")[0]
    assert shown
    if "evidence" in question.tags:
        assert re.search(r"quote|address|reason|sha256|\?source", shown)


@each_question
def test_rows_come_in_an_order(question: Question) -> None:
    assert re.search(r"^ORDER BY ", question.text, re.MULTILINE)


@each_question
def test_other_engines_read_the_text_as_it_is(question: Question) -> None:
    assert prepareQuery(question.text)


@each_question
def test_no_path_stands_inside_not_exists(question: Question) -> None:
    for inside in re.findall(r"NOT EXISTS \{([^}]*)\}", question.text):
        assert not re.search(r"[:\w)][/|*+]", inside), "the engine stalls on it"
