"""The made-up country: the same again, the same in both forms, and findings as its ledger says."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph
import pytest
from country import cli
from country.generating import country
from country.sizes import SIZES
from country.writing import Quads
from pyoxigraph import RdfFormat

from bacthang.assets import graph_files
from bacthang.build import BuildReport, build
from bacthang.checking.storing import checked
from bacthang.namespaces import ONTOLOGY_GRAPH, REFERENCE_GRAPH, REPORTED_GRAPH, source_graph
from bacthang.progress import quiet
from bacthang.rules import shape_files

_ROOT: Final = Path(__file__).parents[1]
_FAULTY: Final = (1, 4, 10)
"""Seeds of three small countries that between them have every fault."""

_CODES: Final = {
    *(f"CAS-{number:02}" for number in range(1, 12)),
    *(f"DOC-0{number}" for number in range(1, 5)),
    *(f"FORM-0{number}" for number in range(1, 7)),
    *(f"TGT-0{number}" for number in range(1, 5)),
    *("ORG-01", "SRC-02"),
}
"""All but SRC-01, whose faults a build refuses, and FORM-07, which is about what is copied."""


class Made(NamedTuple):
    """A country as it was made, and as it was built."""

    folder: Path
    quads: Path
    rows: list[dict[str, str]]
    built: BuildReport


def _make(folder: Path, seed: int, rate: float) -> tuple[Path, Path, list[dict[str, str]]]:
    out, quads = folder / "graph", folder / "quads.nq"
    asked = ["district", "--seed", str(seed), "--faults", str(rate)]
    assert cli.main([*asked, "--out", str(out), "--nquads", str(quads)]) == 0
    with (out / "ledger.csv").open(encoding="utf-8", newline="") as rows:
        return out, quads, list(csv.DictReader(rows))


@pytest.fixture(scope="module", params=[*_FAULTY, 0], ids=lambda seed: f"seed {seed}")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    seed = request.param
    out, quads, rows = _make(tmp_path_factory.mktemp("country"), seed, 0.4 if seed else 0)
    return Made(out, quads, rows, build(graph_files(out), "memory:"))


def test_check_finds_what_the_ledger_holds(made: Made) -> None:
    shapes = shape_files(graph_files(made.folder).shapes)
    found = Counter(
        (one.code, one.severity.name.lower(), str(one.focus).strip("<>"))
        for one in checked(made.built.store, shapes, quiet).findings
    )
    assert found == Counter((r["code"], r["severity"].lower(), r["focus"]) for r in made.rows)
    assert len(found) > 5


def test_the_quads_are_those_of_a_build(made: Made) -> None:
    authored = [ONTOLOGY_GRAPH, REFERENCE_GRAPH, REPORTED_GRAPH]
    authored += [source_graph(text.name) for text in graph_files(made.folder).texts()]
    held = {str(quad) for graph in authored for quad in made.built.store.quads(g=graph)}
    quads = pyoxigraph.parse(path=made.quads, format=RdfFormat.N_QUADS)
    streamed = [str(quad) for quad in quads]
    assert set(streamed) == held
    assert len(streamed) == len(held) > 10_000


def test_what_is_so_by_design_is_only_noted(made: Made) -> None:
    assert {row["severity"] for row in made.rows if row["planted"] == "no"} == {"Info"}


def test_without_faults_nothing_is_planted(tmp_path: Path) -> None:
    _, _, rows = _make(tmp_path, 7, 0)
    assert {row["planted"] for row in rows} == {"no"}


def test_every_rule_is_broken_somewhere() -> None:
    codes: set[str] = set()
    for seed in _FAULTY:
        for _ in country(SIZES["district"], seed, 0.4, lambda _, mark: codes.add(mark.code)):
            pass
    assert codes == _CODES


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    hashes = []
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        (tmp_path / name).mkdir()
        _make(tmp_path / name, seed, 0.1)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        named = [(str(path.relative_to(tmp_path / name)), path.read_bytes()) for path in files]
        hashes.append(hashlib.sha256(repr(named).encode()).hexdigest())
    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize("name", ["district", "city"])
def test_a_size_is_about_as_large_as_it_says(name: str) -> None:
    size = SIZES[name]
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        quads = Quads(nowhere)
        texts = 0
        for sheet in country(size, 1, 0.01, lambda *_: None):
            quads.write(sheet)
            texts += sheet.kind == "texts"
    assert texts == size.units
    assert 0.9 < quads.count / size.triples < 1.3


def test_it_is_a_script() -> None:
    asked = [sys.executable, "bench/country", "district", "--seed", "2", "--nquads", "-"]
    run = subprocess.run(asked, cwd=_ROOT, capture_output=True, check=True, encoding="utf-8")
    assert "district: 7 texts" in run.stderr
    assert run.stdout.count("\n") > 10_000


def test_a_folder_that_is_there_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["district", "--out", str(tmp_path)])
    assert "is there already" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
