"""Constraints as conditions of SPARQL, so that a store finds what breaks them, all nodes at once.

A condition is true of what conforms, and is never an error: an error would hide a fault. A nested
shape is a condition inside another, by EXISTS; hence any depth of sh:node, sh:or … is one query.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..namespaces import RDF, RDFS, SH
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
from .walking import TRUE, Walks, all_of, any_of, same, sure

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


class Conditions:
    """Writes conditions; ``subclasses`` gives a class and all below it.

    ``fresh`` returns a variable that nothing else uses.
    """

    def __init__(self, subclasses: Callable[[NamedNode], tuple[NamedNode, ...]]) -> None:
        self._subclasses = subclasses
        self._walks = Walks()
        self.fresh = self._walks.fresh

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
                return sure(f"{value} {_OPERATORS[parameter]} {limit}")
            case Length(parameter, length):
                return _length(value, parameter, length)
            case Pattern(regex, flags):
                return sure(f"REGEX(STR({value}), {Literal(regex)}, {Literal(flags)})")
            case LanguageIn(ranges):
                return any_of(sure(f"LANGMATCHES(LANG({value}), {Literal(r)})") for r in ranges)
            case Equals(other):
                return f"EXISTS {{ {this} {other} {value} }}"
            case Disjoint(other):
                return f"NOT EXISTS {{ {this} {other} {value} }}"
            case LessThan(other, or_equal):
                return self._less(this, value, other, "<=" if or_equal else "<")
            case OneOf(values):
                return any_of(same(value, term) for term in values)
            case Conforms(shape):
                return self.conforms(shape, value)
            case Negation(shape):
                return f"(!{self.conforms(shape, value)})"
            case Logical(parameter, shapes):
                return self._logical(parameter, [self.conforms(s, value) for s in shapes])
        raise TypeError(constraint)

    def of_focus(
        self, constraint: FocusConstraint, this: str, path: Path | None, known: str = ""
    ) -> str:
        """Return when ``this`` keeps a constraint on all its value nodes together.

        One of too many values may be ``known``, bound outside to a value node.
        """
        match constraint:
            case MinCount(count):
                return self._walks.at_least(count, this, path)
            case MaxCount(count):
                return f"(!{self._walks.at_least(count + 1, this, path, known=known)})"
            case UniqueLang():
                return f"(!{self._walks.one_language_twice(this, path, known)})"
            case HasValue(term) if path is None:
                return same(this, term)
            case HasValue(term):
                return self._walks.at_least(1, this, path, lambda value: same(value, term))
            case Qualified(parameter, count, shape, siblings):
                at_least = parameter == "qualifiedMinCount"
                number = count if at_least else count + 1
                known = "" if at_least else known

                def counted(value: str) -> str:
                    others = (f"(!{self.conforms(s, value)})" for s in siblings)
                    return all_of([self.conforms(shape, value), *others])

                enough = self._walks.at_least(number, this, path, counted, known)
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
            return TRUE
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
            return all_of([*focus, *each])
        if each:
            focus.append(f"(!{self._walks.exists(node, shape.path, value, f'(!{all_of(each)})')})")
        return all_of(focus)

    def closed(self, constraint: Closed, node: str) -> tuple[str, str, str]:
        """Return a pattern of properties not allowed, with its variables for property and value.

        ``rdf:type rdfs:Resource`` is let pass, being true of everything.
        """
        predicate, value = self.fresh(), self.fresh()
        allowed = ", ".join(map(str, constraint.allowed))
        banned = f"{predicate} NOT IN ({allowed})" if allowed else TRUE
        resource = f"{predicate} = {RDF.type} && {same(value, RDFS.Resource)}"
        pattern = f"{node} {predicate} {value} FILTER({banned} && !({resource}))"
        return pattern, predicate, value

    def unequal(self, constraint: Equals, shape: Shape, this: str) -> tuple[str, str]:
        """Return a pattern of values of the other property alone, with its variable."""
        value = self.fresh()
        own = (
            f"!sameTerm({value}, {this})"
            if shape.path is None
            else f"!{self._walks.among(value, this, shape.path)}"
        )
        return f"{this} {constraint.other} {value} FILTER({own})", value

    def _less(self, this: str, value: str, other: NamedNode, operator: str) -> str:
        compared = self.fresh()
        less = sure(f"{value} {operator} {compared}")
        return f"NOT EXISTS {{ {this} {other} {compared} FILTER(!{less}) }}"

    def _logical(self, parameter: str, members: list[str]) -> str:
        if parameter == "and":
            return all_of(members)
        if parameter == "or":
            return any_of(members)
        numbers = " + ".join(f"IF({member}, 1, 0)" for member in members)
        return f"({numbers} = 1)"


def _of_datatype(value: str, datatype: NamedNode) -> str:
    if datatype == RDF.langString:
        return f"(isLiteral({value}) && LANG({value}) != '')"
    condition = f"DATATYPE({value}) = {datatype}"
    written = well_formed(value, datatype)
    return sure(f"{condition} && {written}" if written else condition)


def _length(value: str, parameter: str, length: int) -> str:
    if parameter == "maxLength":
        return sure(f"STRLEN(STR({value})) <= {length}")
    return sure(f"STRLEN(STR({value})) >= {length}") if length else TRUE
