"""Statements by property, for those who join them by hashing in Python.

Asked of the engine, the same joins cost many times more, and the order of its answers is its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from .governing import governed
from .namespaces import BT, DCTERMS, ELI, FOAF, ORG, QUDT, RDF, RDFS, SKOS
from .skolem import Statement
from .stores.base import Store, Subject, Term

_SHARED: Final = (
    *(RDF.type, RDFS.subClassOf, SKOS.closeMatch, BT.ordinal, BT.partOf, ELI.has_member),
    *(BT.implements, BT.alignsWith, ELI.based_on, BT.inDocument, BT.locatedIn),
    *(BT.linkFrom, BT.linkType, BT.linkTo, BT.issuedBy, BT.leadBody, BT.governs, BT.ledBy),
    *(ORG.subOrganizationOf, BT.appliesTo, BT.periodStart, BT.periodEnd, BT.targetYear),
    *(BT.indicator, BT.direction, BT.comparator, BT.lowerBound, BT.upperBound, BT.relativeTo),
    *(QUDT.hasUnit, BT.timing, BT.recurrence, BT.baselineYear, BT.qualified, BT.scope),
    *(BT.countOf, BT.ofBody, BT.term, ELI.date_document, BT.level, BT.rank, BT.additive),
    *(BT.reportedIn, BT.certainty, BT.conflictsWith),
)
"""The properties read whose values recur."""

_OWN: Final = (
    *(RDFS.label, SKOS.prefLabel, SKOS.altLabel, FOAF.name, DCTERMS.title, ELI.id_local),
    *(BT.number, BT.statedIn, BT.sha256),
)
"""The properties read whose values nearly every thing has for itself."""

Values = Mapping[Subject, tuple[Term, ...]]
"""The objects of one property by subject."""


class Facts:
    """The statements of a store by property, each property read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._values: dict[NamedNode, Values] = {}

    def pairs(self, predicate: NamedNode) -> Iterable[tuple[Subject, Term]]:
        """Return subject and object of every statement of a property."""
        for quad in self._store.quads(None, predicate, None, DefaultGraph()):
            yield quad.subject, quad.object

    def values(self, predicate: NamedNode) -> Values:
        """Return the objects of a property by subject, in an order that input alone decides."""
        if predicate not in self._values:
            found: defaultdict[Subject, list[Term]] = defaultdict(list)
            for subject, term in self.pairs(predicate):
                found[subject].append(term)
            self._values[predicate] = {
                subject: tuple(terms) if len(terms) == 1 else tuple(sorted(set(terms), key=str))
                for subject, terms in found.items()
            }
        return self._values[predicate]

    def nodes(self, predicate: NamedNode, subject: Subject) -> list[NamedNode]:
        """Return the IRIs that a property leads to from a subject."""
        terms = self.values(predicate).get(subject, ())
        return [term for term in terms if isinstance(term, NamedNode)]

    def node(self, predicate: NamedNode, subject: Subject) -> NamedNode | None:
        """Return the IRI that a property leads to, the first if there are several."""
        return next(iter(self.nodes(predicate, subject)), None)

    def governed(self, bodies: Iterable[NamedNode]) -> set[NamedNode]:
        """Return the areas that bodies govern, or the nearest bodies above them that do."""
        return governed(
            bodies,
            areas=lambda body: self.nodes(BT.governs, body),
            above=lambda body: [
                upper
                for relation in (ORG.subOrganizationOf, BT.ledBy)
                for upper in self.nodes(relation, body)
            ],
        )

    def text(self, predicate: NamedNode, subject: Subject, lang: str | None) -> str | None:
        """Return the words of a property in one language, or those without a language."""
        for term in self.values(predicate).get(subject, ()):
            if isinstance(term, Literal) and term.language == lang:
                return term.value
        return None

    def name(self, subject: Subject, lang: str) -> str | None:
        """Return what a thing is called in one language: its label, or its name as a concept."""
        return self.text(RDFS.label, subject, lang) or self.text(SKOS.prefLabel, subject, lang)

    def decimal(self, predicate: NamedNode, subject: Subject) -> Decimal | None:
        """Return the number that a property gives, the first if there are several."""
        for term in self.values(predicate).get(subject, ()):
            if isinstance(term, Literal):
                try:
                    value = Decimal(term.value)
                except InvalidOperation:
                    continue
                if value.is_finite():
                    return value
        return None

    def flag(self, predicate: NamedNode, subject: Subject) -> bool:
        """Tell whether a property is said to be true."""
        terms = self.values(predicate).get(subject, ())
        return any(isinstance(term, Literal) and term.value == "true" for term in terms)

    def integer(self, predicate: NamedNode, subject: Subject) -> int | None:
        """Return the whole number that a property gives, the first if there are several."""
        value = self.decimal(predicate, subject)
        return None if value is None else int(value)


