"""How well ``draft`` reads: the five curated texts, and texts of our own in other styles.

    python bench/draft.py [--errors] [--open] [--no-speed] [TEXT …]

What is scored is what the table of a draft says (``--format csv``). Each of the five is read over
the graph without its own curated file. TEXT is the beginning of a file name; without any, all are
read. A target is found when its words overlap an expected one's and both bounds are right;
comparator, unit and the rest are shares of those found; "traps" is the share of numbers read as
targets that are none. ``--errors`` lists each difference with its words, but for texts held out,
which who writes the rules is not to see. ``--open`` writes tests/cases/draft/open.tsv anew: reasons
that stand there are kept, and those of new lines are for you to give.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.drafting.opening import Opened
from bacthang.drafting.reader import read
from bacthang.drafting.writing.table import rows
from bacthang.namespaces import ID
from bacthang.stores import Store
from draft_cases import OPEN, DraftCase, draft_cases, open_differences
from draft_curated import Curated, curated
from draft_scoring import GROUPS, KINDS, Score, paired, score, shown

COLUMNS = ("spans", "recall", "precision")
SHARES = ("comparator", "unit", "year", "recurrence", "baseline")
MEGABYTE = 2**20


@dataclass
class Matching:
    """How the indicators of found targets were named: as curated, as new, or as another one."""

    right: int = 0
    new: int = 0
    other: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """All of it in one line."""
        merged = self.right + len(self.other)
        of = self.right + self.new + len(self.other)
        return (
            f"{self.right} of {of} as curated ({_percent(self.right, of)}), {self.new} as new, "
            f"{len(self.other)} as another; of {merged} merges "
            f"{_percent(self.right, merged)} are right"
        )


def score_curated(text: Curated, matching: Matching) -> Score:
    """Read one of the five texts without what is curated of it."""
    store = text.store()
    proposal = read(Opened(text.name, text.text, extracted=False), store)
    told = shown(proposal, rows(proposal, store))
    wanted = {id(e): name for e, name in zip(text.targets, text.indicators, strict=True)}
    for pair in paired(text.targets, told):
        match = pair.read.match
        if not pair.found or match is None:
            continue
        name = wanted[id(pair.expected)]
        if match.indicator is None:
            matching.new += 1
        elif match.indicator == ID[f"indicator/{name}"]:
            matching.right += 1
        else:
            matching.other.append(f"{pair.expected.words!r}: {match.indicator.value}, not {name}")
    return score(text.targets, text.traps, text.parts, proposal, told)


def score_case(case: DraftCase, store: Store) -> Score:
    """Read one text of our own."""
    proposal = read(Opened(case.path.name, case.text, extracted=False), store)
    told = shown(proposal, rows(proposal, store))
    return score(case.targets, case.traps, case.parts, proposal, told)


def table(lines: Sequence[tuple[str, Score]]) -> Iterator[str]:
    """Yield the lines of a table: a text a row, what is right and what is wrong."""
    heads = (*COLUMNS, *SHARES, "traps")
    yield f"{'text':32}{'targets':>8}" + "".join(f"{head:>11}" for head in heads)
    for name, one in lines:
        shares = [getattr(one, column) for column in COLUMNS]
        shares += [one.right(kind) for kind in SHARES] + [one.trapped]
        yield f"{name[:31]:32}{one.wanted:8}" + "".join(f"{share:11.1%}" for share in shares)
    yield ""
    yield f"{'wrong':32}{'read':>8}" + "".join(f"{kind:>11}" for kind in KINDS)
    for name, one in lines:
        counts = "".join(f"{one.wrong[kind]:11}" for kind in KINDS)
        yield f"{name[:31]:32}{one.read:8}{counts}"
    yield ""
    yield f"{'structure, found of expected':40}" + "".join(f"{group:>12}" for group in GROUPS)
    for name, one in lines:
        found = (f"{one.parts_found[group]}/{one.parts[group]}" for group in GROUPS)
        yield f"{name[:31]:40}" + "".join(f"{cell:>12}" for cell in found)


def total(lines: Sequence[tuple[str, Score]]) -> Score:
    """Add up the lines."""
    result = Score()
    for _, one in lines:
        result += one
    return result


def speed(cases: Sequence[DraftCase], store: Store) -> str:
    """Read a megabyte: the texts of our own one after the other, again and again."""
    once = "\n".join(case.text for case in cases)
    text = once * (MEGABYTE // len(once.encode()) + 1)
    text = text.encode()[:MEGABYTE].decode(errors="ignore")
    began = perf_counter()
    proposal = read(Opened("megabyte.txt", text, extracted=False), store)
    seconds = perf_counter() - began
    return f"one megabyte: {seconds:.1f} s, {len(proposal.targets)} targets"


def open_lines(lines: Sequence[tuple[str, Score]]) -> Iterator[str]:
    """Yield what is read otherwise than the cases say, with its reason if that is known."""
    reasons = {(r["case"], r["kind"], r["words"]): r["reason"] for r in open_differences()}
    for name, one in lines:
        for difference in one.differences:
            line = (name, difference.kind, " ".join(difference.words.split()))
            yield "\t".join((*line, reasons.get(line, "")))


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def _wanted(name: str, given: Sequence[str]) -> bool:
    return not given or any(name.startswith(start) for start in given)


def main() -> None:
    """Read what is asked for, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", nargs="*", help="the beginning of a file name")
    parser.add_argument("--errors", action="store_true", help="list each difference")
    parser.add_argument("--open", action="store_true", help="write open.tsv anew")
    parser.add_argument("--no-speed", action="store_true", help="leave the megabyte out")
    asked = parser.parse_args()
    matching, all_wrong = Matching(), Counter[str]()
    store = build(graph_files(), "memory:").store
    five = [(t.name, score_curated(t, matching)) for t in curated() if _wanted(t.name, asked.text)]
    cases = [case for case in draft_cases() if _wanted(case.name, asked.text)]
    groups = {"the five": five}
    for title, held in (("our own texts", False), ("held out", True)):
        groups[title] = [(c.name, score_case(c, store)) for c in cases if c.held_out is held]
    for title, lines in groups.items():
        if lines:
            print(f"\n## {title}\n", *table([*lines, ("all", total(lines))]), sep="\n")
            all_wrong += total(lines).wrong
    if five:
        print("\nindicators of the five:", matching.line)
    if asked.open:
        kept = OPEN.read_text(encoding="utf-8").splitlines()[:2]
        lines = open_lines([(c.name, score_case(c, store)) for c in draft_cases(held_out=False)])
        OPEN.write_text("\n".join((*kept, *lines, "")), encoding="utf-8")
    if asked.errors:
        for name, one in groups["the five"] + groups["our own texts"]:
            for difference in one.differences:
                print(f"{name[:20]}: {difference}")
        for wrong in matching.other:
            print(f"indicator: {wrong}")
    print("\nall:", ", ".join(f"{count} {kind}" for kind, count in all_wrong.most_common()) or "-")
    if not asked.no_speed and not asked.text:
        print(speed(draft_cases(), store))


if __name__ == "__main__":
    main()
