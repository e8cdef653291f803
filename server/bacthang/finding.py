"""From whatever a person types, a number, a name or an IRI, to the one thing that it means."""

from __future__ import annotations

from contextlib import suppress

from pyoxigraph import NamedNode

from .errors import UnknownName, UnreadableNumber
from .iris import expand
from .lookup import SORTS, lookup
from .parameters import document_of
from .stores import Store


def find_thing(store: Store, typed: str) -> NamedNode:
    """Return the document with that number, else the indicator, body, area or field of that name.

    An IRI is returned as it is. Raises AmbiguousName when several documents or things fit,
    UnknownName or UnreadableNumber when none does.
    """
    if iri := expand(typed):
        return iri
    try:
        return document_of(store, typed)
    except UnreadableNumber:
        for sort in SORTS:
            with suppress(UnknownName):
                return lookup(store, sort, typed)
        raise
