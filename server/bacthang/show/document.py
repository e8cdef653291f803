"""A document's place in the staircase, its parts, and what it says it contains."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang, Wording
from ..evidence import Witnesses
from ..iris import compact
from ..namespaces import BT
from ..naming import names_of
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .card import Section, section, table

_LINKS = "bt:implements bt:alignsWith eli:based_on eli:amends eli:repeals eli:cites bt:carriesOut"
_ABOVE = "SELECT ?p ?other WHERE { VALUES ?p { " + _LINKS + " } %s ?p ?other } ORDER BY ?p ?other"
_BELOW = "SELECT ?p ?other WHERE { VALUES ?p { " + _LINKS + " } ?other ?p %s } ORDER BY ?p ?other"
_PARTS = """
SELECT ?part ?kind ?printed ?lead WHERE {
  VALUES ?kind {
    bt:Objective bt:Target bt:Task bt:Solution bt:Breakthrough bt:Scheme bt:Requirement
  }
  ?part bt:inDocument %s ; a ?kind .
  OPTIONAL { ?part bt:printedValue ?printed }
  OPTIONAL { ?part bt:leadBody ?lead }
}
"""
_COUNTS = """
SELECT ?count ?of ?words ?declared ?modelled WHERE {
  ?count a bt:DeclaredCount ; bt:inDocument %s ; bt:countOf ?of ; bt:declared ?declared .
  OPTIONAL { ?count bt:countedWords ?words }
  OPTIONAL { ?count bt:modelled ?modelled }
}
ORDER BY ?count ?of
"""
_KINDS: Final = {
    BT.Objective: Wording("Mục tiêu", "Objectives"),
    BT.Target: Wording("Chỉ tiêu", "Targets"),
    BT.Task: Wording("Nhiệm vụ", "Tasks"),
    BT.Solution: Wording("Giải pháp", "Solutions"),
    BT.Breakthrough: Wording("Khâu đột phá", "Breakthroughs"),
    BT.Scheme: Wording("Đề án", "Schemes"),
    BT.Requirement: Wording("Yêu cầu", "Requirements"),
}


def document_sections(store: Store, thing: NamedNode, lang: Lang) -> list[Section]:
    """Return the steps above and below, a table for each kind of part, and the counts."""
    return [
        _links(store, "above", _ABOVE % thing, lang),
        _links(store, "below", _BELOW % thing, lang),
        *_parts(store, thing, lang),
        _counts(store, thing, lang),
    ]


def _links(store: Store, heading: str, query: str, lang: Lang) -> Section:
    rows = [(node(row, "p"), node(row, "other")) for row in select(store, query)]
    names = names_of(store, [term for row in rows for term in row], lang)
    return section(
        heading,
        ("relation", "name", "iri"),
        ((names[relation], names[other], compact(other.value)) for relation, other in rows),
        lang,
    )


def _parts(store: Store, thing: NamedNode, lang: Lang) -> list[Section]:
    """Return a table for each kind of part, in the order of the text."""
    rows = select(store, _PARTS % thing)
    witnesses = Witnesses(store, (node(row, "part") for row in rows), lang)
    named = [node(row, key) for row in rows for key in ("part", "lead") if key in row]
    names = names_of(store, named, lang)
    by_kind: defaultdict[NamedNode, dict[NamedNode, tuple[Row, list[str]]]] = defaultdict(dict)
    for row in rows:
        part = node(row, "part")
        _, leads = by_kind[node(row, "kind")].setdefault(part, (row, []))
        if "lead" in row:
            leads.append(names[node(row, "lead")])

    def of_kind(kind: NamedNode) -> Section:
        parts = sorted(by_kind[kind], key=lambda part: (witnesses.order(part), part.value))
        extra = "printed" if kind == BT.Target else "lead"
        lines = []
        for part in parts:
            row, leads = by_kind[kind][part]
            said = row["printed"].value if "printed" in row else "; ".join(sorted(set(leads)))
            lines.append((names[part], said, *witnesses.said(part)))
        columns = ("name", extra, "quote", "place")
        return Section(_KINDS[kind].said(lang), table(columns, lines, lang))

    return [of_kind(kind) for kind in _KINDS if kind in by_kind]


def _counts(store: Store, thing: NamedNode, lang: Lang) -> Section:
    rows = select(store, _COUNTS % thing)
    names = names_of(store, (node(row, "of") for row in rows), lang)
    return section(
        "counts",
        ("words", "of", "declared", "modelled"),
        (
            (
                text_of(row, "words"),
                names[node(row, "of")],
                text_of(row, "declared"),
                text_of(row, "modelled"),
            )
            for row in rows
        ),
        lang,
    )
