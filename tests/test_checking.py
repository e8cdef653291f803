"""The check: reports in every format, what is asked of it, and how the command ends."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import BlankNode, RdfFormat, parse

from bacthang.assets import graph_files
from bacthang.build import BuildReport, build
from bacthang.checking.paths import path_node, path_triples
from bacthang.checking.running import Asked, check_over, check_store
from bacthang.checking.writing import report_triples, stored_findings
from bacthang.cli import bacthang
from bacthang.errors import LANGS, UnknownName
from bacthang.export import export
from bacthang.manual import PAGES
from bacthang.namespaces import FINDINGS_GRAPH, SH, SHAPES_GRAPH
from bacthang.rules import Severity, rules_of, shape_files
from bacthang.shacl import read_shapes
from checking_cases import BAD, MINI, REPORTS, SHAPES, WRITERS, small_report

Run = Callable[..., Result]
NOTHING_NEW = "@prefix bt: <https://w3id.org/bacthang/ontology#> .\n<{}> bt:periodEnd 2025 .\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("BACTHANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(bacthang, ["check", *map(str, arguments)])

    return invoke


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the small graph with its own rules in a folder of shapes."""
    root = tmp_path_factory.mktemp("graph")
    shutil.copytree(MINI, root, dirs_exist_ok=True)
    (root / "shapes").mkdir()
    shutil.copy(SHAPES, root / "shapes")
    url = f"oxigraph:{root / 'store'}"
    build(graph_files(root), url)
    return url


def small(*arguments: object) -> tuple[object, ...]:
    return ("--graph", MINI, "--shapes", SHAPES, *arguments)


@pytest.mark.parametrize("name", WRITERS)
def test_a_report_is_as_expected(name: str) -> None:
    assert WRITERS[name](small_report()) == (REPORTS / name).read_bytes()


def test_every_expected_report_is_compared() -> None:
    assert {path.name for path in REPORTS.iterdir()} == set(WRITERS)


@pytest.mark.parametrize(("form", "name"), [("ttl", "report.ttl"), ("jsonld", "report.jsonld")])
def test_rdf_reports_are_the_report(form: str, name: str) -> None:
    parsed = parse((REPORTS / name).read_bytes(), RdfFormat.from_extension(form))
    triples = {quad.triple for quad in parsed}
    assert triples == set(report_triples(small_report().findings))
    assert not any(isinstance(t.subject, BlankNode) for t in triples)


def test_a_path_is_read_as_sparql_reads_it() -> None:
    plain = "<http://a.example/p>"
    assert str(path_node(plain)) == plain
    assert not list(path_triples(plain))
    texts = ["^<a:p>", "<a:p>/<a:q>", "<a:p>|<a:q>", "(<a:p>/^<a:q>)*", "<a:p>/(<a:q>|<a:r>)+"]
    assert len({path_node(text) for text in texts}) == len(texts)
    said = [triple.predicate for triple in path_triples("(<a:p>/^<a:q>)*")]
    assert SH.zeroOrMorePath in said
    assert SH.inversePath in said


def test_html_stands_alone_and_escapes() -> None:
    page = (REPORTS / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!https?://|#)', page)
    assert "@import" not in page
    assert "url(" not in page
    assert "&lt;everybody&gt; &amp; rejoice" in page
    assert "&lt;biết&gt; &amp; mừng" in page


def test_what_a_build_stores_is_what_a_check_finds(store: str, run: Run) -> None:
    checked = run("--store", store, "--shapes", SHAPES, "--format", "csv")
    assert checked.stdout_bytes == (REPORTS / "report.csv").read_bytes()


def test_findings_are_exported_with_the_same_bytes(shipped: BuildReport, tmp_path: Path) -> None:
    export(shipped.store, tmp_path, ["findings"])
    report = check_store(shipped.store, Asked(shape_files()))
    assert WRITERS["report.csv"](report) == (tmp_path / "findings.csv").read_bytes()
    assert report.counts == shipped.findings
    assert set(report.findings) == set(stored_findings(shipped.store))


def test_rules_and_findings_stay_out_of_the_default_graph(shipped: BuildReport) -> None:
    asked = "ASK {{ {} }}"
    for pattern in ("?s <http://www.w3.org/ns/shacl#focusNode> ?o", f"?s a {SH.NodeShape}"):
        assert not shipped.store.query(asked.format(pattern))
        assert shipped.store.query(asked.format(f"GRAPH ?g {{ {pattern} }}"))
    assert shipped.info.shapes_hash
    assert not {FINDINGS_GRAPH.value, SHAPES_GRAPH.value} & shipped.info.graphs.keys()


def test_the_shipped_graph_has_no_violation(shipped: BuildReport) -> None:
    assert shipped.findings[Severity.VIOLATION] == 0
    assert sum(shipped.findings.values()) > 50


@pytest.mark.parametrize("page", ["rules.md", "findings.md"])
def test_pages_tell_of_every_rule_and_finding(page: str, shipped: BuildReport) -> None:
    text = PAGES[page]()
    if page == "rules.md":
        rules = rules_of(read_shapes(shape_files()))
        assert all(f"## {code}\n" in text for code in rules)
    else:
        assert len(re.findall(r"^\*\*(?:Vi phạm|Cảnh báo|Lưu ý):", text, re.MULTILINE)) == sum(
            shipped.findings.values()
        )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--only", "T-01"), 0),
        (("--only", "t-01", "--fail-on", "info"), 1),
        (("--only", "T-02"), 0),
        (("--only", "T-02", "--fail-on", "warning"), 1),
        (("--only", "T-02", "--only", "whole"), 1),
        ((), 1),
        (("--fail-on", "info", "--document", "01-CTr/TU"), 1),
        (("--only", "T-02", "--fail-on", "info", "--document", "doc:city-01"), 0),
        (("--only", "T-09"), 2),
        (("--document", "doc:nothing"), 2),
        (("--format", "pdf"), 2),
        (("--store", "oxigraph:/nowhere"), 2),
        (("--alone",), 2),
        (("nowhere.ttl",), 2),
    ],
)
def test_the_exit_code_says_how_it_ended(run: Run, arguments: tuple[str, ...], code: int) -> None:
    result = run(*small(*arguments))
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output


