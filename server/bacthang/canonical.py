"""The canonical form of the dataset, and its hash.

Sorted N-Quads with one space between terms and one line a quad (RDF 1.1 N-Quads, section 4): there
are no blank nodes, so sorting is all that canonical order takes. Literals are in the lexical form
that the store gives them. What a build records about itself is no part of it, nor are rules and
their findings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import lru_cache

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from .namespaces import BUILD_GRAPH, DEFAULT_GRAPH, FINDINGS_GRAPH, PUSH_GRAPH, SHAPES_GRAPH

UNHASHED = frozenset((BUILD_GRAPH, SHAPES_GRAPH, FINDINGS_GRAPH, DEFAULT_GRAPH, PUSH_GRAPH))


def canonical_line(quad: Quad) -> str:
    """Return one quad of a named graph as N-Quads, without the line end."""
    return f"{quad} ."


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """Return the quads of every graph of content, each once, sorted by code point."""
    return sorted({canonical_line(quad) for quad in quads if quad.graph_name not in UNHASHED})


def content_hash(lines: Iterable[str]) -> str:
    """Return the SHA-256 of canonical lines in UTF-8, each ended by a line feed."""
    return hash_of_blocks([line.encode()] for line in lines)


def hash_of_blocks(blocks: Iterable[Collection[bytes]]) -> str:
    """Return the same of lines that come some at a time, encoded."""
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(b"\n".join((*block, b"")))
    return digest.hexdigest()


@lru_cache(maxsize=4096)
def canonical_literal(literal: Literal) -> Literal:
    """Return a literal as the store would give it back, which is what is hashed."""
    store = pyoxigraph.Store()
    anything = NamedNode("urn:x")
    store.add(Quad(anything, anything, literal))
    stored = next(iter(store)).object
    assert isinstance(stored, Literal)
    return stored
