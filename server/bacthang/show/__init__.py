"""One thing whole: what it is, its place in the staircase, its parts, and the words behind it.

The result is a value, a title with facts and tables; the command line and the pages draw it.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..errors import Lang, UnknownName
from ..iris import compact
from ..namespaces import BT, RDF
from ..naming import names_of
from ..selecting import select
from ..stores import Store
from .around import (
    commitments_section,
    facts,
    findings_section,
    incoming_section,
    quotes_section,
    reports_section,
)
from .card import Card, Fact, Section, card_as_text
from .document import document_sections

__all__ = ["Card", "Fact", "Section", "card_as_text", "describe"]

_STATEMENTS = "SELECT ?p ?o WHERE { %s ?p ?o }"


def describe(store: Store, thing: NamedNode, lang: Lang) -> Card:
    """Return everything the store says of a thing, in the reader's language.

    A document comes with its staircase and parts, an indicator with every target on it, anything
    else with what refers to it. Raises UnknownName when the store says nothing of it.
    """
    statements = select(store, _STATEMENTS % thing)
    if not statements:
        raise UnknownName(kind_vi="vật", kind_en="thing", name=compact(thing.value), near="—")
    types = {row["o"] for row in statements if row["p"] == RDF.type}
    if BT.PolicyDocument in types:
        sections = document_sections(store, thing, lang)
    elif BT.Indicator in types:
        sections = [commitments_section(store, thing, lang)]
    else:
        sections = [incoming_section(store, thing, lang)]
    sections += [
        show(store, thing, lang) for show in (quotes_section, reports_section, findings_section)
    ]
    return Card(
        title=names_of(store, [thing], lang)[thing],
        iri=thing.value,
        facts=facts(store, statements, lang),
        sections=tuple(section for section in sections if section.table.rows),
    )
