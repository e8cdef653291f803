"""The tree of documents: which stands on which, by level."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..drawing.tree import Card, Stair, Tie, Tree
from ..errors import Lang, Wording
from ..iris import local_name
from ..naming import names_of
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .known import Knowledge, knowledge
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

    ``alone`` are the documents that stand on nothing known and carry nothing. ``left_out`` counts
    those that are tied in and not drawn; with nothing drawn there are too many for one picture.
    ``around`` is the document that only the surroundings are shown of.
    """

    tree: Tree
    steps: tuple[Step, ...]
    alone: tuple[Named, ...]
    left_out: int
    around: Named | None = None

    @property
    def documents(self) -> list[Named]:
        """The documents that are joined to others, by name."""
        tied = {end.iri: end for step in self.steps for end in (step.lower, step.upper)}
        return sorted(tied.values(), key=lambda own: natural(own.name))


def cascade(store: Store, lang: Lang, around: NamedNode | None = None) -> Cascade:
    """Return the tree of all documents, or of what stands above and below one.

    Of more than ``MOST`` around one the nearest are drawn; of more than that in all, none.
    """
    ties = _strongest(select(store, QUERY))
    tied = {end for pair in ties for end in pair}
    shown = _nearest(ties, around) if around else tied
    if around is None and len(shown) > MOST:
        shown = set()
    kept = {pair: relation for pair, relation in ties.items() if shown.issuperset(pair)}
    alone = [node(row, "document") for row in select(store, _ALL)]
    names = names_of(store, {*shown, *alone, *kept.values()}, lang)
    steps = [
        Step(*(Named(thing, names[thing]) for thing in (lower, relation, upper)))
        for (lower, upper), relation in kept.items()
    ]
    reachable = len(_reached(ties, around)) if around else len(tied)
    return Cascade(
        _tree(store, sorted(shown, key=lambda it: natural(names[it])), steps, names, lang),
        tuple(sorted(steps, key=lambda s: (natural(s.upper.name), natural(s.lower.name)))),
        tuple(Named(thing, names[thing]) for thing in alone if thing not in tied),
        reachable - len(shown),
        Named(around, names[around]) if around else None,
    )


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


def _reached(ties: Iterable[Pair], start: NamedNode) -> list[NamedNode]:
    """Return what stands above and below a document at any distance, the nearest first."""
    found = {start: None}
    for near, far in ((0, 1), (1, 0)):
        beside: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
        for pair in ties:
            beside[pair[near]].append(pair[far])
        met, queue = {start}, [start]
        for thing in queue:
            new = [other for other in dict.fromkeys(beside[thing]) if other not in met]
            met.update(new)
            queue += new
        found |= dict.fromkeys(queue)
    return [*found]


def _nearest(ties: Iterable[Pair], start: NamedNode) -> set[NamedNode]:
    return set(_reached([*ties], start)[:MOST])


def _tree(
    store: Store,
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
    known = knowledge(store)
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
