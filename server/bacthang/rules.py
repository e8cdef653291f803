"""The rules, as the shapes say what they are: code, title, reason, severity, what they look at.

A rule is one or more node shapes that share a ``dcterms:identifier`` (DESIGN section 4). A shape
without one, as somebody's own shapes may be, is a rule by itself, named by its local name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from .assets import folder
from .errors import MissingFile, NoShapes, NothingToRead, UnknownName, Wording
from .namespaces import DCTERMS, RDF, RDFS, SH
from .reading import FORMATS
from .shacl.model import Name, Shapes, Targets
from .stores.base import Term

_TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_PARTS: Final = (
    *(SH.property, SH.node, SH["not"], SH["and"], SH["or"], SH.xone, SH.qualifiedValueShape),
    *(SH.sparql, RDF.first, RDF.rest),
)
"""What leads from a shape to the parts of it that results name."""


class Severity(IntEnum):
    """How bad a finding is; the larger, the worse."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @classmethod
    def of(cls, iri: Term | None) -> Severity:
        """Return the severity of that IRI; one that SHACL does not define counts as Violation."""
        if iri == SH.Info:
            return cls.INFO
        return cls.WARNING if iri == SH.Warning else cls.VIOLATION

    @property
    def local(self) -> str:
        """The local name of its IRI, by which software knows it."""
        return self.name.capitalize()

    @property
    def iri(self) -> NamedNode:
        """Its IRI in SHACL."""
        return SH[self.local]

    @property
    def word(self) -> Wording:
        """What people call it."""
        return _WORDS[self]


_WORDS: Final = {
    Severity.VIOLATION: Wording("vi phạm", "violation"),
    Severity.WARNING: Wording("cảnh báo", "warning"),
    Severity.INFO: Wording("lưu ý", "note"),
}


@dataclass(frozen=True)
class Rule:
    """One rule; ``severities`` worst first. ``title`` is empty where its shapes have none."""

    code: str
    title: Wording
    reasons: tuple[Wording, ...]
    severities: tuple[Severity, ...]
    shapes: tuple[Name, ...]
    targets: tuple[Targets, ...]
    messages: tuple[Wording, ...]
    files: tuple[Path, ...]


