"""What people read in the authored data stands in Vietnamese and in English, once in each.

Names, definitions, notes and reasons are ours and always have both. Titles are not held to it
here: an official title that no page or text gives stays unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

import pytest
from rdflib import RDFS, SKOS, Literal, URIRef

from reasoning import BT, data

ONE_EACH: Final = Counter({"vi": 1, "en": 1})
READ: Final = {
    "label": RDFS.label,
    "prefLabel": SKOS.prefLabel,
    "definition": SKOS.definition,
    "note": SKOS.note,
    "scopeNote": SKOS.scopeNote,
    "inferredFrom": URIRef(BT + "inferredFrom"),
}


def texts(predicate: URIRef) -> dict[str, list[Literal]]:
    """Return the texts that each node has by a predicate."""
    found: dict[str, list[Literal]] = defaultdict(list)
    for node, text in data().subject_objects(predicate):
        assert isinstance(text, Literal), node
        found[str(node)].append(text)
    return found


@pytest.mark.parametrize("predicate", READ.values(), ids=READ.keys())
def test_one_text_in_each_language(predicate: URIRef) -> None:
    found = texts(predicate)
    assert found, "nothing was read"
    languages = {node: Counter(text.language for text in of) for node, of in found.items()}
    assert {node: of for node, of in languages.items() if of != ONE_EACH} == {}


@pytest.mark.parametrize("predicate", READ.values(), ids=READ.keys())
def test_no_text_is_blank_or_padded(predicate: URIRef) -> None:
    words = [text.value for of in texts(predicate).values() for text in of]
    assert words, "nothing was read"
    assert [text for text in words if not text or text != " ".join(text.split())] == []


def test_no_other_kind_of_note_is_left_unlooked_at() -> None:
    kinds = {SKOS.note, SKOS.scopeNote, SKOS.definition}
    kinds |= {SKOS.editorialNote, SKOS.changeNote, SKOS.historyNote, SKOS.example, RDFS.comment}
    used = {kind for kind in kinds if (None, kind, None) in data()}
    assert used == kinds & set(READ.values())
