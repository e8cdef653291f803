"""Constraints as conditions of SPARQL, so that a store finds what breaks them, all nodes at once.

A condition is true of what conforms, and is never an error: an error would hide a fault. A nested
shape is a condition inside another, by EXISTS; hence any depth of sh:node, sh:or … is one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..namespaces import RDF, RDFS, SH
from ..stores.base import Term
from .datatypes import well_formed
from .model import (
    Bound,
    Closed,
    Conforms,
    Constraint,
    Disjoint,
    Equals,
    HasValue,
    InstanceOf,
    LanguageIn,
    Length,
    LessThan,
    Logical,
    MaxCount,
    MinCount,
    Negation,
    OfDatatype,
    OfKind,
    OneOf,
    Pattern,
    Qualified,
    Selected,
    Shape,
    UniqueLang,
)
from .paths import Alternative, Inverse, Path, Sequence

FocusConstraint = MinCount | MaxCount | UniqueLang | HasValue | Qualified
"""Constraints on all value nodes of a focus node together; their results have no value."""

_OPERATORS: Final = {
    "minInclusive": ">=",
    "minExclusive": ">",
    "maxInclusive": "<=",
    "maxExclusive": "<",
}
_KINDS: Final = {
    "BlankNode": "isBlank({0})",
    "IRI": "isIRI({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
_TRUE: Final = "true"


class Conditions:
    """Writes conditions; ``subclasses`` gives a class and all below it."""

    def __init__(self, subclasses: Callable[[NamedNode], tuple[NamedNode, ...]]) -> None:
        self._subclasses = subclasses
        self._numbers = count(1)

    def fresh(self) -> str:
        """Return a variable that nothing else uses."""
        return f"?__{next(self._numbers)}"

    def of_value(self, constraint: Constraint, this: str, value: str) -> str:
        """Return when a value node of ``this`` keeps a constraint on each value node."""
        match constraint:
            case InstanceOf(cls):
                return self.instance(value, cls)
            case OfDatatype(datatype):
                return _of_datatype(value, datatype)
            case OfKind(kind):
                return _KINDS[SH.local(kind)].format(value)
            case Bound(parameter, limit):
                return _sure(f"{value} {_OPERATORS[parameter]} {limit}")
            case Length(parameter, length):
                return _length(value, parameter, length)
            case Pattern(regex, flags):
                return _sure(f"REGEX(STR({value}), {Literal(regex)}, {Literal(flags)})")
            case LanguageIn(ranges):
                return _any(_sure(f"LANGMATCHES(LANG({value}), {Literal(r)})") for r in ranges)
            case Equals(other):
                return f"EXISTS {{ {this} {other} {value} }}"
            case Disjoint(other):
                return f"NOT EXISTS {{ {this} {other} {value} }}"
            case LessThan(other, or_equal):
                return self._less(this, value, other, "<=" if or_equal else "<")
            case OneOf(values):
                return _any(_same(value, term) for term in values)
            case Conforms(shape):
                return self.conforms(shape, value)
            case Negation(shape):
                return f"(!{self.conforms(shape, value)})"
            case Logical(parameter, shapes):
                return self._logical(parameter, [self.conforms(s, value) for s in shapes])
        raise TypeError(constraint)

    def of_focus(self, constraint: FocusConstraint, this: str, path: Path | None) -> str:
        """Return when ``this`` keeps a constraint on all its value nodes together."""
        match constraint:
            case MinCount(count):
                return self._at_least(count, this, path)
            case MaxCount(count):
                return f"(!{self._at_least(count + 1, this, path)})"
            case UniqueLang():
                return f"(!{self._one_language_twice(this, path)})"
            case HasValue(term) if path is None:
                return _same(this, term)
            case HasValue(term):
                return self._at_least(1, this, path, lambda value: _same(value, term))
            case Qualified(parameter, count, shape, siblings):
                at_least = parameter == "qualifiedMinCount"
                number = count if at_least else count + 1

                def counted(value: str) -> str:
                    others = (f"(!{self.conforms(s, value)})" for s in siblings)
                    return _all([self.conforms(shape, value), *others])

                enough = self._at_least(number, this, path, counted)
                return enough if at_least else f"(!{enough})"

    def instance(self, value: str, cls: NamedNode) -> str:
        """Return when a node is an instance of a class or of one below it."""
        below = [other for other in self._subclasses(cls) if other != cls]
        direct = f"EXISTS {{ {value} {RDF.type} {cls} }}"
        if not below:
            return direct
        kind = self.fresh()
        listed = ", ".join(map(str, below))
        return f"({direct} || EXISTS {{ {value} {RDF.type} {kind} FILTER({kind} IN ({listed})) }})"

    def conforms(self, shape: Shape, node: str) -> str:
        """Return when a node conforms to a shape, whatever its targets."""
        if shape.deactivated:
            return _TRUE
        focus, each = [], []
        value = node if shape.path is None else self.fresh()
        for constraint in shape.constraints:
            match constraint:
                case MinCount() | MaxCount() | UniqueLang() | HasValue() | Qualified():
                    focus.append(self.of_focus(constraint, node, shape.path))
                case Closed():
                    each.append(f"NOT EXISTS {{ {self.closed(constraint, value)[0]} }}")
                case Selected():
                    raise TypeError(constraint)
                case _:
                    each.append(self.of_value(constraint, node, value))
                    if isinstance(constraint, Equals):
                        focus.append(f"NOT EXISTS {{ {self.unequal(constraint, shape, node)[0]} }}")
        each += [self.conforms(inner, value) for inner in shape.properties]
        if shape.path is None:
            return _all([*focus, *each])
        if each:
            focus.append(f"(!{self.exists(node, shape.path, value, f'(!{_all(each)})')})")
        return _all(focus)

    def closed(self, constraint: Closed, node: str) -> tuple[str, str, str]:
        """Return a pattern of properties not allowed, with its variables for property and value.

        ``rdf:type rdfs:Resource`` is let pass, being true of everything.
        """
        predicate, value = self.fresh(), self.fresh()
        allowed = ", ".join(map(str, constraint.allowed))
        banned = f"{predicate} NOT IN ({allowed})" if allowed else _TRUE
        resource = f"{predicate} = {RDF.type} && {_same(value, RDFS.Resource)}"
        pattern = f"{node} {predicate} {value} FILTER({banned} && !({resource}))"
        return pattern, predicate, value

    def unequal(self, constraint: Equals, shape: Shape, this: str) -> tuple[str, str]:
        """Return a pattern of values of the other property alone, with its variable."""
        value = self.fresh()
        own = (
            f"!sameTerm({value}, {this})"
            if shape.path is None
            else f"!{self._among(value, this, shape.path)}"
        )
        return f"{this} {constraint.other} {value} FILTER({own})", value

    def exists(self, start: str, path: Path | None, end: str, condition: str) -> str:
        """Return when a path leads from a bound ``start`` to an ``end`` of which a condition holds.

        Each step is looked for inside the one before: a store that puts the patterns of a group in
        order does not know that ``start`` is bound, and may walk every path from its far end.
        """
        match path:
            case Sequence((first, *rest)):
                middle = self.fresh()
                onward = self.exists(middle, _sequence(rest), end, condition)
                return self.exists(start, first, middle, onward)
            case Alternative(parts):
                return _any(self.exists(start, part, end, condition) for part in parts)
            case Inverse(Inverse(of)):
                return self.exists(start, of, end, condition)
            case Inverse(Sequence(parts)):
                backward = Sequence(tuple(map(Inverse, reversed(parts))))
                return self.exists(start, backward, end, condition)
            case Inverse(Alternative(parts)):
                return self.exists(start, Alternative(tuple(map(Inverse, parts))), end, condition)
        where = "" if condition == _TRUE else f" FILTER({condition})"
        return f"EXISTS {{ {start} {path} {end}{where} }}"

    def _among(self, value: str, this: str, path: Path | None) -> str:
        """Return when a bound value is one of the value nodes."""
        other = self.fresh()
        return self.exists(this, path, other, f"sameTerm({other}, {value})")

    def _one_language_twice(self, this: str, path: Path | None) -> str:
        one, two = self.fresh(), self.fresh()
        alike = _sure(f"LANG({one}) != '' && LCASE(LANG({one})) = LCASE(LANG({two}))")
        other = self.exists(this, path, two, f"({alike} && !sameTerm({one}, {two}))")
        return self.exists(this, path, one, other)

    def _less(self, this: str, value: str, other: NamedNode, operator: str) -> str:
        compared = self.fresh()
        less = _sure(f"{value} {operator} {compared}")
        return f"NOT EXISTS {{ {this} {other} {compared} FILTER(!{less}) }}"

    def _logical(self, parameter: str, members: list[str]) -> str:
        if parameter == "and":
            return _all(members)
        if parameter == "or":
            return _any(members)
        numbers = " + ".join(f"IF({member}, 1, 0)" for member in members)
        return f"({numbers} = 1)"

    def _at_least(
        self,
        number: int,
        this: str,
        path: Path | None,
        counted: Callable[[str], str] = lambda value: _TRUE,
    ) -> str:
        """Return when so many value nodes differ from each other and are counted."""
        if number == 0:
            return _TRUE
        values = [self.fresh() for _ in range(number)]
        found = _TRUE
        for place in reversed(range(number)):
            value = values[place]
            differ = [f"!sameTerm({value}, {other})" for other in values[:place]]
            condition = _all([*differ, counted(value), found])
            found = self.exists(this, path, value, condition)
        return found


def _sequence(parts: list[Path]) -> Path:
    return parts[0] if len(parts) == 1 else Sequence(tuple(parts))


def _of_datatype(value: str, datatype: NamedNode) -> str:
    if datatype == RDF.langString:
        return f"(isLiteral({value}) && LANG({value}) != '')"
    condition = f"DATATYPE({value}) = {datatype}"
    written = well_formed(value, datatype)
    return _sure(f"{condition} && {written}" if written else condition)


def _length(value: str, parameter: str, length: int) -> str:
    if parameter == "maxLength":
        return _sure(f"STRLEN(STR({value})) <= {length}")
    return _sure(f"STRLEN(STR({value})) >= {length}") if length else _TRUE


def _same(value: str, term: Term) -> str:
    return f"sameTerm({value}, {term})"


def _sure(condition: str) -> str:
    """Return a condition that is false where it would be an error."""
    return f"COALESCE({condition}, false)"


def _all(conditions: list[str]) -> str:
    kept = [condition for condition in conditions if condition != _TRUE]
    return f"({' && '.join(kept)})" if kept else _TRUE


def _any(conditions: Iterable[str]) -> str:
    return f"({' || '.join(conditions) or 'false'})"
