"""The parameters of SHACL Core (section 4), each read into what it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NoReturn

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode

from ..canonical import canonical_literal
from ..namespaces import RDFS, SH, XSD
from ..stores.base import Term
from .graph import ShapesGraph, told
from .model import (
    Bound,
    Constraint,
    Disjoint,
    Equals,
    HasValue,
    InstanceOf,
    LanguageIn,
    Length,
    LessThan,
    MaxCount,
    MinCount,
    Name,
    OfDatatype,
    OfKind,
    OneOf,
    Pattern,
    UniqueLang,
)

KINDS: Final = (
    "BlankNode",
    "IRI",
    "Literal",
    "BlankNodeOrIRI",
    "BlankNodeOrLiteral",
    "IRIOrLiteral",
)

_COMPARED: Final = frozenset(
    (XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.date, XSD.dateTime, XSD.string)
)
"""Datatypes of limits that both engines compare alike."""


class ParameterReader:
    """Reads the parameters of one shape that have no shape for a value."""

    def __init__(self, graph: ShapesGraph, node: Name, is_property: bool) -> None:
        self._graph = graph
        self._node = node
        self._is_property = is_property

    def read(self, parameter: str) -> list[Constraint]:
        """Return the constraints that a parameter, one of PARAMETERS, makes of its values."""
        values = self._graph.objects(self._node, SH[parameter])
        if values and parameter in _FOR_PROPERTIES and not self._is_property:
            self._refuse(parameter, "chỉ dùng cho property shape", "is for property shapes only")
        if parameter in _ONCE and len(values) > 1:
            self._refuse(parameter, "có hơn một giá trị", "has more than one value")
        return [c for value in values for c in PARAMETERS[parameter](self, parameter, value)]

    def count(self, parameter: str, value: Term) -> int:
        """Return a whole number that is not negative."""
        if not (isinstance(value, Literal) and value.datatype == XSD.integer):
            self._refuse(parameter, "không phải xsd:integer", "is no xsd:integer")
        if not re.fullmatch("[0-9]+", value.value):
            self._refuse(parameter, "là số âm", "is negative")
        return int(value.value)

    def truth(self, parameter: str, value: Term) -> bool:
        """Return a boolean."""
        if not (isinstance(value, Literal) and value.datatype == XSD.boolean):
            self._refuse(parameter, "không phải xsd:boolean", "is no xsd:boolean")
        if value.value not in ("true", "false"):
            self._graph.unsupported(self._node, f"sh:{parameter} {told(value)}")
        return value.value == "true"

    def iri(self, parameter: str, value: Term) -> NamedNode:
        """Return an IRI."""
        if not isinstance(value, NamedNode):
            self._refuse(parameter, "không phải IRI", "is no IRI")
        return value

    def text(self, parameter: str, value: Term) -> str:
        """Return a plain string."""
        if not (isinstance(value, Literal) and value.datatype == XSD.string):
            self._refuse(parameter, "không phải xsd:string", "is no xsd:string")
        return value.value

    def members(self, value: Term) -> list[Term]:
        """Return the members of an RDF list."""
        return self._graph.members(value, self._node)

    def _refuse(self, parameter: str, vi: str, en: str) -> NoReturn:
        self._graph.refuse(self._node, vi=f"sh:{parameter} {vi}", en=f"sh:{parameter} {en}")

    def _min_count(self, name: str, value: Term) -> list[Constraint]:
        return [MinCount(self.count(name, value))]

    def _max_count(self, name: str, value: Term) -> list[Constraint]:
        return [MaxCount(self.count(name, value))]

    def _class(self, name: str, value: Term) -> list[Constraint]:
        return [InstanceOf(self.iri(name, value))]

    def _datatype(self, name: str, value: Term) -> list[Constraint]:
        datatype = self.iri(name, value)
        if datatype in _NOT_KEPT:
            self._graph.unsupported(self._node, f"sh:datatype {told(datatype)}")
        return [OfDatatype(datatype)]

    def _kind(self, name: str, value: Term) -> list[Constraint]:
        if value not in [SH[kind] for kind in KINDS]:
            self._refuse(name, "không phải loại nút", "is no node kind")
        return [OfKind(self.iri(name, value))]

    def _bound(self, name: str, value: Term) -> list[Constraint]:
        if not isinstance(value, Literal):
            self._refuse(name, "không phải literal", "is no literal")
        if value.datatype not in _COMPARED:
            self._graph.unsupported(self._node, f"sh:{name} {told(value)}")
        return [Bound(name, canonical_literal(value))]

    def _length(self, name: str, value: Term) -> list[Constraint]:
        return [Length(name, self.count(name, value))]

    def _pattern(self, name: str, value: Term) -> list[Constraint]:
        flags = [self.text("flags", f) for f in self._graph.objects(self._node, SH.flags)]
        if len(flags) > 1:
            self._refuse("flags", "có hơn một giá trị", "has more than one value")
        pattern = Pattern(self.text(name, value), "".join(flags))
        if set(pattern.flags) - set("im"):
            self._graph.unsupported(self._node, f'sh:flags "{pattern.flags}"')
        if not _runs(pattern):
            self._graph.unsupported(self._node, f'sh:pattern "{pattern.regex}"')
        return [pattern]

    def _language_in(self, name: str, value: Term) -> list[Constraint]:
        return [LanguageIn(tuple(self.text(name, member) for member in self.members(value)))]

    def _unique_lang(self, name: str, value: Term) -> list[Constraint]:
        return [UniqueLang()] if self.truth(name, value) else []

    def _equals(self, name: str, value: Term) -> list[Constraint]:
        return [Equals(self.iri(name, value))]

    def _disjoint(self, name: str, value: Term) -> list[Constraint]:
        return [Disjoint(self.iri(name, value))]

    def _less_than(self, name: str, value: Term) -> list[Constraint]:
        return [LessThan(self.iri(name, value), name == "lessThanOrEquals")]

    def _has_value(self, name: str, value: Term) -> list[Constraint]:
        return [HasValue(self._ground(name, value))]

    def _in(self, name: str, value: Term) -> list[Constraint]:
        return [OneOf(tuple(self._ground(name, member) for member in self.members(value)))]

    def _ground(self, name: str, value: Term) -> Term:
        """Return a term that can stand in a query, as a store gives it back."""
        if isinstance(value, BlankNode):
            self._graph.unsupported(self._node, f"sh:{name} []")
        return self._kept(name, value) if isinstance(value, Literal) else value

    def _kept(self, name: str, literal: Literal) -> Literal:
        if literal.datatype in _NOT_KEPT:
            self._graph.unsupported(self._node, f"sh:{name} {told(literal)}")
        return canonical_literal(literal)


def _runs(pattern: Pattern) -> bool:
    """Tell whether both engines know a regular expression."""
    try:
        re.compile(pattern.regex)
    except re.error:
        return False
    asked = f"SELECT (REGEX('', {Literal(pattern.regex)}) AS ?runs) {{}}"
    answer = pyoxigraph.Store().query(asked)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return next(answer)["runs"] is not None


_FOR_PROPERTIES: Final = frozenset(
    ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals")
)

_NOT_KEPT: Final = frozenset(
    (
        *(RDFS.Literal, RDFS.Datatype, XSD.dateTimeStamp),
        *(XSD.byte, XSD.short, XSD.int, XSD.long),
        *(XSD.unsignedByte, XSD.unsignedShort, XSD.unsignedInt, XSD.unsignedLong),
        *(XSD.nonNegativeInteger, XSD.positiveInteger),
        *(XSD.nonPositiveInteger, XSD.negativeInteger),
    )
)
"""Datatypes of which a store makes others (Oxigraph keeps ``xsd:byte`` as ``xsd:integer``), or that
engines take in several ways."""

_ONCE: Final = frozenset(
    (
        *("minCount", "maxCount", "datatype", "nodeKind", "minLength", "maxLength", "in"),
        *("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"),
        *("languageIn", "uniqueLang"),
    )
)
"""What a shape may have at most once (sections 4.1 to 4.8)."""

PARAMETERS: Final[dict[str, Callable[[ParameterReader, str, Term], list[Constraint]]]] = {
    "minCount": ParameterReader._min_count,
    "maxCount": ParameterReader._max_count,
    "class": ParameterReader._class,
    "datatype": ParameterReader._datatype,
    "nodeKind": ParameterReader._kind,
    "minInclusive": ParameterReader._bound,
    "minExclusive": ParameterReader._bound,
    "maxInclusive": ParameterReader._bound,
    "maxExclusive": ParameterReader._bound,
    "minLength": ParameterReader._length,
    "maxLength": ParameterReader._length,
    "pattern": ParameterReader._pattern,
    "languageIn": ParameterReader._language_in,
    "uniqueLang": ParameterReader._unique_lang,
    "equals": ParameterReader._equals,
    "disjoint": ParameterReader._disjoint,
    "lessThan": ParameterReader._less_than,
    "lessThanOrEquals": ParameterReader._less_than,
    "hasValue": ParameterReader._has_value,
    "in": ParameterReader._in,
}
"""How each parameter is read."""
