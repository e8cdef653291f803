"""The rules, as the shapes say what they are: code, title, reason, severity, what they look at.

A rule is one or more node shapes that share a ``dcterms:identifier`` (DESIGN section 4). A shape
without one, as somebody's own shapes may be, is a rule by itself, named by its local name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from .assets import folder
from .errors import MissingFile, NoShapes, NothingToRead, UnknownName, Wording
from .namespaces import DCTERMS, OWL, RDF, RDFS, SH
from .reading import FORMATS, quads_of
from .stores.base import Term

Node = NamedNode | BlankNode
Target = tuple[NamedNode, Term]
"""A property of SHACL that says what a shape looks at, with its value."""

TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
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
    """One rule; ``severities`` worst first, ``shapes`` by IRI, each in the file that has it."""

    code: str
    title: Wording
    reason: Wording
    severities: tuple[Severity, ...]
    shapes: tuple[Node, ...]
    targets: tuple[Target, ...]
    messages: tuple[Wording, ...]
    files: tuple[Path, ...]


class Rules(Mapping[str, Rule]):
    """The rules of some files, by code."""

    def __init__(self, rules: Iterable[Rule], parts: Mapping[Node, str]) -> None:
        self._rules = {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}
        self._parts = parts

    def __getitem__(self, code: str) -> Rule:
        return self._rules[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def code_of(self, shape: Node) -> str:
        """Return the code of the rule that a shape, or a part of one, belongs to."""
        return self._parts.get(shape) or local_name(shape)

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


def read_rules(paths: Iterable[Path]) -> Rules:
    """Return the rules that shape files hold.

    Raises Unreadable for a file that cannot be read, NoShapes when there is no shape in any.
    """
    paths = list(paths)
    said = _Said(paths)
    by_code: defaultdict[str, list[Node]] = defaultdict(list)
    for shape in said.tops():
        by_code[said.code(shape)].append(shape)
    if not by_code:
        raise NoShapes(path=", ".join(map(str, paths)))
    parts = {part: code for code, tops in by_code.items() for part in said.below(tops)}
    return Rules((said.rule(code, shapes) for code, shapes in by_code.items()), parts)


def local_name(node: Node) -> str:
    """Return the local name of a shape."""
    return node.value.replace("#", "/").rstrip("/").rpartition("/")[2]


class _Said:
    """What the shape files say, by subject and property."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._values: defaultdict[Term, defaultdict[NamedNode, list[Term]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._files: dict[Term, Path] = {}
        for path in paths:
            for quad in quads_of(path):
                self._take(path, quad)

    def _take(self, path: Path, quad: Quad) -> None:
        self._values[quad.subject][quad.predicate].append(quad.object)
        self._files.setdefault(quad.subject, path)

    def tops(self) -> list[Node]:
        """Return the shapes that look at something: with a target, or classes themselves."""
        return sorted(
            (
                subject
                for subject, said in list(self._values.items())
                if isinstance(subject, NamedNode | BlankNode)
                and Literal(True) not in said[SH.deactivated]
                and self._targets(subject)
            ),
            key=str,
        )

    def code(self, shape: Node) -> str:
        return self._text(shape, DCTERMS.identifier, None) or local_name(shape)

    def below(self, shapes: Iterable[Node]) -> set[Node]:
        """Return shapes with all their parts."""
        found: set[Node] = set()
        queue = list(shapes)
        while queue:
            node = queue.pop()
            if node not in found:
                found.add(node)
                queue += [
                    part
                    for predicate in _PARTS
                    for part in self._values[node][predicate]
                    if isinstance(part, NamedNode | BlankNode) and part != RDF.nil
                ]
        return found

    def rule(self, code: str, shapes: list[Node]) -> Rule:
        parts = sorted(self.below(shapes), key=str)
        messages = [self._both(part, SH.message) for part in parts]
        return Rule(
            code,
            self._first(shapes, RDFS.label, SH.name) or Wording(code, code),
            self._first(shapes, SH.description, RDFS.comment) or Wording("", ""),
            tuple(sorted(set(self._severities(shapes, parts)), reverse=True)),
            tuple(shapes),
            tuple(dict.fromkeys(target for shape in shapes for target in self._targets(shape))),
            tuple(dict.fromkeys(message for message in messages if message)),
            tuple(dict.fromkeys(self._files[shape] for shape in shapes)),
        )

    def _targets(self, shape: Node) -> list[Target]:
        said = self._values[shape]
        found = [(predicate, term) for predicate in TARGETS for term in said[predicate]]
        shapely = {SH.NodeShape, SH.PropertyShape} & set(said[RDF.type])
        if shapely and {OWL.Class, RDFS.Class} & set(said[RDF.type]):
            found.append((SH.targetClass, shape))
        return found

    def _severities(self, shapes: list[Node], parts: list[Node]) -> Iterator[Severity]:
        """Yield the severities of results: those of property shapes, and of shapes themselves.

        A node shape that constrains by property shapes alone gives no result of its own.
        """
        nested = [part for part in parts if self._values[part][SH.path]]
        for shape in {*shapes, *nested}:
            said = self._values[shape]
            if said[SH.path] or any(
                predicate in SH and predicate not in _SILENT for predicate in said
            ):
                yield Severity.of(next(iter(said[SH.severity]), None))

    def _first(self, shapes: list[Node], *predicates: NamedNode) -> Wording | None:
        found = (self._both(shape, predicate) for predicate in predicates for shape in shapes)
        return next(filter(None, found), None)

    def _both(self, node: Node, predicate: NamedNode) -> Wording | None:
        """Return words in both languages; those of one, or of none, stand for what is missing."""
        vi, en, bare = (self._text(node, predicate, lang) for lang in ("vi", "en", None))
        return Wording(vi or bare or en, en or bare or vi) if vi or en or bare else None

    def _text(self, node: Node, predicate: NamedNode, lang: str | None) -> str:
        """Return the words in a language, several joined; empty where there are none."""
        terms = self._values[node][predicate]
        found = sorted(t.value for t in terms if isinstance(t, Literal) and t.language == lang)
        return " ".join(found)


_SILENT: Final = frozenset(
    (
        *(SH.property, SH.severity, SH.description, SH.message, SH.name, SH.deactivated),
        *(SH.order, SH.group, *TARGETS),
    )
)
"""What a node shape may say without being a constraint of its own."""
