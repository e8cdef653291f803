"""Where each statement is met on pages, and how it is told in a word.

A part of a document is met on the page of its document, a link between two on that of the lower
one, anything else on its own page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang, Wording
from ..iris import compact
from ..namespaces import BT, ELI, ORG
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .named import Named, Naming, named_all, naming, sure

_STATEMENTS: Final = """
SELECT ?thing ?kind ?document ?from ?relation ?to ?member ?role ?body ?words WHERE {
  VALUES ?thing { %s }
  ?thing a ?kind .
  OPTIONAL { ?thing bt:inDocument ?document }
  OPTIONAL { ?thing bt:linkFrom ?from . OPTIONAL { ?thing bt:linkType ?relation }
             OPTIONAL { ?thing bt:linkTo ?to } }
  OPTIONAL { ?thing org:member ?member . OPTIONAL { ?thing org:role ?role }
             OPTIONAL { ?thing org:organization ?body } }
  OPTIONAL { ?thing bt:countedWords ?words }
}
ORDER BY ?thing ?document ?words
"""
_TONES: Final[Mapping[NamedNode, str]] = {
    BT.Target: "target",
    BT.TargetItem: "part",
    BT.Objective: "part",
    BT.Task: "part",
    BT.Solution: "part",
    BT.Breakthrough: "part",
    BT.Scheme: "part",
    BT.Requirement: "part",
    BT.Undertaking: "part",
    BT.DeclaredCount: "part",
    BT.DocumentLink: "link",
    BT.CongressDocument: "document",
    BT.Resolution: "document",
    BT.Programme: "document",
    BT.Plan: "document",
    BT.PolicyDocument: "document",
    ELI.ComplexWork: "document",
    ORG.Membership: "other",
}
"""The kinds that statements are told as, the most telling first, each with its tone."""
_RANKS: Final = {kind: rank for rank, kind in enumerate(_TONES)}
_LINK: Final = Wording("{from_}: {relation} {to}", "{from_}: {relation} {to}")


@dataclass(frozen=True)
class Home:
    """One statement: what it is and says in a word, and where it is met."""

    iri: NamedNode
    name: str
    kind: Named
    page: NamedNode
    fragment: str

    @property
    def tone(self) -> str:
        """One of target, part, link, document and other."""
        return _TONES.get(self.kind.iri, "other")

    @property
    def address(self) -> str:
        """The IRI of the page, with the place on it."""
        return f"{self.page.value}#{self.fragment}" if self.fragment else self.page.value

    @property
    def order(self) -> tuple[int, str]:
        """What puts the most telling first."""
        return _RANKS.get(self.kind.iri, len(_RANKS)), self.iri.value


def fragment_of(page: NamedNode, thing: NamedNode) -> str:
    """Return what a thing is called within the page of another; empty for the thing itself."""
    if thing == page:
        return ""
    if thing.value.startswith(f"{page.value}/"):
        return thing.value.removeprefix(f"{page.value}/")
    return compact(thing.value).replace(":", "-")


def homes_of(store: Store, things: Iterable[NamedNode], lang: Lang) -> Mapping[NamedNode, Home]:
    """Return where each of the things is met, those without a class of their own left out."""
    wanted = sorted(set(things), key=str)
    rows = select(store, _STATEMENTS % " ".join(map(str, wanted)))
    rows.sort(key=lambda row: _RANKS.get(node(row, "kind"), len(_RANKS)))
    named = naming(store, rows, lang)
    names = {one.iri: one.name for one in named_all(store, wanted, lang)}
    found: dict[NamedNode, Home] = {}
    for row in rows:
        thing = node(row, "thing")
        if thing not in found:
            page = next((node(row, key) for key in ("document", "from") if key in row), thing)
            name = _said(row, named, lang) or names[thing]
            kind = sure(named(row, "kind"))
            found[thing] = Home(thing, name, kind, page, fragment_of(page, thing))
    return found


def _said(row: Row, named: Naming, lang: Lang) -> str:
    """Return what a statement without a name of its own says."""
    if "from" in row:
        told = {"from_": "from", "relation": "relation", "to": "to"}
        return _LINK.said(lang, **{key: sure(named(row, told[key])).name for key in told})
    if "member" in row:
        about = (named(row, key) for key in ("role", "body"))
        return ": ".join(
            part
            for part in (
                sure(named(row, "member")).name,
                ", ".join(one.name for one in about if one),
            )
            if part
        )
    return text_of(row, "words")
