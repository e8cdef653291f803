"""Values of pages as JSON and back: what a view has made is kept in a file as it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pyoxigraph import NamedNode

Kept = TypeVar("Kept")
_Reader = Callable[[Any], Any]
_SIMPLE: Final = {str, int, float, bool, NoneType}


def packed(value: object) -> str:
    """Return a value as JSON: of a dataclass or named tuple its fields, of an IRI its text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def unpacked(kind: type[Kept], text: str) -> Kept:
    """Return the value of a type that ``packed`` made this of."""
    return cast(Kept, _reader(cast(Hashable, kind))(json.loads(text)))


def _plain(value: object) -> object:
    if type(value) in _SIMPLE:
        return value
    if isinstance(value, NamedNode):
        return value.value
    if names := _names_of(cast(Hashable, type(value))):
        return [_plain(getattr(value, name)) for name in names]
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(own)] for key, own in value.items()]
    if isinstance(value, list | tuple):
        return [_plain(own) for own in value]
    return value


@cache
def _names_of(kind: Any) -> tuple[str, ...]:
    """Return the fields of a dataclass; nothing for any other type."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


@cache
def _reader(kind: Any) -> _Reader:
    """Return what makes a value of a type from its JSON."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is NamedNode:
        return NamedNode
    if origin in (Union, UnionType):
        (own,) = (_reader(one) for one in inner if one is not NoneType)
        return lambda data: None if data is None else own(data)
    if origin is tuple:
        return _tuple(inner)
    if origin is not None and issubclass(origin, Mapping):
        key, own = _reader(inner[0]), _reader(inner[1] if len(inner) > 1 else int)
        make = Counter if origin is Counter else dict
        return lambda data: make({key(name): own(value) for name, value in data})
    if origin is not None and issubclass(origin, Sequence):
        one = _reader(inner[0])
        return lambda data: [*map(one, data)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _record(kind)
    return cast(_Reader, _same)


def _same(data: object) -> object:
    return data


def _tuple(inner: tuple[Any, ...]) -> _Reader:
    if len(inner) == 2 and inner[1] is Ellipsis:
        own = _reader(inner[0])
        return lambda data: tuple(map(own, data))
    readers = [_reader(one) for one in inner]
    return lambda data: tuple(read(own) for read, own in zip(readers, data, strict=True))


def _record(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else [one.name for one in fields(kind)]
    readers = [_reader(hints[name]) for name in names]
    return lambda data: kind(*(read(own) for read, own in zip(readers, data, strict=True)))
