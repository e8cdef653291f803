"""Blocks of Turtle as a curator writes them: one a thing, its doubts above it, its places below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from ...errors import LANGS
from ...namespaces import BT, ID, PREFIXES, RDF, RDFS, XSD, source_text
from ..proposal import Doubt, Span

Value = NamedNode | Literal
Said = tuple[NamedNode, tuple[Value, ...]]

_LOCAL: Final = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
"""Names that stand behind a prefix as they are (Turtle 1.1, PN_LOCAL), without escapes."""

_SHORT: Final = {XSD.integer, XSD.decimal, XSD.boolean}
_FAMILIES: Final = {
    name: iri for name, iri in PREFIXES.items() if name not in {"graph", "query", "report"}
} | {"bodykind": ID.iri + "body-kind/"}


@dataclass(frozen=True)
class Cited:
    """A place that a block quotes; one of context lends a year, a recurrence or a subject."""

    span: Span
    context: bool = False


@dataclass(frozen=True)
class Block:
    """What is said of one thing, and where; ``doubts`` are what a curator should look at.

    One that is held back is written as a comment: the model cannot say it as it was read.
    """

    thing: NamedNode
    said: tuple[Said, ...]
    places: tuple[Cited, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    held: bool = False


def words(vi: str, en: str = "") -> tuple[Literal, ...]:
    """Return words in Vietnamese and, where there are any, in English."""
    return tuple(
        Literal(text, language=lang) for text, lang in zip((vi, en), LANGS, strict=True) if text
    )


def number(value: Decimal) -> Literal:
    """Return a decimal in its canonical form, the only one that a build takes."""
    text = f"{value:f}"
    whole, _, fraction = text.partition(".")
    return Literal(f"{whole}.{fraction.rstrip('0') or '0'}", datatype=XSD.decimal)


def year(value: int) -> Literal:
    """Return a year, which is an integer in every property of ours."""
    return Literal(str(value), datatype=XSD.integer)


def cell(value: Decimal) -> str:
    """Return a decimal as the tables of ``export`` print it."""
    return number(value).value.removesuffix(".0")


class Writer:
    """Writes the blocks of one file, and then the prefixes that they used.

    ``parts`` are the prefixes of the documents whose parts are told of, by name.
    """

    def __init__(self, source: str, text: str, parts: Mapping[str, str]) -> None:
        self._source = source
        self._text = text
        self._parts = dict(parts)
        self._prefixes = sorted((_FAMILIES | self._parts).items(), key=lambda item: -len(item[1]))
        self._used: set[str] = set()

    def block(self, block: Block) -> str:
        """Return one block with its doubts as comments above it and as statements in it."""
        said = [(self._name(predicate), self._values(values)) for predicate, values in _all(block)]
        lines = [
            f"{self._name(block.thing)}",
            *(f"    {predicate} {values} ;" for predicate, values in said),
        ]
        if block.places:
            lines.append(f"    {self._name(BT.statedIn)}")
            lines += [f"{self._place(cited)} ," for cited in block.places]
        lines[-1] = lines[-1][:-2] + " ."
        if block.held:
            lines = [f"# {line}" for line in "\n".join(lines).split("\n")]
        return "\n".join([*_comments(block.doubts), *lines]) + "\n"

    def prefixes(self) -> str:
        """Return the declarations of the prefixes used so far, those of documents first."""
        used = (_FAMILIES | self._parts).items()
        rows = sorted(
            (name not in self._parts and name != "bt", name, iri)
            for name, iri in used
            if name in self._used
        )
        width = max((len(name) for _, name, _ in rows), default=0) + 1
        return "".join(f"@prefix {name + ':':{width}} <{iri}> .\n" for _, name, iri in rows)

    def _values(self, values: Iterable[Value]) -> str:
        return " , ".join(map(self._value, values))

    def _value(self, value: Value) -> str:
        if isinstance(value, NamedNode):
            return self._name(value)
        if value.datatype in _SHORT:
            return value.value
        if value.datatype == XSD.date:
            return f'"{value.value}"^^{self._name(XSD.date)}'
        return str(value)

    def _name(self, iri: NamedNode) -> str:
        if iri == RDF.type:
            return "a"
        for prefix, base in self._prefixes:
            local = iri.value.removeprefix(base)
            if local != iri.value and _LOCAL.fullmatch(local):
                self._used.add(prefix)
                return f"{prefix}:{local}"
        return str(iri)

    def _place(self, cited: Cited) -> str:
        start, end = cited.span
        quote = Literal(self._text[start:end])
        role = "bt:role bt:context ; " if cited.context else ""
        self._used |= {"oa"}
        return (
            f"        [ a oa:SpecificResource ; {role}oa:hasSource "
            f"{self._name(source_text(self._source))} ; oa:hasSelector\n"
            f"            [ a oa:TextQuoteSelector ; oa:exact {quote} ] ,\n"
            f"            [ a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} ] ]"
        )


def _all(block: Block) -> Iterator[Said]:
    """Yield what a block says, with what makes its doubts known to a machine."""
    yield from ((predicate, values) for predicate, values in block.said if values)
    if block.doubts and not block.held:
        told = [value for doubt in block.doubts for value in words(doubt.said.vi, doubt.said.en)]
        yield RDFS.comment, tuple(dict.fromkeys(told))
        if not any(predicate == BT.reviewStatus for predicate, _ in block.said):
            yield BT.reviewStatus, (BT.proposed,)


def _comments(doubts: Iterable[Doubt]) -> Iterator[str]:
    for doubt in dict.fromkeys(doubts):
        for said in (doubt.said.vi, doubt.said.en):
            yield f"# ? {doubt.code}: {' '.join(said.split())}"
