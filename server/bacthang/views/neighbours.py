"""The place of a document in the staircase: what it stands on, what stands on it, by whose word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .commitments import UNRANKED
from .homes import fragment_of
from .named import Named, Naming, naming, sure
from .witnesses import Witness, witnesses_of

_LINKS: Final = """
SELECT ?link ?relation ?other ?rank ?completed ?way WHERE {
  { ?link bt:linkFrom %(document)s ; bt:linkTo ?other ; bt:linkType ?relation .
    BIND ("above" AS ?way) }
  UNION
  { ?link bt:linkTo %(document)s ; bt:linkFrom ?other ; bt:linkType ?relation .
    BIND ("below" AS ?way) }
  OPTIONAL { ?other bt:issuedBy ?issuer
             OPTIONAL { ?issuer bt:level ?level . ?level bt:rank ?rank } }
  OPTIONAL { ?link bt:inferredFrom ?completed FILTER (LANG(?completed) = "%(lang)s") }
}
ORDER BY ?relation (COALESCE(?rank, 9)) ?other ?link
"""
_SETS: Final = """
SELECT ?set ?member WHERE {
  { ?set eli:has_member %(document)s } UNION { %(document)s eli:has_member ?member }
}
ORDER BY ?set ?member
"""
_UNDERTAKINGS: Final = """
SELECT ?undertaking ?body ?person WHERE {
  ?undertaking bt:carriesOut %s .
  OPTIONAL { ?undertaking bt:leadBody ?body }
  OPTIONAL { ?undertaking bt:saidBy ?person }
}
ORDER BY ?body ?undertaking ?person
"""


@dataclass(frozen=True)
class Link:
    """One relation to another document; ``completed`` is why we hold it where no source says so."""

    iri: NamedNode
    relation: Named
    other: Named
    rank: int
    witness: Witness
    completed: str
    fragment: str


@dataclass(frozen=True)
class Undertaking:
    """What a body says it does to carry the document out, and who says it for the body."""

    iri: NamedNode
    name: str
    body: Named | None
    persons: tuple[Named, ...]
    witness: Witness


@dataclass(frozen=True)
class Place:
    """Where a document stands; ``sets`` hold it, ``members`` are held by a set."""

    above: tuple[Link, ...]
    below: tuple[Link, ...]
    sets: tuple[Named, ...]
    members: tuple[Named, ...]
    undertakings: tuple[Undertaking, ...]


def place_of(store: Store, document: NamedNode, lang: Lang) -> Place:
    """Return the place of a document in the staircase."""
    rows = select(store, _LINKS % {"document": document, "lang": lang})
    named = naming(store, rows, lang)
    witnesses = witnesses_of(store, {node(row, "link") for row in rows}, lang)
    links: dict[bool, dict[NamedNode, Link]] = {True: {}, False: {}}
    for row in rows:
        link = _link(row, named, witnesses[node(row, "link")], document)
        links[text_of(row, "way") == "above"].setdefault(link.iri, link)
    sets = select(store, _SETS % {"document": document})
    set_named = naming(store, sets, lang)
    return Place(
        above=tuple(links[True].values()),
        below=tuple(links[False].values()),
        sets=tuple(one for row in sets if (one := set_named(row, "set"))),
        members=tuple(one for row in sets if (one := set_named(row, "member"))),
        undertakings=_undertakings(store, document, lang),
    )


def _link(row: Row, named: Naming, witness: Witness, document: NamedNode) -> Link:
    iri = node(row, "link")
    return Link(
        iri=iri,
        relation=sure(named(row, "relation")),
        other=sure(named(row, "other")),
        rank=int(text_of(row, "rank") or UNRANKED),
        witness=witness,
        completed=text_of(row, "completed"),
        fragment=fragment_of(document, iri),
    )


def _undertakings(store: Store, document: NamedNode, lang: Lang) -> tuple[Undertaking, ...]:
    rows = select(store, _UNDERTAKINGS % document)
    named = naming(store, rows, lang)
    witnesses = witnesses_of(store, {node(row, "undertaking") for row in rows}, lang)
    found: dict[NamedNode, Undertaking] = {}
    for row in rows:
        iri, person = node(row, "undertaking"), named(row, "person")
        known = found[iri].persons if iri in found else ()
        found[iri] = Undertaking(
            iri=iri,
            name=sure(named(row, "undertaking")).name,
            body=named(row, "body"),
            persons=(*known, person) if person and person not in known else known,
            witness=witnesses[iri],
        )
    return tuple(found.values())
