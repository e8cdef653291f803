"""A proposal as blocks, in the order of the text, and by the file of the graph that each is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ...errors import Wording
from ...namespaces import BT, ID
from ...stores.base import Store
from ..proposal import DocumentProposal, Proposal, Span
from . import heads, links
from .blocks import Block
from .heads import Head
from .indicators import Indicators
from .issuing import issuer
from .known import Known
from .parts import Drafted, Parts
from .slugs import one_line, slug
from .terms import term
from .units import Units

FOLDERS: Final = ("areas", "bodies", "terms", "documents", "people", "indicators", "units")
"""Where in ``data/reference/`` new things go, those first that others name."""

_UP: Final = ("implements", "based_on")
_READING: Final = Wording("Bản đọc", "The reading")


@dataclass(frozen=True)
class Section:
    """Some blocks of the file about the text, under a heading."""

    heading: Wording
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Draft:
    """A proposal as blocks.

    ``sections`` tell what the text says, in its order. ``reference`` holds what the graph lacks,
    by the folder of ``data/reference/`` that it is for. ``parts`` are the prefixes of documents.
    """

    proposal: Proposal
    sections: tuple[Section, ...]
    reference: dict[str, tuple[Block, ...]]
    targets: tuple[Drafted, ...]
    parts: dict[str, str]

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks, those for the reference last."""
        for section in self.sections:
            yield from section.blocks
        for blocks in self.reference.values():
            yield from blocks


def drafted(proposal: Proposal, store: Store, more: Path | None = None) -> Draft:
    """Return what a proposal says, as blocks that repeat nothing of the graph in ``store``."""
    drafting = _Drafting(proposal, Known(store, proposal.source), more)
    several = len(proposal.documents) > 1
    for place, document in enumerate(proposal.documents, start=1):
        drafting.add(document, f"d{place}" if several else "d")
    return drafting.draft()


class _Drafting:
    """Gathers the blocks of a proposal, document by document."""

    def __init__(self, proposal: Proposal, known: Known, more: Path | None) -> None:
        self._proposal = proposal
        self._known = known
        self._more = more
        self._units = Units(known, more)
        self._indicators = Indicators(proposal.targets, known, self._units, proposal.text, more)
        self._taken: set[NamedNode] = set()
        self._filed: dict[str, dict[NamedNode, Block]] = {name: {} for name in FOLDERS}
        self._heads: list[Head] = []
        self._sections: list[Section] = []
        self._targets: list[Drafted] = []
        self._prefixes: dict[str, str] = {}

    def add(self, document: DocumentProposal, prefix: str) -> None:
        """Take a document with all its parts."""
        known = self._known
        head = self._head(document)
        self._heads.append(head)
        self._prefixes[prefix] = f"{head.iri.value}/"
        parts = Parts(head, known, self._indicators, self._units, self._proposal.text)
        first = heads.witness(head, known)
        placed: list[tuple[Span, tuple[Block, ...]]] = [
            (count.places[0].span, (count,)) for count in self._counts(head)
        ]
        for link, other in links.links(head, known, self._taken):
            placed.append((link.places[0].span, (link,)))
            self._file("documents", other)
        placed += parts.blocks()
        self._targets += parts.targets
        for person in head.people:
            self._file("people", person)
        placed.sort(key=lambda found: found[0])
        blocks = (first, *(block for _, some in placed for block in some))
        title = one_line(document.title) or head.iri.value
        self._sections.append(Section(Wording(title, title), blocks))

    def draft(self) -> Draft:
        """Return what was gathered."""
        for block in self._indicators.blocks():
            self._file("indicators", block)
        for block in self._units.blocks():
            self._file("units", block)
        reading = heads.reading(self._proposal, self._heads)
        return Draft(
            proposal=self._proposal,
            sections=(*self._sections, Section(_READING, (reading,))),
            reference={name: tuple(some.values()) for name, some in self._filed.items() if some},
            targets=tuple(self._targets),
            parts=self._prefixes,
        )

    def _head(self, document: DocumentProposal) -> Head:
        """Name a document, with the blocks of what identifies it where the graph lacks them."""
        known = self._known
        issued = issuer(document, known, self._uppers(document), self._more)
        for block in issued.blocks:
            is_area = BT.AdministrativeUnit in block.said[0][1]
            self._file("areas" if is_area else "bodies", block)
        if document.known is not None:
            return Head(document.known, document, issued)
        iri = known.unused(ID["document/" + slug(document.slug)], self._taken)
        self._taken.add(iri)
        head = Head(iri, document, issued)
        head.number = heads.due_number(document, issued, known)
        of_term = document.term
        if of_term is None and issued.is_party and (head.number or document.term_years):
            of_term, new = term(document, issued, known)
            self._file("terms", new)
        self._file("documents", heads.identity(head, of_term, known))
        return head

    def _counts(self, head: Head) -> Iterator[Block]:
        return heads.counts(head, self._known, self._taken, self._proposal.text)

    def _uppers(self, document: DocumentProposal) -> list[NamedNode]:
        """Return the areas that a document must lie in: of what it stands on, or named alone."""
        known = self._known
        others = [link.other for link in document.links if link.other and link.relation in _UP]
        issuers = [body for other in others for body in known.facts.nodes(BT.issuedBy, other)]
        named = known.cities_in(self._proposal.text)
        return [*known.areas(issuers), *(named if len(named) == 1 else ())]

    def _file(self, folder: str, block: Block | None) -> None:
        if block is not None:
            self._filed[folder].setdefault(block.thing, block)
