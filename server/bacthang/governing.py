"""Which areas a body speaks for: its own, or those of the nearest body above it that has any."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode

Related = Callable[[NamedNode], Iterable[NamedNode]]


def governed(bodies: Iterable[NamedNode], areas: Related, above: Related) -> set[NamedNode]:
    """Return the areas that bodies govern together.

    ``above`` leads from a body to those it is under or led by (``org:subOrganizationOf``,
    ``bt:ledBy``); it is followed one step at a time, and only as long as nobody governs an area.
    """
    step = set(bodies)
    passed = set(step)
    while step:
        if found := {area for body in step for area in areas(body)}:
            return found
        step = {upper for body in step for upper in above(body)} - passed
        passed |= step
    return set()
