"""The canonical form of the dataset, and its hash.

Sorted N-Quads with one space between terms and one line a quad (RDF 1.1 N-Quads, section 4): there
are no blank nodes, so sorting is all that canonical order takes. The store writes each literal in
its canonical lexical form. What a build records about itself is no part of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from io import BytesIO

import pyoxigraph

from .namespaces import BUILD_GRAPH, FINDINGS_GRAPH, SHAPES_GRAPH

UNHASHED = frozenset((BUILD_GRAPH, SHAPES_GRAPH, FINDINGS_GRAPH))


def canonical_lines(store: pyoxigraph.Store) -> list[bytes]:
    """Return the N-Quads of every graph of content, sorted by code point, without line ends."""
    lines: list[bytes] = []
    for graph in store.named_graphs():
        if graph not in UNHASHED:
            out = BytesIO()
            store.dump(out, pyoxigraph.RdfFormat.N_TRIPLES, from_graph=graph)
            tail = f" {graph} .".encode()
            lines += [line[:-2] + tail for line in out.getvalue().splitlines()]
    lines.sort()
    return lines


def content_hash(lines: Iterable[bytes]) -> str:
    """Return the SHA-256 of canonical lines, each ended by a line feed."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line + b"\n")
    return digest.hexdigest()
