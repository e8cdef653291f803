"""Units by their local names: those that the graph has, and those that a draft has to bring."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ...namespaces import BT, QUDT, RDF, RDFS, UNIT
from ..tables import table
from .blocks import Block, words
from .known import Known
from .slugs import untranslated


class Units:
    """The units of one draft; ``blocks`` are those of the ones that the graph lacks."""

    def __init__(self, known: Known, more: Path | None = None) -> None:
        self._known = known
        self._more = more
        self._new: dict[str, Block] = {}

    def term(self, unit: str) -> NamedNode:
        """Return the unit of that local name: ours where there is one, else that of QUDT."""
        for iri in (BT[unit], UNIT[unit]):
            if self._known.is_a(iri, QUDT.Unit):
                return iri
        if unit not in self._new:
            self._new[unit] = self._block(unit)
        return UNIT[unit]

    def blocks(self) -> tuple[Block, ...]:
        """Return the block of each unit that was asked for and that the graph lacks."""
        return tuple(self._new[unit] for unit in sorted(self._new))

    def _block(self, unit: str) -> Block:
        named = next((one for one in table("unit_names", self._more) if one["unit"] == unit), None)
        vi, en = (named["vi"], named["en"]) if named else (unit, untranslated(unit))
        said = (
            (RDF.type, (QUDT.Unit,)),
            (RDFS.label, words(vi, en)),
            (QUDT.symbol, (Literal(named["symbol"]),) if named else ()),
        )
        return Block(UNIT[unit], said)
