"""Faults in words, with the line of each; here time no longer matters."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..errors import (
    InconsistentGraph,
    SecondValue,
    Undefined,
    UnfitValue,
    UnidentifiedDocument,
    UnquotedWords,
)
from ..iris import compact
from ..namespaces import RDF
from ..stores.base import Subject, Term
from .laws import Law, example, shown, wanted
from .owners import Owners, Slip
from .similar import Names
from .written import Written


class Faults:
    """The faults found in the statements of one build."""

    def __init__(self, owners: Owners, names: Names) -> None:
        self._owners = owners
        self._names = names
        self._written: dict[Path, Written] = {}
        self._found: list[InconsistentGraph] = []

    def in_order(self) -> list[InconsistentGraph]:
        """Return the faults by file and line."""
        return sorted(self._found, key=lambda fault: (fault.facts["path"], fault.facts["line"]))

    def of_names(self, undefined: set[Term], laws: dict[NamedNode, Law]) -> None:
        """Tell of each name once a file."""
        told: set[tuple[Path, Term]] = set()
        for path, subject, predicate, term in self._owners.slips(undefined) if undefined else ():
            for iri in (predicate, term):
                used = iri is predicate or laws[predicate].closed or predicate == RDF.type
                if iri in undefined and used and (path, iri) not in told:
                    told.add((path, iri))
                    about = self._owners.above(path, subject)
                    self._found.append(
                        Undefined(
                            path=path,
                            line=self._line(path, about, iri),
                            iri=_value(iri),
                            about=compact(about),
                            near=self._names.near(_value(iri)),
                        )
                    )

    def of_documents(self, unidentified: set[Subject]) -> None:
        """Tell of each document once."""
        told: set[Subject] = set()
        for path, subject, _, _ in self._owners.slips(unidentified) if unidentified else ():
            if subject in unidentified and subject not in told:
                told.add(subject)
                self._found.append(
                    UnidentifiedDocument(
                        path=path,
                        line=self._line(path, _value(subject)),
                        document=compact(_value(subject)),
                        near=self._names.near(_value(subject)),
                    )
                )

    def of_seconds(self, seconds: list[tuple[Slip, Term]]) -> None:
        """Tell of each value beyond the first."""
        for slip, first in seconds:
            self._tell(SecondValue, slip, first=shown(first), second=shown(slip[3]))

    def of_types(self, unfit: list[Slip], laws: dict[NamedNode, Law]) -> None:
        """Tell of each value of another type than its property has."""
        for slip in unfit:
            law, term = laws[slip[2]], slip[3]
            self._tell(
                UnfitValue, slip, found=shown(term), wanted=wanted(law), example=example(law, term)
            )

    def of_words(self, unquoted: list[Slip]) -> None:
        """Tell of each value that is not printed as it says."""
        for slip in unquoted:
            self._tell(UnquotedWords, slip, words=_value(slip[3]))

    def _tell(self, kind: type[InconsistentGraph], slip: Slip, **facts: str) -> None:
        path, subject, predicate, term = slip
        about = self._owners.above(path, subject)
        self._found.append(
            kind(
                path=path,
                line=self._line(path, about, predicate, term),
                about=compact(about),
                property=compact(predicate.value),
                **facts,
            )
        )

    def _line(self, path: Path, about: str, *wanted: Term) -> int:
        if path not in self._written:
            self._written[path] = Written(path)
        return self._written[path].line(about, *map(_value, wanted))


def _value(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
