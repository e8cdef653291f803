"""What things without names are called by what they join: pairs of targets, offices, links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from ..errors import Lang, Wording
from ..namespaces import ID
from ..selecting import node, select, text_of
from ..stores import Store
from .homes import homes_of
from .named import naming, sure

_PAIRS: Final = """
SELECT ?thing ?lower ?upper ?indicator ?outcome WHERE {
  VALUES ?thing { %s }
  ?thing bt:outcome ?outcome ; bt:upperTarget ?target ;
         bt:lowerDocument|bt:lowerTarget/bt:inDocument ?lower .
  ?target bt:inDocument ?upper ; bt:indicator ?indicator .
}
ORDER BY ?thing
"""
_REPORTS: Final = """
SELECT ?thing ?certainty (MIN(STR(?page)) AS ?address) WHERE {
  VALUES ?thing { %s }
  ?thing a bt:Report ; dcterms:source ?page ; bt:certainty ?certainty .
}
GROUP BY ?thing ?certainty
ORDER BY ?thing
"""
_PAIR: Final = Wording(
    "{lower} so với {upper}, {indicator}: {outcome}",
    "{lower} against {upper}, {indicator}: {outcome}",
)
_REPORT: Final = Wording("nguồn tin {host} ({certainty})", "report of {host} ({certainty})")
_OTHERS: Final = ("link", "membership", "document")


def joined(store: Store, things: Iterable[NamedNode], lang: Lang) -> dict[NamedNode, str]:
    """Return what those of the things are called that join others; the rest are left out."""
    sorts: dict[str, list[NamedNode]] = {}
    for thing in things:
        sorts.setdefault(ID.local(thing).partition("/")[0] if thing in ID else "", []).append(thing)
    others = [thing for sort in _OTHERS for thing in sorts.get(sort, ())]
    return {
        **_pairs(store, sorts.get("alignment", ()), lang),
        **_reports(store, sorts.get("report", ()), lang),
        **{thing: home.name for thing, home in homes_of(store, others, lang).items()},
    }


def _pairs(store: Store, things: Iterable[NamedNode], lang: Lang) -> dict[NamedNode, str]:
    rows = select(store, _PAIRS % " ".join(map(str, things)))
    named = naming(store, rows, lang)
    told = ("lower", "upper", "indicator", "outcome")
    return {
        node(row, "thing"): _PAIR.said(lang, **{key: sure(named(row, key)).name for key in told})
        for row in rows
    }


def _reports(store: Store, things: Iterable[NamedNode], lang: Lang) -> dict[NamedNode, str]:
    rows = select(store, _REPORTS % " ".join(map(str, things)))
    named = naming(store, rows, lang)
    return {
        node(row, "thing"): _REPORT.said(
            lang,
            host=urlsplit(text_of(row, "address")).netloc,
            certainty=sure(named(row, "certainty")).name,
        )
        for row in rows
    }
