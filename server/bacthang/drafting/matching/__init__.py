"""Which indicator of the graph a phrase names, if any.

``words`` gives syllables one spelling, ``vocabulary`` makes concepts of them by the tables,
``readings`` says what a phrase says, ``likeness`` compares two, ``measures`` asks whether the unit
can be one of the indicator. A wrong match makes a false comparison, so a phrase that says more, or
less, than the name of an indicator is rather proposed as new.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode

from ...stores import Store
from ..proposal import Match
from ..tables import table
from .known import Known, indicators
from .likeness import Likeness
from .measures import Measures
from .readings import Reader, Reading
from .slugs import slug
from .vocabulary import Vocabulary
from .words import has, keys, syllables, without_times

__all__ = ["Candidate", "Matcher"]


class Candidate(NamedTuple):
    """An indicator that a phrase may name: how like it is, and the rule that keeps them apart."""

    indicator: NamedNode
    score: float
    apart: str


class Matcher:
    """Matches phrases to the indicators of a store, which are read once.

    Entries of the folder ``more`` come before ours. Raises MalformedFile for a broken table.
    """

    def __init__(self, store: Store, more: Path | None = None) -> None:
        self._known = indicators(store)
        self._vocabulary = Vocabulary(more)
        self._measures = Measures(more)
        self._reader = Reader(
            self._vocabulary, (label for known in self._known for label in known.labels)
        )
        self._readings = {
            (known.iri, label): self._read(label, known.unit)
            for known in self._known
            for label in known.labels
        }
        self._directions = {known.iri: known.direction for known in self._known}
        entry = next(entry for entry in table("matching", more) if "least" in entry)
        self._least, self._margin, self._unlike = (
            float(entry[key]) for key in ("least", "margin", "unlike")
        )
        self._scope = int(entry["scope"])
        self._announcing = [
            keys(word) for entry in table("matching", more) for word in entry.get("announces", ())
        ]
        self._likeness = Likeness(self._vocabulary, float(entry["extra"]))

    def match(
        self,
        phrase: str,
        unit: str | None,
        comparator: str | None = None,
        scope: str | None = None,
    ) -> Match:
        """Return the indicator that a phrase names, or a name for a new one.

        ``phrase`` is the clause without value, comparator and year, with its subject; ``unit`` and
        ``comparator`` are local names; ``scope`` is whom it counts, if the clause does not say it.
        """
        ranked = self.candidates(phrase, unit, comparator, scope)
        said = without_times(f"{self._counted(scope)} {phrase}")
        return self.chosen(ranked, slug(syllables(said), unit))

    def candidates(
        self,
        phrase: str,
        unit: str | None,
        comparator: str | None = None,
        scope: str | None = None,
    ) -> tuple[Candidate, ...]:
        """Return all indicators that have anything in common with a phrase, the likest first."""
        reading = self._read(phrase, unit, self._counted(scope))
        best: dict[NamedNode, Candidate] = {}
        for known in self._known:
            for candidate in self._compared(known, phrase, reading, unit, comparator):
                if candidate.score > best.get(known.iri, Candidate(known.iri, 0.0, "")).score:
                    best[known.iri] = candidate
        return tuple(sorted(best.values(), key=lambda one: (-one.score, one.indicator.value)))

    def chosen(self, ranked: tuple[Candidate, ...], name: str) -> Match:
        """Return what is made of candidates: the first, if it is like enough and alone in it."""
        first, second = (*ranked, None, None)[:2]
        if first is None:
            return Match(None, 0.0, None, 0.0, name)
        rival = second.score if second else 0.0
        if not first.apart and first.score >= max(self._least, rival + self._margin):
            return Match(first.indicator, first.score, second and second.indicator, rival)
        return Match(None, 0.0, first.indicator, first.score, name)

    def direction(self, indicator: NamedNode) -> str:
        """Return the local name of the direction of an indicator that was matched."""
        return self._directions[indicator]

    def _compared(
        self, known: Known, said: str, reading: Reading, unit: str | None, comparator: str | None
    ) -> Iterator[Candidate]:
        for label in known.labels:
            named = self._readings[known.iri, label]
            score = self._likeness.share(reading, named)
            if not score:
                continue
            apart = self._likeness.apart(reading, named)
            if not self._measures.fit(known.unit, unit, comparator, said, label):
                apart = apart or "unit"
            yield Candidate(known.iri, score * self._unlike if apart else score, apart)

    def _read(self, phrase: str, unit: str | None, scope: str = "") -> Reading:
        implied = self._measures.implied(unit)
        return self._reader.read(f"{phrase}, {implied}" if implied else phrase, scope)

    def _counted(self, scope: str | None) -> str:
        """Return whom a scope counts: nothing where it is a sentence, or opens a list."""
        row = keys(without_times(scope or ""))
        sentence = len(row) > self._scope or any(has(row, words) for words in self._announcing)
        return "" if sentence else scope or ""
