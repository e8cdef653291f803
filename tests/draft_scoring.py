"""How far a reading agrees with what a text should give: pairs, differences and shares.

A target of a reading and an expected one are a pair when their words overlap; each has at most one
partner, and the better pairs are made first. A pair is *found* when both bounds are right. Targets
that may be left out count neither for a reading nor against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from bacthang.drafting.proposal import DocumentProposal, Proposal, Span, TargetProposal
from draft_cases import Expected, Part, Trap, Value

GROUPS: Final = ("document", "provisions", "items", "links", "counts")
"""What is expected of the structure: facts of the document, provisions, items, links, counts."""

KINDS: Final = (
    *("missing", "spurious", "value", "side"),
    *("comparator", "unit", "year", "recurrence", "baseline"),
)
"""What may be wrong: "side" is a right number at the wrong bound, or exact where it is a least."""

_DIGITS: Final = re.compile(r"\d+(?:[.,/]\d+)*|[½¼¾]")


@dataclass(frozen=True)
class Difference:
    """One thing that a reading has otherwise: its kind, the words, and what should be and is."""

    kind: str
    words: str
    expected: str
    read: str

    def __str__(self) -> str:
        """Show it in one line, for people."""
        return f"{self.kind:10} {self.words!r}: expected {self.expected or '-'}, read {self.read}"


@dataclass(frozen=True)
class Pair:
    """An expected target and what a reading made of it."""

    expected: Expected
    read: TargetProposal

    @property
    def value(self) -> Value | None:
        """The way of writing the value that the reading chose, or None for a wrong value."""
        return _chosen(self.expected, self.read)

    @property
    def found(self) -> bool:
        """Whether the bounds are right."""
        return self.value is not None


@dataclass
class Score:
    """Counts of one text, or the sum of several."""

    wanted: int = 0
    read: int = 0
    overlapping: int = 0
    found: int = 0
    traps: int = 0
    taken: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    parts_found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    def __iadd__(self, other: Score) -> Score:
        """Add the counts of another text."""
        for name in ("wanted", "read", "overlapping", "found", "traps", "taken"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.parts += other.parts
        self.parts_found += other.parts_found
        self.wrong += other.wrong
        self.differences += other.differences
        return self

    @property
    def spans(self) -> float:
        """The share of expected targets whose words were read as some target."""
        return _share(self.overlapping, self.wanted)

    @property
    def recall(self) -> float:
        """The share of expected targets read with the right value."""
        return _share(self.found, self.wanted)

    @property
    def precision(self) -> float:
        """The share of targets read that are expected ones with the right value."""
        return _share(self.found, self.read)

    @property
    def trapped(self) -> float:
        """The share of numbers that are no targets but were read as some."""
        return _share(self.taken, self.traps, empty=0.0)

    def right(self, kind: str) -> float:
        """Return the share of the found targets whose comparator, unit, year … is right."""
        return _share(self.found - self.wrong[kind], self.found)


def _share(part: int, whole: int, empty: float = 1.0) -> float:
    return part / whole if whole else empty


def shown(proposal: Proposal, rows: Iterable[Mapping[str, str]]) -> list[TargetProposal]:
    """Return the targets of a reading as its table shows them: what a user of it gets.

    The table fits values to the model, so that it may say a unit or a bound otherwise.
    """
    read = {(*target.quote, target.year, target.comparator): target for target in proposal.targets}
    by_place = {(*target.quote, target.year): target for target in proposal.targets}
    told = []
    for row in rows:
        year = _integer(row["year"])
        place = (int(row["start"]), int(row["end"]), year)
        target = read.get((*place, row["comparator"])) or by_place[place]
        told.append(
            replace(
                target,
                comparator=row["comparator"],
                lower=Decimal(row["lower"]) if row["lower"] else None,
                upper=Decimal(row["upper"]) if row["upper"] else None,
                unit=row["unit"] or None,
                printed=row["printed"],
                recurrence=row["recurrence"] or None,
                baseline_year=_integer(row["baseline_year"]),
            )
        )
    return told


def _integer(said: str) -> int | None:
    return int(said) if said else None


def score(
    expected: Sequence[Expected],
    traps: Sequence[Trap],
    parts: Sequence[Part],
    proposal: Proposal,
    told: Sequence[TargetProposal] | None = None,
) -> Score:
    """Compare a reading with what is expected of its text; ``told`` are its targets as shown."""
    told = proposal.targets if told is None else told
    pairs = paired(expected, told)
    taken = {id(pair.read) for pair in pairs}
    counted = [pair for pair in pairs if not pair.expected.optional]
    spurious = [target for target in told if id(target) not in taken]
    wanted = [target for target in expected if not target.optional]
    result = Score(wanted=len(wanted), read=len(counted) + len(spurious))
    result.overlapping = len(counted)
    result.found = sum(pair.found for pair in counted)
    met = {id(pair.expected) for pair in counted}
    for target in wanted:
        if id(target) not in met:
            result.differences.append(Difference("missing", target.words, _told(target), "-"))
    for pair in counted:
        result.differences += differences(pair)
    for read in spurious:
        words = proposal.text[read.quote.start : read.quote.end]
        result.differences.append(Difference("spurious", words, "", described(read)))
    for part in parts:
        result.parts[group_of(part)] += 1
        if has_part(part, proposal):
            result.parts_found[group_of(part)] += 1
        else:
            result.differences.append(Difference("structure", part.words, part.kind, "-"))
    result.wrong.update(difference.kind for difference in result.differences)
    astray = spurious + [pair.read for pair in counted if not pair.found]
    hard = [trap for trap in traps if not trap.plain]
    result.traps = len(hard)
    result.taken = sum(any(_takes(read, trap) for read in astray) for trap in hard)
    return result


def paired(expected: Iterable[Expected], told: Sequence[TargetProposal]) -> list[Pair]:
    """Return the pairs, best first: right value before year, comparator, unit and overlap."""
    candidates = [
        Pair(target, read)
        for target in expected
        for read in told
        if target.start < read.quote.end and read.quote.start < target.end
    ]
    chosen: list[Pair] = []
    used: set[int] = set()
    for pair in sorted(candidates, key=_rank, reverse=True):
        if id(pair.expected) not in used and id(pair.read) not in used:
            used |= {id(pair.expected), id(pair.read)}
            chosen.append(pair)
    return sorted(chosen, key=lambda pair: (pair.expected.start, pair.expected.end))


def differences(pair: Pair) -> list[Difference]:
    """Return what a pair has otherwise; of a wrong value nothing more is told."""
    expected, read = pair.expected, pair.read
    value = pair.value

    def wrong(kind: str) -> Difference:
        return Difference(kind, expected.words, _told(expected), described(read))

    if value is None:
        side = any(_numbers(read) in map(_values, way.bounds) for way in expected.values)
        return [wrong("side" if side else "value")]
    checks = {
        "comparator": any(
            _bounds_right(way, read) and read.comparator in way.comparators
            for way in expected.values
        ),
        "unit": any(
            _bounds_right(way, read) and bool({"*", read.unit or ""} & way.units)
            for way in expected.values
        ),
        "year": _year_right(expected, read) and expected.before in {None, read.before},
        "recurrence": expected.recurrence is None or read.recurrence == expected.recurrence,
        "baseline": not expected.baselines or read.baseline_year in expected.baselines,
    }
    return [wrong(kind) for kind, right in checks.items() if not right]


def described(target: TargetProposal) -> str:
    """Return what a reading says of a target, in one line."""
    bounds = "" if target.lower is target.upper is None else f" {target.lower}..{target.upper}"
    said = f"{target.comparator}{bounds} {target.unit or ''} {target.year or '-'}"
    return f"{said} {target.recurrence or ''} {target.baseline_year or ''}".strip()


def group_of(part: Part) -> str:
    """Return which of the GROUPS a part is counted in."""
    kind = part.kind.partition(" ")[0]
    named = {"number": "document", "kind": "document", "Item": "items", "count": "counts"}
    return named.get(kind, "provisions" if kind[0].isupper() else "links")


def has_part(part: Part, proposal: Proposal) -> bool:
    """Tell whether a reading has such a provision, item, link, count or fact at that place.

    Of two places one holds at least half of the shorter one.
    """
    kind, _, more = part.kind.partition(" ")
    return any(
        2 * (min(part.end, end) - max(part.start, start)) >= min(part.end - part.start, end - start)
        for document in proposal.documents
        for start, end in _places(document, kind, more)
    )


def _places(document: DocumentProposal, kind: str, more: str) -> Iterator[Span]:
    kinds = kind.split("|")
    if kind == "number" and more in {document.number, *document.printed_numbers}:
        yield document.place
    if kind == "kind" and document.kind == more:
        yield document.place
    yield from (c.place for c in document.counts if kind == "count" and str(c.declared) == more)
    yield from (item.place for item in document.items if kind == "Item")
    yield from (held.place for held in document.provisions if held.kind in kinds)
    for link in document.links:
        if link.relation in kinds and more in {"", link.other and link.other.value}:
            yield link.place


def _chosen(expected: Expected, read: TargetProposal) -> Value | None:
    fitting = [way for way in expected.values if _bounds_right(way, read)]
    named = [way for way in fitting if read.comparator in way.comparators]
    return next(iter(named + fitting), None)


def _bounds_right(way: Value, read: TargetProposal) -> bool:
    return not way.bounds or (read.lower, read.upper) in way.bounds


def _year_right(expected: Expected, read: TargetProposal) -> bool:
    return not expected.years or read.year in expected.years


def _base(expected: Expected) -> str:
    return "|".join(str(year) for year in expected.baselines if year)


def _values(bounds: tuple[Decimal | None, Decimal | None]) -> frozenset[Decimal]:
    return frozenset(bound for bound in bounds if bound is not None)


def _numbers(read: TargetProposal) -> frozenset[Decimal]:
    return _values((read.lower, read.upper))


def _rank(pair: Pair) -> tuple[bool, bool, bool, bool, float]:
    expected, read = pair.expected, pair.read
    common = min(expected.end, read.quote.end) - max(expected.start, read.quote.start)
    union = max(expected.end, read.quote.end) - min(expected.start, read.quote.start)
    return (
        pair.found,
        _year_right(expected, read),
        any(read.comparator in way.comparators for way in expected.values),
        not expected.optional,
        common / union,
    )


def _takes(read: TargetProposal, trap: Trap) -> bool:
    if read.quote.end <= trap.start or trap.end <= read.quote.start:
        return False
    inside = set(_DIGITS.findall(trap.words))
    return not inside or bool(inside & set(_DIGITS.findall(read.printed)))


def _told(expected: Expected) -> str:
    ways = " or ".join(
        " ".join(
            (
                "|".join(sorted(way.comparators)),
                *(
                    f"{'' if lower is None else lower}..{'' if upper is None else upper}"
                    for lower, upper in sorted(way.bounds, key=str)
                    if lower is not None or upper is not None
                ),
                "|".join(sorted(way.units)),
            )
        ).strip()
        for way in expected.values
    )
    years = "|".join(sorted(str(year or "-") for year in expected.years))
    return f"{ways} {years} {expected.recurrence or ''} {_base(expected)}".strip()
