"""The parts of a document: objectives, tasks and the like, printed target items, targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from ...errors import Wording
from ...namespaces import BT, DCTERMS, QUDT, RDF, XSD
from ..proposal import (
    DocumentProposal,
    Doubt,
    ItemProposal,
    ProvisionProposal,
    Span,
    TargetProposal,
)
from .blocks import Block, Cited, Said, number, words, year
from .fitting import fitted
from .heads import Head
from .indicators import Chosen, Indicators
from .known import Known
from .printing import as_printed
from .slugs import one_line, untranslated
from .units import Units

_LONGEST: Final = 200
_YEARS: Final = range(1900, 2101)
_DOING: Final = frozenset(("Task", "Solution", "Breakthrough", "Scheme", "Requirement"))
_TRUE: Final = Literal("true", datatype=XSD.boolean)
_PRINTED: Final = Doubt(
    "printed",
    Wording(
        "Giá trị như in không nằm liền trong câu trích; ghi trọn câu trích.",
        "The value as printed does not stand in the quote in one piece; the quote is given whole.",
    ),
)
_NAMED: Final = Wording(
    "Đồ thị chưa có cơ quan được nêu: {names}.", "The graph lacks the bodies named: {names}."
)


@dataclass(frozen=True)
class Drafted:
    """A target as it is written: its name, the part that holds it, its values and indicator."""

    iri: NamedNode
    holder: NamedNode
    in_item: bool
    head: Head
    target: TargetProposal
    indicator: Chosen
    printed: str
    held: bool


class Parts:
    """Writes the parts of one document; ``targets`` grows with them, in the order of writing."""

    def __init__(
        self, head: Head, known: Known, indicators: Indicators, units: Units, text: str
    ) -> None:
        self.targets: list[Drafted] = []
        self._head = head
        self._known = known
        self._indicators = indicators
        self._units = units
        self._text = text
        self._taken: set[NamedNode] = set()
        self._counted: defaultdict[tuple[NamedNode, str], int] = defaultdict(int)

    def blocks(self) -> Iterator[tuple[Span, tuple[Block, ...]]]:
        """Yield each part with its targets, and where it begins in the text."""
        document = self._head.document
        yield from self._provisions(document)
        for item in document.items:
            yield item.place, tuple(self._item(item))

    def _item(self, item: ItemProposal) -> Iterator[Block]:
        ordinal = self._ordinal(self._head.iri, "TargetItem")
        iri = self._free(f"item-{ordinal:02}")
        said = (
            (RDF.type, (BT.TargetItem,)),
            (BT.partOf, (self._head.iri,)),
            (BT.ordinal, (year(ordinal),)),
            (BT.printedLabel, _label(item.label)),
        )
        yield Block(iri, said, _places(item.place, item.contexts))
        yield from self._targets(iri, item.targets, f"target-{ordinal:02}-", in_item=True)

    def _provisions(self, document: DocumentProposal) -> Iterator[tuple[Span, tuple[Block, ...]]]:
        names: list[tuple[NamedNode, str]] = []
        for provision in document.provisions:
            above = (self._head.iri, "")
            if provision.parent is not None and provision.parent < len(names):
                above = names[provision.parent]
            holder, path = above
            ordinal = self._ordinal(holder, provision.kind)
            number_path = f"{path}-{ordinal}"
            iri = self._free(f"{provision.kind.lower()}{number_path}")
            names.append((iri, number_path))
            block = self._provision(iri, holder, ordinal, provision)
            prefix = f"target-{iri.value.rpartition('/')[2]}-"
            targets = self._targets(iri, provision.targets, prefix, in_item=False)
            yield provision.place, (block, *targets)

    def _provision(
        self, iri: NamedNode, holder: NamedNode, ordinal: int, provision: ProvisionProposal
    ) -> Block:
        title = _shortened(one_line(provision.title or self._text[slice(*provision.place)]))
        start, end = provision.period or (None, None)
        doing = provision.kind in _DOING
        said: tuple[Said, ...] = (
            (RDF.type, (BT[provision.kind],)),
            (BT.partOf, (holder,)),
            (BT.ordinal, (year(ordinal),)),
            (BT.printedLabel, _label(provision.label)),
            (DCTERMS.title, words(title, untranslated(title))),
            (BT.leadBody, provision.lead_bodies if doing else ()),
            (BT.coordinatingBody, provision.coordinating_bodies if doing else ()),
            (BT.periodStart, _year(start)),
            (BT.periodEnd, _year(end)),
            (BT.horizon, tuple(year(one) for one in provision.horizons if one in _YEARS)),
        )
        doubts = provision.doubts
        if provision.named_bodies:
            names = "; ".join(provision.named_bodies)
            doubts += (Doubt("bodies", Wording(*(text.format(names=names) for text in _NAMED))),)
        return Block(iri, said, _places(provision.place, provision.contexts), doubts)

    def _targets(
        self, holder: NamedNode, targets: tuple[TargetProposal, ...], prefix: str, in_item: bool
    ) -> Iterator[Block]:
        names = [self._known.next_part(self._named(prefix), self._taken) for _ in targets]
        for place, target in enumerate(targets):
            chosen = self._indicators.chosen(target)
            fit = fitted(target, chosen.direction, chosen.unit, self._head.document)
            printed, doubts = self._printed(fit.target)
            told = replace(fit.target, doubts=(*fit.target.doubts, *doubts, *chosen.doubts))
            drafted = Drafted(
                names[place], holder, in_item, self._head, told, chosen, printed, fit.held
            )
            self.targets.append(drafted)
            whole = target.within
            within = names[whole] if whole is not None else None
            yield self._target(drafted, place + 1, within)

    def _target(self, drafted: Drafted, ordinal: int, within: NamedNode | None) -> Block:
        target = drafted.target
        start, end = target.period or (None, None)
        area = self._head.issuer.area
        explicit = area is not None and (self._head.issuer.body is None or not self._governs(area))
        said: tuple[Said, ...] = (
            (RDF.type, (BT.Target,)),
            (BT.partOf, (drafted.holder,)),
            (BT.ordinal, (year(ordinal),)),
            (BT.indicator, (drafted.indicator.iri,)),
            (BT.comparator, (BT[target.comparator],)),
            (BT.lowerBound, (number(target.lower),) if target.lower is not None else ()),
            (BT.upperBound, (number(target.upper),) if target.upper is not None else ()),
            (BT.relativeTo, (BT[target.relative_to],) if target.relative_to else ()),
            (QUDT.hasUnit, (self._units.term(target.unit),) if target.unit else ()),
            (BT.targetYear, _year(target.year)),
            (BT.timing, (BT.before,) if target.before and target.year else ()),
            (BT.recurrence, (BT[target.recurrence],) if target.recurrence else ()),
            (BT.periodStart, _year(start)),
            (BT.periodEnd, _year(end)),
            (BT.baselineYear, _year(target.baseline_year)),
            (BT.qualified, (_TRUE,) if target.qualified else ()),
            (BT.scope, words(one_line(target.scope or ""))),
            (BT.within, (within,) if within else ()),
            (BT.appliesTo, (area,) if explicit and area else ()),
            (BT.printedValue, (Literal(drafted.printed),)),
        )
        places = _places(target.quote, target.contexts, target.also)
        return Block(drafted.iri, said, places, target.doubts, drafted.held)

    def _governs(self, area: NamedNode) -> bool:
        """Tell whether the build will find the area by itself, from who issued the document."""
        body = self._head.issuer.body
        if body is None:
            return False
        return bool(self._head.issuer.blocks) or area in self._known.areas([body])

    def _printed(self, target: TargetProposal) -> tuple[str, tuple[Doubt, ...]]:
        """Return the value as printed, which must stand in one of the places (SRC-01)."""
        quotes = [
            self._text[slice(*span)] for span in (target.quote, *target.also, *target.contexts)
        ]
        for quote in quotes:
            if target.printed and (found := as_printed(target.printed, quote)):
                return found, ()
        return quotes[0], (_PRINTED,)

    def _ordinal(self, holder: NamedNode, kind: str) -> int:
        key = holder, kind
        if not self._counted[key]:
            self._counted[key] = self._known.ordinals(holder, BT[kind])
        self._counted[key] += 1
        return self._counted[key]

    def _free(self, local: str) -> NamedNode:
        found = self._known.unused(NamedNode(self._named(local)), self._taken)
        self._taken.add(found)
        return found

    def _named(self, local: str) -> str:
        return f"{self._head.iri.value}/{local}"


def _places(
    main: Span, contexts: tuple[Span, ...], also: tuple[Span, ...] = ()
) -> tuple[Cited, ...]:
    own = tuple(dict.fromkeys((main, *also)))
    others = (Cited(span, True) for span in dict.fromkeys(contexts) if span not in own)
    return *map(Cited, own), *others


def _label(printed: str) -> tuple[Literal, ...]:
    return (Literal(one_line(printed)),) if printed.strip() else ()


def _year(value: int | None) -> tuple[Literal, ...]:
    return (year(value),) if value is not None and value in _YEARS else ()


def _shortened(title: str) -> str:
    """Return a title of a length that tables can show, cut where its words allow."""
    if len(title) <= _LONGEST:
        return title
    for mark in (". ", "; ", ", ", " "):
        cut = title.rfind(mark, 0, _LONGEST)
        if cut > _LONGEST // 4:
            return title[:cut]
    return title[:_LONGEST]
