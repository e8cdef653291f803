"""The map of programmes and districts as a table for a spreadsheet: a row for every cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..csvfile import csv_bytes
from .matrix import Matrix
from .outcomes import Outcome

COLUMNS: Final = (
    *("programme", "number", "title", "targets", "area", "area_name", "area_documents", "reach"),
    *("documents", "through", "ward_documents", "undertakings"),
    *Outcome,
)
"""The names of the columns; those of outcomes are local names of the ontology, and count pairs."""


def as_csv(matrix: Matrix) -> bytes:
    """Return the map as CSV. Several documents are joined by ``;``; a count of none is empty."""
    return csv_bytes(COLUMNS, _rows(matrix))


def _rows(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    for group in matrix.groups:
        for line in group.lines:
            for district, cell in zip(matrix.districts, line.cells, strict=True):
                yield (
                    line.programme.iri.value,
                    line.number,
                    line.title,
                    _count(line.targets),
                    district.area.iri.value,
                    district.area.name,
                    _count(district.documents),
                    cell.reach.local,
                    *(
                        ";".join(sorted(thing.value for thing in things))
                        for things in (cell.documents, cell.through, cell.wards, cell.sayings)
                    ),
                    *(_count(cell.outcomes[outcome]) for outcome in Outcome),
                )


def _count(number: int) -> str:
    return str(number) if number else ""
