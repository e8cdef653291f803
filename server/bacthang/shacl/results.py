"""What is found against a shape."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ..namespaces import SH
from ..stores.base import Term
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
    Name,
    Negation,
    OfDatatype,
    OfKind,
    OneOf,
    Pattern,
    Qualified,
    Selected,
    UniqueLang,
)


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL, section 3.6); ``path`` is the SPARQL text of the path."""

    focus: Term
    path: str | None
    value: Term | None
    component: NamedNode
    shape: Name
    constraint: Name | None
    severity: NamedNode
    messages: tuple[Literal, ...]

    def order(self) -> tuple[str, ...]:
        """Return what results are sorted by: shape, focus, path, value, and the rest."""
        parts = (self.shape, self.focus, self.path or "", self.value or "", self.component)
        return *map(str, parts), str(self.constraint or ""), *map(str, self.messages)


_COMPONENTS = {
    MinCount: "MinCount",
    MaxCount: "MaxCount",
    InstanceOf: "Class",
    OfDatatype: "Datatype",
    OfKind: "NodeKind",
    Pattern: "Pattern",
    LanguageIn: "LanguageIn",
    UniqueLang: "UniqueLang",
    Equals: "Equals",
    Disjoint: "Disjoint",
    HasValue: "HasValue",
    OneOf: "In",
    Closed: "Closed",
    Conforms: "Node",
    Negation: "Not",
    Selected: "SPARQL",
}


def component_of(constraint: Constraint) -> NamedNode:
    """Return the constraint component, ``sh:MinCountConstraintComponent`` and so on."""
    if isinstance(constraint, LessThan):
        name = "LessThanOrEquals" if constraint.or_equal else "LessThan"
    elif isinstance(constraint, Bound | Length | Logical | Qualified):
        name = constraint.parameter[0].upper() + constraint.parameter[1:]
    else:
        name = _COMPONENTS[type(constraint)]
    return SH[f"{name}ConstraintComponent"]
