"""How alike two readings are: the weight of what both say, and whether words keep them apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .readings import Reading
from .vocabulary import Contrast, Vocabulary

_LONE: Final = 2


class Likeness:
    """Compares readings by the weights and contrasts of a vocabulary.

    What a phrase says more than a label counts ``extra`` times, since it narrows what is counted,
    and a single syllable of it as two; what only its scope says more counts once, and a
    figure that was left in it not at all.
    """

    def __init__(self, vocabulary: Vocabulary, extra: float) -> None:
        self._vocabulary = vocabulary
        self._extra = extra

    def share(self, said: Reading, label: Reading) -> float:
        """Return how much of both is common to both, from 0 to 1 (Sørensen–Dice, by weight)."""
        told = said.concepts | said.places & label.levels
        common = 2 * self._weight(told & label.concepts)
        more = self._extra * self._more(told - label.concepts - said.aside)
        more += self._weight(said.aside - label.concepts)
        less = self._weight(label.concepts - told)
        return common / (common + more + less) if common else 0.0

    def apart(self, said: Reading, label: Reading) -> str:
        """Return the rule of the first contrast that keeps two readings apart, or nothing."""
        rules = (
            contrast.rule
            for contrast in self._vocabulary.contrasts
            if _differ(contrast, said, label)
        )
        return next(rules, "")

    def _more(self, concepts: Iterable[str]) -> int:
        sizes = (self._vocabulary.size(one) for one in concepts if not one[0].isdigit())
        return sum(max(size, _LONE) for size in sizes)

    def _weight(self, concepts: Iterable[str]) -> int:
        return sum(map(self._vocabulary.size, concepts))


def _differ(contrast: Contrast, said: Reading, label: Reading) -> bool:
    if contrast.levels:
        return _levels_differ(said, label)
    one = said.numbers if contrast.numbers else said.concepts & contrast.concepts
    other = label.numbers if contrast.numbers else label.concepts & contrast.concepts
    return one != other and (not contrast.named or bool(one and other))


def _levels_differ(said: Reading, label: Reading) -> bool:
    """Return whether two readings speak of different levels.

    What only says where ("trên địa bàn huyện") stands in for a level that the phrase leaves out.
    One left out altogether may be any, of a ward as well as of a district.
    """
    if said.levels == label.levels:
        return bool(said.places and label.places) and not said.places & label.places
    if not said.levels:
        return not label.levels <= said.places
    return bool(label.levels) or not said.levels <= label.places
