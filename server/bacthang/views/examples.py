"""Things to show what is meant: taken from the data, so that they are always true."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..selecting import node, select
from ..stores import Store

_TARGET = """
SELECT ?target (COUNT(DISTINCT ?alignment) AS ?n) WHERE {
  ?target a bt:Target ; bt:statedIn ?place .
  ?alignment bt:lowerTarget ?target ; bt:outcome bt:equal .
}
GROUP BY ?target ORDER BY DESC(?n) ?target LIMIT 1
"""


def of_a_target(store: Store) -> NamedNode | None:
    """Return a quoted target that equals several above it; None where there is none."""
    rows = select(store, _TARGET)
    return node(rows[0], "target") if rows else None
