"""Texts of our own with what ``draft`` should read in them: ``cases/draft/texts/<name>.txt``.

A case is one file: a head in YAML up to ``---``, then the text with our marks between its lines.
A line that begins with ``=`` is a mark on the text above it, back to the mark before; the text
without its marks is what is read. ``cases/draft/README.md`` tells how to write one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

import yaml

FOLDER: Final = Path(__file__).parent / "cases" / "draft" / "texts"
FILES: Final = sorted(FOLDER.glob("*.txt"))

OPEN: Final = FOLDER.parent / "open.tsv"

UNITS: Final = {"%": "PERCENT", "‰": "PERMILLE", "%/y": "PERCENT-PER-YR"}
COMPARATORS: Final = frozenset(
    (
        *("reach", "atLeast", "moreThan", "atMost", "lessThan", "between"),
        *("increaseBy", "decreaseBy", "maintain", "complete"),
    )
)
RECURRENCES: Final = frozenset(("byYear", "everyYear", "averagePerYear", "overPeriod"))
ANY: Final = "*"

_NUMBER: Final = re.compile(r"(?<![\w])\d+(?:[.,/]\d+)*|[½¼¾]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LABEL: Final = re.compile(r"^\s*[(]?\d{1,2}(?:\.\d{1,2})*(?=[.)\s:-])")
_GIVEN_YEAR: Final = re.compile(r"\d{4}")


class MistakenCase(ValueError):
    """A mark that cannot be read, or that names words which its text does not have."""


@dataclass(frozen=True)
class Value:
    """One way to write a target's value: comparators, units and the bounds that are right.

    ``bounds`` are pairs of lower and upper; a bare number of "reach" whose side the model leaves
    to the indicator is written with "~" and gives both sides.
    """

    comparators: frozenset[str]
    bounds: frozenset[tuple[Decimal | None, Decimal | None]]
    units: frozenset[str]


@dataclass(frozen=True)
class Expected:
    """A target that a reader of the text should find; ``optional`` ones may also be left out.

    No ``years`` or ``baselines`` are any; None among them is none. ``before`` None is either.
    """

    start: int
    end: int
    words: str
    values: tuple[Value, ...]
    years: frozenset[int | None]
    recurrence: str | None = None
    baselines: frozenset[int | None] = frozenset({None})
    before: bool | None = None
    optional: bool = False


@dataclass(frozen=True)
class Trap:
    """Words with a number that is no target's value; ``plain`` ones are years and list labels."""

    start: int
    end: int
    words: str
    plain: bool


@dataclass(frozen=True)
class Part:
    """A provision, link, declared count, or fact of the document: its kind, and its place."""

    kind: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class DraftCase:
    """One text with what should be read in it."""

    path: Path
    shows: str
    held_out: bool
    text: str
    targets: tuple[Expected, ...]
    traps: tuple[Trap, ...]
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """Its file name without the ending."""
        return self.path.stem

    @property
    def wanted(self) -> tuple[Expected, ...]:
        """The targets that must be found."""
        return tuple(target for target in self.targets if not target.optional)


@dataclass
class _Reading:
    text: str = ""
    region: int = 0
    marked: bool = False
    last: tuple[int, int] | None = None
    targets: list[Expected] = field(default_factory=list)
    traps: list[Trap] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def _found(reading: _Reading, words: str) -> tuple[int, int]:
    """Return the place of words above a mark: after the mark before, else the only such words.

    ``A … B`` runs from A to the end of the next B; ``"`` is the place of the mark before.
    """
    if words == '"' and reading.last is not None:
        return reading.last
    pieces = (r"\s+".join(map(re.escape, part.split())) for part in words.split(" … "))
    pattern = re.compile(r"(?s:.)*?".join(pieces))
    after = reading.last[1] if reading.last is not None else reading.region
    hit = pattern.search(reading.text, after) or pattern.search(reading.text, reading.region)
    if hit is None:
        raise MistakenCase(f"not in the text above: {words}")
    return hit.span()


def _decimals(said: str) -> frozenset[tuple[Decimal | None, Decimal | None]]:
    if said.startswith("~"):
        return frozenset(
            pair
            for number in said[1:].split("|")
            for pair in ((Decimal(number), None), (None, Decimal(number)))
        )
    lower, _, upper = said.partition("..")
    return frozenset({(Decimal(lower) if lower else None, Decimal(upper) if upper else None)})


def _bounds(
    comparators: frozenset[str], said: str
) -> frozenset[tuple[Decimal | None, Decimal | None]]:
    if ".." in said or said.startswith("~"):
        return _decimals(said)
    exact = Decimal(said)
    pairs = {(exact, None)} if comparators - {"atMost", "lessThan", *_CHANGES} else set()
    if comparators & {"atMost", "lessThan"}:
        pairs.add((None, exact))
    if comparators & _CHANGES:
        pairs.add((exact, exact))
    return frozenset(pairs)


_CHANGES: Final = frozenset(("increaseBy", "decreaseBy"))


