"""Tables as they grow, and their place in bench/README.md."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

_PLACE: Final = re.compile(
    r"<!-- made by make bench: (?P<name>[\w-]+) (?P<digest>[0-9a-f]{12}) -->\n"
    r"(?P<body>.*?)<!-- end of (?P=name) -->",
    re.DOTALL,
)


class Figure(NamedTuple):
    """A number with its unit: s, MB, × or nothing; ``note`` is set behind it."""

    value: float
    unit: str
    note: str = ""

    def __str__(self) -> str:
        if self.unit == "s":
            shown = _duration(self.value)
        elif self.unit == "MB":
            shown = f"{self.value:,.0f} MB"
        elif self.unit == "×":
            shown = f"{self.value:.2f} ×" if self.value < 100 else f"{self.value:,.0f} ×"
        else:
            shown = f"{self.value:,.0f}"
        return f"{shown} {self.note}".rstrip()


def _duration(seconds: float) -> str:
    if seconds >= 100:
        return f"{seconds:,.0f} s"
    if seconds >= 1:
        return f"{seconds:.1f} s"
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.2g} ms"


@dataclass
class Table:
    """One table: rows by label, columns by name; ``growing`` adds how times grow with size.

    Growth is that from one column to the next that has a time, divided by the growth in triples:
    1 is proportional, and what touches one document should come near 0.
    """

    name: str
    words: str
    first: str
    growing: bool = False
    cells: dict[str, dict[str, Figure | str]] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)

    def put(self, row: str, column: str, cell: Figure | str) -> None:
        """Fill a cell."""
        if column not in self.columns:
            self.columns.append(column)
        self.cells.setdefault(row, {})[column] = cell

    def markdown(self, triples: dict[str, int]) -> str:
        """Return the table, with growth where it is wanted."""
        sized = [column for column in self.columns if column in triples]
        growing = self.growing and len(sized) > 1
        head = [self.first, *self.columns, *(["growth"] if growing else [])]
        lines = [self.words, "", _line(head), _line(["---"] * len(head))]
        for row, cells in self.cells.items():
            shown = [row, *(str(cells.get(column, "")) for column in self.columns)]
            if growing:
                shown.append(_growth([cells.get(c) for c in sized], [triples[c] for c in sized]))
            lines.append(_line(shown))
        return "\n".join(lines) + "\n"


def _growth(cells: Sequence[Figure | str | None], triples: Sequence[int]) -> str:
    times = [
        (cell.value, size)
        for cell, size in zip(cells, triples, strict=True)
        if isinstance(cell, Figure) and cell.unit == "s" and cell.value
    ]
    ratios = [
        (later / earlier) / (larger / smaller)
        for (earlier, smaller), (later, larger) in pairwise(times)
    ]
    return ", ".join(f"{ratio:.2f}" for ratio in ratios)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def place(page: Path, made: dict[str, str]) -> list[str]:
    """Put what was made between its marks in a page, and return the names that have no marks."""
    text = page.read_text("utf-8")
    found = {match["name"] for match in _PLACE.finditer(text)}

    def renewed(match: re.Match[str]) -> str:
        body = made.get(match["name"])
        return match[0] if body is None else _marked(match["name"], body)

    page.write_text(_PLACE.sub(renewed, text), "utf-8")
    return sorted(made.keys() - found)


def _marked(name: str, body: str) -> str:
    return f"<!-- made by make bench: {name} {_digest(body)} -->\n{body}<!-- end of {name} -->"


def altered(page: Path) -> list[str]:
    """Return the names of the made parts of a page that are not as they were made."""
    text = page.read_text("utf-8")
    return [m["name"] for m in _PLACE.finditer(text) if m["digest"] != _digest(m["body"])]


def made_parts(page: Path) -> list[str]:
    """Return the names of the made parts of a page."""
    return [match["name"] for match in _PLACE.finditer(page.read_text("utf-8"))]


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:12]
