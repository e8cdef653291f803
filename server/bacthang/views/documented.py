"""A term and a vocabulary as they are documented, as values."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..errors import Wording
from ..iris import compact
from ..namespaces import BT
from .named import Named


@dataclass(frozen=True)
class Related:
    """Terms that a term is related to in one way."""

    word: Wording
    terms: tuple[Named, ...]


@dataclass(frozen=True)
class Term:
    """One term; ``other`` is its name in the other language.

    ``uses`` is how often data has it, ``seen_in`` a few of the things that do.
    """

    iri: NamedNode
    name: str
    other: str
    kinds: tuple[str, ...]
    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    related: tuple[Related, ...]
    uses: int
    seen_in: tuple[Named, ...]

    @property
    def short(self) -> str:
        """The term with its prefix, as one writes it."""
        return compact(self.iri.value)

    @property
    def anchor(self) -> str:
        """Where it stands on the page: its local name."""
        return BT.local(self.iri)


@dataclass(frozen=True)
class Section:
    """Terms of one kind, by name."""

    anchor: str
    heading: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The ontology whole; ``public`` are the terms of other vocabularies that it stands on."""

    title: str
    abstract: str
    version: str
    sections: tuple[Section, ...]
    public: tuple[Term, ...]
