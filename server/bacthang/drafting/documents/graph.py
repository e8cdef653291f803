"""What the graph knows of bodies, areas and documents, for names printed in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from ...plaintext import plain_text
from ...selecting import Row, node, select
from ...stores import Store
from .places import Place

_BODIES: Final = """
SELECT DISTINCT ?thing ?name ?area WHERE {
  VALUES ?class { bt:PartyBody bt:StateBody bt:PublicInstitution }
  ?thing a ?class ; rdfs:label|skos:altLabel ?name .
  OPTIONAL { ?thing bt:governs ?area }
  FILTER (LANG(?name) = "vi")
}
"""
_AREAS: Final = """
SELECT DISTINCT ?thing ?name WHERE {
  ?thing a bt:AdministrativeUnit ; rdfs:label|skos:altLabel ?name . FILTER (LANG(?name) = "vi")
}
"""
_DOCUMENTS: Final = """
SELECT DISTINCT ?thing ?name ?class ?area WHERE {
  ?thing a ?class ; rdfs:label ?name .
  VALUES ?class { bt:PolicyDocument bt:Resolution bt:Programme bt:Plan bt:CongressDocument }
  FILTER (LANG(?name) = "vi")
}
"""
_TERMS: Final = """
SELECT DISTINCT ?thing ?term ?first ?last WHERE {
  ?thing bt:term ?term . OPTIONAL { ?term bt:periodStart ?first ; bt:periodEnd ?last }
}
"""
_ISSUED: Final = """
SELECT DISTINCT ?thing ?body WHERE { ?thing bt:issuedBy ?body }
"""
_SHORT: Final = {
    r"\buy ban nhan dan\b": "ubnd",
    r"\bhoi dong nhan dan\b": "hdnd",
    r"\btp\.? ?": "thanh pho ",
    r"\bban chap hanh\b": "bch",
    r"\bban thuong vu\b": "btv",
}


@dataclass
class Graph:
    """Names of bodies, areas and documents, folded, with what they name."""

    bodies: dict[str, NamedNode] = field(default_factory=dict)
    governed: dict[NamedNode, NamedNode] = field(default_factory=dict)
    areas: dict[str, NamedNode] = field(default_factory=dict)
    congresses: dict[NamedNode, frozenset[str]] = field(default_factory=dict)
    terms: dict[NamedNode, NamedNode] = field(default_factory=dict)
    years: dict[NamedNode, tuple[int, int]] = field(default_factory=dict)
    issuers: dict[NamedNode, NamedNode] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store) -> Graph:
        """Read the names from a store."""
        graph = cls()
        for row in select(store, _BODIES):
            graph.bodies.setdefault(folded(_name(row)), node(row, "thing"))
            if "area" in row:
                graph.governed[node(row, "thing")] = node(row, "area")
        for row in select(store, _AREAS):
            graph.areas.setdefault(folded(_name(row)), node(row, "thing"))
        for row in select(store, _DOCUMENTS):
            if row["class"].value.endswith("CongressDocument"):
                graph.congresses[node(row, "thing")] = frozenset(folded(_name(row)).split())
        for row in select(store, _TERMS):
            graph.terms[node(row, "thing")] = node(row, "term")
            if "first" in row:
                years = int(row["first"].value), int(row["last"].value)
                graph.years[node(row, "term")] = years
        for row in select(store, _ISSUED):
            graph.issuers[node(row, "thing")] = node(row, "body")
        return graph

    def body(self, names: Iterable[str]) -> NamedNode | None:
        """Return the body that bears one of the names."""
        return next((self.bodies[key] for key in map(folded, names) if key in self.bodies), None)

    def has_area(self, place: Place) -> bool:
        """Tell whether the graph has an area of that kind and name."""
        return (
            folded(f"{place.kind} {place.name}") in self.areas or folded(place.name) in self.areas
        )

    def congress(self, ordinal: str, place: str) -> NamedNode | None:
        """Return the congress document of that ordinal and place, if the graph has just one."""
        wanted = {ordinal.lower(), *folded(place).split()} - {""}
        found = [document for document, words in self.congresses.items() if wanted <= words]
        return found[0] if ordinal and place and len(found) == 1 else None


def folded(name: str) -> str:
    """Return a name without case, diacritics and the usual abbreviations' differences."""
    text = plain_text(name)
    for long, short in _SHORT.items():
        text = re.sub(long, short, text)
    return " ".join(re.findall(r"\w+", text.replace("&", " va ")))


def longest(names: Iterable[str], text: str) -> Sequence[tuple[int, int, str]]:
    """Return where names stand in a folded text, whole; of two in one place the longer."""
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    if not pattern:
        return ()
    return [(m.start(), m.end(), m[0]) for m in re.finditer(rf"\b(?:{pattern})\b", text)]


def _name(row: Row) -> str:
    return row["name"].value
