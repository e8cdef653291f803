"""The tree of documents: which stands on which, by level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from ..drawing.tree import Card, Stair, Tie, Tree
from ..errors import LANGS, Lang, Wording
from ..iris import local_name
from ..listings import Listings, Writer
from ..naming import names_of
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .known import Knowing, Knowledge, knowledge
from .named import Named

QUERY: Final = """
SELECT ?lower ?relation ?upper WHERE {
  VALUES ?relation { bt:implements eli:based_on bt:alignsWith }
  ?lower ?relation ?upper .
}
ORDER BY ?lower ?upper ?relation
"""
"""Which document says that it stands on which."""

MOST: Final = 250
"""How many documents are drawn at once."""

_FAR: Final = 2_000
"""How many documents above or below one are counted."""

_BESIDE: Final = """
SELECT ?lower ?relation ?upper WHERE {{
  VALUES ?{near} {{ {edge} }}
  VALUES ?relation {{ bt:implements eli:based_on bt:alignsWith }}
  ?lower ?relation ?upper .
}}
ORDER BY ?lower ?upper ?relation
"""
_DOCUMENTS: Final = """
SELECT ?document ?number ?issuer ?level ?rank ?term WHERE {
  VALUES ?document { %s }
  OPTIONAL { ?document bt:number ?number }
  OPTIONAL {
    ?document bt:issuedBy ?issuer .
    OPTIONAL { ?issuer bt:level ?level . ?level bt:rank ?rank }
  }
  OPTIONAL { ?document bt:term/skos:notation ?term }
}
ORDER BY ?document ?rank ?issuer
"""
_ALL: Final = "SELECT DISTINCT ?document { ?document a bt:PolicyDocument } ORDER BY ?document"
_RELATIONS: Final = ("implements", "based_on", "alignsWith")
_NO_LEVEL: Final = Wording("Chưa rõ cấp ban hành", "Issuer not known")
_SHOWN: Final = Wording("{n} văn bản trong hình", "{n} documents in the picture")
_TERM: Final = Wording("khóa {term}", "term {term}")


@dataclass(frozen=True)
class Step:
    """One document standing on another, in words."""

    lower: Named
    relation: Named
    upper: Named


@dataclass(frozen=True)
class Cascade:
    """The tree with its ties in words.

    ``alone`` are the documents that stand on nothing known and carry nothing, the first ``MOST`` of
    ``all_alone``. ``left_out`` counts those that are tied in and not drawn, to ``_FAR`` at most
    around one; with nothing drawn there are too many for one picture.
    ``around`` is the document that only the surroundings are shown of.
    """

    tree: Tree
    steps: tuple[Step, ...]
    alone: tuple[Named, ...]
    left_out: int
    around: Named | None = None
    all_alone: int = 0

    @property
    def documents(self) -> list[Named]:
        """The documents that are joined to others, by name."""
        tied = {end.iri: end for step in self.steps for end in (step.lower, step.upper)}
        return sorted(tied.values(), key=lambda own: natural(own.name))


def cascade(
    store: Store, lang: Lang, around: NamedNode | None = None, knowing: Knowing | None = None
) -> Cascade:
    """Return the tree of all documents, or of what stands above and below one.

    ``knowing`` tells how well documents are known, where that has been written down.
    Of more than ``MOST`` around one the nearest are drawn; of more than that in all, none.
    """
    if around:
        ties, reached = _around(store, around)
        shown = set(reached[:MOST])
        alone: list[NamedNode] = []
    else:
        ties = _strongest(select(store, QUERY))
        reached = [*{end: None for pair in ties for end in pair}]
        shown = set(reached) if len(reached) <= MOST else set()
        tied = set(reached)
        alone = [
            thing for row in select(store, _ALL) if (thing := node(row, "document")) not in tied
        ]
    kept = {pair: relation for pair, relation in ties.items() if shown.issuperset(pair)}
    names = names_of(store, {*shown, *alone[:MOST], *kept.values()}, lang)
    steps = [
        Step(*(Named(thing, names[thing]) for thing in (lower, relation, upper)))
        for (lower, upper), relation in kept.items()
    ]
    return Cascade(
        _tree(
            store,
            knowing or partial(knowledge, store),
            sorted(shown, key=lambda it: natural(names[it])),
            steps,
            names,
            lang,
        ),
        tuple(sorted(steps, key=lambda s: (natural(s.upper.name), natural(s.lower.name)))),
        tuple(Named(thing, names[thing]) for thing in alone[:MOST]),
        len(reached) - len(shown),
        Named(around, names[around]) if around else None,
        len(alone),
    )


def write(writer: Writer, store: Store) -> None:
    """Write the tree of all documents in each language."""
    for lang in LANGS:
        writer.value(_NAME % lang, cascade(store, lang))


def kept(known: Listings, lang: Lang) -> Cascade:
    """Return the tree of all documents as it was written."""
    return known.value(_NAME % lang, Cascade)


_NAME: Final = "tree.%s"


def natural(text: str) -> list[tuple[int, str]]:
    """Return what sorts names as people do: 2 before 10."""
    pieces = re.split(r"(\d+)", text.casefold())
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]


Pair = tuple[NamedNode, NamedNode]


def _strongest(rows: Iterable[Row]) -> dict[Pair, NamedNode]:
    """Return the strongest of the relations between any two documents."""
    found: dict[Pair, NamedNode] = {}
    for row in rows:
        pair, relation = (node(row, "lower"), node(row, "upper")), node(row, "relation")
        if pair not in found or _strength(relation) < _strength(found[pair]):
            found[pair] = relation
    return found


def _strength(relation: NamedNode) -> int:
    return _RELATIONS.index(_local(relation))


def _local(relation: NamedNode) -> str:
    return local_name(relation.value)


def _around(store: Store, start: NamedNode) -> tuple[dict[Pair, NamedNode], list[NamedNode]]:
    """Return what stands above and below a document at any distance, the nearest first.

    With it come the ties among those. Of more than ``_FAR`` on one side no more are looked for.
    """
    found: dict[NamedNode, None] = {start: None}
    for near, far in (("lower", "upper"), ("upper", "lower")):
        met, edge = {start: None}, [start]
        while edge and len(met) < _FAR:
            rows = select(store, _BESIDE.format(near=near, edge=" ".join(map(str, edge))))
            new = dict.fromkeys(node(row, far) for row in _in_turn(rows, near, edge))
            edge = [thing for thing in new if thing not in met]
            met.update(dict.fromkeys(edge))
        found |= met
    reached = [*found]
    among = select(store, _BESIDE.format(near="lower", edge=" ".join(map(str, reached[:MOST]))))
    return _strongest(among), reached


def _in_turn(rows: Iterable[Row], near: str, edge: Iterable[NamedNode]) -> list[Row]:
    """Return rows in the turn of what they begin from."""
    turn = {thing: place for place, thing in enumerate(edge)}
    return sorted(rows, key=lambda row: turn[node(row, near)])


def _tree(
    store: Store,
    knowing: Knowing,
    shown: Sequence[NamedNode],
    steps: Iterable[Step],
    names: Mapping[NamedNode, str],
    lang: Lang,
) -> Tree:
    rows: dict[NamedNode, Row] = {}
    for row in select(store, _DOCUMENTS % " ".join(map(str, shown))):
        rows.setdefault(node(row, "document"), row)
    levels = {int(row["rank"].value): node(row, "level") for row in rows.values() if "rank" in row}
    told = names_of(store, [*levels.values(), *_issuers(rows.values())], lang)
    columns: list[int | None] = [*sorted(levels)]
    if any("rank" not in row for row in rows.values()):
        columns.append(None)
    known = knowing(shown)
    placed = {thing: columns.index(_rank(rows[thing])) for thing in shown}
    return Tree(
        [
            Stair(
                (told[levels[rank]] if rank else _NO_LEVEL.plain(lang)).capitalize(),
                _SHOWN.said(lang, n=sum(at == place for at in placed.values())),
            )
            for place, rank in enumerate(columns)
        ],
        [_card(rows[thing], names[thing], told, placed[thing], known, lang) for thing in shown],
        [
            Tie(
                step.lower.iri.value,
                step.upper.iri.value,
                step.relation.local,
                f"{step.lower.name} — {step.relation.name} — {step.upper.name}",
            )
            for step in steps
        ],
    )


def _issuers(rows: Iterable[Row]) -> list[NamedNode]:
    return [node(row, "issuer") for row in rows if "issuer" in row]


def _rank(row: Row) -> int | None:
    return int(row["rank"].value) if "rank" in row else None


def _card(
    row: Row,
    name: str,
    told: Mapping[NamedNode, str],
    place: int,
    known: Knowledge,
    lang: Lang,
) -> Card:
    """Return the card of a document: its number before all, for the name of one is long."""
    document, number = node(row, "document"), text_of(row, "number")
    notes = [known.words(document, lang)]
    if number and "issuer" in row:
        term = f", {_TERM.said(lang, term=text_of(row, 'term'))}" if "term" in row else ""
        notes.insert(0, f"{told[node(row, 'issuer')]}{term}")
    return Card(document.value, number or name, " · ".join(notes), place, known.of(document))
