"""One document whole: what it is, where it stands, what it says, what the rules found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..errors import Lang, UnknownName, Wording
from ..evidence import Quote
from ..iris import compact
from ..namespaces import BT, DCTERMS, ELI, RDF, RDFS, SKOS
from ..selecting import Row, select
from ..stores import Store
from .commitments import QUERY, UNRANKED, Target, targets_where
from .counts import Count, counts_of
from .found import Found, found_about
from .named import Named, Naming, named_all, naming, sure
from .neighbours import Place, place_of
from .provisions import Provision, provisions_of
from .standing import Standing, is_above_many, pairs_of, standings
from .witnesses import Witness, witnesses_of

_STATEMENTS: Final = """
SELECT ?p ?o ?rank WHERE {
  %s ?p ?o .
  OPTIONAL { ?o bt:level/bt:rank ?rank FILTER (?p = bt:issuedBy) }
}
ORDER BY ?p ?o
"""
_PATTERN: Final = "?target bt:inDocument %s ."
_TOLD: Final = (
    BT.number,
    ELI.id_local,
    ELI.work_type,
    BT.issuedBy,
    BT.term,
    ELI.date_document,
    BT.knownSince,
    BT.periodStart,
    BT.periodEnd,
    BT.horizon,
    BT.signedBy,
    BT.addressedTo,
    BT.policyField,
    BT.inferredFrom,
    SKOS.note,
)
"""What is told of a document's identity, in this order."""
_PERIOD: Final = Wording("giai đoạn", "period")
_NOTHING: Final = Standing()


@dataclass(frozen=True)
class Fact:
    """One property of a document: what it is called, and its values."""

    property: Named
    values: tuple[Named | str, ...]


@dataclass(frozen=True)
class Group:
    """The targets of one printed item, or of no item; an item may hold none that we model."""

    item: Provision | None
    targets: tuple[Target, ...]

    @property
    def order(self) -> tuple[bool, tuple[bool, tuple[Quote, ...]]]:
        """What puts items in the order of the text, and what is in none behind them."""
        return self.item is None, self.item.witness.order if self.item else (True, ())


@dataclass(frozen=True)
class Page:
    """One document whole."""

    iri: NamedNode
    name: str
    title: str
    title_language: str
    number: str
    rank: int
    kinds: tuple[Named, ...]
    facts: tuple[Fact, ...]
    witness: Witness
    place: Place
    provisions: Mapping[str, tuple[Provision, ...]]
    groups: tuple[Group, ...]
    standing: Mapping[NamedNode, Standing]
    is_above_many: bool
    counts: tuple[Count, ...]
    bodies: tuple[tuple[Named, tuple[tuple[Named, tuple[Provision, ...]], ...]], ...]
    found: tuple[Found, ...]
    query: str

    def of(self, target: Target) -> Standing:
        """Return how one of the targets stands to others."""
        return self.standing.get(target.iri, _NOTHING)

    def findings(self, thing: NamedNode) -> tuple[Found, ...]:
        """Return what the rules found about one part."""
        return tuple(found for found in self.found if thing in found.about)

    @property
    def compared_with(self) -> frozenset[NamedNode]:
        """The documents with which targets of this one are compared, or that lack some of them."""
        pairs = [
            pair
            for standing in self.standing.values()
            for pair in (*standing.above, *standing.below, *standing.missing)
        ]
        found = {side.document.iri for pair in pairs for side in (pair.upper, pair.lower) if side}
        found |= {pair.lacking.iri for pair in pairs if pair.lacking and not pair.is_unknown}
        return frozenset(found - {self.iri})

    @property
    def targets(self) -> tuple[Target, ...]:
        """Every target, in the order of the page."""
        return tuple(target for group in self.groups for target in group.targets)


