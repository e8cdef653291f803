"""The queries of pySHACL parsed once each, for as long as it runs.

pySHACL hands rdflib the text of a constraint's query anew for every focus node, and parsing it
takes ten times as long as answering it. What rdflib makes of a text may be asked again and again:
it is what ``rdflib.plugins.sparql.prepareQuery`` returns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final
from unittest.mock import patch

from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

_KEPT: Final = 1024
"""How many queries are kept, all of a set of rules and more."""


@contextmanager
def parsed_once() -> Iterator[None]:
    """Have rdflib keep what it made of a query."""
    with (
        patch.object(processor, "parseQuery", lambda text: text),
        patch.object(processor, "translateQuery", _translated),
    ):
        yield


def _translated(text: str, base: str | None = None, namespaces: Mapping[str, Any] = {}) -> Any:
    return _made(text, base, tuple(namespaces.items()))


@lru_cache(maxsize=_KEPT)
def _made(text: str, base: str | None, namespaces: tuple[tuple[str, Any], ...]) -> Any:
    return translateQuery(parseQuery(text), base, dict(namespaces))
