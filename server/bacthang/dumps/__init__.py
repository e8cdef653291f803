"""The dataset whole, in the formats that RDF software reads.

N-Quads and TriG keep the named graphs; the triple formats hold what the default graph shows. Terms
are written by us and not by a library where libraries leave the order of prefixes or statements to
chance: the same dataset gives the same bytes.
"""

from __future__ import annotations

from .jsonld import write_jsonld
from .lines import write_nquads, write_ntriples
from .rdfxml import write_rdfxml
from .statements import Statements
from .text import graph_text
from .turtle import write_trig, write_turtle

__all__ = [
    "Statements",
    "graph_text",
    "write_jsonld",
    "write_nquads",
    "write_ntriples",
    "write_rdfxml",
    "write_trig",
    "write_turtle",
]
