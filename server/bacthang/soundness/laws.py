"""What the ontology says of each property, in the form in which statements are held against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..iris import compact
from ..namespaces import BT, DCTERMS, ELI, OA, OWL, RDF, RDFS, XSD
from ..reading import EXAMPLES, well_written
from ..skolem import Statement
from ..stores.base import Subject, Term

DAYS: Final = frozenset(
    (
        *(ELI.date_document, BT.knownSince, BT.validFrom, BT.validUntil),
        *(DCTERMS.issued, DCTERMS.date),
    )
)
"""The properties whose values are xsd:date, which OWL 2 has no place for in a range."""

LANGUAGE: Final = frozenset(
    (
        *(RDF[name] for name in ("type", "first", "rest", "nil", "Property", "List")),
        *(RDFS[name] for name in ("label", "comment", "seeAlso", "isDefinedBy", "member")),
        *(RDFS[name] for name in ("subClassOf", "subPropertyOf", "domain", "range")),
        *(RDFS[name] for name in ("Class", "Datatype", "Literal", "Resource")),
        *(OWL[name] for name in ("Ontology", "Class", "NamedIndividual", "Thing", "Nothing")),
        *(OWL[name] for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
        *(OWL[name] for name in ("FunctionalProperty", "InverseFunctionalProperty")),
        *(OWL[name] for name in ("TransitiveProperty", "SymmetricProperty", "AsymmetricProperty")),
        *(OWL[name] for name in ("ReflexiveProperty", "IrreflexiveProperty", "inverseOf")),
        *(OWL[name] for name in ("equivalentClass", "equivalentProperty", "sameAs")),
        *(OWL[name] for name in ("disjointWith", "propertyDisjointWith", "differentFrom")),
        *(OWL[name] for name in ("AllDisjointClasses", "AllDisjointProperties", "AllDifferent")),
        *(OWL[name] for name in ("members", "distinctMembers", "disjointUnionOf", "oneOf")),
        *(OWL[name] for name in ("unionOf", "intersectionOf", "complementOf", "Restriction")),
        *(OWL[name] for name in ("onProperty", "onClass", "onDataRange", "onDatatype")),
        *(OWL[name] for name in ("someValuesFrom", "allValuesFrom", "hasValue", "hasSelf")),
        *(OWL[name] for name in ("cardinality", "minCardinality", "maxCardinality")),
        *(OWL[name] for name in ("qualifiedCardinality", "minQualifiedCardinality")),
        *(OWL[name] for name in ("maxQualifiedCardinality", "withRestrictions", "hasKey")),
        *(OWL[name] for name in ("propertyChainAxiom", "imports", "versionIRI", "versionInfo")),
        *(OWL[name] for name in ("priorVersion", "deprecated")),
    )
)
"""The terms of RDF, RDFS and OWL 2 themselves, which nobody declares."""

_OPEN: Final = frozenset((RDFS.seeAlso, OWL.versionIRI, OA.hasSource, RDF.type))
"""What leads elsewhere, or to what is looked at elsewhere: texts by quotes, classes as such."""

_ANY_IRI: Final[frozenset[NamedNode | None]] = frozenset((None,))


@dataclass(slots=True)
class Law:
    """What holds of one property.

    ``types`` are the datatypes of its values, with None for an IRI; any will do if it is None
    itself. ``first`` has the value of each thing that must have but one.
    """

    closed: bool
    functional: bool
    types: frozenset[NamedNode | None] | None
    strict: bool
    first: dict[Subject, Term] = field(default_factory=dict)


class Ontology:
    """The declarations of properties."""

    def __init__(self) -> None:
        self._functional: set[Subject] = set()
        self._objects: set[Subject] = set()
        self._datatypes: dict[Subject, NamedNode] = {}

    def learn(self, statements: Iterable[Statement]) -> None:
        """Take the declarations among the statements of the ontology."""
        for subject, predicate, term in statements:
            if predicate == RDF.type and term == OWL.FunctionalProperty:
                self._functional.add(subject)
            elif predicate == RDF.type and term == OWL.ObjectProperty:
                self._objects.add(subject)
            elif predicate == RDFS.range and isinstance(term, NamedNode) and term in XSD:
                self._datatypes[subject] = term

    def law(self, predicate: NamedNode) -> Law:
        """Return what holds of a property."""
        functional = predicate in self._functional
        types = self._types(predicate)
        watched = predicate in (RDF.type, BT.printedValue, BT.countedWords)
        return Law(
            closed=predicate not in _OPEN,
            functional=functional,
            types=types,
            strict=functional or types is not None or watched,
        )

    def _types(self, predicate: NamedNode) -> frozenset[NamedNode | None] | None:
        if predicate in DAYS:
            return frozenset((XSD.date,))
        if predicate in self._objects:
            return _ANY_IRI
        match self._datatypes.get(predicate):
            case None:
                return None
            case XSD.nonNegativeInteger:
                return frozenset((XSD.integer, XSD.nonNegativeInteger))
            case datatype:
                return frozenset((datatype,))


def wanted(law: Law) -> str:
    """Return what a property's values are to be."""
    datatype = _datatype(law)
    return compact(datatype.value) if datatype else "IRI"


def example(law: Law, term: Term) -> str:
    """Return how a value is to be written: that value, as far as it can be told what is meant."""
    datatype = _datatype(law)
    if datatype is None:
        return "prefix:name"
    value = term.value if isinstance(term, Literal) else "…"
    if datatype not in EXAMPLES:
        return f'"{value}"^^{compact(datatype.value)}'
    if not isinstance(term, Literal):
        return EXAMPLES[datatype]
    if datatype == XSD.string:
        return f'"{_pointed(value) if term.datatype == XSD.decimal else value}"'
    if datatype == XSD.decimal:
        value = value.replace(",", ".")
    if not well_written(value, datatype):
        return EXAMPLES[datatype]
    if datatype == XSD.date:
        return f'"{value}"^^xsd:date'
    return _pointed(value) if datatype == XSD.decimal else value


def shown(term: Term) -> str:
    """Return a value as people write it."""
    if not isinstance(term, Literal):
        return compact(term.value) if isinstance(term, NamedNode) else str(term)
    if term.datatype == XSD.decimal:
        return _pointed(term.value)
    if term.datatype in (XSD.integer, XSD.boolean):
        return term.value
    if term.language or term.datatype == XSD.string:
        return str(term)
    return f'"{term.value}"^^{compact(term.datatype.value)}'


def _datatype(law: Law) -> NamedNode | None:
    return min(law.types or _ANY_IRI, key=str)


def _pointed(number: str) -> str:
    return number if "." in number else f"{number}.0"
