"""JSON-LD 1.1 that reads as plain JSON: short keys, native numbers, words by language.

The context is drawn from the statements themselves: a property whose values are all IRIs, all of
one datatype, or all words in a language says so once, in the context, and its values are bare.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from ..iris import compact, local_name
from ..namespaces import BT, PREFIXES, RDF, XSD
from ..stores.base import Term
from .statements import Statements, blocks

_NATIVE: Final[Mapping[NamedNode, Callable[[str], int | bool]]] = {
    XSD.integer: int,
    XSD.boolean: {"true": True, "false": False}.__getitem__,
}


class Shape(Enum):
    """What all values of one property have in common, besides a datatype."""

    IRIS = "@id"
    WORDS = "@language"
    PLAIN = "plain"
    MIXED = "mixed"


class Context:
    """The keys of a document, and how the values under each are to be read."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        found: defaultdict[NamedNode, set[Shape | NamedNode]] = defaultdict(set)
        for triple in triples:
            if triple.predicate != RDF.type:
                found[triple.predicate].add(_shape(triple.object))
        self.keys = _keys(found)
        self.shapes = {
            predicate: next(iter(shapes)) if len(shapes) == 1 else Shape.MIXED
            for predicate, shapes in found.items()
        }

    def as_json(self) -> dict[str, Any]:
        """Return the context as it is written."""
        terms: dict[str, Any] = dict(sorted(PREFIXES.items()))
        terms |= {"id": "@id", "type": "@type"}
        for predicate, key in sorted(self.keys.items(), key=lambda item: item[1]):
            terms[key] = self._definition(predicate)
        return {"@version": 1.1, **terms}

    def _definition(self, predicate: NamedNode) -> str | dict[str, str]:
        iri = compact(predicate.value)
        match self.shapes[predicate]:
            case Shape.IRIS:
                return {"@id": iri, "@type": "@id"}
            case Shape.WORDS:
                return {"@id": iri, "@container": "@language"}
            case NamedNode() as datatype:
                return {"@id": iri, "@type": compact(datatype.value)}
            case _:
                return iri

    def node(self, subject: NamedNode, said: Iterable[tuple[NamedNode, list[Term]]]) -> Any:
        """Return a subject with all that is said of it."""
        node: dict[str, Any] = {"id": compact(subject.value)}
        for predicate, values in said:
            if predicate == RDF.type:
                node["type"] = _one_or_many([_reference(value) for value in values])
            elif self.shapes[predicate] is Shape.WORDS:
                node[self.keys[predicate]] = _by_language(values)
            else:
                shape = self.shapes[predicate]
                node[self.keys[predicate]] = _one_or_many([_value(v, shape) for v in values])
        return node


def write_jsonld(path: Path, statements: Statements) -> None:
    """Write the default graph, one node after another."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces(statements.triples))


def pieces(triples: Sequence[Triple]) -> Iterator[str]:
    """Yield the text of triples that come in order: the context, and then node by node."""
    context = Context(triples)
    yield '{\n"@context": '
    yield _dumped(context.as_json())
    yield ',\n"@graph": ['
    comma = "\n"
    for subject, said in blocks(triples):
        yield comma + _dumped(context.node(subject, said))
        comma = ",\n"
    yield "\n]\n}\n"


def _keys(predicates: Iterable[NamedNode]) -> dict[NamedNode, str]:
    """Return a key for each property: its local name, or with its prefix where two share one."""
    by_local: defaultdict[str, list[NamedNode]] = defaultdict(list)
    for predicate in predicates:
        by_local[_local(predicate)].append(predicate)
    keys: dict[NamedNode, str] = {}
    for local, sharing in by_local.items():
        ours = [predicate for predicate in sharing if predicate in BT]
        plain = ours if ours else sharing
        for predicate in sharing:
            free = len(plain) == 1 and predicate in plain
            free = free and local not in PREFIXES and local not in ("id", "type")
            keys[predicate] = local if free else compact(predicate.value)
    return keys


def _local(predicate: NamedNode) -> str:
    return local_name(predicate.value)


def _shape(value: Term) -> Shape | NamedNode:
    if not isinstance(value, Literal):
        return Shape.IRIS
    if value.language:
        return Shape.WORDS
    return Shape.PLAIN if value.datatype == XSD.string else value.datatype


def _value(value: Term, shape: Shape | NamedNode) -> Any:
    if not isinstance(value, Literal):
        reference = _reference(value)
        return reference if shape is Shape.IRIS else {"@id": reference}
    if native := _NATIVE.get(value.datatype):
        return native(value.value)
    if shape is not Shape.MIXED or _shape(value) is Shape.PLAIN:
        return value.value
    if value.language:
        return {"@value": value.value, "@language": value.language}
    return {"@value": value.value, "@type": compact(value.datatype.value)}


def _by_language(values: Iterable[Term]) -> Mapping[str, Any]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for value in values:
        assert isinstance(value, Literal)
        assert value.language
        found[value.language].append(value.value)
    return {lang: _one_or_many(said) for lang, said in sorted(found.items())}


def _reference(value: Term) -> str:
    assert isinstance(value, NamedNode)
    return compact(value.value)


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
