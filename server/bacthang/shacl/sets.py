"""What breaks a constraint, found by taking sets from each other and by counting.

Looking beside each focus node, as conditions do, costs a search of the store for each. Where all
nodes of a shape are checked, and what keeps the constraint is not far more than they are, it is
quicker to read both from one end to the other: those who keep it are taken away (MINUS), or the
values of each node are counted (GROUP BY).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
    Qualified,
    Shape,
    UniqueLang,
)
from .paths import Path, Predicate, Sequence

_FAR: Final = 4
"""How many times more triples than nodes there may be, for the triples to be gone through."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What keeps a constraint: patterns that it matches, and others that it must not match."""

    found: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __add__(self, other: _Kept) -> _Kept:
        return _Kept(self.found + other.found, self.without + other.without)

    def __str__(self) -> str:
        return " ".join((*self.found, *(f"MINUS {{ {one} }}" for one in self.without)))


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
        kept = self._kept(constraint, node, path)
        return str(kept) if kept and kept.found else None

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

    def _kept(self, constraint: Constraint, node: str, path: Path | None) -> _Kept | None:
        match constraint:
            case MinCount(1) if path is not None:
                return self._walk(node, path)
            case MaxCount(0) if path is not None:
                return (walk := self._walk(node, path)) and _Kept(without=(str(walk),))
            case Qualified("qualifiedMinCount", 1, shape, ()) if isinstance(path, Predicate):
                value = self._fresh()
                step = self._step(node, path.iri, value)
                return step and _both(step, self._conforming(value, shape))
            case InstanceOf(cls):
                return self._instances(node, cls)
            case Conforms(shape):
                return self._conforming(node, shape)
            case Logical("or", shapes):
                return _either(self._conforming(node, shape) for shape in shapes)
            case Logical("and", shapes):
                return _all(self._conforming(node, shape) for shape in shapes)
        return None

    def _conforming(self, node: str, shape: Shape) -> _Kept | None:
        if shape.deactivated:
            return None
        if shape.path is not None and (
            shape.properties
            or any(not isinstance(c, MinCount | MaxCount | Qualified) for c in shape.constraints)
        ):
            return None
        each = [self._kept(constraint, node, shape.path) for constraint in shape.constraints]
        return _all([*each, *(self._conforming(node, own) for own in shape.properties)])

    def _walk(self, node: str, path: Path) -> _Kept | None:
        match path:
            case Predicate(iri):
                return self._step(node, iri, self._fresh())
            case Sequence((Predicate(iri), *rest)):
                middle = self._fresh()
                after = rest[0] if len(rest) == 1 else Sequence(tuple(rest))
                return _both(self._step(node, iri, middle), self._walk(middle, after))
        return None

    def _step(self, node: str, predicate: NamedNode, value: str) -> _Kept | None:
        """Return a triple, in a subselect: the engine would else look for it beside another."""
        if self._data.has_more(predicate, self._most):
            return None
        return _Kept((f"{{ SELECT {node} {value} {{ {node} {predicate} {value} }} }}",))

    def _instances(self, node: str, cls: NamedNode) -> _Kept | None:
        below = self._data.below(cls)
        if sum(map(self._data.instances, below)) > self._most:
            return None
        kind, listed = self._fresh(), " ".join(map(str, below))
        triple = f"{node} {RDF.type} {kind}"
        return _Kept((f"{{ SELECT {node} {{ VALUES {kind} {{ {listed} }} {triple} }} }}",))


def _both(one: _Kept | None, other: _Kept | None) -> _Kept | None:
    return one + other if one and other else None


def _all(each: Iterable[_Kept | None]) -> _Kept | None:
    """Return what keeps all; None where one of them is not known."""
    whole = _Kept()
    for one in each:
        if one is None:
            return None
        whole += one
    return whole


def _either(each: Iterable[_Kept | None]) -> _Kept | None:
    """Return what keeps any; None where one of them is not known, or matches nothing itself."""
    known = list(each)
    if not all(one and one.found for one in known):
        return None
    return _Kept(("{ " + " } UNION { ".join(map(str, known)) + " }",))
