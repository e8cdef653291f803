"""Which IRI is meant by a path: servers decode what names have escaped, and each in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import NamedNode

from ...namespaces import BASE
from ..links import canonical

_PARTITIONS = ("dataset/class/", "dataset/property/")


def spellings(path: str) -> Iterator[NamedNode]:
    """Yield the IRIs that a decoded path may stand for, the likeliest first.

    The dataset escapes names by the rules of the part it mints them in: file names as RFC 3986,
    section 2.1, has it, IRIs within IRIs whole. What cannot be part of an IRI yields nothing.
    """
    plain = path.lstrip("/")
    for part in _PARTITIONS:
        if plain.startswith(part):
            yield NamedNode(BASE + part + quote(plain.removeprefix(part), safe=""))
    yield from dict.fromkeys((canonical(path), NamedNode(BASE + quote(plain))))
