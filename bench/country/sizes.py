"""How large a country is made: the sizes by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Size:
    """So many provinces, and in all of them together so many communes and closed districts.

    Every unit, and the centre, has one text that holds all its ``programmes``; ``figures`` is how
    many targets one of a district or commune has, about. ``triples`` is how many all authors
    together have written, about.
    """

    name: str
    provinces: int
    communes: int
    districts: int
    programmes: int
    figures: int
    triples: int

    def communes_of(self, province: int) -> int:
        """Return how many communes the province of that place in the list has."""
        return _shared(self.communes, self.provinces, province)

    def districts_of(self, province: int) -> int:
        """Return how many districts, of the term before, have a text in that province."""
        return _shared(self.districts, self.provinces, province)

    @property
    def units(self) -> int:
        """How many texts there are: two terms of the centre and of each province, and the rest."""
        return 2 + 2 * self.provinces + self.communes + self.districts


def _shared(all_of_them: int, among: int, place: int) -> int:
    whole, left = divmod(all_of_them, among)
    return whole + (place < left)


SIZES: Final = {
    size.name: size
    for size in (
        Size("district", 1, 2, 1, 6, 3, 10_000),
        Size("town", 1, 26, 4, 10, 8, 100_000),
        Size("city", 1, 300, 20, 10, 8, 1_000_000),
        Size("region", 8, 920, 16, 10, 8, 3_000_000),
        Size("country", 34, 3_321, 68, 10, 8, 10_000_000),
    )
}
"""The sizes by name. A country has the provinces and communes that Việt Nam has since July 2025."""