def page(store: Store, iri: NamedNode, lang: Lang) -> Page:
    """Return a document, or a set of documents, with what it says and what is said of it.

    Raises UnknownName when the store says of nothing by that IRI that it is one.
    """
    rows = select(store, _STATEMENTS % iri)
    kinds = {row["o"] for row in rows if row["p"] == RDF.type}
    if not kinds & {BT.PolicyDocument, ELI.ComplexWork}:
        raise UnknownName(kind_vi="văn bản", kind_en="document", name=compact(iri.value), near="—")
    named = naming(store, rows, lang)
    targets = targets_where(store, _PATTERN % iri, lang)
    provisions = provisions_of(store, iri, lang)
    parts = [part for own in provisions.values() for root in own for part in root.whole]
    place, counts = place_of(store, iri, lang), counts_of(store, iri, lang)
    concerned = [
        iri,
        *(target.iri for target in targets),
        *(part.iri for part in parts),
        *(link.iri for link in (*place.above, *place.below)),
        *(count.iri for count in counts),
    ]
    title = _literal(rows, DCTERMS.title, lang)
    is_above = is_above_many(store, targets)
    return Page(
        iri=iri,
        name=_words(rows, RDFS.label, lang) or compact(iri.value),
        title=title.value if title else "",
        title_language=(title.language or "") if title else "",
        number=_words(rows, BT.number, lang),
        rank=min((int(row["rank"].value) for row in rows if "rank" in row), default=UNRANKED),
        kinds=tuple(
            sure(named(row, "o"))
            for row in rows
            if row["p"] == RDF.type and row["o"] not in (BT.PolicyDocument, ELI.Work)
        ),
        facts=tuple(_with_period(_facts(store, rows, named, lang), lang)),
        witness=witnesses_of(store, [iri], lang)[iri],
        place=place,
        provisions=provisions,
        groups=_grouped(targets, parts),
        standing=standings(pairs_of(store, targets, lang, only_above=is_above)),
        is_above_many=is_above,
        counts=counts,
        bodies=_bodies(parts),
        found=found_about(store, concerned, lang),
        query=QUERY % (_PATTERN % iri, lang),
    )


def _facts(store: Store, rows: list[Row], named: Naming, lang: Lang) -> Iterable[Fact]:
    """Yield what is told, the number once; of words in several languages, the reader's alone."""
    shown: set[str] = set()
    for told in named_all(store, _TOLD, lang):
        values: dict[Named | str, None] = {}
        for row in rows:
            if row["p"] == told.iri:
                value = row["o"]
                if isinstance(value, NamedNode):
                    values[sure(named(row, "o"))] = None
                elif value.language in (None, lang) and value.value not in shown:
                    values[value.value] = None
        if told.iri == BT.number:
            shown |= {str(number) for number in values}
        if values:
            yield Fact(told, tuple(values))


def _with_period(facts: Iterable[Fact], lang: Lang) -> Iterable[Fact]:
    """Yield facts with the first and the last year planned for as one."""
    facts = tuple(facts)
    told = {fact.property.iri for fact in facts}
    ends: list[Named | str] = []
    for fact in facts:
        if fact.property.iri == BT.periodStart and BT.periodEnd in told:
            ends += fact.values[:1]
        elif fact.property.iri == BT.periodEnd and ends:
            years = "–".join(str(end) for end in (*ends, fact.values[0]))
            yield Fact(Named(fact.property.iri, _PERIOD.said(lang)), (years,))
        else:
            yield fact


def _words(rows: list[Row], relation: NamedNode, lang: Lang) -> str:
    """Return the words of a property in the reader's language, or else in any."""
    found = _literal(rows, relation, lang)
    return found.value if found else ""


def _literal(rows: list[Row], relation: NamedNode, lang: Lang) -> Literal | None:
    found = [row["o"] for row in rows if row["p"] == relation and isinstance(row["o"], Literal)]
    found.sort(key=lambda words: words.language != lang)
    return found[0] if found else None


def _grouped(targets: Iterable[Target], parts: Iterable[Provision]) -> tuple[Group, ...]:
    """Return the targets by the item that holds them, in the order of the text."""
    holders = {part.iri: part for part in parts}
    held: defaultdict[NamedNode | None, list[Target]] = defaultdict(list)
    for part in holders.values():
        if part.kind.iri == BT.TargetItem:
            held[part.iri] = []
    for target in targets:
        held[target.part if target.part in holders else None].append(target)
    for own in held.values():
        own.sort(key=lambda one: (one.witness.order, one.ordinal, one.when.order, str(one.iri)))
    groups = [Group(holders[part] if part else None, tuple(own)) for part, own in held.items()]
    return tuple(sorted(groups, key=lambda group: group.order))


def _bodies(
    parts: Iterable[Provision],
) -> tuple[tuple[Named, tuple[tuple[Named, tuple[Provision, ...]], ...]], ...]:
    """Return the bodies that parts name, each with its relations and the parts of each."""
    found: defaultdict[Named, defaultdict[Named, list[Provision]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for part in parts:
        for relation, body in part.bodies:
            found[body][relation].append(part)
    return tuple(
        (body, tuple((relation, tuple(own)) for relation, own in found[body].items()))
        for body in sorted(found, key=lambda body: body.name)
    )
