"""What a shape asks for, as read from its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from pyoxigraph import BlankNode, Literal, NamedNode

from ..stores.base import Term
from .paths import Path
from .select import Select

Name = NamedNode | BlankNode
"""What a shape, a constraint or a path is called by."""


@dataclass(frozen=True, slots=True)
class MinCount:
    """At least ``count`` value nodes."""

    count: int


@dataclass(frozen=True, slots=True)
class MaxCount:
    """At most ``count`` value nodes."""

    count: int


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """Every value node is an instance of a class or of a subclass."""

    cls: NamedNode


@dataclass(frozen=True, slots=True)
class OfDatatype:
    """Every value node is a well-formed literal of a datatype."""

    datatype: NamedNode


@dataclass(frozen=True, slots=True)
class OfKind:
    """Every value node is of a node kind."""

    kind: NamedNode


@dataclass(frozen=True, slots=True)
class Bound:
    """Every value node compares with a literal as ``parameter`` (minInclusive …) says."""

    parameter: str
    limit: Literal


@dataclass(frozen=True, slots=True)
class Length:
    """Every value node is a text of at least (``minLength``) or at most so many characters."""

    parameter: str
    length: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Every value node matches a regular expression."""

    regex: str
    flags: str


@dataclass(frozen=True, slots=True)
class LanguageIn:
    """Every value node has a language of one of the ranges."""

    ranges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UniqueLang:
    """No two value nodes have one language."""


@dataclass(frozen=True, slots=True)
class Equals:
    """The value nodes are the values of another property."""

    other: NamedNode


@dataclass(frozen=True, slots=True)
class Disjoint:
    """No value node is a value of another property."""

    other: NamedNode


@dataclass(frozen=True, slots=True)
class LessThan:
    """Every value node is less than every value of another property, or equal if allowed."""

    other: NamedNode
    or_equal: bool


@dataclass(frozen=True, slots=True)
class HasValue:
    """One of the value nodes is this."""

    value: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """Every value node is one of these."""

    values: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """Value nodes have no properties but these."""

    allowed: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Conforms:
    """Every value node conforms to a shape (sh:node)."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Negation:
    """No value node conforms to a shape (sh:not)."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Logical:
    """Every value node conforms to all (``and``), some (``or``) or one (``xone``) of the shapes."""

    parameter: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """At least or at most ``count`` value nodes conform to a shape, and to none of its siblings."""

    parameter: str
    count: int
    shape: Shape
    siblings: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Selected:
    """What a query selects is a fault (sh:sparql)."""

    node: Name
    select: Select
    messages: tuple[Literal, ...]


Constraint = (
    MinCount
    | MaxCount
    | InstanceOf
    | OfDatatype
    | OfKind
    | Bound
    | Length
    | Pattern
    | LanguageIn
    | UniqueLang
    | Equals
    | Disjoint
    | LessThan
    | HasValue
    | OneOf
    | Closed
    | Conforms
    | Negation
    | Logical
    | Qualified
    | Selected
)


@dataclass(frozen=True, slots=True)
class Targets:
    """The nodes that a shape is for (SHACL, section 2.1.3)."""

    nodes: tuple[NamedNode | Literal, ...] = ()
    classes: tuple[NamedNode, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """A node shape, or with a ``path`` a property shape."""

    node: Name
    file: FilePath
    path: Path | None
    targets: Targets
    severity: NamedNode
    messages: tuple[Literal, ...]
    deactivated: bool
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of some files, by name, and the triples they were read from."""

    by_name: dict[Name, Shape]
    triples: tuple[tuple[Name, NamedNode, Term], ...] = field(repr=False)

    def __iter__(self) -> Iterator[Shape]:
        return iter(self.by_name.values())

    def __len__(self) -> int:
        return len(self.by_name)

    def targeted(self) -> list[Shape]:
        """Return the shapes that say for which nodes they are."""
        return [shape for shape in self if shape.targets]
