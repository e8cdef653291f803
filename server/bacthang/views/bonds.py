"""What joins a document above with what is below: links, ways through others, what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..naming import names_of
from ..selecting import node
from ..stores import Store
from .first import Whole, first
from .lower import Lower
from .named import Named, named_all, naming, sure
from .witnesses import Witness, witnesses_of

_BONDS: Final = """
SELECT DISTINCT ?link ?document ?relation WHERE {
  ?link bt:linkTo %s ; bt:linkFrom ?document ; bt:linkType ?relation .%s
}
"""
_THROUGH: Final = """
SELECT DISTINCT ?document WHERE {
  ?document bt:standsOn %s .
  MINUS { ?link bt:linkTo %s ; bt:linkFrom ?document }%s
}
"""
_SAYINGS: Final = """
SELECT DISTINCT ?saying ?body WHERE {
  {
    ?saying bt:carriesOut %(upper)s ; bt:leadBody ?body . ?body bt:governs %(lower)s
  } UNION {
    ?saying bt:carriesOut %(upper)s ; bt:leadBody ?body . ?body bt:governs/bt:locatedIn %(lower)s
  } UNION {
    ?saying bt:carriesOut %(upper)s ; bt:leadBody ?body . %(lower)s bt:issuedBy ?body
  }
}
"""


@dataclass(frozen=True)
class Bond:
    """A lower document that says it stands on the upper one, and where it says so."""

    document: Named
    relation: Named
    witness: Witness


@dataclass(frozen=True)
class Saying:
    """A body that says it carries the upper document out, and where it says so."""

    body: Named
    words: str
    witness: Witness


@dataclass(frozen=True)
class Joined:
    """What joins the two sides, of each list the first; ``wholes`` tells of those that are longer.

    ``through`` stand on the upper document by way of others.
    """

    bonds: tuple[Bond, ...] = ()
    through: tuple[Named, ...] = ()
    sayings: tuple[Saying, ...] = ()
    wholes: dict[str, Whole] = field(default_factory=dict)


def joined(store: Store, upper: NamedNode, lower: Lower, lang: Lang) -> Joined:
    """Return what joins a document above with an area or a document below."""
    bonds, all_bonds = _bonds(store, upper, lower, lang)
    through, all_through = _through(store, upper, lower, lang)
    sayings, all_sayings = _sayings(store, upper, lower, lang)
    wholes = {"bonds": all_bonds, "through": all_through, "sayings": all_sayings}
    return Joined(bonds, through, sayings, {name: own for name, own in wholes.items() if own})


def _bonds(
    store: Store, upper: NamedNode, lower: Lower, lang: Lang
) -> tuple[tuple[Bond, ...], Whole | None]:
    rows, whole = first(store, _BONDS % (upper, lower.pattern), "document", "relation", "link")
    witnesses = witnesses_of(store, [node(row, "link") for row in rows], lang)
    named = naming(store, rows, lang)
    bonds = (
        Bond(
            sure(named(row, "document")),
            sure(named(row, "relation")),
            witnesses[node(row, "link")],
        )
        for row in rows
    )
    return tuple(bonds), whole


def _through(
    store: Store, upper: NamedNode, lower: Lower, lang: Lang
) -> tuple[tuple[Named, ...], Whole | None]:
    rows, whole = first(store, _THROUGH % (upper, upper, lower.pattern), "document")
    return named_all(store, [node(row, "document") for row in rows], lang), whole


def _sayings(
    store: Store, upper: NamedNode, lower: Lower, lang: Lang
) -> tuple[tuple[Saying, ...], Whole | None]:
    rows, whole = first(store, _SAYINGS % {"upper": upper, "lower": lower.iri}, "saying", "body")
    sayings = [node(row, "saying") for row in rows]
    names = names_of(store, [*sayings, *(node(row, "body") for row in rows)], lang)
    witnesses = witnesses_of(store, sayings, lang)
    told = (
        Saying(
            Named(node(row, "body"), names[node(row, "body")]),
            names[node(row, "saying")],
            witnesses[node(row, "saying")],
        )
        for row in rows
    )
    return tuple(told), whole
