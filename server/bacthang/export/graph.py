"""What tables say alike of their rows: the document and its issuer, the witness, the kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ..facts import Facts, Kinds
from ..namespaces import BT, DCTERMS, ELI, OA, RDF, RDFS
from ..stores.base import Store, Subject
from . import cells

Cells = dict[str, str]


class Place(NamedTuple):
    """Where a quote stands; places sort by file, then position."""

    source: str
    start: int
    end: int
    quote: str

    def holds(self, other: Place) -> bool:
        """Tell whether another place lies within this one."""
        return self.source == other.source and self.start <= other.start and other.end <= self.end


class Row(NamedTuple):
    """The cells of one row, and what it sorts by: its document, the place in it, its IRI."""

    document: str
    place: Place | None
    iri: str
    cells: Cells

    @property
    def order(self) -> tuple[bool, str, bool, int, int, str]:
        """Document, start, end, IRI; what has no document, and no place, comes last."""
        start, end = (self.place.start, self.place.end) if self.place else (0, 0)
        return not self.document, self.document, self.place is None, start, end, self.iri


class Graph:
    """The dataset as the tables read it: a plain scan for each property, joined by hashing."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.facts = Facts(store)

    @cached_property
    def kinds(self) -> Kinds:
        """Which things are of which class."""
        return Kinds(self.facts)

    @cached_property
    def documents(self) -> frozenset[Subject]:
        """Policy documents, and sets of documents."""
        return frozenset(self.kinds.members(BT.PolicyDocument, ELI.ComplexWork))

    def members(self, *classes: NamedNode) -> Iterator[NamedNode]:
        """Yield the things of some classes."""
        for thing in self.kinds.members(*classes):
            if isinstance(thing, NamedNode):
                yield thing

    def kind(self, thing: NamedNode, *roots: NamedNode) -> str:
        """Return the most specific classes of a thing, among some classes and those below them."""
        typed = set(self.facts.nodes(RDF.type, thing))
        below = {kind for kind in typed if any(self._is_below(kind, root) for root in roots)}
        return cells.joined(
            cells.local(kind)
            for kind in below
            if not any(other != kind and self._is_below(other, kind) for other in below)
        )

    def _is_below(self, kind: NamedNode, upper: NamedNode) -> bool:
        queue, seen = [kind], {kind}
        while queue:
            if (found := queue.pop()) == upper:
                return True
            uppers = set(self.facts.nodes(RDFS.subClassOf, found)) - seen
            seen |= uppers
            queue.extend(uppers)
        return False

    def document_of(self, part: NamedNode) -> NamedNode | None:
        """Return the document that a part stands in, if it stands in one."""
        found = self.facts.node(BT.inDocument, part)
        return found if found and found in self.documents else None

    def issuer_cells(self, issued: NamedNode) -> Cells:
        """Return the names and levels of whoever issued a document or a requirement."""
        issuers = self.facts.nodes(BT.issuedBy, issued)
        return {
            "issuer": cells.labels(self.facts, BT.issuedBy, issued),
            "level": cells.joined(
                cells.local(level)
                for issuer in issuers
                for level in self.facts.nodes(BT.level, issuer)
            ),
        }

    @cached_property
    def _places(self) -> dict[Subject, list[Place]]:
        """Every main place of every statement, in order."""
        facts = self.facts
        exact, start, end = (facts.values(p) for p in (OA.exact, OA.start, OA.end))
        roles = facts.values(BT.role)
        found: dict[Subject, list[Place]] = {}
        for statement, places in facts.values(BT.statedIn).items():
            own = found.setdefault(statement, [])
            for place in places:
                if not isinstance(place, NamedNode) or place in roles:
                    continue
                parts = facts.nodes(OA.hasSelector, place)
                (quote,) = (term for part in parts for term in exact.get(part, ()))
                (first,) = (term for part in parts for term in start.get(part, ()))
                (last,) = (term for part in parts for term in end.get(part, ()))
                (source,) = facts.nodes(OA.hasSource, place)
                assert isinstance(quote, Literal)
                assert isinstance(first, Literal)
                assert isinstance(last, Literal)
                own.append(
                    Place(cells.file_name(source), int(first.value), int(last.value), quote.value)
                )
            own.sort()
        return found

    def place(self, statement: NamedNode) -> Place | None:
        """Return the main place of a statement: the first within what holds it, else the first.

        A commitment printed twice has two; the one in its printed item is its row's.
        """
        places = self._places.get(statement, [])
        around = [
            whole
            for holder in self.facts.nodes(BT.partOf, statement)
            for whole in self._places.get(holder, [])
        ]
        inside = (place for place in places if any(whole.holds(place) for whole in around))
        return next(inside, next(iter(places), None))

    def place_cells(self, statement: NamedNode) -> Cells:
        """Return the quote and where it stands."""
        place = self.place(statement)
        if place is None:
            return {"quote": "", "source": "", "start": "", "end": ""}
        return {
            "quote": place.quote,
            "source": place.source,
            "start": str(place.start),
            "end": str(place.end),
        }

    def witness(self, statement: NamedNode) -> str:
        """Return whether a statement is quoted, reported, or both."""
        quoted = bool(self._places.get(statement))
        reported = bool(self.facts.nodes(BT.reportedIn, statement))
        return {
            (True, True): "both",
            (True, False): "quoted",
            (False, True): "reported",
            (False, False): "",
        }[quoted, reported]

    def certainty(self, statement: NamedNode) -> str:
        """Return how certain the reports of a statement are."""
        reports = self.facts.nodes(BT.reportedIn, statement)
        return cells.joined(
            cells.local(certainty)
            for report in reports
            for certainty in self.facts.nodes(BT.certainty, report)
        )

    def addresses(self, statement: NamedNode) -> str:
        """Return the addresses of the pages that report a statement."""
        reports = self.facts.nodes(BT.reportedIn, statement)
        return cells.joined(
            cells.iri(address)
            for report in reports
            for address in self.facts.nodes(DCTERMS.source, report)
        )
