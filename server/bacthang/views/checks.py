"""What the rules found in the graph as it was built: by rule, severity, document and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..checking.findings import Finding, named
from ..checking.report import Report, in_order
from ..checking.sides import Things, things_of
from ..checking.writing import stored_findings
from ..errors import LANGS, Lang, Wording
from ..iris import compact
from ..listings import Line, Listings, Narrowed, Writer
from ..namespaces import DCTERMS, SH, SHAPES_GRAPH
from ..naming import names_of
from ..plaintext import plain_text
from ..rules import Rule, Rules, Severity, rules_of, shape_files
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

MOST_OPTIONS: Final = 300
"""How many documents are offered to narrow the list."""


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

    @property
    def narrowed(self) -> Narrowed:
        """What the list of findings is narrowed by."""
        facets = {
            "rule": self.rule,
            "severity": self.severity.name if self.severity else "",
            "document": self.document.value if self.document else "",
        }
        return Narrowed(
            {name: value for name, value in facets.items() if value},
            tuple(plain_text(self.words).split()),
        )


@dataclass(frozen=True)
class Option:
    """One way to narrow: what it is called, and how many findings there would be."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class Options:
    """The ways to narrow by document; ``left_out`` counts those not offered, being too many."""

    offered: tuple[Option, ...]
    left_out: int


@dataclass(frozen=True)
class Listing:
    """A page of the findings of one choice, and the ways to change it.

    ``shown`` counts those of the choice by severity, the worst first, on whatever page they are;
    ``silent`` are the rules that found nothing in the whole graph.
    """

    report: Report
    shown: Mapping[Severity, int]
    total: int
    rules: tuple[Option, ...]
    severities: tuple[tuple[Severity, int], ...]
    documents: Options
    silent: tuple[Rule, ...]

    @property
    def count(self) -> int:
        """How many findings the choice has."""
        return sum(self.shown.values())

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-self.count // PER_PAGE))


def found(store: Store) -> Report | None:
    """Return all findings of the build in order, with both sides; None where it did not check."""
    if not store.info().shapes_hash:
        return None
    findings = stored_findings(store)
    things = things_of(store, named(findings))
    return Report(in_order(findings, things), rules(), (), things)


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


def write(writer: Writer, store: Store) -> None:
    """Write the list of findings, and the rules; whether the build applied any."""
    report = found(store)
    writer.value(_CHECKED, report is not None)
    writer.lines(_NAME, _kept(report) if report else ())


@cache
def rules() -> Rules:
    """Return the rules that builds apply, read once."""
    files = shape_files()
    return rules_of(read_shapes(files), files)


def rules_in(known: Listings) -> Rules | None:
    """Return the rules that were applied, by code; None where the build applied none."""
    return rules() if known.value(_CHECKED, bool) else None


def chosen(store: Store, known: Listings, choice: Choice, start: int = 0, most: int = -1) -> Report:
    """Return the findings that were asked for, in order, so many from the one at ``start``."""
    wanted = known.lines(_NAME, NamedNode, choice.narrowed, start, most)
    return report_of(store, wanted)


def report_of(store: Store, wanted: Sequence[NamedNode]) -> Report:
    """Return the report of some findings, empty where there are none of those IRIs."""
    stored = {finding.iri: finding for finding in stored_findings(store, wanted)}
    findings = tuple(stored[iri] for iri in wanted if iri in stored)
    return Report(findings, rules(), (), things_of(store, named(findings)))


def listing(store: Store, known: Listings, choice: Choice, lang: Lang, page: int = 1) -> Listing:
    """Return a page of the findings asked for, and what each other choice would give."""
    asked = rules()
    narrowed = choice.narrowed

    def counts(facet: str) -> dict[str, int]:
        return known.options(_NAME, facet, narrowed.but(facet))

    codes = counts("rule")
    levels = {Severity[name]: n for name, n in counts("severity").items()}
    shown = {Severity[name]: n for name, n in known.options(_NAME, "severity", narrowed).items()}
    loud = known.options(_NAME, "rule")
    return Listing(
        chosen(store, known, choice, (page - 1) * PER_PAGE, PER_PAGE),
        {one: shown[one] for one in sorted(shown, reverse=True)},
        known.count(_NAME),
        tuple(Option(code, title_of(asked, code, lang), codes[code]) for code in sorted(codes)),
        tuple((one, levels[one]) for one in sorted(levels, reverse=True)),
        _named(store, counts("document"), choice.document, lang),
        tuple(rule for code, rule in asked.items() if code not in loud),
    )


def documents_of(finding: Finding, things: Things) -> set[NamedNode]:
    """Return the documents that a finding speaks of, on either side."""
    sides = [things[t] for t in (finding.focus, finding.other) if isinstance(t, NamedNode)]
    return {document for side in sides for document in side.documents}


def title_of(rules: Mapping[str, Rule], code: str, lang: Lang) -> str:
    """Return what a rule asks, beginning with a capital."""
    title = rules[code].title.plain(lang) if code in rules else ""
    return title[:1].upper() + title[1:]


_NAME: Final = "findings"
_CHECKED: Final = "checked"


def _kept(report: Report) -> Iterator[Line]:
    for finding in report.findings:
        documents = sorted(documents_of(finding, report.things), key=str)
        yield Line(
            finding.iri.value,
            finding.iri,
            _words(finding, report),
            {
                "rule": [finding.code],
                "severity": [finding.severity.name],
                "document": [document.value for document in documents],
            },
        )


def _words(finding: Finding, report: Report) -> str:
    """Return all that is said of a finding, in either language, as plain text."""
    said = [finding.code, *finding.message]
    for side in report.sides(finding):
        said += [*side.name, side.number, *(quote.text for quote in side.quotes)]
    return plain_text(" ".join(said))


def _named(
    store: Store, counts: Mapping[str, int], chosen: NamedNode | None, lang: Lang
) -> Options:
    """Return documents as options by name: of very many those with most findings."""
    kept = sorted(counts, key=lambda iri: -counts[iri])[:MOST_OPTIONS]
    if chosen and chosen.value in counts and chosen.value not in kept:
        kept.append(chosen.value)
    names = names_of(store, map(NamedNode, kept), lang)
    options = (Option(compact(it.value), name, counts[it.value]) for it, name in names.items())
    return Options(
        tuple(sorted(options, key=lambda option: natural(option.name))), len(counts) - len(kept)
    )
