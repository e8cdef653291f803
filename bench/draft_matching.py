"""How well phrases are matched to indicators: what is merged, how much of it rightly.

    python bench/draft_matching.py [--errors] [--sweep]

Four sets. ``quotes``: the curated targets of the five texts, each as its quote without the printed
value, with the words of its context; the indicator is that of the graph. ``left out``: the same
phrases while their indicator is hidden, so that every merge is wrong. ``labels``: the name of every
indicator while it is hidden: likewise. ``paraphrases`` and ``blind``: phrases of our own in
tests/cases/draft/matching/, half of them near misses; the head of ``blind.tsv`` says what it is.

Precision is of merges, recall of the phrases that name an indicator. ``--errors`` lists each wrong
or missed one, ``--sweep`` gives the figures for other thresholds than that of the table.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from bacthang.assets import graph_files
from bacthang.build import build
from bacthang.drafting.matching import Candidate, Matcher
from bacthang.namespaces import BT, ID
from bacthang.selecting import node, select, text_of
from bacthang.stores import MEMORY, Store

CASES = Path(__file__).parents[1] / "tests" / "cases" / "draft" / "matching"
THRESHOLDS = (0.70, 0.75, 0.80, 0.84, 0.88, 0.92, 0.96)

QUOTED = """
SELECT ?target ?indicator ?comparator ?unit ?printed ?quote ?scope
       (GROUP_CONCAT(DISTINCT ?said; separator=": ") AS ?context)
WHERE {
  ?target a bt:Target ; bt:indicator ?indicator ; bt:comparator ?comparator ;
    bt:printedValue ?printed ; bt:statedIn ?place .
  ?place oa:hasSelector/oa:exact ?quote . FILTER NOT EXISTS { ?place bt:role bt:context }
  OPTIONAL { ?target qudt:hasUnit ?unit }
  OPTIONAL { ?target bt:scope ?scope . FILTER (LANG(?scope) != "en") }
  OPTIONAL { ?target bt:statedIn ?further . ?further bt:role bt:context .
             ?further oa:hasSelector/oa:exact ?said }
} GROUP BY ?target ?indicator ?comparator ?unit ?printed ?quote ?scope ORDER BY ?target
"""
LABELS = """
SELECT ?indicator ?label ?unit WHERE {
  ?indicator a bt:Indicator ; skos:prefLabel ?label . FILTER (LANG(?label) = "vi")
  OPTIONAL { ?indicator qudt:hasUnit ?unit }
} ORDER BY ?indicator
"""


@dataclass(frozen=True)
class Phrase:
    """A phrase with what the reader knows of it, the right indicator, and one to be hidden."""

    words: str
    unit: str | None
    comparator: str | None
    scope: str | None
    right: NamedNode | None
    hidden: NamedNode | None = None


def local(iri: str) -> str | None:
    """Return the local name of a term, or None for no term."""
    return iri.rpartition("#")[2].rpartition("/")[2] or None


def quotes(store: Store) -> Iterator[Phrase]:
    """Yield the curated targets of the texts, read as the reader reads a clause."""
    for row in select(store, QUOTED):
        comparator = local(text_of(row, "comparator"))
        quote = text_of(row, "quote")
        words = quote if comparator == "complete" else quote.replace(text_of(row, "printed"), ", ")
        context = text_of(row, "context") or text_of(row, "scope")
        unit = local(text_of(row, "unit"))
        yield Phrase(words, unit, comparator, context or None, node(row, "indicator"))


def hidden(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Yield the same phrases with their indicator hidden: nothing may match."""
    for one in phrases:
        yield Phrase(one.words, one.unit, one.comparator, one.scope, None, one.right)


def labels(store: Store) -> Iterator[Phrase]:
    """Yield the names of the indicators."""
    for row in select(store, LABELS):
        unit = local(text_of(row, "unit"))
        comparator = BT.local(BT.reach if unit else BT.complete)
        yield Phrase(text_of(row, "label"), unit, comparator, None, node(row, "indicator"))


def cases(path: Path) -> Iterator[Phrase]:
    """Yield the phrases of a case file."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t"):
            right = None if row["indicator"] == "-" else ID[f"indicator/{row['indicator']}"]
            told = (row[name] or None for name in ("unit", "comparator", "scope"))
            yield Phrase(row["phrase"], *told, right)


Ranked = list[tuple[Phrase, tuple[Candidate, ...]]]


def ranked(matcher: Matcher, phrases: Iterable[Phrase]) -> Ranked:
    """Return each phrase with its candidates, without the hidden indicator."""
    return [
        (
            one,
            tuple(
                candidate
                for candidate in matcher.candidates(one.words, one.unit, one.comparator, one.scope)
                if candidate.indicator != one.hidden
            ),
        )
        for one in phrases
    ]


def figures(found: Ranked, chosen: Callable[[tuple[Candidate, ...]], NamedNode | None]) -> str:
    """Return the figures of a set in one row."""
    pairs = [(one.right, chosen(candidates)) for one, candidates in found]
    named = sum(right is not None for right, _ in pairs)
    merged = sum(got is not None for _, got in pairs)
    right = sum(got is not None and got == right for right, got in pairs)
    precision = f"{right / merged:10.1%}" if merged else f"{'–':>10}"
    recall = f"{right / named:10.1%}" if named else f"{'–':>10}"
    return f"{len(pairs):8}{named:8}{merged:8}{merged - right:8}{precision}{recall}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="list what is wrong or missed")
    parser.add_argument("--sweep", action="store_true", help="try other thresholds")
    asked = parser.parse_args()
    store = build(graph_files(), MEMORY).store
    matcher = Matcher(store)
    sets = {
        "quotes": quotes(store),
        "left out": hidden(quotes(store)),
        "labels": hidden(labels(store)),
        **{path.stem: cases(path) for path in sorted(CASES.glob("*.tsv"), reverse=True)},
    }
    found = {name: ranked(matcher, phrases) for name, phrases in sets.items()}
    head = "".join(f"{word:>8}" for word in ("phrases", "named", "merged", "wrong"))
    print(f"{'':14}{head}{'precision':>10}{'recall':>10}")
    for name, pairs in found.items():
        print(f"{name:14}" + figures(pairs, lambda ones: matcher.chosen(ones, "").indicator))
    if asked.sweep:
        for least in THRESHOLDS:
            print(f"least {least}")
            for name, pairs in found.items():
                print(f"  {name:12}" + figures(pairs, lambda ones, least=least: over(ones, least)))
    if asked.errors:
        for name, pairs in found.items():
            for one, candidates in pairs:
                report(name, one, candidates, matcher.chosen(candidates, "").indicator)


def over(candidates: tuple[Candidate, ...], least: float) -> NamedNode | None:
    """Return the first candidate, if nothing keeps it apart and its score is enough."""
    first = next(iter(candidates), None)
    return first.indicator if first and not first.apart and first.score >= least else None


def report(
    name: str, one: Phrase, candidates: tuple[Candidate, ...], got: NamedNode | None
) -> None:
    """Print a phrase that was matched wrongly or not at all, with its best candidates."""
    if got == one.right:
        return
    scope = f" [{one.scope}]" if one.scope else ""
    print(f"\n{name}: {'missed' if got is None else 'wrong'}: {one.words}{scope} ({one.unit})")
    for candidate in candidates[:2]:
        label = local(candidate.indicator.value)
        print(
            f"    {candidate.score:.2f} {label} {candidate.apart and 'apart: ' + candidate.apart}"
        )


if __name__ == "__main__":
    main()
