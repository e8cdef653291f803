"""The question library as triples, so that editors which look for examples in a store find them.

Each question is a ``sh:SPARQLExecutable`` (SHACL Advanced Features, section 5.1) with the words and
the text that people see; the prefixes of all stand once, as SHACL declares them (SHACL, section
5.2.1). They are part of the dataset, and what they say is looked for in the default graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples

from . import library
from .assets import GraphFiles
from .errors import Wording
from .namespaces import BASE, DCTERMS, ID, PREFIXES, QUERIES_GRAPH, RDF, RDFS, SCHEMA, SH, XSD
from .questions import Question
from .stores.base import Term
from .writer import Placed

ENDPOINT: Final = NamedNode(BASE + "sparql")
"""Where the questions are asked."""

_PREFIXES: Final = ID["prefixes"]
_Said = tuple[NamedNode, NamedNode, Term]


def executables(files: GraphFiles) -> Iterator[Placed]:
    """Yield the statements of a graph's questions and of their prefixes, with their own graph.

    Raises what ``library.load`` raises.
    """
    if files.queries is None:
        return
    for subject, predicate, term in _prefixes():
        yield subject, predicate, term, QUERIES_GRAPH
    for question in library.load(files.queries).values():
        for subject, predicate, term in _executable(question):
            yield subject, predicate, term, QUERIES_GRAPH


def bare(text: str) -> str:
    """Return the text of a question without its header."""
    lines = (line for line in text.splitlines() if not line.startswith("#+"))
    return "\n".join(lines).strip() + "\n"


def _executable(question: Question) -> Iterator[_Said]:
    node = ID[f"query/{question.name}"]
    kind, asks = _form(question.text)
    yield node, RDF.type, SH.SPARQLExecutable
    yield node, RDF.type, kind
    yield node, DCTERMS.identifier, Literal(question.name)
    yield from _worded(node, RDFS.label, question.title)
    yield from _worded(node, RDFS.comment, question.question)
    yield from _worded(node, DCTERMS.description, _described(question))
    yield node, asks, Literal(bare(question.text))
    yield node, SH.prefixes, _PREFIXES
    yield node, SCHEMA.target, ENDPOINT
    for tag in question.tags:
        yield node, SCHEMA.keywords, Literal(tag)


def _described(question: Question) -> Wording:
    """Return what a good answer shows, and what is read for it where that grows."""
    if question.reads is None:
        return question.shows
    return Wording(
        f"{question.shows.vi} Đọc {question.reads.vi}: đồ thị càng lớn càng lâu.",
        f"{question.shows.en} It reads {question.reads.en}: its time grows with the graph.",
    )


def _form(text: str) -> tuple[NamedNode, NamedNode]:
    """Return the class of a query, and the property that holds its text."""
    result = pyoxigraph.Store().query(text)
    if isinstance(result, QueryBoolean):
        return SH.SPARQLAskExecutable, SH.ask
    if isinstance(result, QueryTriples):
        return SH.SPARQLConstructExecutable, SH.construct
    return SH.SPARQLSelectExecutable, SH.select


def _worded(node: NamedNode, predicate: NamedNode, words: Wording) -> Iterator[_Said]:
    yield node, predicate, Literal(words.vi, language="vi")
    yield node, predicate, Literal(words.en, language="en")


def _prefixes() -> Iterator[_Said]:
    label = Wording("tiền tố của các câu hỏi", "prefixes of the questions")
    yield from _worded(_PREFIXES, RDFS.label, label)
    for name, iri in PREFIXES.items():
        node = NamedNode(f"{_PREFIXES.value}/{name}")
        yield _PREFIXES, SH.declare, node
        yield node, RDF.type, SH.PrefixDeclaration
        yield node, SH.prefix, Literal(name)
        yield node, SH.namespace, Literal(iri, datatype=XSD.anyURI)
