"""From whatever a person types, a number, a name or an IRI, to the one thing that it means."""

from __future__ import annotations

from pyoxigraph import NamedNode

from .errors import UnreadableNumber
from .iris import expand
from .lookup import SORTS, exactly, names_of, the_one, within
from .numbers import parse
from .parameters import document_of
from .stores import Store


def find_thing(store: Store, typed: str) -> NamedNode:
    """Return the document with that number, else the one thing of any sort with that name.

    A whole name comes before part of one, and part of the name of an indicator, body, area or
    field before part of a document's label, title or number. An IRI is returned as it is. Raises
    AmbiguousName when several fit, UnknownName or UnreadableNumber when none does.
    """
    if iri := expand(typed):
        return iri
    try:
        parse(typed)
    except UnreadableNumber:
        found = _named(store, typed)
        if not found:
            raise
        return the_one(found, (SORTS[sort].word for sort in found.values()), typed)
    return document_of(store, typed)


def _named(store: Store, typed: str) -> dict[NamedNode, str]:
    """Return what fits best, with its sort."""
    names = {sort: names_of(store, sort) for sort in SORTS}
    others = [sort for sort in SORTS if sort != "document"]
    for fits, sorts in ((exactly, [*SORTS]), (within, others), (within, ["document"])):
        if found := {thing: sort for sort in sorts for thing in fits(names[sort], typed)}:
            return found
    return {}
