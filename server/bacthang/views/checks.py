"""What the rules found in the graph as it was built: by rule, severity, document and words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..checking.findings import Finding, named
from ..checking.report import Group, Report, in_order
from ..checking.sides import Things, things_of
from ..checking.writing import stored_findings
from ..errors import LANGS, Lang, Wording
from ..iris import compact
from ..namespaces import DCTERMS, SH, SHAPES_GRAPH
from ..plaintext import plain_text
from ..rules import Rule, Severity, rules_of, shape_files
from ..shacl import read_shapes
from ..stores import Store
from ..stores.base import Term
from .cascade import natural

QUERY: Final = f"""
SELECT ?code ?severity ?focus ?value ?message WHERE {{
  GRAPH graph:findings {{
    ?finding {SH.focusNode} ?focus ;
      {DCTERMS.identifier} ?code ;
      {SH.resultSeverity} ?severity ;
      {SH.resultMessage} ?message .
    OPTIONAL {{ ?finding {SH.value} ?value }}
  }}
  FILTER (LANG(?message) = "%s")
}}
ORDER BY ?code ?focus ?message
"""
"""All findings, with their words in one language."""

PER_PAGE: Final = 40
"""How many findings are told on one page."""


@dataclass(frozen=True)
class Choice:
    """Which findings are asked for; what is empty asks for all."""

    rule: str = ""
    severity: Severity | None = None
    document: NamedNode | None = None
    words: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing narrows it."""
        return self == Choice()


@dataclass(frozen=True)
class Option:
    """One way to narrow: what it is called, and how many findings there would be."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class Listing:
    """The findings of one choice, and the ways to change it.

    ``silent`` are the rules that found nothing in the whole graph.
    """

    report: Report
    total: int
    rules: tuple[Option, ...]
    severities: tuple[tuple[Severity, int], ...]
    documents: tuple[Option, ...]
    silent: tuple[Rule, ...]

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-len(self.report.findings) // PER_PAGE))

    def page(self, number: int) -> list[tuple[Rule, list[Group]]]:
        """Return one page of them, by rule and document, counted from 1."""
        start = (number - 1) * PER_PAGE
        part = self.report.findings[start : start + PER_PAGE]
        return list(replace(self.report, findings=part).by_rule())


def found(store: Store) -> Report | None:
    """Return all findings of the build in order, with both sides; None where it did not check."""
    if not store.info().shapes_hash:
        return None
    findings = stored_findings(store)
    files = shape_files()
    things = things_of(store, named(findings))
    return Report(in_order(findings, things), rules_of(read_shapes(files), files), (), things)


def reasons(store: Store) -> dict[Term, Wording]:
    """Return why each shape asks what it asks; the shapes of one rule may differ in that."""
    said: defaultdict[Term, dict[str, str]] = defaultdict(dict)
    for shape, _, words, _ in store.quads(p=SH.description, g=SHAPES_GRAPH):
        if isinstance(words, Literal):
            said[shape][words.language or ""] = words.value
    return {
        shape: Wording(*(own.get(lang) or next(iter(own.values())) for lang in LANGS))
        for shape, own in said.items()
    }


def chosen(report: Report, choice: Choice) -> Report:
    """Return the findings that were asked for."""
    words = plain_text(choice.words).split()
    return replace(
        report,
        findings=tuple(
            finding
            for finding in report.findings
            if choice.rule in ("", finding.code)
            and choice.severity in (None, finding.severity)
            and (choice.document is None or choice.document in documents_of(finding, report.things))
            and (not words or _has(words, finding, report))
        ),
    )


def listing(report: Report, choice: Choice, lang: Lang) -> Listing:
    """Return the findings asked for, and what each other choice would give."""
    codes = Counter(f.code for f in chosen(report, replace(choice, rule="")).findings)
    levels = Counter(f.severity for f in chosen(report, replace(choice, severity=None)).findings)
    of_any = chosen(report, replace(choice, document=None)).findings
    documents = Counter(d for finding in of_any for d in documents_of(finding, report.things))
    loud = {finding.code for finding in report.findings}
    return Listing(
        chosen(report, choice),
        len(report.findings),
        tuple(Option(code, title_of(report, code, lang), codes[code]) for code in sorted(codes)),
        tuple((one, levels[one]) for one in sorted(Severity, reverse=True) if levels[one]),
        tuple(_named(documents, report.things, lang)),
        tuple(rule for code, rule in report.rules.items() if code not in loud),
    )


def documents_of(finding: Finding, things: Things) -> set[NamedNode]:
    """Return the documents that a finding speaks of, on either side."""
    sides = [things[t] for t in (finding.focus, finding.other) if isinstance(t, NamedNode)]
    return {document for side in sides for document in side.documents}


def title_of(report: Report, code: str, lang: Lang) -> str:
    """Return what a rule asks, beginning with a capital."""
    title = report.rules[code].title.plain(lang) if code in report.rules else ""
    return title[:1].upper() + title[1:]


def finding_at(report: Report, iri: NamedNode) -> Report:
    """Return the report of one finding alone, empty when there is no such."""
    return replace(report, findings=tuple(f for f in report.findings if f.iri == iri))


def _has(words: Iterable[str], finding: Finding, report: Report) -> bool:
    """Tell whether all that is said of a finding, in either language, holds all the words."""
    said = [finding.code, *finding.message]
    for side in report.sides(finding):
        said += [*side.name, side.number, *(quote.text for quote in side.quotes)]
    text = plain_text(" ".join(said))
    return all(word in text for word in words)


def _named(counts: Mapping[NamedNode, int], things: Things, lang: Lang) -> Sequence[Option]:
    options: Iterable[Option] = (
        Option(compact(document.value), things[document].name.plain(lang), n)
        for document, n in counts.items()
    )
    return sorted(options, key=lambda option: natural(option.name))
