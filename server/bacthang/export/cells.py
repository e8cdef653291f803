"""Values as they stand in cells: IRIs in full, local names, numbers; what is absent is empty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from ..facts import Facts
from ..namespaces import RDFS, SKOS
from ..stores.base import Subject, Term
from .schema import SEPARATOR

_LOCAL: Final = re.compile(r"[^#/]+$")


def iri(term: Term) -> str:
    """Return an IRI in full, so that it may be joined with others."""
    assert isinstance(term, NamedNode)
    return term.value.replace(SEPARATOR, "%3B")


def local(term: Term) -> str:
    """Return what follows the last ``#`` or ``/`` of an IRI."""
    assert isinstance(term, NamedNode)
    found = _LOCAL.search(term.value)
    return found[0] if found else term.value


def file_name(source: Term) -> str:
    """Return the name of the file of a source text."""
    return unquote(local(source))


def joined(values: Iterable[str]) -> str:
    """Return the values of one cell, each once, sorted."""
    return SEPARATOR.join(sorted(set(values)))


def iris(facts: Facts, predicate: NamedNode, subject: Subject) -> str:
    """Return the IRIs that a property leads to."""
    return joined(map(iri, facts.nodes(predicate, subject)))


def names(facts: Facts, predicate: NamedNode, subject: Subject) -> str:
    """Return the local names of what a property leads to."""
    return joined(map(local, facts.nodes(predicate, subject)))


def literals(facts: Facts, predicate: NamedNode, subject: Subject) -> str:
    """Return numbers, dates or printed forms, as the dataset holds them."""
    terms = facts.values(predicate).get(subject, ())
    return joined(term.value for term in terms if isinstance(term, Literal))


def words(facts: Facts, predicate: NamedNode, subject: Subject, lang: str) -> str:
    """Return words in a language, and those that have none."""
    terms = facts.values(predicate).get(subject, ())
    return joined(
        term.value for term in terms if isinstance(term, Literal) and term.language in (lang, None)
    )


def label(facts: Facts, subject: Subject, lang: str) -> str:
    """Return the name of a thing in a language."""
    return words(facts, RDFS.label, subject, lang) or words(facts, SKOS.prefLabel, subject, lang)


def labels(facts: Facts, predicate: NamedNode, subject: Subject, lang: str = "vi") -> str:
    """Return the names of the things that a property leads to."""
    return joined(
        name for node in facts.nodes(predicate, subject) if (name := label(facts, node, lang))
    )
