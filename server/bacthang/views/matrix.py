"""The map of city programmes and districts: in each cell what the graph knows, and no more.

An empty cell has two very different reasons, and says which: documents of the district are known
and none of them stands on the programme, or no document of the district is known at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import LANGS, Lang
from ..listings import Listings, Writer
from ..naming import names_of
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .below import Below, below, cities
from .cascade import natural
from .cells import Cell, Cells, cells_of
from .known import Known, knowledge
from .named import Named
from .outcomes import Outcome

_PROGRAMMES: Final = """
SELECT DISTINCT ?programme ?number ?term ?start ?kind ?set WHERE {
  ?programme bt:actsWithin %s ; bt:issuedBy/bt:level bt:city ; a bt:PolicyDocument .
  OPTIONAL { ?programme bt:number ?number }
  OPTIONAL { ?programme bt:term ?term OPTIONAL { ?term bt:periodStart ?start } }
  OPTIONAL { ?programme a ?kind . FILTER (?kind = bt:Programme) }
  OPTIONAL { ?set eli:has_member ?programme }
}
ORDER BY ?programme
"""


@dataclass(frozen=True)
class District:
    """A column: how many documents of the district are known, and how many of them quoted."""

    area: Named
    documents: int
    quoted: int

    @property
    def is_read(self) -> bool:
        """Whether any document of it is in the graph."""
        return self.documents > 0


@dataclass(frozen=True)
class Line:
    """A row: one document of the city, with a cell for each district."""

    programme: Named
    number: str
    title: str
    known: Known
    told: str
    targets: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """The rows of one term, or of the documents of no term."""

    term: Named | None
    lines: tuple[Line, ...]

    @property
    def is_bare(self) -> bool:
        """Whether nothing is known of any of it in any district."""
        return all(cell.is_empty for line in self.lines for cell in line.cells)


@dataclass(frozen=True)
class Matrix:
    """Everything on one page, the newest term first, the districts best known first."""

    city: Named
    districts: tuple[District, ...]
    groups: tuple[Group, ...]

    @property
    def totals(self) -> list[tuple[Outcome, int]]:
        """How many targets came to what, in all cells."""
        counts = sum((c.outcomes for g in self.groups for r in g.lines for c in r.cells), Counter())
        return [(one, counts[one]) for one in Outcome if counts[one]]

    @property
    def read(self) -> int:
        """In how many districts any document is known."""
        return sum(district.is_read for district in self.districts)


def matrix(store: Store, city: NamedNode, lang: Lang) -> Matrix:
    """Return the map of one city.

    Its rows are the programmes of the city, and other documents of it on which something stands.
    """
    stock = below(store, city)
    rows = _programmes(store, city)
    cells = cells_of(store, stock, rows)
    kept = {
        programme: row
        for programme, row in rows.items()
        if "kind" in row or any(not cell.is_empty for cell in cells[programme].values())
    }
    districts = _districts(store, stock, cells, kept, lang)
    groups = _groups(store, kept, cells, [district.area.iri for district in districts], lang)
    return Matrix(Named(city, names_of(store, [city], lang)[city]), districts, groups)


def write(writer: Writer, store: Store) -> None:
    """Write the cities that have a map, and the map of each in each language."""
    known = cities(store)
    writer.value(_CITIES, known)
    for city in known:
        for lang in LANGS:
            writer.value(_NAME.format(city=city.value, lang=lang), matrix(store, city, lang))


def cities_in(known: Listings) -> tuple[NamedNode, ...]:
    """Return the cities that have a map, those with most documents below first."""
    return known.value(_CITIES, tuple[NamedNode, ...])


def kept(known: Listings, city: NamedNode, lang: Lang) -> Matrix | None:
    """Return the map of a city as it was written; None for an area without districts."""
    try:
        return known.value(_NAME.format(city=city.value, lang=lang), Matrix)
    except KeyError:
        return None


_CITIES: Final = "cities"
_NAME: Final = "map of {city}.{lang}"


def _programmes(store: Store, city: NamedNode) -> dict[NamedNode, Row]:
    found: dict[NamedNode, Row] = {}
    for row in select(store, _PROGRAMMES % city):
        found.setdefault(node(row, "programme"), row)
    return found


def _districts(
    store: Store, stock: Below, cells: Cells, kept: Iterable[NamedNode], lang: Lang
) -> tuple[District, ...]:
    names = names_of(store, stock.districts, lang)
    known = knowledge(store, (one.document for one in stock.issued))
    own: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for one in stock.issued:
        if not one.is_ward:
            own[one.area].append(one.document)
    filled = Counter(
        area for programme in kept for area, cell in cells[programme].items() if not cell.is_empty
    )
    districts = (
        District(
            Named(area, names[area]),
            len(documents := dict.fromkeys(own[area])),
            sum(known.of(document) is Known.QUOTED for document in documents),
        )
        for area in stock.districts
    )
    return tuple(
        sorted(
            districts,
            key=lambda it: (not it.is_read, not filled[it.area.iri], natural(it.area.name)),
        )
    )


def _groups(
    store: Store,
    rows: Mapping[NamedNode, Row],
    cells: Cells,
    areas: Iterable[NamedNode],
    lang: Lang,
) -> tuple[Group, ...]:
    terms: dict[NamedNode | None, list[NamedNode]] = {}
    for programme, row in rows.items():
        terms.setdefault(node(row, "term") if "term" in row else None, []).append(programme)
    starts = {row["term"]: text_of(row, "start") for row in rows.values() if "term" in row}
    names = names_of(store, [*rows, *filter(None, terms)], lang)
    titles = _titles(store, rows, lang)
    known = knowledge(store, rows)
    areas = list(areas)

    def line(programme: NamedNode) -> Line:
        number = text_of(rows[programme], "number")
        return Line(
            Named(programme, names[programme]),
            number or names[programme],
            titles.get(programme, "") if number else "",
            known.of(programme),
            known.words(programme, lang),
            known.targets.get(programme, 0),
            tuple(cells[programme][area] for area in areas),
        )

    def order(programme: NamedNode) -> tuple[object, ...]:
        row = rows[programme]
        return "set" not in row, "number" not in row, natural(text_of(row, "number"))

    newest = sorted(filter(None, terms), key=lambda term: (starts[term], term.value), reverse=True)
    return tuple(
        Group(
            Named(term, names[term]) if term else None,
            tuple(line(programme) for programme in sorted(terms[term], key=order)),
        )
        for term in (*newest, *([None] if None in terms else []))
    )


def _titles(store: Store, programmes: Iterable[NamedNode], lang: Lang) -> dict[NamedNode, str]:
    rows = select(
        store,
        f"""SELECT ?programme ?title WHERE {{
          VALUES ?programme {{ {" ".join(map(str, programmes))} }}
          ?programme dcterms:title ?title . FILTER (LANG(?title) = "{lang}")
        }}""",
    )
    return {node(row, "programme"): row["title"].value for row in rows}
