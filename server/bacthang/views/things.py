"""One thing of any kind on a card: what it is, what is said of it, what leads to it, its evidence.

Whatever can be followed is linked. Documents, indicators and source texts have pages of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ..errors import Lang, Wording
from ..evidence import Quote, quotes_of, reports_of
from ..iris import compact
from ..labels import number
from ..namespaces import BT, DCTERMS, FINDINGS_GRAPH, RDF, RDFS, SH, XSD
from ..naming import names_of
from ..rules import Severity
from ..stores import Store
from .called import called
from .description import Description
from .named import Named

_NUMERIC: Final = frozenset((XSD.integer, XSD.double))
_TRUTH: Final = {"true": Wording("có", "yes"), "false": Wording("không", "no")}
_ELSEWHERE: Final = frozenset(
    (BT.plainText, BT.text, BT.statedIn, BT.reportedIn, RDFS.label, RDF.type)
)
"""Shown in a place of its own, or not meant for reading."""

_QUERY: Final = """
SELECT ?subject ?property ?value
WHERE {{
  {{ VALUES ?subject {{ {thing} }} ?subject ?property ?value }}
  UNION
  {{ VALUES ?value {{ {thing} }} ?subject ?property ?value }}
}}
ORDER BY ?property ?subject ?value
"""


@dataclass(frozen=True)
class Value:
    """One value: words, with the thing they name, or the language they are in."""

    text: str
    iri: NamedNode | None = None
    language: str | None = None
    is_number: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it is text of several lines, which keep their breaks."""
        return "\n" in self.text.strip()


@dataclass(frozen=True)
class Fact:
    """A property with all its values."""

    property: Named
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Finding:
    """What a rule found about the thing."""

    iri: NamedNode
    code: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Card:
    """A thing whole.

    ``leading`` are the statements that lead to it, by property; not all of them unless
    ``is_whole``. ``query`` gives the same as a table. What is not ``is_named`` is told by its kind.
    """

    iri: NamedNode
    title: str
    is_named: bool
    document: Named | None
    kinds: tuple[Named, ...]
    facts: tuple[Fact, ...]
    leading: tuple[Fact, ...]
    is_whole: bool
    bound: int
    quotes: tuple[Quote, ...]
    reports: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    query: str


def card(store: Store, said: Description, lang: Lang) -> Card:
    """Return the card of a described thing, in the reader's language."""
    thing = said.thing
    own = [triple for triple in said.triples if triple.subject == thing]
    found = {quad.subject for quad in store.quads(o=thing, g=FINDINGS_GRAPH)}
    leading = [t for t in said.triples if t.object == thing and t.subject not in found]
    names = called(store, [thing, *_terms(own), *_terms(leading)], lang)
    shown = (triple for triple in own if triple.predicate not in _ELSEWHERE)
    reports = reports_of(store, [thing]).get(thing, [])
    return Card(
        iri=thing,
        title=names[thing],
        is_named=names_of(store, [thing], lang)[thing] != compact(thing.value),
        document=next((Named(d, names[d]) for d in _objects(own, BT.inDocument)), None),
        kinds=tuple(
            sorted((Named(k, names[k]) for k in _objects(own, RDF.type)), key=lambda k: k.name)
        ),
        facts=_facts(((t.predicate, t.object) for t in shown), names, lang),
        leading=_facts(((t.predicate, t.subject) for t in leading), names, lang),
        is_whole=said.is_whole,
        bound=said.bound,
        quotes=tuple(quotes_of(store, [thing]).get(thing, [])),
        reports=tuple((address, _local(certainty)) for address, certainty in reports),
        findings=_findings(said.triples, found, lang),
        query=_QUERY.format(thing=thing),
    )


def _facts(
    pairs: Iterable[tuple[NamedNode, object]], names: Mapping[NamedNode, str], lang: Lang
) -> tuple[Fact, ...]:
    """Return values by property; of words in several languages the reader's alone."""
    by_property: defaultdict[NamedNode, set[object]] = defaultdict(set)
    for predicate, term in pairs:
        by_property[predicate].add(term)
    facts = []
    for predicate, terms in by_property.items():
        spoken = {term.language for term in terms if isinstance(term, Literal)}
        values = [
            _value(term, names, lang)
            for term in terms
            if not isinstance(term, Literal) or term.language in {None, lang} or lang not in spoken
        ]
        values.sort(key=lambda value: (value.text, str(value.iri)))
        facts.append(Fact(Named(predicate, names[predicate]), tuple(values)))
    return tuple(sorted(facts, key=lambda fact: (fact.property.name, fact.property.iri.value)))


def _value(term: object, names: Mapping[NamedNode, str], lang: Lang) -> Value:
    if isinstance(term, NamedNode):
        return Value(names[term], term)
    if isinstance(term, Literal):
        if term.datatype == XSD.boolean:
            return Value(_TRUTH[term.value].plain(lang))
        if term.datatype == XSD.decimal:
            return Value(number(Decimal(term.value), lang), is_number=True)
        return Value(term.value, None, term.language, term.datatype in _NUMERIC)
    return Value(str(term))


def _objects(triples: Iterable[Triple], predicate: NamedNode) -> Iterator[NamedNode]:
    for triple in triples:
        if triple.predicate == predicate and isinstance(triple.object, NamedNode):
            yield triple.object


def _terms(triples: Iterable[Triple]) -> Iterable[NamedNode]:
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                yield term


def _local(term: NamedNode | None) -> str:
    return Named(term, "").local if term else ""


def _findings(
    triples: Iterable[Triple], found: Iterable[object], lang: Lang
) -> tuple[Finding, ...]:
    """Return the findings about the thing, the worst first."""
    said: defaultdict[object, dict[NamedNode, object]] = defaultdict(dict)
    about = {*found}
    for triple in triples:
        term = triple.object
        if triple.subject in about and getattr(term, "language", None) in {None, lang}:
            said[triple.subject][triple.predicate] = term
    findings = []
    for subject, own in said.items():
        code, message = own.get(DCTERMS.identifier), own.get(SH.resultMessage)
        severity = own.get(SH.resultSeverity)
        if (
            isinstance(subject, NamedNode)
            and isinstance(code, Literal)
            and isinstance(message, Literal)
            and isinstance(severity, NamedNode)
        ):
            findings.append(Finding(subject, code.value, Severity.of(severity), message.value))
    return tuple(sorted(findings, key=lambda f: (-f.severity, f.code, f.iri.value)))
