"""Blank nodes get IRIs made of their content, so that equal input gives equal output.

A place in a text is named by text and offsets; any other blank node by a hash of the tree of
statements below it (RDF 1.1 Concepts, section 3.5, on replacing blank nodes with IRIs).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, NoReturn, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .errors import IncompletePlace, UnnameableNode
from .lines import TurtleFile
from .namespaces import BT, ID, OA, RDF
from .stores.base import Subject, Term

TermT = TypeVar("TermT", NamedNode, Literal)
Statement = tuple[Subject, NamedNode, Term]
Own = list[tuple[NamedNode, Term]]

_PLACE = ID.iri + "place/"
_NODE = ID.iri + "node/"
_SOURCE = ID.iri + "source/"


class Place(NamedTuple):
    """A quoted place: what it is quoted for, in which text, where, and in which words.

    A place with a role gives context; the main place, without one, holds the statement itself.
    """

    about: str
    main: bool
    source: str
    start: int
    end: int
    quote: str


class NodeNamer:
    """Names the blank nodes of the files of one graph.

    Two nodes of one content are one node, and their statements come once, whatever the number of
    files: that is no repetition by an author. So are two places of one text and offsets, and what
    only one of them says is said of both.
    """

    def __init__(self) -> None:
        self._told: dict[NamedNode, list[Statement]] = {}

    def named(
        self, statements: list[Statement], file: TurtleFile
    ) -> tuple[list[Statement], list[Place]]:
        """Return the statements with every blank node replaced, and the places among them.

        Raises UnnameableNode for a node that is in a cycle, used twice, or empty, and
        IncompletePlace for a place that lacks source, quote or position.
        """
        tree = _Tree(statements, file)
        named: list[Statement] = list(tree.roots_named())
        for iri, own in tree.nodes_named():
            told = self._told.setdefault(iri, own)
            if told is not own:
                own = [statement for statement in own if statement not in told]
                told += own
            named += own
        return named, tree.places


class _Tree:
    """The forest that the blank nodes of one file form."""

    def __init__(self, statements: list[Statement], file: TurtleFile) -> None:
        self.places: list[Place] = []
        self._file = file
        self._below: defaultdict[BlankNode, Own] = defaultdict(list)
        self._owner: dict[BlankNode, Subject] = {}
        self._outer: list[Statement] = []
        self._names: dict[BlankNode, NamedNode] = {}
        self._quotes: dict[str, str] = {}
        for subject, predicate, term in statements:
            if isinstance(subject, Triple) or isinstance(term, Triple):
                self._refuse("trong một mệnh đề được trích", "is in a quoted triple", subject)
            if isinstance(term, BlankNode):
                if term in self._owner:
                    self._refuse("được dùng hai lần", "is used twice", subject)
                self._owner[term] = subject
            if isinstance(subject, BlankNode):
                self._below[subject].append((predicate, term))
            else:
                self._outer.append((subject, predicate, term))

    def nodes_named(self) -> Iterator[tuple[NamedNode, list[Statement]]]:
        """Yield each node's IRI with its statements."""
        self._name_all()
        for node, own in self._below.items():
            iri = self._names[node]
            yield iri, [(iri, predicate, self._name(term)) for predicate, term in own]

    def roots_named(self) -> Iterator[Statement]:
        """Yield the statements that lead from named things to nodes."""
        self._name_all()
        for subject, predicate, term in self._outer:
            yield subject, predicate, self._name(term)

    def _name(self, term: Term) -> Term:
        return self._names[term] if isinstance(term, BlankNode) else term

    def _name_all(self) -> None:
        if self._names:
            return
        for node in self._children_first():
            if node not in self._names:
                self._name_node(node)

    def _children_first(self) -> list[BlankNode]:
        """Return every node after the nodes below it; cycles have no top and are refused."""
        stack = [node for node in self._below if node not in self._owner]
        stack += [node for node, owner in self._owner.items() if not isinstance(owner, BlankNode)]
        order: list[BlankNode] = []
        while stack:
            node = stack.pop()
            order.append(node)
            stack += [term for _, term in self._below[node] if isinstance(term, BlankNode)]
        if len(order) < len(self._below):
            left = next(iter(self._below.keys() - set(order)))
            self._refuse("nằm trong một vòng", "is in a cycle", self._owner[left])
        order.reverse()
        return order

    def _name_node(self, node: BlankNode) -> None:
        own = self._below[node]
        if not own:
            self._refuse("không nói gì", "says nothing", self._owner[node])
        if (RDF.type, OA.SpecificResource) in own:
            self._names[node] = self._name_place(node)
        elif not self._is_selector(node):
            lines = sorted(f"{predicate} {self._name(term)}" for predicate, term in own)
            digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
            self._names[node] = NamedNode(_NODE + digest[:20])

    def _is_selector(self, node: BlankNode) -> bool:
        """Tell whether the place above will name this node, after it."""
        owner = self._owner.get(node)
        if not isinstance(owner, BlankNode):
            return False
        above = self._below[owner]
        return (OA.hasSelector, node) in above and (RDF.type, OA.SpecificResource) in above

    def _name_place(self, node: BlankNode) -> NamedNode:
        own = self._below[node]
        source = self._only(node, own, OA.hasSource, NamedNode)
        if not source.value.startswith(_SOURCE):
            self._refuse_place(node, "oa:hasSource src:…")
        selectors = [term for predicate, term in own if predicate == OA.hasSelector]
        quote = self._selector(node, selectors, OA.TextQuoteSelector)
        position = self._selector(node, selectors, OA.TextPositionSelector)
        if len(selectors) != 2:
            self._refuse_place(node, "oa:TextQuoteSelector + oa:TextPositionSelector")
        exact = self._only(node, self._below[quote], OA.exact, Literal).value
        start = self._offset(node, self._below[position], OA.start)
        end = self._offset(node, self._below[position], OA.end)
        iri = f"{_PLACE}{source.value.removeprefix(_SOURCE)}/{start}-{end}"
        roles = [
            BT.local(role)
            for predicate, role in own
            if predicate == BT.role and isinstance(role, NamedNode)
        ]
        iri = self._distinct("/".join((iri, *sorted(roles))), exact)
        self._names[quote] = NamedNode(iri + "/quote")
        self._names[position] = NamedNode(iri + "/position")
        self.places.append(Place(self._about(node), not roles, source.value, start, end, exact))
        return NamedNode(iri)

    def _distinct(self, iri: str, exact: str) -> str:
        """Return the IRI of a place, another one if its words are not those first quoted there.

        One of the two is wrong, and must not be taken for the other.
        """
        if self._quotes.setdefault(iri, exact) == exact:
            return iri
        return f"{iri}/{hashlib.sha256(exact.encode()).hexdigest()[:20]}"

    def _selector(self, place: BlankNode, selectors: list[Term], kind: NamedNode) -> BlankNode:
        found = [
            node
            for node in selectors
            if isinstance(node, BlankNode) and (RDF.type, kind) in self._below[node]
        ]
        if len(found) != 1:
            self._refuse_place(place, "oa:" + OA.local(kind))
        return found[0]

    def _only(self, place: BlankNode, own: Own, wanted: NamedNode, kind: type[TermT]) -> TermT:
        found = [term for predicate, term in own if predicate == wanted]
        match found:
            case [kind() as term]:
                return term
        self._refuse_place(place, "oa:" + OA.local(wanted))

    def _offset(self, place: BlankNode, own: Own, wanted: NamedNode) -> int:
        value = self._only(place, own, wanted, Literal).value
        if not value.isdecimal():
            self._refuse_place(place, "oa:" + OA.local(wanted))
        return int(value)

    def _about(self, node: Subject) -> str:
        """Return the named thing that a node hangs below, as far as there is one."""
        passed: set[Subject] = set()
        while isinstance(node, BlankNode) and node in self._owner and node not in passed:
            passed.add(node)
            node = self._owner[node]
        return node.value if isinstance(node, NamedNode) else "[]"

    def _refuse(self, what_vi: str, what_en: str, near: Subject) -> NoReturn:
        about = self._about(near) if not isinstance(near, Triple) else str(near)
        raise UnnameableNode(
            path=self._file.path,
            line=self._file.line_about(about),
            what_vi=f"{what_vi} (ở {about})",
            what_en=f"{what_en} (at {about})",
        )

    def _refuse_place(self, node: BlankNode, what: str) -> NoReturn:
        about = self._about(node)
        raise IncompletePlace(
            path=self._file.path, line=self._file.line_about(about), about=about, what=what
        )
