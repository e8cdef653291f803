"""Things to show what is meant: taken from the data, so that they are always true."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from ..selecting import node, select
from ..stores import Store

EXAMPLE: Final = "cited target"
"""Under what name the target to be cited is kept."""

_TARGET = """
SELECT ?target (COUNT(DISTINCT ?alignment) AS ?n) WHERE {
  ?target a bt:Target ; bt:statedIn ?place .
  ?alignment bt:lowerTarget ?target ; bt:outcome bt:equal .
}
GROUP BY ?target ORDER BY DESC(?n) ?target LIMIT 1
"""


def of_a_target(store: Store) -> tuple[NamedNode, ...]:
    """Return a quoted target that equals several above it; nothing where there is none."""
    return tuple(node(row, "target") for row in select(store, _TARGET))
