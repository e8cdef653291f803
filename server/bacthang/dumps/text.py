"""A few triples as text, in the formats of the dumps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ..iris import compact
from ..namespaces import PREFIXES
from . import jsonld, rdfxml
from .statements import blocks, in_order
from .turtle import TurtleWriter


def graph_text(triples: Iterable[Triple], form: str) -> str:
    """Return triples as ``ttl``, ``jsonld``, ``rdf`` or ``nt``, each once and in order.

    Turtle declares the prefixes that it uses. Raises KeyError for another form.
    """
    return "".join(_WRITERS[form](in_order(triples)))


def _turtle(triples: Sequence[Triple]) -> Iterator[str]:
    used = {compact(iri).partition(":")[0] for triple in triples for iri in _iris(triple)}
    prefixes = {name: iri for name, iri in PREFIXES.items() if name in used}
    return TurtleWriter(prefixes).pieces(blocks(triples))


def _iris(triple: Triple) -> Iterator[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value


def _lines(triples: Sequence[Triple]) -> Iterator[str]:
    return (f"{triple} .\n" for triple in triples)


_WRITERS: Final[Mapping[str, Callable[[Sequence[Triple]], Iterator[str]]]] = {
    "ttl": _turtle,
    "jsonld": jsonld.pieces,
    "rdf": rdfxml.pieces,
    "nt": _lines,
}
