"""Standing one below the other, each as near to its wish as the others allow."""

from __future__ import annotations

from collections.abc import Sequence


def stacked(
    wishes: Sequence[float], heights: Sequence[float], gaps: Sequence[float], top: float
) -> list[float]:
    """Return where each of some boxes begins, in the order given and with the gap after each.

    None begins above ``top``, none touches the next; among all such ways it is the one whose
    squared distances from the wishes add up to the least (isotonic regression, by pooling those
    that press on each other).
    """
    shift = 0.0
    shifts: list[float] = []
    pools: list[tuple[float, int]] = []
    for wish, height, gap in zip(wishes, heights, gaps, strict=True):
        shifts.append(shift)
        pool = (wish - shift, 1)
        while pools and pools[-1][0] > pool[0]:
            pool = _merged(pools.pop(), pool)
        pools.append(pool)
        shift += height + gap
    begins = [max(mean, top) for mean, size in pools for _ in range(size)]
    return [begin + shift for begin, shift in zip(begins, shifts, strict=True)]


def _merged(one: tuple[float, int], other: tuple[float, int]) -> tuple[float, int]:
    size = one[1] + other[1]
    return (one[0] * one[1] + other[0] * other[1]) / size, size
