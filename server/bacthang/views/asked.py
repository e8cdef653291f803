"""The document or area that somebody names on a page: by IRI, number, label or slug."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..errors import UnknownName, UnreadableNumber
from ..iris import expand
from ..lookup import lookup
from ..namespaces import BT, ELI, RDF
from ..parameters import document_of
from ..stores import Store


def document_named(store: Store, typed: str) -> NamedNode:
    """Return the one document, or set of documents, that was named.

    A number is read as it is printed, misprints included. Raises UnknownName, with the nearest,
    or AmbiguousName, with the candidates.
    """
    iri = expand(typed)
    if iri and is_document(store, iri):
        return iri
    try:
        return lookup(store, "document", typed)
    except UnknownName as unknown:
        if iri:
            raise
        try:
            return document_of(store, typed)
        except UnreadableNumber:
            raise unknown from None


def area_named(store: Store, typed: str) -> NamedNode:
    """Return the one area that was named; raises as ``lookup`` does."""
    iri = expand(typed)
    if iri and _is(store, iri, BT.AdministrativeUnit):
        return iri
    return lookup(store, "area", typed)


def is_document(store: Store, iri: NamedNode) -> bool:
    """Tell whether an IRI is that of a document, or of a set of documents."""
    return any(_is(store, iri, kind) for kind in (ELI.Work, ELI.ComplexWork))


def _is(store: Store, iri: NamedNode, kind: NamedNode) -> bool:
    return next(iter(store.quads(s=iri, p=RDF.type, o=kind)), None) is not None
