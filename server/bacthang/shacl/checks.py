"""One shape asked of the data, by a query for each kind of constraint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, QuerySolution

from ..stores.base import Term
from .conditions import Conditions, FocusConstraint
from .data import Data
from .messages import default_messages, spoken
from .model import (
    Closed,
    Constraint,
    Equals,
    HasValue,
    MaxCount,
    MinCount,
    Qualified,
    Selected,
    Shape,
    UniqueLang,
)
from .paths import Predicate
from .prebound import bound_query, detecting_query
from .results import Result, component_of
from .scopes import Scope, of_nodes
from .sets import Sets

_THIS: Final = "?this"
_VALUE: Final = "?value"
_MANY: Final = 3
"""More values than these are counted; fewer are quicker to find one beside the other."""


_FAR: Final = 2
"""How many times more triples than targets there may be, for the triples to be gone through."""


class Check:
    """One shape over one scope, and the property shapes below it."""

    def __init__(self, data: Data, conditions: Conditions, shape: Shape, scope: Scope) -> None:
        self._data = data
        self._conditions = conditions
        self._shape = shape
        self._scope = scope
        self._focus = scope.write(_THIS)
        self._value = _VALUE if shape.path else _THIS
        walked = f" {_THIS} {shape.path} {_VALUE} ." if shape.path else ""
        self._values = self._focus + walked
        self._triples = f"{_THIS} {shape.path} {_VALUE} ."

    def results(self) -> Iterator[Result]:
        """Yield what breaks the shape; a result may come more than once."""
        shape = self._shape
        if shape.deactivated:
            return
        each: list[Constraint] = []
        together: list[FocusConstraint] = []
        for constraint in shape.constraints:
            match constraint:
                case MinCount() | MaxCount() | UniqueLang() | HasValue() | Qualified():
                    together.append(constraint)
                case Closed():
                    yield from self._closed(constraint)
                case Selected():
                    yield from self._selected(constraint)
                case Equals():
                    each.append(constraint)
                    yield from self._unequal(constraint)
                case _:
                    each.append(constraint)
        yield from self._of_values(each)
        yield from self._of_focus(together)
        for inner in shape.properties:
            below = self._scope
            if shape.path is not None:
                below = below.along(shape.path, self._conditions.fresh())
            yield from Check(self._data, self._conditions, inner, below).results()

    def _of_values(self, constraints: list[Constraint]) -> Iterator[Result]:
        """Check constraints on each value node: those of sets, and all others in one query."""
        selected = _THIS if self._shape.path is None else f"{_THIS} {_VALUE}"
        sets, rest = self._sets(), []
        for constraint in constraints:
            keeping = sets and sets.keeping(constraint, self._value, None)
            if keeping:
                for row in self._without(selected, self._values, keeping):
                    yield self._result(constraint, row["this"], row[self._value[1:]])
            else:
                rest.append(constraint)
        kept = [self._conditions.of_value(c, _THIS, self._value) for c in rest]
        for row, broken in self._broken(selected, self._values, rest, kept):
            yield self._result(broken, row["this"], row[self._value[1:]])

    def _of_focus(self, constraints: list[FocusConstraint]) -> Iterator[Result]:
        """Check constraints on the value nodes together: those on too many, and on too few."""
        path = self._shape.path
        asked = []
        for constraint in constraints:
            if _is_counted(constraint):
                yield from self._counted(constraint)
            elif (rows := self._by_sets(constraint)) is None:
                asked.append(constraint)
            else:
                for row in rows:
                    yield self._result(constraint, row["this"], None)
        simple = isinstance(path, Predicate)
        from_values = [c for c in asked if simple and _is_of_too_many(c)]
        from_focus = [c for c in asked if c not in from_values]
        for pattern, known, some in (
            (self._values, _VALUE, from_values),
            (self._focus, "", from_focus),
        ):
            kept = [self._conditions.of_focus(c, _THIS, path, known) for c in some]
            for row, broken in self._broken(_THIS, pattern, some, kept):
                yield self._result(broken, row["this"], None)

    def _counted(self, constraint: FocusConstraint) -> Iterator[Result]:
        """Check how many values there are by counting them."""
        assert isinstance(constraint, MinCount | MaxCount)
        walked = f"{_THIS} {self._shape.path} {_VALUE}"
        if isinstance(constraint, MinCount):
            walked, operator = f"OPTIONAL {{ {walked} }}", "<"
        else:
            operator = ">"
        text = (
            f"SELECT {_THIS} {{ {self._focus} {walked} }} GROUP BY {_THIS} "
            f"HAVING(COUNT(DISTINCT {_VALUE}) {operator} {constraint.count})"
        )
        for row in self._data.rows(text):
            yield self._result(constraint, row["this"], None)

    def _by_sets(self, constraint: FocusConstraint) -> Iterable[QuerySolution] | None:
        """Return the focus nodes that break a constraint, if sets tell it."""
        sets, path = self._sets(), self._shape.path
        if sets is None:
            return None
        if keeping := sets.keeping(constraint, _THIS, path):
            return self._without(_THIS, self._focus, keeping)
        first = self._is_property_first()
        text = sets.too_many(constraint, path, "" if first else self._focus)
        if text is None:
            return None
        return self._data.rows(self._held(_THIS, text) if first else text)

    def _sets(self) -> Sets | None:
        """Return what writes patterns of sets; None where only some nodes are checked."""
        path, size = self._shape.path, self._scope.size
        if not self._scope.holds:
            return None
        if isinstance(path, Predicate) and self._is_property_first():
            size = self._data.triples(path.iri)
        return Sets(self._data, self._conditions.fresh, size)

    def _without(self, selected: str, pattern: str, keeping: str) -> Iterable[QuerySolution]:
        """Return every solution of a pattern that is none of those that keep a constraint."""
        first = pattern == self._values and self._is_property_first()
        if first:
            pattern = self._triples
        text = f"SELECT DISTINCT {selected} {{ {pattern} MINUS {{ {keeping} }} }}"
        return self._data.rows(self._held(selected, text) if first else text)

    def _held(self, selected: str, text: str) -> str:
        """Return a query for those of another's solutions that are targets.

        Stated beside it the condition would be asked of each triple that is gone through.
        """
        return f"SELECT {selected} {{ {{ {text} }} FILTER({self._scope.holds}) }}"

    def _broken(
        self,
        selected: str,
        pattern: str,
        constraints: Sequence[Constraint],
        kept: Sequence[str],
    ) -> Iterator[tuple[QuerySolution, Constraint]]:
        """Yield every solution of a pattern with each constraint that it breaks.

        Where it is value nodes that are looked at, and the property is not far more frequent than
        the targets, its triples are gone through, and targets asked for only then.
        """
        tried = [(c, k) for c, k in zip(constraints, kept, strict=True) if k != "true"]
        if not tried:
            return
        flags = [f"({k} AS ?__k{n})" for n, (_, k) in enumerate(tried)] if len(tried) > 1 else []
        condition = f"!({' && '.join(k for _, k in tried)})"
        if pattern == self._values and self._is_property_first():
            pattern = self._triples
            condition = f"{condition} && ({self._scope.holds})"
        text = f"SELECT DISTINCT {selected} {' '.join(flags)} {{ {pattern} FILTER({condition}) }}"
        for row in self._data.rows(text):
            for number, (constraint, _) in enumerate(tried):
                if not flags or row[f"__k{number}"].value == "false":
                    yield row, constraint

    def _is_property_first(self) -> bool:
        path, scope = self._shape.path, self._scope
        if not isinstance(path, Predicate) or not scope.holds:
            return False
        return not self._data.has_more(path.iri, _FAR * scope.size)

    def _unequal(self, constraint: Equals) -> Iterator[Result]:
        """Find values of the other property that are no value nodes."""
        pattern, value = self._conditions.unequal(constraint, self._shape, _THIS)
        for focus, found in self._pairs(self._focus, pattern, value):
            yield self._result(constraint, focus, found)

    def _closed(self, constraint: Closed) -> Iterator[Result]:
        pattern, predicate, value = self._conditions.closed(constraint, self._value)
        for focus, found, at in self._pairs(self._values, pattern, value, predicate):
            yield self._result(constraint, focus, found, path=str(at))

    def _pairs(self, focus: str, pattern: str, *variables: str) -> Iterator[tuple[Term, ...]]:
        names = (_THIS, *variables)
        text = f"SELECT DISTINCT {' '.join(names)} {{ {focus} {pattern} }}"
        for row in self._data.rows(text):
            yield tuple(row[name[1:]] for name in names)

    def _selected(self, constraint: Selected) -> Iterator[Result]:
        """Ask a constraint's query: first where, when that is faster, then what."""
        select, path = constraint.select, self._shape.path
        everywhere = self._scope.each(_THIS)
        detecting = detecting_query(select, everywhere, path)
        patterns: Iterable[str] = (everywhere,)
        if detecting is not None:
            found = [row["this"] for row in self._data.rows(detecting)]
            if not any(isinstance(node, BlankNode) for node in found):
                patterns = (scope.write(_THIS) for scope in of_nodes(found))
        names = select.clause.variables
        for pattern in patterns:
            for row in self._data.rows(bound_query(select, pattern, path)):
                yield self._of_row(constraint, {name: row[name] for name in names})

    def _of_row(self, constraint: Selected, row: dict[str, Term | None]) -> Result:
        focus = row["this"]
        assert focus is not None
        value = row.get("value")
        if value is None and self._shape.path is None:
            value = focus
        at = row.get("path")
        wanted = constraint.messages or self._shape.messages
        messages = spoken(wanted, {**row, "value": value}) if wanted else None
        return self._result(
            constraint, focus, value, path=None if at is None else str(at), messages=messages
        )

    def _result(
        self,
        constraint: Constraint,
        focus: Term,
        value: Term | None,
        *,
        path: str | None = None,
        messages: tuple[Literal, ...] | None = None,
    ) -> Result:
        shape, component = self._shape, component_of(constraint)
        return Result(
            focus=focus,
            path=path or (str(shape.path) if shape.path else None),
            value=value,
            component=component,
            shape=shape.node,
            constraint=constraint.node if isinstance(constraint, Selected) else None,
            severity=shape.severity,
            messages=messages or shape.messages or default_messages(shape, component),
        )


def _is_counted(constraint: FocusConstraint) -> bool:
    """Tell whether values are counted, rather than looked for one beside the other."""
    return isinstance(constraint, MinCount | MaxCount) and constraint.count > _MANY


def _is_of_too_many(constraint: FocusConstraint) -> bool:
    """Tell whether a constraint can be broken only by values that are there."""
    if isinstance(constraint, Qualified):
        return constraint.parameter == "qualifiedMaxCount"
    return isinstance(constraint, MaxCount | UniqueLang)
