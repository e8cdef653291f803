"""What follows in words: labels of targets, and text to search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from ..errors import (
    LANGS,
    IncompleteTarget,
    InconsistentGraph,
    OutsideDocuments,
    Tell,
    UnlabelledTerm,
    UnwordedTerm,
)
from ..facts import Facts
from ..iris import compact, local_name
from ..labels import Both, Commitment, MissingBound, UnknownWord, item_label, target_label
from ..namespaces import BT, DCTERMS, ELI, FOAF, QUDT, RDFS, SKOS, XSD
from ..plaintext import plain_text
from ..reading import well_written
from ..skolem import Place, Statement
from ..stores.base import Subject
from .structure import Parts

Words = defaultdict[Subject, list[str]]

_SEARCHED = (
    RDFS.label,
    SKOS.prefLabel,
    DCTERMS.title,
    SKOS.altLabel,
    BT.number,
    ELI.id_local,
    FOAF.name,
)
_SEPARATOR = " | "


def target_labels(
    facts: Facts, targets: Iterable[Subject], periods: Iterable[Statement], tell: Tell
) -> list[Statement]:
    """Return a label of each target in both languages, with its effective period.

    Tells of each target that can have none: IncompleteTarget when it lacks a part of what it
    commits to; UnlabelledTerm or UnwordedTerm, once a term, when a term of it cannot be named.
    """
    effective = {
        (subject, which): int(year.value)
        for subject, which, year in periods
        if isinstance(year, Literal) and well_written(year.value, XSD.integer)
    }
    worded: list[Statement] = []
    faults: dict[str, InconsistentGraph] = {}
    for target in targets:
        try:
            commitment = _commitment(target, facts, effective)
            for lang in LANGS:
                label = target_label(commitment, lang)
                worded.append((target, RDFS.label, Literal(label, language=lang)))
        except IncompleteTarget as fault:
            faults[str(target)] = fault
        except UnlabelledTerm as fault:
            faults.setdefault(str(fault.facts["term"]), fault)
        except MissingBound as missing:
            faults[str(target)] = _incomplete(target, BT[missing.bound])
        except UnknownWord as unknown:
            unnamed = _unnamed(facts, target, unknown.word)
            faults.setdefault(str(unnamed.facts["term"]), unnamed)
    tell([fault for _, fault in sorted(faults.items())])
    return worded


def item_labels(
    facts: Facts, items: Iterable[Subject], documents: Parts, tell: Tell
) -> list[Statement]:
    """Return a label of each target item in both languages.

    Tells of each that can have none: OutsideDocuments when it is part of no document,
    UnlabelledTerm, once a document, when its document has no label.
    """
    worded: list[Statement] = []
    faults: dict[str, InconsistentGraph] = {}
    for item in items:
        document = min(documents.get(item, ()), key=str, default=None)
        if document is None:
            faults[str(item)] = OutsideDocuments(about=_short(item))
            continue
        try:
            title = _both(facts, document, about=item)
        except UnlabelledTerm as fault:
            faults.setdefault(str(document), fault)
            continue
        number = facts.integer(BT.ordinal, item)
        for lang in LANGS:
            label = item_label(number, title.said(lang), lang)
            worded.append((item, RDFS.label, Literal(label, language=lang)))
    tell([fault for _, fault in sorted(faults.items())])
    return worded


def plain_texts(
    facts: Facts,
    things: Iterable[Subject],
    generated: Iterable[Statement],
    places: Iterable[Place],
) -> Iterator[Statement]:
    """Yield ``bt:plainText``: labels, titles, numbers, names and main quotes of each thing.

    They are parted by a bar, so that no phrase is found across two of them.
    """
    words: Words = defaultdict(list)
    wanted = set(things)
    for predicate in _SEARCHED:
        for subject, terms in facts.values(predicate).items():
            if subject in wanted:
                words[subject] += [term.value for term in terms if isinstance(term, Literal)]
    for subject, _, label in generated:
        if isinstance(label, Literal):
            words[subject].append(label.value)
    by_name = {thing.value: thing for thing in wanted if isinstance(thing, NamedNode)}
    for place in sorted(places, key=lambda place: (place.source, place.start)):
        if place.main and place.about in by_name:
            words[by_name[place.about]].append(place.quote)
    for subject in wanted & words.keys():
        plain = dict.fromkeys(plain_text(part) for part in words[subject])
        yield subject, BT.plainText, Literal(_SEPARATOR.join(plain))


def _commitment(
    target: Subject, facts: Facts, effective: Mapping[tuple[Subject, NamedNode], int]
) -> Commitment:
    indicator = _required(facts, BT.indicator, target)
    unit = facts.node(QUDT.hasUnit, target)
    recurrence = facts.node(BT.recurrence, target)
    relation = facts.node(BT.relativeTo, target)

    def year(which: NamedNode) -> int | None:
        return effective.get((target, which), facts.integer(which, target))

    return Commitment(
        indicator=_both(facts, indicator, about=target),
        comparator=_local(_required(facts, BT.comparator, target)),
        lower=facts.decimal(BT.lowerBound, target),
        upper=facts.decimal(BT.upperBound, target),
        relative_to=relation and _local(relation),
        unit=unit and _local(unit),
        unit_label=_label(facts, unit) if unit else None,
        low_is_good=facts.node(BT.direction, indicator) == BT.lowerIsBetter,
        year=facts.integer(BT.targetYear, target),
        before=facts.node(BT.timing, target) == BT.before,
        recurrence=recurrence and _local(recurrence),
        period=(year(BT.periodStart), year(BT.periodEnd)),
        baseline=facts.integer(BT.baselineYear, target),
        qualified=facts.flag(BT.qualified, target),
        scope=_scope(facts, target),
    )


def _required(facts: Facts, predicate: NamedNode, target: Subject) -> NamedNode:
    node = facts.node(predicate, target)
    if node is None:
        raise _incomplete(target, predicate)
    return node


def _incomplete(target: Subject, predicate: NamedNode) -> IncompleteTarget:
    return IncompleteTarget(about=_short(target), what=_short(predicate))


def _unnamed(facts: Facts, target: Subject, word: str) -> InconsistentGraph:
    """Return the fault of a term of a target that has no words; a unit could have a label."""
    unit = facts.node(QUDT.hasUnit, target)
    if unit is not None and _local(unit) == word:
        missing = " & ".join(lang for lang in LANGS if not facts.name(unit, lang))
        return UnlabelledTerm(about=_short(target), term=_short(unit), lang=missing)
    return UnwordedTerm(about=_short(target), term=_short(BT[word]))


def _short(term: Subject) -> str:
    return compact(term.value) if isinstance(term, NamedNode) else str(term)


def _both(facts: Facts, term: Subject, about: Subject) -> Both:
    label = _label(facts, term)
    if label is None:
        missing = " & ".join(lang for lang in LANGS if not facts.name(term, lang))
        raise UnlabelledTerm(about=_short(about), term=_short(term), lang=missing)
    return label


def _label(facts: Facts, term: Subject) -> Both | None:
    vi, en = (facts.name(term, lang) for lang in LANGS)
    return Both(vi, en) if vi and en else None


def _scope(facts: Facts, target: Subject) -> Both | None:
    """Return whom a target counts; as printed where nobody translated it."""
    printed = facts.text(BT.scope, target, "vi") or facts.text(BT.scope, target, None)
    return Both(printed, facts.text(BT.scope, target, "en") or printed) if printed else None


def _local(term: NamedNode) -> str:
    return local_name(term.value)
