"""What a question may be told: kinds of parameters, and values of them as RDF terms."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from .errors import AmbiguousName, BadParameter, UnknownName, Wording
from .iris import compact, expand
from .lookup import SORTS, lookup, value_of
from .namespaces import XSD
from .plaintext import plain_text
from .resolve import resolve
from .stores import Store

Scalar = str | int | datetime.date | NamedNode
Given = Scalar | Iterable[Scalar]

KINDS: Final[dict[str, Wording]] = {
    "iri": Wording(
        "một IRI, viết đủ hoặc với tiền tố quen thuộc", "an IRI, in full or with a known prefix"
    ),
    "document": Wording(
        "số hiệu văn bản như đã in, hoặc IRI", "the number of a document as printed, or its IRI"
    ),
    "indicator": Wording(
        "tên chỉ tiêu bằng tiếng Việt hoặc tiếng Anh, hoặc IRI",
        "the name of an indicator in Vietnamese or English, or its IRI",
    ),
    "body": Wording("tên cơ quan, hoặc IRI", "the name of a body, or its IRI"),
    "area": Wording("tên địa bàn, hoặc IRI", "the name of an area, or its IRI"),
    "field": Wording("tên lĩnh vực, hoặc IRI", "the name of a policy field, or its IRI"),
    "integer": Wording("một số nguyên như 2025", "an integer such as 2025"),
    "string": Wording("một chuỗi chữ", "a string"),
    "phrase": Wording("một cụm từ, có dấu hay không dấu", "a phrase, with or without diacritics"),
    "date": Wording("một ngày như 2021-03-17", "a date such as 2021-03-17"),
}
"""Every kind of parameter, with the words for what it expects."""


@dataclass(frozen=True)
class Parameter:
    """One thing that a question may be told; without a default it may be left open."""

    name: str
    kind: str
    label: Wording
    default: str | None = None

    @property
    def default_term(self) -> NamedNode | Literal | None:
        """The default as a term.

        Raises BadParameter when it is not of the kind: for things that have IRIs, an IRI.
        """
        if self.default is None:
            return None
        if self.kind in _LITERALS:
            return self.literal(self.default)
        return self.iri(self.default)

    def literal(self, typed: str) -> Literal:
        """Return a value of a literal kind."""
        literal = _LITERALS[self.kind](typed)
        if literal is None:
            raise self.misfit(typed)
        return literal

    def iri(self, typed: str) -> NamedNode:
        """Return the IRI that was typed."""
        iri = expand(typed)
        if iri is None:
            raise self.misfit(typed)
        return iri

    def misfit(self, typed: str) -> BadParameter:
        """Return the error that says what the parameter expects instead."""
        return BadParameter(
            name=self.name,
            problem_vi=f"“{typed}” không hợp",
            problem_en=f"“{typed}” does not fit",
            expected_vi=KINDS[self.kind].vi,
            expected_en=KINDS[self.kind].en,
        )


def terms_of(store: Store, parameter: Parameter, given: Given) -> list[NamedNode | Literal]:
    """Return the terms that a value, or several, stand for.

    Raises BadParameter when one is of another kind; UnknownName or AmbiguousName when it names
    nothing in the store, or several things.
    """
    scalars = [*given] if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    if not scalars or None in scalars:
        raise parameter.misfit("None" if scalars else "")
    typed = [scalar.value if isinstance(scalar, NamedNode) else str(scalar) for scalar in scalars]
    return [_term(store, parameter, value) for value in typed]


def unknown_parameter(name: str, accepted: Mapping[str, Parameter]) -> BadParameter:
    """Return the error for a parameter that the question does not have, naming those it has."""
    return BadParameter(
        name=name,
        problem_vi="câu hỏi này không có tham số ấy",
        problem_en="the question has no such parameter",
        expected_vi=", ".join(accepted) or "không tham số nào",
        expected_en=", ".join(accepted) or "no parameter",
    )


def _term(store: Store, parameter: Parameter, typed: str) -> NamedNode | Literal:
    if parameter.kind in _LITERALS:
        return parameter.literal(typed)
    if parameter.kind == "document":
        return document_of(store, typed)
    if parameter.kind in SORTS:
        return lookup(store, parameter.kind, typed)
    return value_of(store, typed)


def document_called(store: Store, typed: str) -> NamedNode:
    """Return the one document of a store with that IRI, or with that number.

    Raises what ``lookup`` and ``document_of`` raise.
    """
    return lookup(store, "document", typed) if expand(typed) else document_of(store, typed)


def document_of(store: Store, typed: str) -> NamedNode:
    """Return the one document with that number.

    Raises AmbiguousName with the candidates, UnknownName with the nearest, or UnreadableNumber.
    """
    resolution = resolve(store, typed)
    if resolution.document:
        return resolution.document
    word = SORTS["document"].word
    listed = ", ".join(
        compact(candidate.document.value)
        for candidate in resolution.candidates or resolution.nearest
    )
    if resolution.candidates:
        raise AmbiguousName(kind_vi=word.vi, kind_en=word.en, name=typed, candidates=listed)
    raise UnknownName(kind_vi=word.vi, kind_en=word.en, name=typed, near=listed or "—")


def _integer(typed: str) -> Literal | None:
    return Literal(int(typed)) if re.fullmatch(r"-?[0-9]{1,18}", typed.strip()) else None


def _date(typed: str) -> Literal | None:
    try:
        return Literal(datetime.date.fromisoformat(typed.strip()).isoformat(), datatype=XSD.date)
    except ValueError:
        return None


def _phrase(typed: str) -> Literal | None:
    plain = plain_text(typed)
    return _string(plain) if plain else None


def _string(typed: str) -> Literal | None:
    """Return a string, unless it is not text: bytes of a command line that are not UTF-8."""
    try:
        return Literal(typed)
    except ValueError:
        return None


_LITERALS: Final[dict[str, Callable[[str], Literal | None]]] = {
    "integer": _integer,
    "date": _date,
    "phrase": _phrase,
    "string": _string,
}
