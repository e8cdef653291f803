"""The ontology as people read it: each term with what it means, stands on and is used for.

All of it is read from the store, so that what is documented is what the data is in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from ..errors import LANGS, Lang, Wording
from ..listings import Listings, Writer
from ..namespaces import BASE, BT, DCTERMS, OWL, RDF
from ..plaintext import plain_text
from ..stores import Store
from .documented import Section, Vocabulary
from .said import Said, uses_in

ONTOLOGY: Final = NamedNode(BASE + "ontology")


def vocabulary(store: Store, lang: Lang, uses: Mapping[NamedNode, int]) -> Vocabulary:
    """Return the ontology in the reader's language; ``uses`` is how often data has each term."""
    said = Said(store, lang, uses)
    ours = [subject for subject in said.subjects if subject in BT]
    ours.sort(key=lambda term: (plain_text(said.name(term)), term.value))
    sections: list[tuple[str, Wording, list[NamedNode]]] = [
        ("classes", Wording("Lớp", "Classes"), []),
        ("relations", Wording("Thuộc tính nối hai vật", "Properties between things"), []),
        ("values-of", Wording("Thuộc tính có giá trị", "Properties with values"), []),
        ("individuals", Wording("Giá trị cố định", "Controlled values"), []),
    ]
    for term in ours:
        kinds = said.objects(term, RDF.type)
        place = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        sections[next((i for i, kind in enumerate(place) if kind in kinds), 3)][2].append(term)
    return Vocabulary(
        said.words(ONTOLOGY, DCTERMS.title),
        said.words(ONTOLOGY, DCTERMS.abstract),
        said.words(ONTOLOGY, OWL.versionInfo),
        tuple(
            Section(anchor, heading.plain(lang), tuple(said.term(term) for term in terms))
            for anchor, heading, terms in sections
        ),
        tuple(said.term(term) for term in said.public()),
    )


def write(writer: Writer, store: Store) -> None:
    """Write the ontology in each language."""
    uses = uses_in(store)
    for lang in LANGS:
        writer.value(_NAME % lang, vocabulary(store, lang, uses))


def kept(known: Listings, lang: Lang) -> Vocabulary:
    """Return the ontology as it was written."""
    return known.value(_NAME % lang, Vocabulary)


_NAME: Final = "ontology.%s"
