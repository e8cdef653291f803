"""RDF/XML (W3C Recommendation of 25 February 2014), one ``rdf:Description`` a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode, Triple

from ..namespaces import PREFIXES, XSD
from ..stores.base import Term
from .statements import Statements, blocks

_NAME: Final = re.compile(r"(.*?)([A-Za-z_][A-Za-z0-9_.-]*)")
# A bare carriage return would be read back as a line feed (XML 1.0, section 2.11).
_KEPT: Final = {"\r": "&#13;"}


def write_rdfxml(path: Path, statements: Statements) -> None:
    """Write the default graph.

    Raises ValueError for a property whose IRI does not end in an XML name.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces(statements.triples))


def pieces(triples: Sequence[Triple]) -> Iterator[str]:
    """Yield the text of triples that come in order: the namespaces, and then subject by subject.

    Raises ValueError for a property whose IRI does not end in an XML name.
    """
    names = _namespaces(triple.predicate for triple in triples)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    yield from (f"\n    xmlns:{name}={quoteattr(iri)}" for iri, name in names.items())
    yield ">\n"
    for subject, said in blocks(triples):
        yield f"\n  <rdf:Description rdf:about={quoteattr(_iri(subject))}>\n"
        for predicate, values in said:
            namespace, local = _split(predicate)
            tag = f"{names[namespace]}:{local}"
            yield from (f"    <{tag}{_said(value, tag)}\n" for value in values)
        yield "  </rdf:Description>\n"
    yield "\n</rdf:RDF>\n"


def _namespaces(predicates: Iterable[NamedNode]) -> dict[str, str]:
    """Return a prefix for each namespace in use, by namespace."""
    known = {iri: name for name, iri in PREFIXES.items()}
    used = {_split(predicate)[0] for predicate in set(predicates)} | {PREFIXES["rdf"]}
    unknown = {iri: f"ns{number}" for number, iri in enumerate(sorted(used - known.keys()), 1)}
    return {iri: known.get(iri) or unknown[iri] for iri in sorted(used)}


def _split(predicate: NamedNode) -> tuple[str, str]:
    parts = _NAME.fullmatch(predicate.value)
    if parts is None:
        raise ValueError(f"{predicate} does not end in an XML name")
    return parts[1], parts[2]


def _said(value: Term, tag: str) -> str:
    """Return what follows the name in the element of a statement."""
    if not isinstance(value, Literal):
        return f" rdf:resource={quoteattr(_iri(value))}/>"
    attribute = ""
    if value.language:
        attribute = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype != XSD.string:
        attribute = f" rdf:datatype={quoteattr(value.datatype.value)}"
    return f"{attribute}>{escape(value.value, _KEPT)}</{tag}>"


def _iri(node: Term) -> str:
    assert isinstance(node, NamedNode)
    return node.value
