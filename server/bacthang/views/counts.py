"""What a document says it contains, beside what is found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..selecting import node, select, text_of
from ..stores import Store
from .homes import fragment_of
from .named import Named, naming, sure
from .witnesses import Witness, witnesses_of

_COUNTS: Final = """
SELECT ?count ?of ?words ?declared ?modelled ?listing ?body WHERE {
  ?count a bt:DeclaredCount ; bt:inDocument %s ; bt:countOf ?of ; bt:declared ?declared .
  OPTIONAL { ?count bt:countedWords ?words }
  OPTIONAL { ?count bt:modelled ?modelled }
  OPTIONAL { ?count bt:listing ?listing }
  OPTIONAL { ?count bt:ofBody ?body }
}
ORDER BY ?count ?of
"""


@dataclass(frozen=True)
class Count:
    """How many of a kind the document says it contains, and how many are found in it."""

    iri: NamedNode
    of: tuple[Named, ...]
    words: str
    declared: int
    modelled: int | None
    listing: Named | None
    body: Named | None
    witness: Witness
    fragment: str


def counts_of(store: Store, document: NamedNode, lang: Lang) -> tuple[Count, ...]:
    """Return the counts that a document declares, in the order of its text."""
    rows = select(store, _COUNTS % document)
    named = naming(store, rows, lang)
    witnesses = witnesses_of(store, {node(row, "count") for row in rows}, lang)
    found: dict[NamedNode, Count] = {}
    for row in rows:
        iri, of = node(row, "count"), sure(named(row, "of"))
        known = found[iri].of if iri in found else ()
        found[iri] = Count(
            iri=iri,
            of=(*known, of) if of not in known else known,
            words=text_of(row, "words"),
            declared=int(text_of(row, "declared")),
            modelled=int(row["modelled"].value) if "modelled" in row else None,
            listing=named(row, "listing"),
            body=named(row, "body"),
            witness=witnesses[iri],
            fragment=fragment_of(document, iri),
        )
    return tuple(sorted(found.values(), key=lambda count: (count.witness.order, str(count.iri))))