class Rules(Mapping[str, Rule]):
    """The rules of some files, by code."""

    def __init__(self, rules: Iterable[Rule], tops: Mapping[Name, Set[Name]]) -> None:
        self._rules = {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}
        self._codes = {shape: rule.code for rule in self._rules.values() for shape in rule.shapes}
        self._tops = tops

    def __getitem__(self, code: str) -> Rule:
        return self._rules[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def code_of(self, shape: Name) -> str:
        """Return the code of the rule that a shape, or a part of one, belongs to."""
        codes = sorted(self._codes[top] for top in self.tops(shape))
        return codes[0] if codes else local_name(shape)

    def tops(self, shape: Name) -> Set[Name]:
        """Return the shapes with targets that a shape is, or is a part of."""
        return self._tops.get(shape, frozenset())

    def chosen(self, codes: Iterable[str]) -> dict[str, Rule]:
        """Return the rules with some codes, or all when none is named.

        Raises UnknownName, with the codes most like it, for a code that no rule has.
        """
        wanted = [self._known(code) for code in codes]
        return {code: rule for code, rule in self.items() if not wanted or code in wanted}

    def _known(self, typed: str) -> str:
        by_fold = {code.casefold(): code for code in self}
        if found := by_fold.get(typed.casefold()):
            return found
        near = get_close_matches(typed.casefold(), by_fold, n=5, cutoff=0.5) or by_fold
        raise UnknownName(
            kind_vi="quy tắc",
            kind_en="rule",
            name=typed,
            near=", ".join(by_fold[code] for code in near),
        )


def shape_files(place: Path | None = None) -> list[Path]:
    """Return the shape files of a folder, a file by itself, or those of the shipped graph.

    Raises MissingFile when it is not there, NothingToRead for a folder without shapes.
    """
    place = place or folder("shapes")
    if place.is_file():
        return [place]
    if not place.is_dir():
        raise MissingFile(path=place)
    found = [path for path in sorted(place.rglob("*")) if path.suffix.lower() in FORMATS]
    if not found:
        raise NothingToRead(path=place, what=".ttl")
    return found


def rules_of(shapes: Shapes, files: Iterable[Path] = ()) -> Rules:
    """Return the rules that shapes are, by their codes.

    Raises NoShapes, naming the files that were read, when no shape looks at anything.
    """
    said = _Said(shapes)
    by_code: defaultdict[str, list[Name]] = defaultdict(list)
    for shape in shapes.targeted():
        if not shape.deactivated:
            by_code[said.code(shape.node)].append(shape.node)
    if not by_code:
        raise NoShapes(path=", ".join(map(str, files)))
    tops: defaultdict[Name, set[Name]] = defaultdict(set)
    for top in chain.from_iterable(by_code.values()):
        for part in said.below([top]):
            tops[part].add(top)
    return Rules((said.rule(code, found) for code, found in by_code.items()), tops)


def local_name(node: Name) -> str:
    """Return the local name of a shape."""
    return node.value.replace("#", "/").rstrip("/").rpartition("/")[2]


class _Said:
    """What shapes say, by subject and property."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes.by_name
        self._values: defaultdict[Term, dict[NamedNode, list[Term]]] = defaultdict(dict)
        for subject, predicate, term in shapes.triples:
            self._values[subject].setdefault(predicate, []).append(term)

    def code(self, shape: Name) -> str:
        """Return the code of a shape, or its local name when it has none."""
        return self._text(shape, DCTERMS.identifier, None) or local_name(shape)

    def below(self, shapes: Iterable[Name]) -> set[Name]:
        """Return shapes with all their parts."""
        found: set[Name] = set()
        queue = list(shapes)
        while queue:
            node = queue.pop()
            if node not in found:
                found.add(node)
                queue += [
                    part
                    for predicate in _PARTS
                    for part in self._values[node].get(predicate, ())
                    if isinstance(part, NamedNode | BlankNode) and part != RDF.nil
                ]
        return found

    def rule(self, code: str, shapes: list[Name]) -> Rule:
        parts = sorted(self.below(shapes), key=str)
        titles = self._all(shapes, RDFS.label) or self._all(shapes, SH.name)
        return Rule(
            code,
            titles[0] if titles else Wording("", ""),
            self._all(shapes, SH.description) or self._all(shapes, RDFS.comment),
            tuple(sorted(set(self._severities(shapes, parts)), reverse=True)),
            tuple(shapes),
            tuple(self._shapes[shape].targets for shape in shapes),
            self._all(parts, SH.message),
            tuple(dict.fromkeys(self._shapes[shape].file for shape in shapes)),
        )

    def _severities(self, shapes: list[Name], parts: list[Name]) -> Iterator[Severity]:
        """Yield the severities of results: those of property shapes, and of shapes themselves.

        A node shape that constrains by property shapes alone gives no result of its own.
        """
        for shape in {*shapes, *(part for part in parts if SH.path in self._values[part])}:
            said = self._values[shape]
            if any(predicate in SH and predicate not in _SILENT for predicate in said):
                yield Severity.of(next(iter(said.get(SH.severity, ())), None))

    def _all(self, nodes: Iterable[Name], predicate: NamedNode) -> tuple[Wording, ...]:
        """Return what several nodes say by a property, each wording once."""
        said = (self._both(node, predicate) for node in nodes)
        return tuple(dict.fromkeys(filter(None, said)))

    def _both(self, node: Name, predicate: NamedNode) -> Wording | None:
        """Return words in both languages; those of one, or of none, stand for what is missing."""
        vi, en, bare = (self._text(node, predicate, lang) for lang in ("vi", "en", None))
        return Wording(vi or bare or en, en or bare or vi) if vi or en or bare else None

    def _text(self, node: Name, predicate: NamedNode, lang: str | None) -> str:
        """Return the words in a language, several joined; empty where there are none."""
        terms = self._values[node].get(predicate, ())
        found = sorted(t.value for t in terms if isinstance(t, Literal) and t.language == lang)
        return " ".join(found)


_SILENT: Final = frozenset(
    (
        *(SH.property, SH.severity, SH.description, SH.message, SH.name, SH.deactivated),
        *(SH.order, SH.group, *_TARGETS),
    )
)
"""What a node shape may say without being a constraint of its own."""
