"""The closed world of the files: what is written in them is what somebody meant.

RDF lets a misspelled name pass as a new one, a second value as a second fact, and ``12`` where
``12.0`` is declared. Nothing of that is ever meant here, so the build refuses it
(docs/decisions/soundness.md). Statements are looked at once, as they pass from the reader to the
store; what is needed only to tell of a fault is looked up when there is one.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..errors import InconsistentGraph
from ..lines import TurtleFile
from ..namespaces import BASE, BT, ELI, FOAF, GRAPH, OA, ORG, PREFIXES, QUDT, RDF, SKOS, UNIT
from ..skolem import Place, Statement
from ..stores.base import Subject, Term
from .laws import LANGUAGE, Law, Ontology
from .owners import Files, Owners, Slip
from .similar import Names
from .telling import Faults

_CLOSED: Final = (
    *(BASE, UNIT.iri, ELI.iri, ORG.iri, OA.iri, PREFIXES["dcterms"]),
    *(SKOS.iri, FOAF.iri, QUDT.iri),
)
"""The namespaces of which a thing that is named must be defined."""

_ELSEWHERE: Final = (GRAPH.iri, BASE + "dataset")
_ONTOLOGY: Final = BASE + "ontology"
_DOCUMENT: Final = PREFIXES["doc"]
_PRINTED: Final = (BT.printedValue, BT.countedWords)


class Soundness:
    """Watches the statements of one build, and names their faults together at the end."""

    def __init__(self) -> None:
        self._ontology = Ontology()
        self._laws: dict[NamedNode, Law] = {}
        self._subjects: set[Subject] = set()
        self._typed: set[Subject] = set()
        self._kinds: set[Term] = set()
        self._named: set[NamedNode] = set()
        self._printed: list[Slip] = []
        self._seconds: list[tuple[Slip, Term]] = []
        self._unfit: list[Slip] = []

    def learn(self, statements: Iterable[Statement]) -> None:
        """Take the ontology's declarations; all of them must come before the first statement."""
        self._ontology.learn(statements)

    def define(self, thing: NamedNode) -> None:
        """Take note of a thing that the build itself makes and says the class of."""
        self._subjects.add(thing)
        self._typed.add(thing)

    def watch(self, path: Path, statements: Mapping[NamedNode, Iterable[Statement]]) -> None:
        """Take note of what the statements of a file, by property, name, define and say twice."""
        for predicate, said in statements.items():
            self._subjects.update(map(itemgetter(0), said))
            law = self._laws.get(predicate)
            if law is None:
                law = self._laws[predicate] = self._ontology.law(predicate)
            if law.closed:
                self._named.update(term for _, _, term in said if type(term) is NamedNode)
            if law.strict:
                self._hold(law, path, predicate, said)

    def _hold(self, law: Law, path: Path, predicate: NamedNode, said: Iterable[Statement]) -> None:
        """Hold statements against what the ontology says of their property."""
        if law.functional:
            hold = law.first.setdefault
            for statement in said:
                subject, _, term = statement
                first = hold(subject, term)
                if first is not term and first != term:
                    self._seconds.append(((path, *statement), first))
        if law.types is not None:
            for statement in said:
                term = statement[2]
                if (term.datatype if type(term) is Literal else None) not in law.types:
                    self._unfit.append((path, *statement))
        if predicate == RDF.type:
            self._typed.update(map(itemgetter(0), said))
            self._kinds.update(map(itemgetter(2), said))
        elif predicate in _PRINTED:
            self._printed += [(path, *statement) for statement in said]

    def faults(
        self, files: Files, places: Iterable[tuple[TurtleFile, list[Place]]]
    ) -> list[InconsistentGraph]:
        """Return every fault among the statements that have passed, by file and line.

        ``files`` are read again only when there is one. A fault is Undefined,
        UnidentifiedDocument, SecondValue, UnfitValue or UnquotedWords.
        """
        undefined = self._undefined()
        unidentified = self._unidentified()
        unquoted = self._unquoted(places)
        if not (undefined or unidentified or unquoted or self._seconds or self._unfit):
            return []
        faults = Faults(Owners(files), Names(self._subjects | LANGUAGE))
        faults.of_names(undefined, self._laws)
        faults.of_documents(unidentified)
        faults.of_seconds(self._seconds)
        twice = {slip[1:3] for slip, _ in self._seconds}
        faults.of_types([slip for slip in self._unfit if slip[1:3] not in twice], self._laws)
        faults.of_words(unquoted)
        return faults.in_order()

    def _undefined(self) -> set[Term]:
        """Return what is named and nowhere defined; of properties and classes, whatever it is."""
        named: set[Term] = {
            iri
            for iri in self._named - self._subjects
            if iri.value.startswith(_CLOSED)
            and not iri.value.startswith(_ELSEWHERE)
            and iri.value != _ONTOLOGY
        }
        return named | ((self._laws.keys() | self._kinds) - self._subjects - LANGUAGE)

    def _unidentified(self) -> set[Subject]:
        """Return the documents of which something is said, but not what they are."""
        return {
            subject
            for subject in self._subjects - self._typed
            if isinstance(subject, NamedNode)
            and subject.value.startswith(_DOCUMENT)
            and "/" not in subject.value.removeprefix(_DOCUMENT)
        }

    def _unquoted(self, places: Iterable[tuple[TurtleFile, list[Place]]]) -> list[Slip]:
        """Return the words said to be printed that stand in no quote of what has quotes."""
        wanting = {slip[1].value for slip in self._printed if isinstance(slip[1], NamedNode)}
        quotes: defaultdict[str, list[str]] = defaultdict(list)
        for _, found in places:
            for place in found:
                if place.about in wanting:
                    quotes[place.about].append(place.quote)
        return [
            slip
            for slip in self._printed
            if isinstance(slip[1], NamedNode)
            and isinstance(slip[3], Literal)
            and (own := quotes.get(slip[1].value))
            and not _holds(own, slip[3].value)
        ]


def _holds(quotes: list[str], words: str) -> bool:
    if any(words in quote for quote in quotes):
        return True
    folded = _folded(words)
    return any(folded in _folded(quote) for quote in quotes)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
