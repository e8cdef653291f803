"""A few triples as text, in the formats of the dumps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ..namespaces import PREFIXES, SHP
from . import jsonld, rdfxml
from .statements import blocks, in_order
from .turtle import TurtleWriter

_PREFIXES: Final = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "shp": SHP.iri,
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
}
"""Those that people write, and those of catalogues, rules and ontologies."""


def graph_text(triples: Iterable[Triple], form: str) -> str:
    """Return triples as ``ttl``, ``jsonld``, ``rdf`` or ``nt``, each once and in order.

    Turtle declares the prefixes that it uses. Raises KeyError for another form.
    """
    return "".join(_WRITERS[form](in_order(triples)))


def _turtle(triples: Sequence[Triple]) -> Iterator[str]:
    used = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in _iris(triples)}
    prefixes = {name: iri for name, iri in _PREFIXES.items() if iri in used}
    return TurtleWriter(prefixes).pieces(blocks(triples))


def _iris(triples: Iterable[Triple]) -> Iterator[str]:
    for triple in triples:
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
