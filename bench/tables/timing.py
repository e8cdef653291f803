"""Medians of runs that take turns, so that what else the machine does falls on all alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import Final, NamedTuple

_LEAST: Final = 3
_MOST: Final = 9
_ENOUGH: Final = 0.6
"""Seconds after which runs are many enough, once there are the least of them."""

_LONG: Final = 4.0
"""Seconds of one run that make it the only one."""


class Answered(NamedTuple):
    """What a run came to: the median of its times in seconds, and how many rows it gave."""

    seconds: float
    rows: int


def in_turn(runs: Mapping[str, Callable[[], int]]) -> dict[str, Answered]:
    """Time each function, again and again in turn; each returns how many rows it gave.

    The first round of each is not counted, unless it takes long. Raises what they raise.
    """
    times: dict[str, list[float]] = {name: [] for name in runs}
    rows: dict[str, int] = {}
    first: dict[str, float] = {}
    for name, ask in runs.items():
        first[name], rows[name] = _timed(ask)
    waiting = [name for name in runs if first[name] < _LONG]
    while waiting:
        for name in waiting:
            spent, rows[name] = _timed(runs[name])
            times[name].append(spent)
        waiting = [name for name in waiting if not _many(times[name])]
    return {name: Answered(median(times[name] or [first[name]]), rows[name]) for name in runs}


def _many(times: list[float]) -> bool:
    return len(times) >= _MOST or (len(times) >= _LEAST and sum(times) > _ENOUGH)


def _timed(ask: Callable[[], int]) -> tuple[float, int]:
    begun = perf_counter()
    rows = ask()
    return perf_counter() - begun, rows
