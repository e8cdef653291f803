"""Workbook, metadata, dumps and catalogue; that they repeat to the byte, and are written whole."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from bacthang.assets import GraphFiles, folder
from bacthang.build import BuildReport, build
from bacthang.canonical import UNHASHED
from bacthang.errors import OutputUnwritable, UnknownName
from bacthang.export import FILES, Written, export
from bacthang.export.catalogue import DCAT, SPDX
from bacthang.export.files import DUMPS, TABLES
from bacthang.export.schema import tables
from bacthang.export.workbook import TooLargeForWorkbook, write_workbook
from bacthang.namespaces import BT, DATASET, VOID

SAMPLE = Path(__file__).parent / "cases" / "export" / "data"
NAMES = [file.name for file in FILES]
FORMATS = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "ntriples": RdfFormat.N_TRIPLES,
}


@pytest.fixture(scope="module")
def written(shipped: BuildReport, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Written]:
    """All files of the shipped graph, by name."""
    out = tmp_path_factory.mktemp("export")
    return {one.file.name: one for one in export(shipped.store, out)}


@pytest.fixture(scope="module")
def dataset(shipped: BuildReport) -> set[Quad]:
    return {quad for quad in shipped.store.quads() if quad.graph_name not in UNHASHED}


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


# Whole, repeatable, nothing half-written


def test_every_file_is_written(written: dict[str, Written]) -> None:
    assert list(written) == NAMES
    for one in written.values():
        data = one.path.read_bytes()
        assert one.size == len(data) > 0
        assert one.sha256 == hashlib.sha256(data).hexdigest()
    (out,) = {one.path.parent for one in written.values()}
    assert sorted(os.listdir(out)) == sorted(file.file_name for file in FILES)


_AGAIN = """
import sys
from pathlib import Path
from bacthang.assets import GraphFiles, folder
from bacthang.build import build
from bacthang.export import export
files = GraphFiles(folder("ontology"), Path(sys.argv[1]))
export(build(files, "memory:").store, Path(sys.argv[2]))
"""


def test_two_exports_are_equal_to_the_byte(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-c", _AGAIN, str(SAMPLE), str(tmp_path / seed)]
        path = os.pathsep.join(sys.path)
        subprocess.run(
            command,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path, "TZ": f"UTC-{seed}"},
        )
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in "12"
    )
    assert first == second
    assert len(first) == len(FILES)


def test_only_what_is_asked_for_is_put_in_place(shipped: BuildReport, tmp_path: Path) -> None:
    made = export(shipped.store, tmp_path, ["dcat", "links"])
    assert [one.file.name for one in made] == ["links", "dcat"]
    assert sorted(os.listdir(tmp_path)) == ["dcat.ttl", "links.csv"]
    assert "bacthang.rdf" in (tmp_path / "dcat.ttl").read_text("utf-8")


def test_progress_tells_each_file(shipped: BuildReport, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    export(
        shipped.store, tmp_path, ["csvw", "links"], lambda file, *of: told.append((file.name, *of))
    )
    assert told == [("links", 0, 2), ("csvw", 1, 2)]


def test_unknown_name_is_refused_with_its_neighbour(shipped: BuildReport, tmp_path: Path) -> None:
    with pytest.raises(UnknownName) as refused:
        export(shipped.store, tmp_path / "new", ["target"])
    assert "targets" in refused.value.remedy("en")
    assert not (tmp_path / "new").exists()


def test_a_full_disk_leaves_what_was_there(
    shipped: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tmp_path / "targets.csv"
    before.write_text("before", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bacthang.export.staging.os.fsync", full)
    with pytest.raises(OutputUnwritable) as refused:
        export(shipped.store, tmp_path, ["targets", "links"])
    assert "No space left" in refused.value.message("vi")
    assert os.listdir(tmp_path) == ["targets.csv"]
    assert before.read_text("utf-8") == "before"


def test_a_workbook_that_finds_no_room_says_so(shipped: BuildReport, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_workbook(tmp_path / "no" / "book.xlsx", {}, shipped.info)


def test_a_file_in_the_place_of_the_folder_is_told(shipped: BuildReport, tmp_path: Path) -> None:
    out = tmp_path / "file"
    out.write_text("", "utf-8")
    with pytest.raises(OutputUnwritable):
        export(shipped.store, out, ["links"])


# Workbook


def test_workbook_reads_back_as_the_tables(written: dict[str, Written]) -> None:
    book = openpyxl.load_workbook(written["workbook"].path)
    assert book.sheetnames[1:] == [table.name for table in tables()]
    for table in tables():
        sheet = book[table.name]
        header, *rows = cells(written[table.name].path)
        assert [cell.value for cell in sheet[1]] == header
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        found = list(sheet.iter_rows(min_row=2))
        assert len(found) == len(rows) > 0
        for row, expected in zip(found, rows, strict=True):
            for cell, column, value in zip(row, table.columns, expected, strict=True):
                if not value:
                    assert cell.value is None
                elif column.is_number:
                    assert cell.data_type == "n"
                    assert Decimal(str(cell.value)) == Decimal(value)
                else:
                    assert (cell.data_type, cell.value) == ("s", value)


def test_what_looks_like_a_formula_or_a_date_stays_text(tmp_path: Path) -> None:
    store = build(GraphFiles(folder("ontology"), SAMPLE), "memory:").store
    (one,) = export(store, tmp_path, ["workbook"])
    book = openpyxl.load_workbook(one.path)
    found = {
        cell.value: (cell.data_type, cell.number_format)
        for table in tables()
        for row in book[table.name].iter_rows(min_row=2)
        for cell in row
    }
    for tempting in ("=1+1", "-foo", "8/8 phường", "2021-03-17", "false"):
        assert found[tempting] == ("s", "@")
    assert found[78.5][0] == "n"


def test_notes_speak_both_languages(written: dict[str, Written], shipped: BuildReport) -> None:
    book = openpyxl.load_workbook(written["workbook"].path)
    vi, en = (
        "\n".join(str(cell.value or "") for cell in column) for column in book.worksheets[0].columns
    )
    for table in tables():
        assert f"{table.name} – {table.title.vi}" in vi
        assert f"{table.name} – {table.title.en}" in en
    assert shipped.info.content_hash in vi
    assert "CC BY 4.0" in en


def test_workbook_refuses_to_cut_a_cell_short(shipped: BuildReport, tmp_path: Path) -> None:
    table = next(table for table in tables() if table.name == "links")
    row = tuple("x" * 40_000 if column == "quote" else "" for column in table.header)
    with pytest.raises(TooLargeForWorkbook, match="quote"):
        write_workbook(tmp_path / "book.xlsx", {table: [row]}, shipped.info)


# Codebook and CSVW


def test_codebook_has_every_column_and_every_term_in_use(
    written: dict[str, Written], dataset: set[Quad]
) -> None:
    text = written["codebook"].path.read_text("utf-8")
    for table in tables():
        section = text.split(f"### `{table.name}.csv`")[1].split("###")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section
            assert column.about.vi in section
            assert column.about.en in section
    used = {
        BT.local(term)
        for quad in dataset
        for term in (quad.subject, quad.predicate, quad.object)
        if term in BT
    }
    assert len(used) > 100
    assert {name for name in used if f"| `{name}` |" not in text} == set()


def test_metadata_describes_the_files_that_are_there(written: dict[str, Written]) -> None:
    group = json.loads(written["csvw"].path.read_text("utf-8"))
    assert group["@context"][0] == "http://www.w3.org/ns/csvw"
    described = {table["url"]: table["tableSchema"] for table in group["tables"]}
    assert set(described) == {file.file_name for file in TABLES}
    for url, schema in described.items():
        header = cells(written["csvw"].path.parent / url)[0]
        columns = schema["columns"]
        assert [column["name"] for column in columns] == header
        for column in columns:
            assert set(column["titles"]) == {"vi", "en"}
            assert all(titles[0] == column["name"] for titles in column["titles"].values())
            assert ("propertyUrl" in column) != column.get("suppressOutput", False)
        for key in schema.get("foreignKeys", ()):
            assert key["columnReference"] in header
            reference = key["reference"]
            assert described[reference["resource"]]["primaryKey"] == reference["columnReference"]
        if "primaryKey" in schema:
            assert schema["aboutUrl"] == "{+" + schema["primaryKey"] + "}"


# Dumps


@pytest.mark.parametrize("name", [dump.name for dump in DUMPS])
def test_dump_parses_back_to_the_same_statements(
    name: str, written: dict[str, Written], dataset: set[Quad]
) -> None:
    found = set(parse(path=written[name].path, format=FORMATS[name]))
    if name in ("nquads", "trig"):
        assert found == dataset
    else:
        assert {quad.triple for quad in found} == {quad.triple for quad in dataset}


@pytest.mark.parametrize(
    ("name", "format"), [("jsonld", "json-ld"), ("turtle", "turtle"), ("rdfxml", "xml")]
)
def test_rdflib_reads_the_same_statements(name: str, format: str, tmp_path: Path) -> None:
    """A second reader, which normalises some literals: so both sides pass through it."""
    store = build(GraphFiles(folder("ontology"), SAMPLE), "memory:").store
    made = {one.file.name: one.path for one in export(store, tmp_path, ["ntriples", name])}
    expected = set(rdflib.Graph().parse(made["ntriples"], format="nt"))
    assert len(expected) > 1000
    assert set(rdflib.Graph().parse(made[name], format=format)) == expected


def test_nquads_are_what_the_build_hashed(
    written: dict[str, Written], shipped: BuildReport
) -> None:
    assert written["nquads"].sha256 == shipped.info.content_hash
    for name in ("nquads", "ntriples"):
        lines = written[name].path.read_bytes().splitlines()
        assert lines == sorted(set(lines))


def test_jsonld_reads_as_plain_json(written: dict[str, Written]) -> None:
    document = json.loads(written["jsonld"].path.read_text("utf-8"))
    nodes = {node["id"]: node for node in document["@graph"]}
    target = nodes["doc:ha-dong-2020-15-ctr/target-03-1"]
    assert "bt:Target" in target["type"]
    assert target["targetYear"] == 2025
    assert target["lowerBound"] == "15"
    assert target["comparator"] == "bt:atLeast"
    assert set(target["label"]) == {"vi", "en"}


def test_turtle_puts_the_type_first_and_a_whole_before_its_parts(
    written: dict[str, Written],
) -> None:
    text = written["turtle"].path.read_text("utf-8")
    whole = text.index("\ndoc:ha-dong-2020-15-ctr\n    a ")
    assert whole < text.index("/ha-dong-2020-15-ctr/target-03-1>\n    a bt:")


# Catalogue


def test_void_counts_what_is_there(
    written: dict[str, Written], shipped: BuildReport, dataset: set[Quad]
) -> None:
    said = {quad.triple for quad in parse(path=written["void"].path, format=RdfFormat.TURTLE)}
    values = {(triple.subject, triple.predicate): triple.object for triple in said}
    triples = {quad.triple for quad in dataset}
    assert int(values[DATASET, VOID.triples].value) == len(triples)
    assert int(values[DATASET, VOID.entities].value) == len({t.subject for t in triples})
    assert int(values[DATASET, VOID.properties].value) == len({t.predicate for t in triples})
    partitions = {
        triple.object.value: int(values[triple.subject, VOID.entities].value)
        for triple in said
        if triple.predicate == VOID["class"]
    }
    assert partitions == shipped.info.classes


def test_catalogue_gives_size_and_checksum_of_every_file(written: dict[str, Written]) -> None:
    said = [quad.triple for quad in parse(path=written["dcat"].path, format=RdfFormat.TURTLE)]
    values = {(triple.subject, triple.predicate): triple.object.value for triple in said}
    nodes = [triple.object for triple in said if triple.predicate == DCAT.distribution]
    assert len(nodes) == len(FILES) - 1
    by_name = {one.path.name: one for one in written.values()}
    for node in nodes:
        one = by_name[values[node, DCAT.downloadURL].rpartition("/")[2]]
        assert int(values[node, DCAT.byteSize]) == one.size
        checksum = NamedNode(values[node, SPDX.checksum])
        assert values[checksum, SPDX.checksumValue] == one.sha256
        assert values[node, DCAT.mediaType].endswith(one.file.media_type)
    assert (DATASET, DCAT.version) in values


@pytest.mark.parametrize("name", ["void", "dcat"])
def test_descriptions_have_no_blank_nodes_and_no_clock(
    name: str, written: dict[str, Written]
) -> None:
    quads = list(parse(path=written[name].path, format=RdfFormat.TURTLE))
    assert quads
    assert all(isinstance(quad.subject, NamedNode) for quad in quads)
    assert "dateTime" not in written[name].path.read_text("utf-8")
