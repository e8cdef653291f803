"""Which answers stay the same as long as the dataset does, and what tells one from another.

An entity tag is weak (RFC 9110, section 8.8.3): the same rows, in an order that may differ where
the query leaves it open.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from flask import request

REVALIDATED: Final = "public, no-cache"
"""Caches may keep it, and ask each time whether it still holds."""
NOT_KEPT: Final = "no-store"

_LIKE: Final = ("now", "rand", "uuid", "bnode", "\\u")
_CHANGING: Final = re.compile(r"\b(now|rand|(str)?uuid|bnode)\b|\\u")
"""Functions that answer anew each time, and escapes behind which one could hide."""


def is_repeatable(query: str) -> bool:
    """Tell whether a query has one answer as long as the dataset is the same.

    The text is not parsed: a name that merely looks like such a function costs a cached answer,
    never a stale one.
    """
    text = query.lower()
    return not any(name in text for name in _LIKE) or not _CHANGING.search(text)


def tag(*facts: object) -> str:
    """Return the entity tag of what is made of these facts, and of nothing else."""
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def is_held(entity_tag: str) -> bool:
    """Tell whether the client of this request has what the tag is of (RFC 9110, section 13.1.2).

    ``*`` holds nothing: what is asked for may not exist, and has to be made to know.
    """
    said = request.environ.get("HTTP_IF_NONE_MATCH")
    if not said or request.method not in ("GET", "HEAD") or said.strip() == "*":
        return False
    return request.if_none_match.contains_weak(entity_tag)
