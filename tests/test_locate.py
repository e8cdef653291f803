"""``bacthang locate``: what it prints builds, what it fills is right, what it leaves it names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.cli import bacthang
from bacthang.evidence import quotes_of
from bacthang.namespaces import PREFIXES

MINI = Path(__file__).parent / "cases" / "build" / "mini"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
FIRST = HEAD.count("\n") + 1
PLACE = (
    "doc:{about} bt:statedIn [ a oa:SpecificResource ; oa:hasSource src:{source} ; oa:hasSelector "
    '[ a oa:TextQuoteSelector ; oa:exact "{quote}" ] , '
    "[ a oa:TextPositionSelector ; oa:start 0 ; oa:end 0 ] ] .\n"
)
TEXT = "Kế hoạch năm 2021.\nĐạt 95% năm 2025.\n"
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BACTHANG_LANG", "en")

    def invoke(*arguments: object, stdin: str | bytes = "") -> Result:
        return CliRunner().invoke(bacthang, ["locate", *map(str, arguments)], input=stdin)

    return invoke


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Write a text where a graph keeps it."""
    for part in ("texts", "sources"):
        (tmp_path / part).mkdir()
    path = tmp_path / "sources/new.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def authored(source: Path) -> Callable[..., Path]:
    """Write the Turtle file of the text, of places still to fill."""
    path = source.parents[1] / "texts/new.ttl"

    def write(*quotes: str, source: str = "new.txt") -> Path:
        places = (PLACE.format(about="d", source=source, quote=quote) for quote in quotes)
        path.write_text(path.read_text("utf-8") if path.exists() else HEAD, "utf-8")
        with path.open("a", encoding="utf-8") as file:
            file.writelines(places)
        return path

    return write


def test_a_file_to_fill_names_its_text(run: Run, authored: Callable[..., Path]) -> None:
    path = authored("95%", "Kế hoạch")
    result = run("--fill", path)
    assert result.exit_code == 0
    assert "Filled 2 places" in result.stderr
    assert "0 left" in result.stderr
    assert "oa:start 23 ; oa:end 26" in path.read_text("utf-8")
    assert "oa:start 0 ; oa:end 8" in path.read_text("utf-8")


def test_every_place_that_is_left_is_named(run: Run, authored: Callable[..., Path]) -> None:
    authored("95%", "năm 20", "Đạt 96% năm 2025")
    path = authored("Kế hoạch", source="other.txt")
    result = run("--fill", path)
    assert result.exit_code == 1
    said = result.stderr
    assert f"{path}:{FIRST}\n" not in said
    assert f"{path}:{FIRST + 1}\n2 places in new.txt: “năm 20”. Lengthen the quote" in said
    assert f"{path}:{FIRST + 2}\nNot in new.txt: “Đạt 96% năm 2025”. The nearest text: “Đạt" in said
    assert f"{path}:{FIRST + 3}\nQuotes another text, src:other.txt: “Kế hoạch”" in said
    assert "Filled 1 places" in said
    assert "3 left, 1 of them quoting other texts" in said


def test_a_file_of_another_text_is_not_called_done(
    run: Run, authored: Callable[..., Path], source: Path
) -> None:
    path = authored("95%")
    before = path.read_bytes()
    other = source.with_name("other.txt")
    shutil.copy(source, other)
    result = run(other, "--fill", path)
    assert result.exit_code == 1
    assert "src:new.txt" in result.stderr
    assert path.read_bytes() == before


def test_a_file_that_is_not_turtle_is_told(run: Run, authored: Callable[..., Path]) -> None:
    path = authored(r"95\q")
    result = run("--fill", path)
    assert result.exit_code == 2
    assert f"{path}, line {FIRST}" in result.stderr


def test_a_retyped_quote_is_told_as_printed(run: Run, source: Path) -> None:
    result = run(source, "Kế  hoạch")
    assert result.exit_code == 0
    assert "The text prints: “Kế hoạch”" in result.stderr
    assert 'oa:exact "Kế hoạch"' in result.stdout


def test_a_quote_that_has_not_one_place_says_what_to_do(run: Run, source: Path) -> None:
    absent = run(source, "Đạt 96% năm 2025")
    assert "The nearest text: “Đạt 95% năm 2025”" in absent.stderr
    several = run(source, "năm 20")
    assert "Lengthen the quote" in several.stderr
    assert absent.exit_code == several.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "stdin", "told"),
    [
        (["95%", "--fill", "{authored}"], "", "does not go with --fill"),
        ([], "", "nothing to look for"),
        ([], "\n  \n", "nothing to look for"),
        ([" "], "95%", "nothing to look for"),
        ([], b"95%\n\xff", "stdin, line 2"),
    ],
)
def test_misuse_is_told(
    run: Run,
    source: Path,
    authored: Callable[..., Path],
    arguments: list[str],
    stdin: str | bytes,
    told: str,
) -> None:
    path = authored("95%")
    before = path.read_bytes()
    result = run(source, *(part.format(authored=path) for part in arguments), stdin=stdin)
    assert result.exit_code == 2
    assert told in result.stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["ward.txt", "005_Hà.txt", "kế hoạch (2).txt", "-1.txt"])
def test_what_is_printed_builds_whatever_the_name(run: Run, tmp_path: Path, name: str) -> None:
    root = shutil.copytree(MINI, tmp_path / "graph")
    source = root / "data/sources" / name
    source.write_text(TEXT, "utf-8")
    printed = run("--", source, "Kế hoạch năm 2021").stdout
    turtle = (root / "data/texts" / name).with_suffix(".ttl")
    turtle.write_text(f"{HEAD}doc:city-01 bt:statedIn\n{printed} .\n", "utf-8")
    report = build(graph_files(root), "memory:")
    about = NamedNode(PREFIXES["doc"] + "city-01")
    assert f"{name}:0–17" in {quote.place for quote in quotes_of(report.store, [about])[about]}


def test_a_place_printed_for_a_name_is_filled_under_it(run: Run, source: Path) -> None:
    source = source.rename(source.with_name("kế hoạch.txt"))
    authored = source.parents[1] / "texts/kế hoạch.ttl"
    place = run(source, "95%").stdout.replace("oa:start 23 ; oa:end 26", "oa:start 0 ; oa:end 0")
    authored.write_text(f"{HEAD}doc:d bt:statedIn\n{place} .\n", "utf-8")
    assert run("--fill", authored).exit_code == 0
    assert "oa:start 23 ; oa:end 26" in authored.read_text("utf-8")


def test_a_text_or_a_file_to_fill_is_needed(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "SOURCE is missing" in result.stderr
