"""The files of a graph: all of them, or a refusal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bacthang.assets import GraphFiles, graph_files
from bacthang.build import BuildReport, build
from bacthang.errors import UnplacedFile, UnquotedText
from bacthang.namespaces import source_graph

MINI = Path(__file__).parent / "cases" / "build" / "mini"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the small graph, to be rearranged."""
    return shutil.copytree(MINI, tmp_path / "graph")


def built(root: Path) -> BuildReport:
    return build(graph_files(root), "memory:")


@pytest.mark.parametrize("moved", ["data", "ontology", "data/reported", "data/sources"])
def test_a_folder_may_be_a_link(moved: str, root: Path, mini: BuildReport) -> None:
    elsewhere = root.parent / "elsewhere"
    (root / moved).rename(elsewhere)
    (root / moved).symlink_to(elsewhere)
    assert built(root).info == mini.info


def test_a_link_to_a_folder_around_it_is_refused(root: Path) -> None:
    (root / "data/reported/again").symlink_to(root / "data")
    with pytest.raises(UnplacedFile) as caught:
        built(root)
    assert caught.value.facts["path"] == root / "data/reported/again"


def test_a_suffix_may_be_in_capitals(root: Path, mini: BuildReport) -> None:
    for name in ("texts/district.ttl", "reported/reported.ttl"):
        path = root / "data" / name
        path.rename(path.with_suffix(".TTL"))
    assert built(root).info == mini.info
    text = root / "data/sources/city.txt"
    text.rename(text.with_suffix(".TXT"))
    files = graph_files(root)
    assert text.with_suffix(".TXT") in files.texts()
    assert source_graph("city.TXT") in {graph for _, graph in files.turtle()}


def test_two_texts_of_one_stem_are_refused(root: Path) -> None:
    shutil.copy(root / "data/sources/city.txt", root / "data/sources/city.TXT")
    with pytest.raises(UnplacedFile):
        built(root)


@pytest.mark.parametrize(
    "name", [".DS_Store", ".#reported.ttl", "reported.ttl~", ".git/config", ".reported.ttl.swp"]
)
def test_what_editors_leave_beside_a_file_is_none_of_ours(
    name: str, root: Path, mini: BuildReport
) -> None:
    path = root / "data/reported" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("half a line", "utf-8")
    assert built(root).info == mini.info


@pytest.mark.parametrize("name", ["reported.ttl.orig", "reported.nt", "README", "notes.md"])
def test_any_other_file_is_refused(name: str, root: Path) -> None:
    for part in ("data/reported", "ontology", "data"):
        path = root / part / name
        path.write_text("", "utf-8")
        with pytest.raises(UnplacedFile) as caught:
            built(root)
        assert caught.value.facts["path"] == path
        path.unlink()


def test_a_text_whose_turtle_is_gone_is_refused(root: Path) -> None:
    (root / "data/texts/district.ttl").unlink()
    with pytest.raises(UnquotedText) as caught:
        built(root)
    assert caught.value.facts["path"] == root / "data/sources/district.txt"
    assert "texts/district.ttl" in caught.value.remedy("vi")


def test_a_text_that_nothing_quotes_is_refused(root: Path) -> None:
    (root / "data/sources/ward.txt").write_text("Kế hoạch 9.\n", "utf-8")
    (root / "data/texts/ward.ttl").write_text("# not begun\n", "utf-8")
    with pytest.raises(UnquotedText) as caught:
        built(root)
    assert caught.value.facts["path"] == root / "data/sources/ward.txt"


def test_every_file_of_the_shipped_graph_is_taken() -> None:
    files: GraphFiles = graph_files()
    taken = {*files.texts(), *(path for path, _ in files.turtle())}
    there = {path for part in (files.ontology, files.data) for path in part.rglob("*.*")}
    assert taken == there
