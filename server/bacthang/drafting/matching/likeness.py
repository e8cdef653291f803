"""How alike two readings are: the weight of what both say, and whether words keep them apart."""

from __future__ import annotations

from collections.abc import Iterable

from .readings import Reading
from .vocabulary import Contrast, Vocabulary


class Likeness:
    """Compares readings by the weights and contrasts of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def share(self, said: Reading, label: Reading) -> float:
        """Return how much of both is common to both, from 0 to 1 (Sørensen–Dice, by weight)."""
        both = self._weight(said.concepts) + self._weight(label.concepts)
        return 2 * self._weight(said.concepts & label.concepts) / both if both else 0.0

    def apart(self, said: Reading, label: Reading) -> str:
        """Return the rule of the first contrast that keeps two readings apart, or nothing."""
        rules = (
            contrast.rule
            for contrast in self._vocabulary.contrasts
            if _differ(contrast, said, label)
        )
        return next(rules, "")

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

    What only says where ("trên địa bàn huyện") stands in for a level that the phrase leaves out; one
    that it leaves out altogether may be any, of a ward as well as of a district.
    """
    if said.levels == label.levels:
        return bool(said.places and label.places) and not said.places & label.places
    if not said.levels:
        return not label.levels <= said.places
    return bool(label.levels) or not said.levels <= label.places
