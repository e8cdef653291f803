"""The servers that are known: how each is told, where it takes graphs, how much it gives at once.

What is not known here is taken by the letter of the standards. Virtuoso, Oxigraph and our own
front are run in the tests; of the others only the addresses are told, those of Fuseki and Neptune
from their documentation, the rest from what is commonly said of them (docs/stores.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Dialect:
    """One kind of server.

    ``header`` and ``path`` tell it, by the header Server (or another, named before a colon) and by
    the end of the address for queries; ``graph_store`` is what takes the place of that end, or None
    where nothing is written. ``page`` is how many rows of a scan are asked for at a time, 0 for all
    at once. Servers with an ``own_order`` do not sort by code points. ``tested`` kinds are run in
    our tests.
    """

    name: str
    header: str
    path: str
    graph_store: str | None
    page: int = 0
    own_order: bool = False
    tested: bool = False

    def fits(self, address: str, headers: Mapping[str, str]) -> bool:
        """Tell whether a server is of this kind."""
        if self.header:
            name, _, value = self.header.partition(": ")
            said = {name.lower(): value.lower() for name, value in headers.items()}
            return name.lower() in said and said[name.lower()].startswith(value.lower())
        return re.search(self.path, address) is not None

    def graph_store_of(self, address: str) -> str | None:
        """Return where graphs are taken, of a server that takes queries at ``address``."""
        if self.graph_store is None or not re.search(self.path, address):
            return None
        return re.sub(self.path, self.graph_store, address)


DIALECTS: Final = (
    Dialect("Bậc Thang", "X-Query-Row-Limit: ", r"/sparql$", None, page=10_000, tested=True),
    Dialect(
        "Virtuoso",
        "Server: Virtuoso",
        r"/sparql(-auth)?/?$",
        "/sparql-graph-crud-auth",
        page=10_000,
        own_order=True,
        tested=True,
    ),
    Dialect("Oxigraph", "Server: oxigraph", r"/query/?$", "/store", tested=True),
    Dialect("Fuseki", "Server: Apache Jena Fuseki", r"/(query|sparql)/?$", "/data"),
    Dialect("GraphDB", "", r"(/repositories/[^/]+)/?$", r"\1/rdf-graphs/service"),
    Dialect("Neptune", "", r"(\.neptune\.[^/]*)/sparql/?$", r"\1/sparql/gsp/"),
    Dialect("Stardog", "", r"(:5820/[^/]+)/query/?$", r"\1"),
    Dialect("QLever", "Server: qlever", r"$", ""),
)
"""Known kinds; RDF4J has GraphDB's addresses."""

STANDARD: Final = Dialect("SPARQL 1.1", "", r"/query/?$", "/store")
"""A server of no kind known here."""


def told(address: str, headers: Mapping[str, str]) -> Dialect:
    """Return the kind of the server that takes queries at an address and answers with headers."""
    return next((one for one in DIALECTS if one.fits(address, headers)), STANDARD)
