"""The rules as people read them: why each is, what it looks at, what it says, what it found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ..dumps import graph_text
from ..errors import LANGS, Lang, Wording
from ..listings import Listings, Writer
from ..namespaces import DCTERMS, FINDINGS_GRAPH, RDFS, SH, SHAPES_GRAPH, SHP
from ..naming import names_of
from ..rules import Rule, Rules, Severity
from ..shacl.model import Targets
from ..stores import Store
from .named import Named

_LOOKS_AT: Final = (
    ("classes", Wording("mọi", "every")),
    ("subjects_of", Wording("vật có", "what has")),
    ("objects_of", Wording("giá trị của", "values of")),
    ("nodes", Wording("chính", "just")),
)


@dataclass(frozen=True)
class Shape:
    """A named part of a rule: what it is called, and what it says of what breaks it."""

    iri: NamedNode
    name: str
    message: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page: its local name."""
        return SHP.local(self.iri)


@dataclass(frozen=True)
class Documented:
    """One rule; ``looks_at`` are words with terms, ``found`` how many findings the graph has."""

    code: str
    title: str
    reasons: tuple[str, ...]
    severities: tuple[Severity, ...]
    looks_at: tuple[tuple[str, Named], ...]
    shapes: tuple[Shape, ...]
    found: int
    turtle: str


@dataclass(frozen=True)
class Documentation:
    """All rules by code; ``others`` are nodes of the shapes graph that belong to none."""

    rules: tuple[Documented, ...]
    others: tuple[Shape, ...]


def documentation(store: Store, rules: Rules, lang: Lang) -> Documentation:
    """Return what there is to know of rules, with what the store holds of their shapes."""
    said: defaultdict[NamedNode, list[Triple]] = defaultdict(list)
    for quad in store.quads(g=SHAPES_GRAPH):
        if isinstance(quad.subject, NamedNode):
            said[quad.subject].append(quad.triple)
    by_code: defaultdict[str, list[NamedNode]] = defaultdict(list)
    for subject in sorted(said, key=lambda node: node.value):
        by_code[rules.code_of(subject) if rules.tops(subject) else ""].append(subject)
    found = Counter(
        quad.object.value
        for quad in store.quads(p=DCTERMS.identifier, g=FINDINGS_GRAPH)
        if isinstance(quad.object, Literal)
    )
    targets = {term for rule in rules.values() for _, term in _targets(rule)}
    names = names_of(store, targets, lang)

    def shapes(nodes: Iterable[NamedNode]) -> tuple[Shape, ...]:
        return tuple(
            Shape(node, _text(said[node], RDFS.label, lang), _text(said[node], SH.message, lang))
            for node in nodes
            if node in SHP
        )

    def documented(rule: Rule) -> Documented:
        nodes = by_code[rule.code]
        return Documented(
            rule.code,
            rule.title.plain(lang),
            tuple(reason.plain(lang) for reason in rule.reasons),
            rule.severities,
            tuple((word.plain(lang), Named(term, names[term])) for word, term in _targets(rule)),
            shapes(nodes),
            found[rule.code],
            graph_text((triple for node in nodes for triple in said[node]), "ttl"),
        )

    return Documentation(tuple(map(documented, rules.values())), shapes(by_code[""]))


def write(writer: Writer, store: Store, rules: Rules) -> None:
    """Write what there is to know of the rules, in each language."""
    for lang in LANGS:
        writer.value(_NAME % lang, documentation(store, rules, lang))


def kept(known: Listings, lang: Lang) -> Documentation:
    """Return what there is to know of the rules as it was written."""
    return known.value(_NAME % lang, Documentation)


_NAME: Final = "documentation.%s"


def _targets(rule: Rule) -> list[tuple[Wording, NamedNode]]:
    """Return what a rule looks at, each once."""
    found: dict[tuple[Wording, NamedNode], None] = {}
    for targets in rule.targets:
        for name, word in _LOOKS_AT:
            for term in _terms(targets, name):
                found.setdefault((word, term))
    return [*found]


def _terms(targets: Targets, name: str) -> list[NamedNode]:
    terms = getattr(targets, name)
    return sorted((t for t in terms if isinstance(t, NamedNode)), key=lambda term: term.value)


def _text(triples: Iterable[Triple], predicate: NamedNode, lang: Lang) -> str:
    texts = (t.object for t in triples if t.predicate == predicate)
    return " ".join(
        sorted(t.value for t in texts if isinstance(t, Literal) and t.language in (None, lang))
    )
