"""A report as lines to read: by rule, then by document, each finding with both sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..errors import Lang
from ..iris import compact
from ..rules import Rule, Severity
from .findings import Finding
from .report import Group, Report
from .sides import Thing
from .words import APPLIED, ELSEWHERE, SOUND, capital, counted

Tone = Literal["rule", "reason", "document", "violation", "warning", "info", "words", "place", ""]

_TONES: dict[Severity, Tone] = {
    Severity.VIOLATION: "violation",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}


@dataclass(frozen=True)
class Line:
    """One paragraph: how far it stands to the right, what it begins with, and how it sounds."""

    indent: int
    text: str
    tone: Tone = ""
    lead: str = ""


def report_lines(report: Report, lang: Lang) -> Iterator[Line]:
    """Yield the report; what was counted comes last, where a terminal leaves the eye."""
    for rule, groups in report.by_rule():
        yield from _rule(rule, groups, report, lang)
    yield Line(0, summary(report, lang))


def summary(report: Report, lang: Lang) -> str:
    """Return what was found and by how many rules, in a sentence or two."""
    found = counted(report.counts, lang)
    applied = APPLIED.said(lang, n=len(report.rules))
    return f"{found}. {applied}" if found else f"{SOUND.said(lang)} {applied}"


def as_plain(report: Report, lang: Lang) -> str:
    """Return the report for pipes and files: nothing is wrapped, nothing cut."""
    return "".join(
        f"{' ' * line.indent}{line.lead}{line.text}".rstrip() + "\n"
        for line in report_lines(report, lang)
    )


def _rule(rule: Rule, groups: list[Group], report: Report, lang: Lang) -> Iterator[Line]:
    found = Counter(finding.severity for _, findings in groups for finding in findings)
    counts = counted(dict(sorted(found.items(), reverse=True)), lang)
    title = f"{capital(rule.title).plain(lang)} ({counts})"
    yield Line(0, title.lstrip(), "rule", f"{rule.code}  ")
    for reason in rule.reasons:
        yield Line(2, reason.plain(lang), "reason")
    for document, findings in groups:
        yield Line(0, "")
        name = document.name.plain(lang) if document else ELSEWHERE.said(lang)
        yield Line(2, name, "document")
        for finding in findings:
            yield from _finding(finding, report, lang)
    yield Line(0, "")


def _finding(finding: Finding, report: Report, lang: Lang) -> Iterator[Line]:
    word = capital(finding.severity.word).plain(lang)
    yield Line(4, finding.message.plain(lang), _TONES[finding.severity], f"{word}: ")
    for thing in report.sides(finding):
        yield Line(6, compact(thing.iri.value), "place")
        yield from _witnesses(thing, lang)


def _witnesses(thing: Thing, lang: Lang) -> Iterator[Line]:
    """Yield the sentence of a thing with its place, or the addresses that report it."""
    for quote in thing.quotes:
        if not quote.is_context:
            yield Line(8, f"“{' '.join(quote.text.split())}” ({quote.place})", "words")
    for report in thing.reports:
        certainty = f" ({report.certainty.plain(lang)})" if report.certainty else ""
        yield Line(8, f"{report.address}{certainty}", "place")
