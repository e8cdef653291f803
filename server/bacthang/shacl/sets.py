"""What breaks a constraint, found by taking sets from each other and by counting.

Looking beside each focus node, as conditions do, costs a search of the store for each. Where all
nodes of a shape are checked, and what keeps the constraint is not far more than they are, it is
quicker to read both from one end to the other: those who keep it are taken away (MINUS), or the
values of each node are counted (GROUP BY).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import NamedNode

from ..namespaces import RDF
from .data import Data
from .model import (
    Conforms,
    Constraint,
    InstanceOf,
    Logical,
    MaxCount,
    MinCount,
    Shape,
    UniqueLang,
)
from .paths import Path, Predicate, Sequence

_FAR: Final = 4
"""How many times more triples than nodes there may be, for the triples to be gone through."""


class Sets:
    """Writes patterns of all that keep a constraint, for nodes that are ``size`` in number.

    ``fresh`` returns a variable that nothing else uses.
    """

    def __init__(self, data: Data, fresh: Callable[[], str], size: int) -> None:
        self._data = data
        self._fresh = fresh
        self._most = _FAR * size

    def keeping(self, constraint: Constraint, node: str, path: Path | None) -> str | None:
        """Return a pattern that binds ``node`` to what keeps a constraint, and to nothing else.

        Of constraints on each value, ``node`` is the value. None where there is no such pattern, or
        where it would take longer than to look beside each node.
        """
        match constraint:
            case MinCount(1) if path is not None:
                return self._walk(node, path)
            case InstanceOf(cls):
                return self._instances(node, cls)
            case Conforms(shape):
                return self._conforming(node, shape)
            case Logical("or", shapes):
                return _united(self._conforming(node, shape) for shape in shapes)
            case Logical("and", shapes):
                return _joined(self._conforming(node, shape) for shape in shapes)
        return None

    def too_many(self, constraint: Constraint, path: Path | None, focus: str) -> str | None:
        """Return a query for those of ``focus`` with more values than a constraint allows."""
        if not isinstance(path, Predicate):
            return None
        values = f"{focus} ?this {path} ?value ."
        match constraint:
            case MaxCount(count):
                grouped, most = "?this", count
            case UniqueLang():
                values += " FILTER(LANG(?value) != '')"
                grouped, most = f"?this (LCASE(LANG(?value)) AS {self._fresh()})", 1
            case _:
                return None
        return (
            f"SELECT DISTINCT ?this {{ {values} }} GROUP BY {grouped} "
            f"HAVING(COUNT(DISTINCT ?value) > {most})"
        )

    def _conforming(self, node: str, shape: Shape) -> str | None:
        if shape.deactivated or not (shape.constraints or shape.properties):
            return None
        if shape.path is None:
            each = [self.keeping(constraint, node, None) for constraint in shape.constraints]
            return _joined([*each, *(self._conforming(node, own) for own in shape.properties)])
        if shape.properties or any(not isinstance(c, MinCount) for c in shape.constraints):
            return None
        return _joined(
            self.keeping(constraint, node, shape.path) for constraint in shape.constraints
        )

    def _is_near(self, predicate: NamedNode) -> bool:
        return not self._data.has_more(predicate, self._most)

    def _walk(self, node: str, path: Path) -> str | None:
        match path:
            case Predicate(iri) if self._is_near(iri):
                return f"{{ {node} {iri} {self._fresh()} . }}"
            case Sequence((Predicate(iri), *rest)) if self._is_near(iri):
                middle = self._fresh()
                after = rest[0] if len(rest) == 1 else Sequence(tuple(rest))
                onward = self._walk(middle, after)
                # Subselects keep the engine from looking for each of one in the other.
                return onward and (
                    f"{{ SELECT {node} {middle} {{ {node} {iri} {middle} . }} }} "
                    f"{{ SELECT {middle} {{ {onward} }} }}"
                )
        return None

    def _instances(self, node: str, cls: NamedNode) -> str | None:
        below = self._data.below(cls)
        if sum(map(self._data.instances, below)) > self._most:
            return None
        kind, listed = self._fresh(), " ".join(map(str, below))
        return f"{{ VALUES {kind} {{ {listed} }} {node} {RDF.type} {kind} . }}"


def _joined(patterns: Iterable[str | None]) -> str | None:
    known = list(patterns)
    return None if None in known or not known else " ".join(filter(None, known))


def _united(patterns: Iterable[str | None]) -> str | None:
    known = list(patterns)
    if None in known or not known:
        return None
    return "{ " + " } UNION { ".join(filter(None, known)) + " }"
