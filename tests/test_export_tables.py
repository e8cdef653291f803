"""The tables: what their columns are, what stands in their cells, and how they are written."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from bacthang.assets import GraphFiles, folder
from bacthang.build import BuildReport, build
from bacthang.csvfile import write_csv
from bacthang.export import export
from bacthang.export.files import TABLES
from bacthang.export.rows import ROWS
from bacthang.export.schema import tables
from bacthang.iris import expand

CASES = Path(__file__).parent / "cases" / "export"
SHAPES = Path(__file__).parent / "cases" / "checking" / "shapes.ttl"
EXPECTED = Path(__file__).parent / "expected" / "export"
NAMES = [table.name for table in TABLES]
Rows = dict[str, list[dict[str, str]]]

HEADERS = {
    "targets": "target, document, number, issuer, level, area, item, indicator, indicator_vi, "
    "indicator_en, field, comparator, lower, upper, printed, unit, year, period_start, period_end, "
    "recurrence, baseline_year, scope, quote, source, start, end, witness, certainty, address",
    "provisions": "provision, kind, document, number, issuer, ordinal, title, lead_body, "
    "coordinating_body, quote, source, start, end",
    "documents": "document, kind, number, printed, title_vi, title_en, issuer, level, area, term, "
    "date, period_start, period_end, signatory, quote, source, start, end, witness, address",
    "links": "from, from_number, relation, to, to_number, quote, source, start, end",
    "indicators": "indicator, label_vi, label_en, field, direction, additive, unit, share_of, "
    "close_to, targets",
    "alignments": "alignment, basis, outcome, close, reason, indicator, year, lower_target, "
    "lower_document, lower_printed, lower_quote, upper_target, upper_document, upper_printed, "
    "upper_quote, upper_certainty",
    "declared_counts": "document, number, counted, declared, modelled, listing, quote, source, "
    "start, end",
    "findings": "code, severity, focus, other, message_vi, message_en",
}
"""The contract (DESIGN section 6), kept apart from the description that the program reads."""


@pytest.fixture(scope="module")
def sample() -> BuildReport:
    """Build a small graph, with rules of its own, whose cells look like formulas or dates."""
    return build(GraphFiles(folder("ontology"), CASES / "data", SHAPES), "memory:")


@pytest.fixture(scope="module")
def shipped_rows(shipped: BuildReport, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    out = tmp_path_factory.mktemp("shipped")
    export(shipped.store, out, NAMES)
    return {name: read(out / f"{name}.csv") for name in NAMES}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_table_is_described_made_and_expected() -> None:
    assert NAMES == list(HEADERS) == list(ROWS)
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(NAMES)


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_columns_are_those_of_the_contract(table) -> None:
    assert ", ".join(table.header) == HEADERS[table.name]


@pytest.mark.parametrize("name", NAMES)
def test_sample_gives_the_expected_bytes(name: str, sample: BuildReport, tmp_path: Path) -> None:
    (written,) = export(sample.store, tmp_path, [name])
    expected = EXPECTED / f"{name}.csv"
    assert written.path.read_text("utf-8-sig") == expected.read_text("utf-8-sig")
    assert written.path.read_bytes() == expected.read_bytes()
    assert written.rows == len(read(expected)) > 0


@pytest.mark.parametrize("name", NAMES)
def test_shipped_graph_leaves_no_table_empty(name: str, shipped_rows: Rows) -> None:
    assert shipped_rows[name]


# The texts name nobody who joins in without leading.
NEVER_FILLED = {"provisions": {"coordinating_body"}}


@pytest.mark.parametrize("name", NAMES)
def test_shipped_graph_fills_every_column(name: str, shipped_rows: Rows) -> None:
    filled = {column for row in shipped_rows[name] for column, value in row.items() if value}
    assert set(shipped_rows[name][0]) - filled <= NEVER_FILLED.get(name, set())


def test_every_thing_has_its_row(shipped: BuildReport, shipped_rows: Rows) -> None:
    counts = Counter(
        kind.value.rpartition("#")[2]
        for (kind,) in shipped.store.query("SELECT ?kind { ?thing a ?kind }")
    )
    assert len(shipped_rows["targets"]) == counts["Target"]
    assert len(shipped_rows["indicators"]) == counts["Indicator"]
    assert len(shipped_rows["alignments"]) == counts["Alignment"]
    assert len(shipped_rows["declared_counts"]) == counts["DeclaredCount"]
    assert len(shipped_rows["documents"]) == counts["PolicyDocument"] + counts["ComplexWork"]
    relations = Counter(row["relation"] for row in shipped_rows["links"])
    assert relations.total() - relations["carriesOut"] == counts["DocumentLink"]
    kinds = Counter(row["kind"] for row in shipped_rows["provisions"])
    assert kinds == {kind: counts[kind] for kind in kinds}
    assert {"Objective", "Task", "Solution", "Scheme", "Requirement", "Undertaking"} < set(kinds)


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_in_order_and_none_comes_twice(name: str, shipped_rows: Rows) -> None:
    rows = shipped_rows[name]
    document = {"links": "from", "alignments": "lower_document"}.get(name, "document")
    orders = [
        (row.get(document, "") == "", row.get(document, ""), row.get("start") == "") for row in rows
    ]
    assert orders == sorted(orders)
    key = next(table.key for table in tables() if table.name == name)
    if key:
        assert len({row[key] for row in rows}) == len(rows)


@pytest.mark.parametrize("name", [name for name in NAMES if "start" in HEADERS[name].split(", ")])
def test_rows_of_a_document_come_in_the_order_of_its_text(name: str, shipped_rows: Rows) -> None:
    document = "from" if name == "links" else "document"
    quoted = [row for row in shipped_rows[name] if row[document] and row["start"]]
    places = [(row[document], int(row["start"]), int(row["end"])) for row in quoted]
    assert len(places) > 10
    assert places == sorted(places)


def test_a_target_printed_twice_stands_where_its_item_is(shipped_rows: Rows) -> None:
    document = "https://w3id.org/bacthang/id/document/tay-ho-vi-04-ctr"
    (row,) = (r for r in shipped_rows["targets"] if r["target"] == f"{document}/target-06-1")
    assert row["item"] == f"{document}/item-06"
    assert (row["start"], row["end"]) == ("7564", "7618")


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_what_a_column_refers_to_is_there(table, shipped_rows: Rows) -> None:
    for column in table.columns:
        if column.refers:
            keys = {next(iter(row.values())) for row in shipped_rows[column.refers]}
            assert {row[column.name] for row in shipped_rows[table.name]} - {""} <= keys


def test_every_quote_is_the_text_at_its_place(shipped_rows: Rows) -> None:
    sources = {
        path.name: path.read_bytes().decode("utf-8")
        for path in (folder("data") / "sources").glob("*.txt")
    }
    quoted = [row for rows in shipped_rows.values() for row in rows if row.get("quote")]
    assert len(quoted) > 300
    for row in quoted:
        assert sources[row["source"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_a_target_is_quoted_or_has_an_address(shipped_rows: Rows) -> None:
    for row in shipped_rows["targets"]:
        assert bool(row["quote"]) == (row["witness"] in ("quoted", "both"))
        assert bool(row["address"]) == (row["witness"] in ("reported", "both"))
        assert row["quote"] or row["address"]


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_a_column_that_states_a_property_says_what_the_graph_says(
    table, shipped: BuildReport, shipped_rows: Rows
) -> None:
    """What a CSVW converter makes of a table is in the graph."""
    for column in table.columns:
        if column.predicate is None:
            continue
        predicate = expand(column.predicate)
        assert predicate is not None
        for row in shipped_rows[table.name]:
            values = row[column.name].split(";") if column.many else [row[column.name]]
            said = [
                quad.object for quad in shipped.store.quads(NamedNode(row[table.key]), predicate)
            ]
            lexical = {
                term.value
                if isinstance(term, Literal) or column.type == "iri"
                else term.value.rpartition("#")[2]
                for term in said
                if not isinstance(term, Literal) or term.language in (None, column.lang)
            }
            assert set(values) - {""} <= lexical
            if column.predicate != "rdf:type":
                assert lexical <= set(values)


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))
)
def test_any_text_survives_a_csv(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as out:
        path = Path(out) / "any.csv"
        write_csv(path, ("a", "b"), rows)
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file)) == [["a", "b"], *rows]
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