def test_a_rule_is_found_by_nearly_its_name() -> None:
    with pytest.raises(UnknownName) as caught:
        Asked([SHAPES], only=["T-0"])
    assert all("T-01" in caught.value.remedy(lang) for lang in LANGS)


def test_only_and_document_narrow_what_is_told(run: Run) -> None:
    def told(*arguments: object) -> set[tuple[str, str]]:
        rows = csv.DictReader(io.StringIO(run(*small("--format", "csv", *arguments)).stdout))
        return {(row["\ufeffcode"], row["focus"].rpartition("document/")[2]) for row in rows}

    every = told()
    assert every == {("T-01", "east/target-1"), ("T-02", "east"), ("whole", "city-01/task-1")}
    assert told("--only", "whole") == {("whole", "city-01/task-1")}
    assert told("--document", "doc:east") == {("T-01", "east/target-1"), ("T-02", "east")}
    both = {("T-01", "east/target-1"), ("whole", "city-01/task-1")}
    assert told("--document", "doc:city-01") == both


@pytest.mark.parametrize("form", ["text", "ttl", "jsonld", "json", "csv", "html"])
def test_both_engines_write_the_same(run: Run, form: str) -> None:
    ours, reference = (
        run(*small("--format", form, "--engine", engine, "--lang", "vi"))
        for engine in ("store", "pyshacl")
    )
    assert ours.stdout_bytes == reference.stdout_bytes
    assert ours.stdout


def test_a_report_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    result = run(*small("--format", "html", "--out", out, "--lang", "vi"))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert out.read_bytes() == (REPORTS / "report.html").read_bytes()


def test_faults_are_told_after_the_findings(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "given.ttl"
    path.write_text(NOTHING_NEW.format("https://w3id.org/bacthang/id/document/nobody"), "utf-8")
    for lang, word in (("vi", "không tệp nào nói doc:nobody"), ("en", "no file says which")):
        result = run(*small(path, "--lang", lang))
        assert result.exit_code == 2
        assert "T-01" in result.stdout
        assert f"{path}, " in result.stderr
        assert word in result.stderr
    told = json.loads(run(*small(path, "--format", "json")).stdout)
    assert [len(told[key]) for key in ("findings", "faults")] == [3, 1]


def test_a_file_over_a_store_is_as_one_over_files(run: Run, store: str) -> None:
    path = BAD / "second-value.ttl"
    over_files = run(*small(path, "--format", "csv"))
    over_store = run("--store", store, "--shapes", SHAPES, path, "--format", "csv")
    assert over_store.stdout_bytes == over_files.stdout_bytes


def test_files_alone_are_checked_without_the_graph(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "alone.nt"
    document = "<https://w3id.org/bacthang/id/document/alone>"
    kind = "<https://w3id.org/bacthang/ontology#Programme>"
    path.write_text(f"{document} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> {kind} .\n")
    result = run("--alone", path, "--shapes", SHAPES, "--format", "csv", "--fail-on", "warning")
    assert result.exit_code == 1
    assert document.strip("<>") in result.stdout
    assert "east" not in result.stdout


def test_nothing_to_look_at_is_no_success(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.ttl"
    path.write_text("<http://a.example/x> <http://xmlns.com/foaf/0.1/nick> 'x' .\n")
    result = run("--alone", path, "--shapes", SHAPES)
    assert result.exit_code == 2
    assert "T-01, T-02, whole" in result.stderr


def test_a_file_that_repeats_the_graph_finds_nothing_new(
    shipped: BuildReport, tmp_path: Path
) -> None:
    path = tmp_path / "again.ttl"
    shutil.copy(graph_files().data / "texts" / "004_73c7de82ea976976.ttl", path)
    report = check_over(shipped.store, [path], Asked(shape_files()))
    assert set(report.findings) == set(stored_findings(shipped.store))
    assert not report.faults


def test_shapes_that_are_not_there_or_say_nothing_are_named(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text("")
    for shapes in (tmp_path / "gone", tmp_path, empty):
        result = run("--graph", MINI, "--shapes", shapes)
        assert result.exit_code == 2
        assert str(shapes) in result.stderr, shapes


def test_list_rules_tells_of_all(run: Run) -> None:
    for lang, word in (("vi", "cảnh báo"), ("en", "warning")):
        listed = CliRunner().invoke(bacthang, ["list", "rules", "--lang", lang]).stdout
        assert "CAS-05" in listed
        assert word in listed
    some = CliRunner().invoke(bacthang, ["list", "rules", "cas-05"]).stdout
    assert len(some.splitlines()) == 2
