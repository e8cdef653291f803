"""A report as the standard ``sh:ValidationReport``, in Turtle or JSON-LD, without blank nodes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..dumps.statements import blocks
from ..dumps.turtle import TurtleWriter
from ..namespaces import PREFIXES, RDF, SH, SHP, XSD
from ..stores.base import Term

_PREFIXES: Final = {**PREFIXES, "sh": SH.iri, "shp": SHP.iri}
_LONGEST_FIRST: Final = sorted(_PREFIXES.items(), key=lambda item: -len(item[1]))


def as_turtle(triples: Sequence[Triple]) -> bytes:
    """Return the statements of a report as Turtle."""
    return "".join(TurtleWriter(_used(triples)).pieces(blocks(triples))).encode()


def as_jsonld(triples: Sequence[Triple]) -> bytes:
    """Return the statements of a report as JSON-LD 1.1, one node after another."""
    nodes = []
    for subject, about in groupby(triples, key=attrgetter("subject")):
        node: dict[str, Any] = {"@id": _short(subject)}
        for triple in about:
            if triple.predicate == RDF.type:
                node.setdefault("@type", []).append(_short(triple.object))
            else:
                node.setdefault(_short(triple.predicate), []).append(_value(triple.object))
        nodes.append(node)
    document = {"@context": _used(triples), "@graph": nodes}
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _used(triples: Sequence[Triple]) -> dict[str, str]:
    """Return the prefixes of the terms in some statements."""
    iris = {term.value for triple in triples for term in _named(triple)}
    found = {name for iri in iris for name, base in _LONGEST_FIRST if iri.startswith(base)}
    return {name: base for name, base in sorted(_PREFIXES.items()) if name in found}


def _named(triple: Triple) -> list[NamedNode]:
    terms = [triple.subject, triple.predicate, triple.object]
    terms += [term.datatype for term in terms if isinstance(term, Literal)]
    return [term for term in terms if isinstance(term, NamedNode)]


def _short(term: Term) -> str:
    if isinstance(term, NamedNode):
        for prefix, base in _LONGEST_FIRST:
            local = term.value.removeprefix(base)
            if local != term.value and local and not local.startswith("//"):
                return f"{prefix}:{local}"
        return term.value
    return str(term)


def _value(term: Term) -> Any:
    if isinstance(term, NamedNode | BlankNode):
        return {"@id": _short(term)}
    assert isinstance(term, Literal)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == XSD.string:
        return term.value
    if term.datatype == XSD.boolean and term.value in ("true", "false"):
        return term.value == "true"
    return {"@value": term.value, "@type": _short(term.datatype)}
