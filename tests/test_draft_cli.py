"""``bacthang draft``: what goes to stdout, what to stderr, how it ends, what it writes."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from bacthang.assets import folder
from bacthang.cli import bacthang
from bacthang.drafting import tables as package
from bacthang.drafting.writing.table import COLUMNS

Run = Callable[..., Result]
TEXT = """CHƯƠNG TRÌNH HÀNH ĐỘNG
của Huyện ủy Đông Quế về phát triển nông nghiệp giai đoạn 2021 - 2025

I. CHỈ TIÊU ĐẾN NĂM 2025
1. Tỷ lệ hộ nghèo giảm còn dưới 1%.
2. Trên 95% người dân tham gia bảo hiểm y tế.

II. NHIỆM VỤ
1. Đẩy mạnh chuyển đổi cơ cấu cây trồng, gắn sản xuất với tiêu thụ.
"""
STORY = """Chuyện làng tôi
Năm ngoái, làng tôi có 12 người già trên 90 tuổi. Mỗi chiều, các cụ ngồi uống trà dưới gốc đa,
kể lại chuyện ngày xưa cho lũ trẻ nghe, và không ai nhớ đã kể bao nhiêu lần.
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, built: str) -> Run:
    monkeypatch.setenv("BACTHANG_LANG", "en")

    def invoke(*arguments: object, stdin: str | bytes = "", store: bool = True) -> Result:
        given = ["draft", *map(str, arguments), *(["--store", built] if store else [])]
        return CliRunner().invoke(bacthang, given, input=stdin)

    return invoke


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "910_dong-que.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    root = tmp_path / "graph"
    for name in ("ontology", "data"):
        shutil.copytree(folder(name), root / name)  # type: ignore[arg-type]
    return root


def test_turtle_goes_to_stdout_and_words_to_stderr(run: Run, text: Path) -> None:
    result = run(text)
    assert result.exit_code == 0
    assert list(parse(result.stdout, format=RdfFormat.TURTLE))
    assert "data/sources/910_dong-que.txt" in result.stdout
    said = result.stderr
    assert "2 targets on 2 indicators" in said
    assert f"bacthang draft {text} --store " in said
    assert "--format html --out 910_dong-que.draft.html" in said
    assert "bacthang check --graph ." in said


