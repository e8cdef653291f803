"""Everything that a path of links leads to, whoever walks it and whatever the links are."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final

from pyoxigraph import NamedNode

NOTHING: Final[frozenset[NamedNode]] = frozenset()

Links = Mapping[NamedNode, Set[NamedNode]]
"""From a thing to those it points at directly."""


class Closure:
    """Everything that a path of at least one link leads to; cycles are no trouble.

    Each start is worked out once.
    """

    def __init__(self, links: Links) -> None:
        self._links = links
        self._known: dict[NamedNode, frozenset[NamedNode]] = {}

    def __getitem__(self, start: NamedNode) -> frozenset[NamedNode]:
        if start not in self._known:
            self._known[start] = frozenset(self._walk(start))
        return self._known[start]

    def _walk(self, start: NamedNode) -> set[NamedNode]:
        reached: set[NamedNode] = set()
        ahead = list(self._links.get(start, NOTHING))
        while ahead:
            thing = ahead.pop()
            if thing not in reached:
                reached.add(thing)
                ahead.extend(self._links.get(thing, NOTHING))
        return reached
