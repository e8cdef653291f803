"""The dataset as its catalogue tells of it: edition, coverage, files, graphs, what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ..errors import Lang
from ..export.notes import TITLE, WHAT
from ..namespaces import DATASET, VOID, Namespace
from ..stores import BuildInfo, Store
from .called import called
from .graphs import about
from .named import Named

DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
_COUNTS: Final = (
    *(VOID.triples, VOID.entities, VOID.distinctObjects, VOID.classes, VOID.properties),
)


@dataclass(frozen=True)
class Part:
    """A named graph: what it holds, in words, and how many triples."""

    iri: NamedNode
    about: str
    triples: int


@dataclass(frozen=True)
class Catalogue:
    """What there is to know of the dataset before fetching it.

    ``counts`` are those of VoID by local name; ``classes`` and ``properties`` the most used first.
    """

    title: str
    about: str
    info: BuildInfo
    years: tuple[int, int] | None
    counts: dict[str, int]
    graphs: tuple[Part, ...]
    classes: tuple[tuple[Named, int], ...]
    properties: tuple[tuple[Named, int], ...]


def catalogue(store: Store, info: BuildInfo, described: Iterable[Triple], lang: Lang) -> Catalogue:
    """Return the catalogue of a dataset that VoID and DCAT describe."""
    triples = list(described)
    parts = [
        Part(NamedNode(graph), about(NamedNode(graph), lang), count)
        for graph, count in info.graphs.items()
    ]
    counts = {
        VOID.local(triple.predicate): int(triple.object.value)
        for triple in triples
        if triple.subject == DATASET
        and triple.predicate in _COUNTS
        and isinstance(triple.object, Literal)
    }
    return Catalogue(
        TITLE.plain(lang),
        WHAT.plain(lang),
        info,
        years(triples),
        counts,
        tuple(parts),
        _partitions(store, triples, VOID["class"], VOID.entities, lang),
        _partitions(store, triples, VOID.property, VOID.triples, lang),
    )


def years(described: Iterable[Triple]) -> tuple[int, int] | None:
    """Return the first and the last year that the dataset is about, where it is about any."""
    found = {
        triple.predicate: int(triple.object.value)
        for triple in described
        if triple.predicate in (DCAT.startDate, DCAT.endDate) and isinstance(triple.object, Literal)
    }
    return (found[DCAT.startDate], found[DCAT.endDate]) if found else None


def _partitions(
    store: Store, triples: Iterable[Triple], of: NamedNode, counting: NamedNode, lang: Lang
) -> tuple[tuple[Named, int], ...]:
    of_part = {t.subject: t.object for t in triples if t.predicate == of}
    counts = {
        t.subject: int(t.object.value)
        for t in triples
        if t.predicate == counting and isinstance(t.object, Literal)
    }
    terms = {part: term for part, term in of_part.items() if isinstance(term, NamedNode)}
    names = called(store, terms.values(), lang)
    found = [(Named(term, names[term]), counts[part]) for part, term in terms.items()]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].iri.value)))