class PassingFacts(Facts):
    """What inferences and alignments read, kept as it goes into a store.

    Reading it back from disk would cost more than all of them together. Values that recur are
    kept once.
    """

    def __init__(self) -> None:
        self._known: dict[NamedNode, dict[Subject, tuple[Term, ...]]] = {
            predicate: {} for predicate in (*_SHARED, *_OWN)
        }
        self._alone: dict[Term, tuple[Term, ...]] = {}
        self._several: defaultdict[NamedNode, set[Subject]] = defaultdict(set)

    def take(self, statements: Mapping[NamedNode, Iterable[Statement]]) -> None:
        """Keep statements, given by property, if any inference or alignment reads them."""
        alone = self._alone
        for predicate in _SHARED:
            known = self._known[predicate]
            for subject, _, term in statements.get(predicate, ()):
                if predicate != RDF.type or is_asked(term):
                    value = alone.get(term) or alone.setdefault(term, (term,))
                    if known.setdefault(subject, value) is not value:
                        self._add(predicate, subject, term)
        for predicate in _OWN:
            known = self._known[predicate]
            for subject, _, term in statements.get(predicate, ()):
                if subject in known:
                    self._add(predicate, subject, term)
                else:
                    known[subject] = (term,)

    def take_all(self, other: PassingFacts) -> None:
        """Keep what another has kept."""
        for predicate in (*_SHARED, *_OWN):
            said = [(subject, predicate, term) for subject, term in other.pairs(predicate)]
            self.take({predicate: said})

    def pairs(self, predicate: NamedNode) -> Iterable[tuple[Subject, Term]]:
        """Return subject and object of every statement of a property."""
        for subject, terms in self._known[predicate].items():
            for term in terms:
                yield subject, term

    def values(self, predicate: NamedNode) -> Values:
        """Return the objects of a property by subject, in an order that input alone decides."""
        known = self._known[predicate]
        if predicate in self._several:
            for subject in self._several.pop(predicate):
                known[subject] = tuple(sorted(known[subject], key=str))
        return known

    def _add(self, predicate: NamedNode, subject: Subject, term: Term) -> None:
        """Add another value to those that a subject has."""
        known = self._known[predicate]
        if term not in known[subject]:
            known[subject] += (term,)
            self._several[predicate].add(subject)


@cache
def is_asked(kind: Term) -> bool:
    """Tell whether some inference or alignment asks which things are of a class."""
    return kind in BT or kind in (ELI.ComplexWork, FOAF.Person)


class Kinds:
    """Which things are of which class, as far as inferences ask: ours, persons, sets of works.

    ``implied`` holds the superclasses within ``bt:`` of each thing, without what is said already.
    """

    def __init__(self, facts: Facts) -> None:
        self._parents = facts.values(RDFS.subClassOf)
        self._uppers: dict[NamedNode, set[NamedNode] | None] = {}
        self._members: defaultdict[NamedNode, set[Subject]] = defaultdict(set)
        said: list[tuple[Subject, set[NamedNode]]] = []
        for subject, kind in facts.pairs(RDF.type):
            if not isinstance(kind, NamedNode):
                continue
            uppers = self._superclasses(kind)
            if uppers is not None:
                self._members[kind].add(subject)
                said.append((subject, uppers))
        self.implied: defaultdict[Subject, set[NamedNode]] = defaultdict(set)
        for subject, uppers in said:
            self.implied[subject] |= {kind for kind in uppers if subject not in self._members[kind]}
        for subject, kinds in self.implied.items():
            for kind in kinds:
                self._members[kind].add(subject)

    def members(self, *kinds: NamedNode) -> set[Subject]:
        """Return everything that is of one of the classes."""
        return set().union(*(self._members.get(kind, set()) for kind in kinds))

    def _superclasses(self, kind: NamedNode) -> set[NamedNode] | None:
        """Return the superclasses within ``bt:``, at any distance; None of what nobody asks."""
        if kind not in self._uppers:
            self._uppers[kind] = self._climb(kind) if is_asked(kind) else None
        return self._uppers[kind]

    def _climb(self, kind: NamedNode) -> set[NamedNode]:
        found: set[NamedNode] = set()
        queue = [kind]
        while queue:
            for upper in self._parents.get(queue.pop(), ()):
                if isinstance(upper, NamedNode) and upper in BT and upper not in found:
                    found.add(upper)
                    queue.append(upper)
        return found
