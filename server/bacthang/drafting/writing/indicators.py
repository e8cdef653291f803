"""The indicators that targets are measured by: those of the graph, and the new ones to propose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from ...errors import Wording
from ...iris import local_name
from ...namespaces import BT, ID, QUDT, RDF, SKOS, XSD
from ..proposal import Doubt, Match, TargetProposal
from ..tables import table
from .blocks import Block, words
from .fitting import unit_on
from .known import Known
from .slugs import one_line, slug, untranslated
from .units import Units

_LOWER: Final = {"atMost", "lessThan", "decreaseBy"}
_HIGHER: Final = {"atLeast", "moreThan", "increaseBy"}
_BARE: Final = {"reach", "maintain"}
_ANY_FIELD: Final = "political-system"
_CLOSE: Final = 0.1
_NEAR: Final = 0.5
"""What is less like a new indicator than this is no help to whoever looks for its like."""


_DIRECTION: Final = Wording(
    "Chiều của chỉ số suy từ cách so sánh trong văn bản.",
    "The direction is drawn from the comparator in the text.",
)


@dataclass(frozen=True)
class Chosen:
    """The indicator of a target: its name in the graph, or the one that it is proposed under."""

    iri: NamedNode
    vi: str
    en: str
    direction: str
    unit: str | None
    field: str
    is_new: bool
    doubts: tuple[Doubt, ...] = ()


def direction_of(targets: Iterable[TargetProposal]) -> str:
    """Return the direction that the comparators of a new indicator's targets speak for."""
    kinds = set()
    for target in targets:
        falls = target.comparator in _LOWER or (
            target.comparator in _BARE and target.lower is None and target.upper is not None
        )
        rises = target.comparator in _HIGHER or (
            target.comparator in _BARE and target.lower is not None
        )
        kinds |= {"lowerIsBetter"} if falls else {"higherIsBetter"} if rises else set()
    return kinds.pop() if len(kinds) == 1 else "neutral"


def field_of(phrase: str, more: Path | None = None) -> str | None:
    """Return the policy field that the words of a phrase put it in."""
    lowered = phrase.lower()
    for entry in table("policy_fields", more):
        if any(re.search(rf"\b{re.escape(said)}\b", lowered) for said in entry["words"]):
            return str(entry["field"])
    return None


class Indicators:
    """Chooses the indicator of each target of a proposal; ``blocks`` are those of new ones."""

    def __init__(
        self,
        targets: Iterable[TargetProposal],
        known: Known,
        units: Units,
        text: str,
        more: Path | None = None,
    ) -> None:
        self._known = known
        self._units = units
        self._text = text
        self._more = more
        self._new: dict[str, Chosen] = {}
        self._groups: defaultdict[str, list[TargetProposal]] = defaultdict(list)
        for target in targets:
            if self._matched(target) is None:
                self._groups[self._slug(target)].append(target)

    def chosen(self, target: TargetProposal) -> Chosen:
        """Return the indicator of a target."""
        iri = self._matched(target)
        if iri is None:
            return self._named(self._slug(target))
        facts = self._known.facts
        return Chosen(
            iri=iri,
            vi=facts.name(iri, "vi") or "",
            en=facts.name(iri, "en") or "",
            direction=_local(facts.node(BT.direction, iri)),
            unit=_local(facts.node(QUDT.hasUnit, iri)) or None,
            field=_local(facts.node(BT.policyField, iri)),
            is_new=False,
            doubts=self._close(target.match),
        )

    def blocks(self) -> tuple[Block, ...]:
        """Return the block of each new indicator, by name."""
        return tuple(self._block(name) for name in sorted(self._groups))

    def _matched(self, target: TargetProposal) -> NamedNode | None:
        match = target.match
        if match is None or match.indicator is None:
            return None
        unit = _local(self._known.facts.node(QUDT.hasUnit, match.indicator)) or None
        unfit = target.unit is not None and unit_on(target, unit) is None
        return None if unfit else match.indicator

    def _slug(self, target: TargetProposal) -> str:
        proposed = target.match.slug if target.match else ""
        return slug(proposed or self._phrase(target))

    def _phrase(self, target: TargetProposal) -> str:
        return one_line(target.phrase) or one_line(self._text[slice(*target.quote)])

    def _named(self, name: str) -> Chosen:
        if name not in self._new:
            targets = self._groups[name]
            phrase = self._phrase(targets[0])
            vi = phrase[:1].lower() + phrase[1:] if phrase[1:2].islower() else phrase
            self._new[name] = Chosen(
                iri=self._known.unused(ID["indicator/" + name]),
                vi=vi,
                en=untranslated(vi),
                direction=direction_of(targets),
                unit=_unit(targets),
                field=field_of(phrase, self._more) or _ANY_FIELD,
                is_new=True,
            )
        return self._new[name]

    def _block(self, name: str) -> Block:
        chosen = self._named(name)
        targets = self._groups[name]
        return Block(
            chosen.iri,
            (
                (RDF.type, (BT.Indicator,)),
                (SKOS.prefLabel, words(chosen.vi, chosen.en)),
                (BT.direction, (BT[chosen.direction],)),
                (BT.additive, (Literal("false", datatype=XSD.boolean),)),
                (QUDT.hasUnit, (self._units.term(chosen.unit),) if chosen.unit else ()),
                (BT.policyField, (ID["field/" + chosen.field],)),
                (BT.inferredFrom, () if chosen.direction == "neutral" else words(*_DIRECTION)),
                (BT.reviewStatus, (BT.proposed,)),
            ),
            doubts=self._near(targets),
        )

    def _close(self, match: Match | None) -> tuple[Doubt, ...]:
        """Return the doubt about a choice when another indicator was nearly as near."""
        if match is None or match.runner_up is None or match.score - match.runner_up_score > _CLOSE:
            return ()
        name = self._known.facts.name(match.runner_up, "vi") or match.runner_up.value
        return (
            Doubt(
                "indicator",
                Wording(
                    f"Chỉ số khác gần như vậy: “{name}” ({match.runner_up_score:.2f} so với "
                    f"{match.score:.2f}).",
                    f"Another indicator is nearly as near: “{name}” ({match.runner_up_score:.2f} "
                    f"against {match.score:.2f}).",
                ),
            ),
        )

    def _near(self, targets: Iterable[TargetProposal]) -> tuple[Doubt, ...]:
        """Return the doubt that names what the graph has nearest to a new indicator."""
        nearest = [
            (score, iri)
            for match in (target.match for target in targets)
            if match
            for score, iri in (
                (match.score, match.indicator),
                (match.runner_up_score, match.runner_up),
            )
            if iri is not None and score >= _NEAR
        ]
        if not nearest:
            return ()
        score, iri = max(nearest, key=lambda one: (one[0], one[1].value))
        name = self._known.facts.name(iri, "vi") or iri.value
        unit = _local(self._known.facts.node(QUDT.hasUnit, iri)) or "—"
        return (
            Doubt(
                "nearest",
                Wording(
                    f"Gần nhất trong đồ thị: “{name}”, đơn vị {unit} ({score:.2f}).",
                    f"The nearest in the graph: “{name}”, in {unit} ({score:.2f}).",
                ),
            ),
        )


def _unit(targets: Iterable[TargetProposal]) -> str | None:
    """Return the unit of a new indicator, if its targets have one in common."""
    units = {target.unit for target in targets if target.unit}
    return units.pop() if len(units) == 1 else None


def _local(term: NamedNode | None) -> str:
    return local_name(term.value) if term else ""