def test_the_table_has_a_row_for_each_target(run: Run, text: Path) -> None:
    result = run(text, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    found = [(row["comparator"], row["lower"], row["upper"], row["year"]) for row in rows]
    assert found == [("lessThan", "", "1", "2025"), ("moreThan", "95", "", "2025")]
    assert {row["source"] for row in rows} == {"910_dong-que.txt"}
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["quote"]


def test_the_page_for_review_is_one_file(run: Run, text: Path, tmp_path: Path) -> None:
    page = tmp_path / "review.html"
    result = run(text, "--format", "html", "--out", page)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_why_is_told_when_asked(run: Run, text: Path) -> None:
    without, told = run(text), run(text, "--explain")
    assert without.stdout == told.stdout
    assert "less-than" not in without.stderr
    assert "target: “Tỷ lệ hộ nghèo giảm còn dưới 1%”" in told.stderr
    assert "    less-than: " in told.stderr


def test_it_speaks_vietnamese(run: Run, text: Path) -> None:
    result = run(text, "--lang", "vi")
    assert "2 chỉ tiêu trên 2 chỉ số" in result.stderr
    assert "Việc tiếp theo:" in result.stderr


def test_a_text_on_stdin_is_read(run: Run) -> None:
    result = run("-", stdin=TEXT)
    assert result.exit_code == 0
    assert "data/sources/text.txt" in result.stdout


def test_a_text_without_targets_has_none_and_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    result = run(path, "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout.removeprefix("\ufeff").strip() == ",".join(COLUMNS)
    assert "There are no targets in this text." in result.stderr


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "holds no words"),
        (b" \n\n", "holds no words"),
        (bytes(range(256)) * 40, "no text that can be read"),
        (b"The committee resolved that the share shall rise. " * 40, "English"),
    ],
    ids=["empty", "blank", "binary", "english"],
)
def test_what_is_no_such_text_is_refused(run: Run, tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "given.txt"
    path.write_bytes(data)
    result = run(path)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr


def test_what_is_not_there_is_named(run: Run, text: Path, tmp_path: Path) -> None:
    for arguments in ([tmp_path / "no.txt"], [text, "--tables", tmp_path / "no"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "is not there" in result.stderr
    assert run(text, "--document", "999-XX/YY").exit_code == 2
    folder = run(tmp_path)
    assert (folder.exit_code, "cannot be read" in folder.stderr) == (2, True)


def test_into_chooses_form_and_files_itself(run: Run, text: Path, graph: Path) -> None:
    for more in (["--format", "csv"], ["--out", graph / "x.ttl"]):
        result = run(text, "--into", graph, *more)
        assert result.exit_code == 2
        assert "--into" in result.stderr


def test_the_document_may_be_told(run: Run, text: Path) -> None:
    result = run(text, "--document", "15-CTr/QU")
    assert result.exit_code == 0
    assert "doc:ha-dong-2020-15-ctr" in result.stdout
    assert "### New documents" not in result.stdout


def test_a_unit_of_ones_own_is_read_from_a_table_of_ones_own(
    run: Run, text: Path, tmp_path: Path
) -> None:
    own = tmp_path / "tables"
    own.mkdir()
    (own / "units.yaml").write_text(
        '- {rule: bushel, words: ["giạ lúa"], unit: CCY_VND, factor: 1000}\n', "utf-8"
    )
    text.write_text(TEXT.replace("dưới 1%", "dưới 7 giạ lúa"), "utf-8")
    result = run(text, "--tables", own, "--format", "csv")
    first = next(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert (first["upper"], first["unit"]) == ("7000", "CCY_VND")


def test_put_into_a_graph_it_builds_and_breaks_no_rule(run: Run, text: Path, graph: Path) -> None:
    result = run(text, "--into", graph)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert (graph / "data/sources/910_dong-que.txt").read_text("utf-8") == TEXT
    assert f"grep -n '# ?' {graph}" in result.stderr
    checked = CliRunner().invoke(bacthang, ["check", "--graph", str(graph)])
    assert checked.exit_code == 0
    again = run(text, "--graph", graph, store=False)
    assert again.exit_code == 0
    assert "The graph has this source text already" in again.stderr
    text.write_text(TEXT + "\n", "utf-8")
    refused = run(text, "--into", graph)
    assert refused.exit_code == 2
    assert "is there already, and is not this draft" in refused.stderr


PAGE = folder("data").parent / "docs" / "draft.md"
TABLES = Path(package.__file__).parent
SHOWN = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_manual_names_every_table_and_no_other() -> None:
    named = set(re.findall(r"`([a-z_]+\.yaml)`", PAGE.read_text("utf-8")))
    assert named == {path.name for path in TABLES.glob("*.yaml")}


def test_what_the_manual_shows_is_read(run: Run, text: Path, tmp_path: Path) -> None:
    article, own_style, unit, comparator = SHOWN
    assert article in (TABLES / "headings.yaml").read_text("utf-8")
    own = tmp_path / "tables"
    own.mkdir()
    for name, entries in (("headings", own_style), ("units", unit), ("comparators", comparator)):
        (own / f"{name}.yaml").write_text(entries, "utf-8")
    text.write_text(
        "NGHỊ QUYẾT\nvề phát triển kinh tế huyện Đông Quế giai đoạn 2021 - 2025\n\n"
        "Điều 1. Chỉ tiêu đến năm 2025\n"
        "Tiết a. Thu ngân sách chí ít 4,5 nghìn tỷ đồng.\n"
        "Tiết b. Tỷ lệ hộ nghèo dưới 2%.\n",
        "utf-8",
    )
    result = run(text, "--tables", own, "--format", "csv")
    first, second = csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff")))
    found = (first["comparator"], first["lower"], first["unit"], first["year"])
    assert found == ("atLeast", "4500000000000", "CCY_VND", "2025")
    assert first["quote"] == "Thu ngân sách chí ít 4,5 nghìn tỷ đồng"
    assert (second["comparator"], second["upper"]) == ("lessThan", "2")
    labels = run(text, "--tables", own).stdout
    assert 'bt:printedLabel "Tiết a." ;' in labels


def test_without_any_store_the_shipped_graph_is_drafted_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    text = tmp_path / "phuong.txt"
    text.write_text("Chỉ tiêu đến năm 2030\n\n- Tỷ lệ bao phủ bảo hiểm y tế đạt 98%.\n", "utf-8")
    result = CliRunner().invoke(bacthang, ["--lang", "en", "draft", str(text), "--format", "csv"])
    assert result.exit_code == 0
    assert "No graph was built yet" in result.stderr
    assert ",health-insurance-coverage," in result.stdout.replace("/", ",")
    assert not (tmp_path / "bacthang").exists()
