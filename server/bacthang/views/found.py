"""What the rules found about some things, in words, each with its lasting address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import Lang
from ..namespaces import SH
from ..rules import Severity
from ..selecting import node, select, text_of
from ..stores import Store

_FINDINGS: Final = f"""
SELECT DISTINCT ?finding ?about ?code ?severity ?message WHERE {{
  VALUES ?about {{ %s }}
  GRAPH graph:findings {{
    ?finding {SH.focusNode}|{SH.value} ?about ;
      dcterms:identifier ?code ;
      {SH.resultSeverity} ?severity ;
      {SH.resultMessage} ?message .
  }}
  FILTER (LANG(?message) = "%s")
}}
ORDER BY ?code ?finding ?about
"""


@dataclass(frozen=True)
class Found:
    """One finding; ``about`` are those of the things asked after that it names."""

    iri: NamedNode
    code: str
    severity: Severity
    message: str
    about: tuple[NamedNode, ...]


def found_about(store: Store, things: Iterable[NamedNode], lang: Lang) -> tuple[Found, ...]:
    """Return the findings that name one of the things on either side, the worst first."""
    found: dict[NamedNode, Found] = {}
    for row in select(store, _FINDINGS % (" ".join(map(str, things)), lang)):
        iri, about = node(row, "finding"), node(row, "about")
        known = found[iri].about if iri in found else ()
        found[iri] = Found(
            iri,
            text_of(row, "code"),
            Severity.of(row["severity"]),
            text_of(row, "message"),
            (*known, about),
        )
    return tuple(sorted(found.values(), key=lambda one: (-one.severity, one.code, one.message)))