def _value(said: str) -> Value:
    name, *rest = said.split()
    comparators = COMPARATORS if name == ANY else frozenset(name.split("|"))
    if unknown := comparators - COMPARATORS:
        raise MistakenCase(f"no comparator: {', '.join(sorted(unknown))}")
    if not rest:
        return Value(comparators, frozenset({(None, None)}), frozenset({""}))
    number, unit = rest if len(rest) == 2 else (rest[0], ANY)
    bounds = frozenset() if number == ANY else _bounds(comparators, number)
    return Value(comparators, bounds, frozenset(UNITS.get(u, u) for u in unit.split("|")))


def _target(reading: _Reading, said: str, optional: bool) -> Expected:
    words, value, *when = (part.strip() for part in said.split("::"))
    start, end = _found(reading, words)
    years: frozenset[int | None] = frozenset({None})
    recurrence: str | None = None
    baselines: frozenset[int | None] = frozenset({None})
    before: bool | None = False
    tokens = iter((when[0] if when else "").split())
    for token in tokens:
        if token in {"before", "before?"}:
            before = True if token == "before" else None
        elif token == ANY:
            years = frozenset()
        elif token == "vs":
            base = next(tokens)
            baselines = frozenset() if base == ANY else frozenset({int(base)})
        elif token in RECURRENCES:
            recurrence = token
        elif all(t == "-" or _GIVEN_YEAR.fullmatch(t) for t in token.split("|")):
            years = frozenset(None if t == "-" else int(t) for t in token.split("|"))
        else:
            raise MistakenCase(f"no time: {token}")
    if recurrence is None and years and None not in years:
        recurrence = "byYear"
    return Expected(
        start,
        end,
        reading.text[start:end],
        tuple(_value(way.strip()) for way in value.split(" or ")),
        years,
        recurrence,
        baselines,
        before,
        optional,
    )


def _mark(reading: _Reading, line: str) -> None:
    sign, said = line[:2], line[2:].strip()
    if sign in {"=>", "=?"}:
        target = _target(reading, said, sign == "=?")
        reading.targets.append(target)
        reading.last = target.start, target.end
    elif sign == "=!":
        here = reading.last
        reading.last = None
        start, end = _found(reading, said)
        reading.last = here
        reading.traps.append(Trap(start, end, reading.text[start:end], plain=False))
    elif sign == "=@":
        kind, _, words = said.partition("::")
        start, end = _found(reading, words.strip())
        reading.parts.append(Part(kind.strip(), start, end, reading.text[start:end]))
    else:
        raise MistakenCase(f"no mark: {sign}")


def numbers_outside(text: str, places: Iterable[Expected | Trap]) -> Iterator[Trap]:
    """Yield each number of a text that stands in none of the places: no target's value."""
    taken = [(place.start, place.end) for place in places]
    for hit in _NUMBER.finditer(text):
        if any(start < hit.end() and hit.start() < end for start, end in taken):
            continue
        line = text.rfind("\n", 0, hit.start()) + 1
        label = _LABEL.match(text, line)
        plain = bool(_YEAR.fullmatch(hit[0])) or (label is not None and hit.end() <= label.end())
        yield Trap(*hit.span(), hit[0], plain)


def read_case(path: Path) -> DraftCase:
    """Read one case. Raises MistakenCase with file and line for a mark that cannot be read."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    said = yaml.safe_load(head)
    if unknown := said.keys() - {"shows", "held_out", "number", "kind"}:
        raise MistakenCase(f"{path.name}: no such entry: {', '.join(sorted(unknown))}")
    reading = _Reading()
    for number, line in enumerate(body.splitlines(), head.count("\n") + 3):
        if not line.startswith("="):
            if reading.marked:
                reading.region, reading.last, reading.marked = len(reading.text), None, False
            reading.text += line + "\n"
            continue
        reading.marked = True
        try:
            _mark(reading, line)
        except (ValueError, ArithmeticError) as error:
            raise MistakenCase(f"{path.name}, line {number}: {error}") from error
    return DraftCase(
        path,
        said["shows"].strip(),
        bool(said.get("held_out", False)),
        reading.text,
        tuple(reading.targets),
        (*reading.traps, *numbers_outside(reading.text, (*reading.targets, *reading.traps))),
        (*_document(said, reading.text), *reading.parts),
    )


def _document(said: Mapping[str, str], text: str) -> Iterator[Part]:
    for entry in ("number", "kind"):
        if entry in said:
            fact = f"{entry} {said[entry]}"
            yield Part(fact, 0, len(text), fact)


def open_differences() -> list[dict[str, str]]:
    """Return the lines of ``open.tsv``: what is read otherwise than a case says, and why."""
    with OPEN.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def draft_cases(*, held_out: bool | None = None) -> list[DraftCase]:
    """Return all cases, or only those (not) held out."""
    cases = [read_case(path) for path in FILES]
    return [case for case in cases if held_out is None or case.held_out is held_out]
