"""IRIs as people type and read them: in full, in angle brackets, or with a known prefix."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import NamedNode

from .namespaces import PREFIXES

_FULL = re.compile(r"<?([a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+)>?")
_PREFIXED = re.compile(r"([a-z]+):([^\s<>\"{}|\\^`]+)")
_LONGEST_FIRST: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def expand(typed: str) -> NamedNode | None:
    """Return the IRI that was typed in full or as ``prefix:name``, or None if it is no IRI."""
    typed = typed.strip()
    full, prefixed = _FULL.fullmatch(typed), _PREFIXED.fullmatch(typed)
    if full:
        return _iri(full[1])
    if prefixed and prefixed[1] in PREFIXES:
        return _iri(PREFIXES[prefixed[1]] + prefixed[2])
    return None


def _iri(text: str) -> NamedNode | None:
    """Return an IRI, unless it only looks like one, as ``http://[`` does."""
    try:
        return NamedNode(text)
    except ValueError:
        return None


def local_name(iri: str) -> str:
    """Return what follows the last slash or hash of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]


def compact(iri: str) -> str:
    """Return ``prefix:name`` for an IRI under a known prefix, else the IRI; for reading only."""
    for prefix, base in _LONGEST_FIRST:
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
