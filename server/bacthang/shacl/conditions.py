"""Constraints as conditions of SPARQL, so that a store finds what breaks them, all nodes at once.

A condition is true of what conforms, and is never an error: an error would hide a fault. A nested
shape is a condition inside another, by EXISTS; hence any depth of sh:node, sh:or … is one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, count
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
from .paths import Path

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

    def __init__(self, subclasses: Callable[[NamedNode], Sequence[NamedNode]]) -> None:
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
                return f"NOT EXISTS {{ {self.one_language_twice(this, path)} }}"
            case HasValue(term) if path is None:
                return _same(this, term)
            case HasValue(term):
                return f"EXISTS {{ {this} {path} {term} }}"
            case Qualified(parameter, count, shape, siblings):
                at_least = parameter == "qualifiedMinCount"
                number = count if at_least else count + 1

                def counted(value: str) -> str:
                    others = (f"(!{self.conforms(s, value)})" for s in siblings)
                    return _all([self.conforms(shape, value), *others])

                enough = self._at_least(number, this, path, counted)
                return enough if at_least else f"(!{enough})"

    def one_language_twice(self, this: str, path: Path | None) -> str:
        """Return a pattern of two values of one language."""
        one, two = self.fresh(), self.fresh()
        spoken = _sure(f"LANG({one}) != ''")
        alike = f"LCASE(LANG({one})) = LCASE(LANG({two}))"
        differ = f"!sameTerm({one}, {two})"
        return f"{this} {path} {one} , {two} FILTER({spoken} && {alike} && {differ})"

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
            focus.append(f"NOT EXISTS {{ {node} {shape.path} {value} FILTER(!{_all(each)}) }}")
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
            else f"NOT EXISTS {{ {this} {shape.path} {value} }}"
        )
        return f"{this} {constraint.other} {value} FILTER({own})", value

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
        conditions = [c for c in map(counted, values) if c != _TRUE]
        conditions += [f"!sameTerm({one}, {two})" for one, two in combinations(values, 2)]
        where = f" FILTER({' && '.join(conditions)})" if conditions else ""
        return f"EXISTS {{ {this} {path} {' , '.join(values)}{where} }}"


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


def _all(conditions: Sequence[str]) -> str:
    kept = [condition for condition in conditions if condition != _TRUE]
    return f"({' && '.join(kept)})" if kept else _TRUE


def _any(conditions: Iterable[str]) -> str:
    return f"({' || '.join(conditions) or 'false'})"
