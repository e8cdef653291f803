"""One programme in one district: what stands there, and how its targets stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Wording
from ..selecting import Row, node, select
from ..stores import Store
from .below import Below
from .outcomes import Outcome, outcome_of

_STANDING: Final = """
SELECT ?document ?programme { VALUES ?programme { %s } ?document bt:standsOn ?programme }
"""
_DIRECT: Final = """
SELECT DISTINCT ?document ?programme {
  VALUES ?programme { %s }
  ?document bt:implements|bt:alignsWith|eli:based_on ?programme
}
"""
ALIGNED: Final = """
SELECT ?alignment ?programme ?document ?outcome ?reason WHERE {
  ?alignment bt:outcome ?outcome ; bt:upperTarget/bt:inDocument ?programme .
  { ?alignment bt:lowerTarget/bt:inDocument ?document }
  UNION { ?alignment bt:lowerDocument ?document }
  OPTIONAL { ?alignment bt:reason ?reason }
}
"""
"""How all targets stand to those above; a map reads it for the documents of its city."""


class Reach(IntEnum):
    """How far a programme has come down to a district; the higher, the surer."""

    UNREAD = 0
    NOT_FOUND = 1
    BESIDE = 2
    WARD = 3
    SAID = 4
    OWN = 5

    @property
    def local(self) -> str:
        """Its name for software and style sheets."""
        return self.name.lower().replace("_", "-")

    @property
    def word(self) -> Wording:
        """What people are told of it."""
        return _WORDS[self]


_WORDS: Final = {
    Reach.OWN: Wording("có văn bản của quận, huyện", "district document"),
    Reach.SAID: Wording("quận, huyện nói đang thực hiện", "district says it carries it out"),
    Reach.WARD: Wording("mới thấy ở phường, xã", "seen in a ward only"),
    Reach.BESIDE: Wording(
        "chỉ có chỉ tiêu đặt cạnh được, không văn bản nào nối",
        "targets to compare, no document joins them",
    ),
    Reach.NOT_FOUND: Wording(
        "không thấy trong những văn bản đã biết của quận, huyện",
        "not found in what is known of the district",
    ),
    Reach.UNREAD: Wording(
        "đồ thị chưa có văn bản nào của quận, huyện này",
        "no document of this district is in the graph",
    ),
}


@dataclass
class Cell:
    """What the graph knows of one programme in one district.

    ``documents`` stand on the programme directly, ``through`` by way of another document.
    """

    reach: Reach = Reach.UNREAD
    documents: dict[NamedNode, None] = field(default_factory=dict)
    through: dict[NamedNode, None] = field(default_factory=dict)
    wards: dict[NamedNode, None] = field(default_factory=dict)
    sayings: dict[NamedNode, None] = field(default_factory=dict)
    outcomes: Counter[Outcome] = field(default_factory=Counter)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to lead to."""
        return self.reach <= Reach.NOT_FOUND

    @property
    def counted(self) -> list[tuple[Outcome, int]]:
        """How many targets came to what, in the order of ``Outcome``."""
        return [(one, self.outcomes[one]) for one in Outcome if self.outcomes[one]]


Cells = Mapping[NamedNode, Mapping[NamedNode, Cell]]
"""The cell of each programme and district."""


def cells_of(store: Store, stock: Below, programmes: Iterable[NamedNode]) -> Cells:
    """Return the cell of each programme and district."""
    read = {one.area for one in stock.issued if not one.is_ward}
    cells = {
        programme: {
            area: Cell(Reach.NOT_FOUND if area in read else Reach.UNREAD)
            for area in stock.districts
        }
        for programme in programmes
    }
    areas = stock.areas_of()
    wanted = " ".join(sorted(map(str, cells)))

    def met(row: Row) -> Iterable[tuple[Cell, bool]]:
        document, programme = node(row, "document"), node(row, "programme")
        for one in areas.get(document, ()) if programme in cells else ():
            yield cells[programme][one.area], one.is_ward

    for row in select(store, _DIRECT % wanted):
        for cell, is_ward in met(row):
            (cell.wards if is_ward else cell.documents)[node(row, "document")] = None
            cell.reach = max(cell.reach, Reach.WARD if is_ward else Reach.OWN)
    for row in select(store, _STANDING % wanted):
        for cell, is_ward in met(row):
            if not is_ward and (document := node(row, "document")) not in cell.documents:
                cell.through[document] = None
                cell.reach = max(cell.reach, Reach.OWN)
    for one in stock.sayings:
        if one.programme in cells:
            cell = cells[one.programme][one.area]
            cell.sayings[one.saying] = None
            cell.reach = max(cell.reach, Reach.WARD if one.is_ward else Reach.SAID)
    for row, outcome in _aligned(store, wanted):
        for cell, _ in met(row):
            cell.outcomes[outcome] += 1
            cell.reach = max(cell.reach, Reach.BESIDE)
    return cells


def _aligned(store: Store, programmes: str) -> Iterable[tuple[Row, Outcome]]:
    """Return each alignment to targets of some programmes once, with what it comes to."""
    anchored = ALIGNED.replace("WHERE {", f"WHERE {{ VALUES ?programme {{ {programmes} }}")
    rows: dict[NamedNode, Row] = {}
    reasons: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    for row in select(store, anchored):
        rows[node(row, "alignment")] = row
        if "reason" in row:
            reasons[node(row, "alignment")].add(node(row, "reason"))
    for alignment, row in rows.items():
        yield row, outcome_of(node(row, "outcome"), frozenset(reasons[alignment]))
