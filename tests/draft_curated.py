"""The five texts as cases: the curated statements are what a reading should give.

A text is read over the graph without its own curated file, so that only the indicators, bodies and
documents are known and nothing of what the text says.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph

from bacthang.assets import GraphFiles, folder
from bacthang.build import build
from bacthang.namespaces import ID
from bacthang.stores import Store
from draft_cases import Expected, Part, Trap, Value, numbers_outside

_ITEMS: Final = """
PREFIX bt: <https://w3id.org/bacthang/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?start ?end {
    ?item a bt:TargetItem ; bt:statedIn ?place .
    ?place oa:hasSelector [ oa:start ?start ; oa:end ?end ] .
    FILTER NOT EXISTS { ?place bt:role bt:context }
}
ORDER BY ?start
"""

TABLES: Final = Path(__file__).parent / "expected" / "tables"


@dataclass(frozen=True)
class Curated:
    """One of the five texts with its curated statements; ``indicators`` go with the targets."""

    name: str
    text: str
    targets: tuple[Expected, ...]
    indicators: tuple[str, ...]
    traps: tuple[Trap, ...]
    parts: tuple[Part, ...]

    def store(self) -> Store:
        """Build the graph without what is curated of this text."""
        with TemporaryDirectory() as made:
            data = Path(made) / "data"
            shutil.copytree(folder("data"), data)
            (data / "sources" / self.name).unlink()
            (data / "texts" / self.name).with_suffix(".ttl").unlink()
            return build(GraphFiles(folder("ontology"), data), "memory:").store


def curated() -> list[Curated]:
    """Return the texts in data/sources/, by name."""
    return [_curated(path) for path in sorted((folder("data") / "sources").glob("*.txt"))]


def _curated(path: Path) -> Curated:
    text = path.read_bytes().decode("utf-8")
    rows = list(_rows("targets", path.name))
    targets = tuple(_expected(row, text) for row in rows)
    known = ID["indicator/"].value
    return Curated(
        path.name,
        text,
        targets,
        tuple(row["indicator"].removeprefix(known) for row in rows),
        tuple(numbers_outside(text, targets)),
        tuple(_parts(path.name, text)),
    )


def _rows(table: str, source: str) -> Iterator[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["source"] == source)


def _expected(row: dict[str, str], text: str) -> Expected:
    start, end = int(row["start"]), int(row["end"])
    assert text[start:end] == row["quote"], row["target"]
    bounds = tuple(Decimal(row[side]) if row[side] else None for side in ("lower", "upper"))
    value = Value(
        frozenset({row["comparator"]}),
        frozenset({(bounds[0], bounds[1])}),
        frozenset({row["unit"]}),
    )
    return Expected(
        start=start,
        end=end,
        words=row["quote"],
        values=(value,),
        years=frozenset({int(row["year"]) if row["year"] else None}),
        recurrence=row["recurrence"] or None,
        baselines=frozenset({int(row["baseline_year"]) if row["baseline_year"] else None}),
    )


def _parts(source: str, text: str) -> Iterator[Part]:
    kinds = {
        "provisions": lambda row: row["kind"],
        "links": lambda row: f"{row['relation']} {row['to']}",
        "declared_counts": lambda row: f"count {row['declared']}",
    }
    for table, kind in kinds.items():
        for row in _rows(table, source):
            start, end = int(row["start"]), int(row["end"])
            yield Part(kind(row), start, end, text[start:end])
    yield from _items(source, text)


def _items(source: str, text: str) -> Iterator[Part]:
    store = pyoxigraph.Store()
    path = (folder("data") / "texts" / source).with_suffix(".ttl")
    store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    rows = store.query(_ITEMS)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    for row in rows:
        start, end = int(row["start"].value), int(row["end"].value)
        yield Part("Item", start, end, text[start:end])
