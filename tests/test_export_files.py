"""Workbook, metadata, dumps and catalogue; that they repeat to the byte, and are written whole."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
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
from bacthang.export.workbook import write_workbook
from bacthang.namespaces import BT, DATASET, DCTERMS, ID, VOID

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


def test_whoever_reads_a_table_keeps_it_while_another_takes_its_place(
    shipped: BuildReport, tmp_path: Path
) -> None:
    path = tmp_path / "links.csv"
    path.write_text("before", "utf-8")
    with path.open(encoding="utf-8") as reader:
        export(shipped.store, tmp_path, ["links"])
        assert os.fstat(reader.fileno()).st_ino != path.stat().st_ino
        assert reader.read() == "before"
    assert os.listdir(tmp_path) == ["links.csv"]


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


def test_numbers_are_shown_as_they_are(written: dict[str, Written]) -> None:
    book = openpyxl.load_workbook(written["workbook"].path)
    formats = {"integer": "0", "decimal": "0.##########"}
    shown = {
        (column.type, cell.number_format)
        for table in tables()
        for row in book[table.name].iter_rows(min_row=2)
        for cell, column in zip(row, table.columns, strict=True)
        if cell.value is not None
    }
    assert {one for one in shown if one[1] != "@"} == set(formats.items())
    assert not {one for one in shown if one[1] == "@" and one[0] in formats}


LINKS = next(table for table in tables() if table.name == "links")


def test_a_cell_cut_short_says_so_and_the_notes_too(shipped: BuildReport, tmp_path: Path) -> None:
    rows = [
        tuple("x" * length if column == "quote" else "" for column in LINKS.header)
        for length in (32_767, 40_000)
    ]
    write_workbook(tmp_path / "book.xlsx", {LINKS: rows}, shipped.info)
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    place = LINKS.header.index("quote")
    whole, cut = (row[place] for row in book["links"].iter_rows(min_row=2))
    assert whole.value == rows[0][place]
    kept = len(cut.value) - len("… [+7257: links.csv]")
    assert cut.value == "x" * kept + f"… [+{40_000 - kept}: links.csv]"
    assert len(cut.value) <= 32_767
    notes = [cell.value for cell in book.worksheets[0][2]]
    assert all(f"links!{cut.coordinate}." in said for said in notes)


def test_rows_too_many_for_a_sheet_go_on_in_another(
    shipped: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bacthang.export.workbook._MOST_ROWS", 2)
    rows = [tuple(f"{number}" for _ in LINKS.header) for number in range(5)]
    write_workbook(tmp_path / "book.xlsx", {LINKS: rows}, shipped.info)
    sheets = openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets[1:]
    assert [sheet.title for sheet in sheets] == ["links", "links 2", "links 3"]
    assert {tuple(cell.value for cell in sheet[1]) for sheet in sheets} == {LINKS.header}
    found = [row[0].value for sheet in sheets for row in sheet.iter_rows(min_row=2)]
    assert found == [row[0] for row in rows]


def test_a_title_too_long_for_a_cell_stops_nothing(tmp_path: Path) -> None:
    data = shutil.copytree(SAMPLE, tmp_path / "data")
    authored, title = data / "texts/mau.ttl", "x" * 40_000
    authored.write_text(authored.read_text("utf-8").replace('"=1+1"', f'"{title}"'), "utf-8")
    store = build(GraphFiles(folder("ontology"), data), "memory:").store
    made = {one.file.name: one.path for one in export(store, tmp_path / "out")}
    assert list(made) == NAMES
    assert sum(title in row for row in cells(made["documents"])) == 1
    sheet = openpyxl.load_workbook(made["workbook"])["documents"]
    values = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    (cut,) = (value for value in values if len(value) > 30_000)
    assert cut.endswith(": documents.csv]")


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


def test_codebook_is_in_the_order_of_the_tables_and_of_the_alphabet(
    written: dict[str, Written],
) -> None:
    text = written["codebook"].path.read_text("utf-8")
    described, terms = text.split("\n## Thuật ngữ – Terms\n")
    assert re.findall(r"(?m)^### `(.*)\.csv`", described) == [table.name for table in tables()]
    for table in tables():
        section = described.split(f"### `{table.name}.csv`")[1].split("###")[0]
        assert tuple(re.findall(r"(?m)^\| `(.*?)` \|", section)) == table.header
    sections = terms.split("\n### ")[1:]
    assert [section.split(" – ")[0] for section in sections] == ["Lớp", "Thuộc tính", "Giá trị"]
    for section in sections:
        names = re.findall(r"(?m)^\| `(.*?)` \|", section)
        assert len(names) > 10
        assert names == sorted(names, key=str.casefold)


FOREIGN_KEYS = {
    "targets": {"document": "documents", "indicator": "indicators"},
    "provisions": {"document": "documents"},
    "links": {"to": "documents"},
    "indicators": {"share_of": "indicators"},
    "alignments": {
        "indicator": "indicators",
        "lower_target": "targets",
        "lower_document": "documents",
        "upper_target": "targets",
        "upper_document": "documents",
    },
    "declared_counts": {"document": "documents"},
}


def test_metadata_says_which_column_refers_to_which_table(written: dict[str, Written]) -> None:
    group = json.loads(written["csvw"].path.read_text("utf-8"))
    found = {
        table["url"].removesuffix(".csv"): {
            key["columnReference"]: key["reference"]["resource"].removesuffix(".csv")
            for key in table["tableSchema"]["foreignKeys"]
        }
        for table in group["tables"]
        if "foreignKeys" in table["tableSchema"]
    }
    assert found == FOREIGN_KEYS


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


def test_void_names_every_vocabulary_in_use(
    written: dict[str, Written], dataset: set[Quad]
) -> None:
    said = [quad.triple for quad in parse(path=written["void"].path, format=RdfFormat.TURTLE)]
    named = {triple.object.value for triple in said if triple.predicate == VOID.vocabulary}
    used = {quad.predicate.value for quad in dataset}
    assert {BT.iri, DCTERMS.iri, "http://www.w3.org/ns/oa#"} <= named
    assert {iri for iri in used if not iri.startswith(tuple(named))} == set()
    assert {name for name in named if not any(iri.startswith(name) for iri in used)} == set()


def test_catalogue_tells_where_and_when(written: dict[str, Written]) -> None:
    said = [quad.triple for quad in parse(path=written["dcat"].path, format=RdfFormat.TURTLE)]
    values = {(triple.subject, triple.predicate): triple.object for triple in said}
    assert values[DATASET, DCTERMS.spatial] == ID["area/ha-noi"]
    period = values[DATASET, DCTERMS.temporal]
    start, end = values[period, DCAT.startDate], values[period, DCAT.endDate]
    years = [
        int(row[column])
        for header, *rows in [cells(written["targets"].path)]
        for column in (header.index(name) for name in ("period_start", "period_end", "year"))
        for row in rows
        if row[column]
    ]
    assert (int(start.value), int(end.value)) == (min(years), max(years))
    assert int(start.value) < int(end.value)


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
