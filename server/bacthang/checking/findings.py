"""One finding: what a rule says of one thing, with the words for people.

A finding has the same IRI wherever and whenever it is found, being named by what it says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..errors import Lang, Wording
from ..namespaces import ID
from ..rules import Severity
from ..shacl import Result
from ..stores.base import Term

_FINDING = ID.iri + "finding/"
_UNFILLED: Final = re.compile(r"\{[?$]\w+\}")
_NAMELESS: Final = Wording("(chưa có tên)", "(without a name)")


@dataclass(frozen=True)
class Finding:
    """What a rule says of a thing; ``other`` is the other side, where the result has one."""

    code: str
    severity: Severity
    focus: Term
    other: NamedNode | None
    message: Wording
    result: Result = field(repr=False)

    @cached_property
    def iri(self) -> NamedNode:
        """Its IRI, made of all that the result says."""
        result = self.result
        told = (
            *(result.focus, result.path or "", result.value or "", result.component),
            *(result.shape, result.constraint or "", result.severity, *result.messages),
        )
        digest = hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()
        return NamedNode(_FINDING + digest[:20])

    @property
    def order(self) -> tuple[str, str, str, str]:
        """What puts findings in the order of codes, and within one in that of what they name."""
        return self.code, str(self.focus), str(self.other or ""), self.message.en


def finding_of(result: Result, code: str) -> Finding:
    """Return the finding that a result is, by the rule of that code.

    A result without a value of its own has the focus node as its value (SHACL 1.0, section
    5.3.2), which is no other side.
    """
    other = result.value if isinstance(result.value, NamedNode) else None
    return Finding(
        code,
        Severity.of(result.severity),
        result.focus,
        None if other == result.focus else other,
        Wording(*(_said(result.messages, lang) for lang in ("vi", "en"))),
        result,
    )


def named(findings: Iterable[Finding]) -> Iterator[NamedNode]:
    """Yield the things on both sides of findings."""
    for finding in findings:
        for term in (finding.focus, finding.other):
            if isinstance(term, NamedNode):
                yield term


def _said(messages: Iterable[Literal], lang: Lang) -> str:
    """Return what is said in a language; in none, or in another, where it is not said in it.

    A name that the data do not give leaves its place in the message unfilled (SHACL 1.0, section
    5.3.2); people are told so in words.
    """
    by_lang: dict[str, list[str]] = {}
    for message in messages:
        by_lang.setdefault(message.language or "", []).append(message.value)
    found = by_lang.get(lang) or by_lang.get("") or next(iter(by_lang.values()), [])
    return _UNFILLED.sub(_NAMELESS.plain(lang), " ".join(found))
