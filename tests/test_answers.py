"""One answer in every format, compared with the files of ``cases/answers``."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, Store, parse, parse_query_results
from rich.console import Console

from bacthang.answers import (
    FORMATS,
    GRAPH_FORMATS,
    RESULT_FORMATS,
    default_format,
    table_of,
    written,
)
from bacthang.cli.drawing import as_drawn
from bacthang.errors import LANGS, Lang, UnfitFormat
from bacthang.library import Result
from bacthang.tabletext import as_text, text_table
from small_graph import SmallStore

CASES = Path(__file__).parent / "cases" / "answers"
QUERIES = {
    "rows": (CASES / "rows.rq").read_text(encoding="utf-8"),
    "graph": (CASES / "graph.rq").read_text(encoding="utf-8"),
    "truth": "ASK {}",
}
EXPECTED = sorted(path for path in CASES.iterdir() if path.suffix != ".rq")


def result(name: str) -> Result:
    return SmallStore().query(QUERIES[name])


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name)
def test_an_answer_is_written_as_the_file(path: Path) -> None:
    found = written(result(path.stem), path.suffix[1:].replace("txt", "table"), "vi")
    assert found.decode() == path.read_bytes().decode()


def test_every_format_has_a_case() -> None:
    assert {path.suffix[1:].replace("txt", "table") for path in EXPECTED} == set(FORMATS)


def test_spreadsheets_get_their_byte_order_mark() -> None:
    plain = written(result("rows"), "csv", "en")
    assert written(result("rows"), "csv", "en", bom=True) == b"\xef\xbb\xbf" + plain
    assert written(result("rows"), "tsv", "en", bom=True) == written(result("rows"), "tsv", "en")


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_software_reads_back_what_was_asked(form: str) -> None:
    standard = getattr(QueryResultsFormat, form.upper())
    back = parse_query_results(written(result("rows"), form, "en"), format=standard)
    assert [tuple(row) for row in back] == [tuple(row) for row in result("rows")]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_graphs_are_the_same_in_every_format(form: str) -> None:
    data = written(result("graph"), form, "en")
    back = {quad.triple for quad in parse(data, format=GRAPH_FORMATS[form])}
    assert back == set(result("graph"))


@pytest.mark.parametrize(("name", "form"), [("rows", "ttl"), ("graph", "csv"), ("truth", "nt")])
def test_a_format_that_does_not_fit_names_those_that_do(name: str, form: str) -> None:
    with pytest.raises(UnfitFormat) as refused:
        written(result(name), form, "en")
    fitting = GRAPH_FORMATS if name == "graph" else RESULT_FORMATS
    assert all(word in refused.value.remedy("vi") for word in fitting)


def test_people_get_a_table_or_turtle() -> None:
    assert [default_format(result(name)) for name in QUERIES] == ["table", "ttl", "table"]


def test_truth_is_said_in_both_languages() -> None:
    assert table_of(result("truth"), "vi").rows[0][0].text == "có"
    assert table_of(result("truth"), "en").rows[0][0].text == "yes"


def test_a_narrow_terminal_wraps_and_loses_nothing() -> None:
    out = io.StringIO()
    Console(file=out, width=40, no_color=True).print(as_drawn(table_of(result("rows"), "vi"), 40))
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 40
    assert "mạnh" in out.getvalue()


def test_a_table_too_wide_for_the_terminal_is_told_row_by_row() -> None:
    columns = [f"column_{index}" for index in range(8)]
    rows = [[f"{row}{index} words that wrap" for index in range(8)] for row in range(3)]
    rows[1][2] = ""
    out = io.StringIO()
    Console(file=out, width=100, no_color=True).print(as_drawn(text_table(columns, rows), 100))
    told = [line.split(maxsplit=1) for line in out.getvalue().splitlines()]
    numbers = [name for name, _ in told if "/" in name]
    assert numbers == ["1/3", "2/3", "3/3"]
    assert [value for name, value in told if name not in numbers] == [
        text for row in rows for text in row if text
    ]


def test_a_column_without_a_value_is_not_drawn() -> None:
    out = io.StringIO()
    table = text_table(["kept", "empty"], [["a", ""], ["b", ""]])
    Console(file=out, width=60, no_color=True).print(as_drawn(table, 60))
    assert "empty" not in out.getvalue()


def test_no_rows_are_a_header_only() -> None:
    empty = Store().query("SELECT ?a ?b { ?a ?p ?b }")
    assert written(empty, "table", "en") == b"a  b\n"
    assert json.loads(written(SmallStore().query("ASK { <a:b> <a:b> 1 }"), "json", "en")) == {
        "head": {},
        "boolean": False,
    }


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_speaks_one_language(lang: Lang) -> None:
    row = "SELECT ?a_vi ?a_en ?b_en ?c ?c_vi ?c_en { VALUES (?a_vi ?a_en) { (1 2) } }"
    shown = table_of(Store().query(row), lang)
    assert shown.columns == ("a", "b_en", "c", "c_vi", "c_en")
    assert shown.rows[0][0].text == ("1" if lang == "vi" else "2")
    assert written(Store().query(row), "csv", lang).startswith(b"a_vi,a_en,b_en,c,c_vi,c_en")


def test_decomposed_letters_are_aligned_as_they_are_seen() -> None:
    word = unicodedata.normalize("NFD", "Nghị quyết")
    lines = as_text(text_table(["a", "b"], [(word, "x"), ("nghi quyet", "y")])).splitlines()
    assert [unicodedata.normalize("NFC", line)[12:] for line in lines] == ["b", "x", "y"]
