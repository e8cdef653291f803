"""What a check found, as a value: findings in order, the rules applied, both sides in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from ..errors import BacThangError, Wording
from ..rules import Rule, Severity
from ..stores.base import Term
from .findings import Finding
from .sides import Thing, Things

Group = tuple[Thing | None, list[Finding]]
"""A document, or none, with the findings that are told under it."""


@dataclass(frozen=True)
class Report:
    """What a check found.

    ``rules`` are all that were applied, ``faults`` what is wrong with the files beyond any rule,
    ``things`` what is told of all that the findings name.
    """

    findings: tuple[Finding, ...]
    rules: Mapping[str, Rule]
    faults: tuple[BacThangError, ...]
    things: Things

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, the worst first."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in sorted(Severity, reverse=True)}

    @property
    def worst(self) -> Severity | None:
        """The worst severity of any finding."""
        return max((finding.severity for finding in self.findings), default=None)

    def by_rule(self) -> Iterator[tuple[Rule, list[Group]]]:
        """Yield each rule that found something, with its findings by document."""
        for code, findings in groupby(self.findings, key=lambda finding: finding.code):
            groups = groupby(findings, key=lambda finding: document_of(finding, self.things))
            rule = self.rules.get(code) or _unnamed(code)
            yield (
                rule,
                [(document and self.things[document], list(own)) for document, own in groups],
            )

    def sides(self, finding: Finding) -> Iterator[Thing]:
        """Yield what is told of the two sides of a finding."""
        for term in dict.fromkeys((finding.focus, finding.other)):
            if isinstance(term, NamedNode):
                yield self.things[term]


def in_order(findings: Sequence[Finding], things: Things) -> tuple[Finding, ...]:
    """Return findings by rule, then document, then in the order of the text; each once."""
    unique = {finding.iri: finding for finding in findings}

    def order(finding: Finding) -> tuple[object, ...]:
        document = document_of(finding, things)
        thing = _thing(finding.focus, things)
        places = [(q.source, q.start, q.end) for q in thing.quotes[:1]] if thing else []
        severity = -finding.severity
        return (
            finding.code,
            document is None,
            document.value if document else "",
            severity,
            not places,
            places,
            finding.order,
        )

    return tuple(sorted(unique.values(), key=order))


def document_of(finding: Finding, things: Things) -> NamedNode | None:
    """Return the document that a finding is told under: that of its focus."""
    thing = _thing(finding.focus, things)
    return thing.document if thing else None


def _thing(term: Term, things: Things) -> Thing | None:
    return things.get(term) if isinstance(term, NamedNode) else None


def _unnamed(code: str) -> Rule:
    return Rule(code, Wording("", ""), (), (), (), (), (), ())
