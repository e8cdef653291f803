"""What a build holds, in the few counts that a person enjoys reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .errors import Lang, Wording
from .namespaces import SH
from .naming import names_of
from .rules import Severity
from .selecting import node, select
from .stores import Store
from .tabletext import Table, text_table

_BY_LEVEL = """
SELECT ?thing ?rank (COUNT(DISTINCT ?document) AS ?n) WHERE {
  ?document a bt:PolicyDocument ; bt:issuedBy/bt:level ?thing .
  OPTIONAL { ?thing bt:rank ?rank }
}
GROUP BY ?thing ?rank ORDER BY ?rank ?thing
"""
_TARGETS = """
SELECT ?thing (COUNT(DISTINCT ?target) AS ?n) WHERE {
  ?target a bt:Target ; bt:inDocument ?thing .
}
GROUP BY ?thing ORDER BY DESC(?n) ?thing
"""
_ALIGNMENTS = """
SELECT ?thing (COUNT(DISTINCT ?alignment) AS ?n) WHERE {
  ?alignment a bt:Alignment ; bt:outcome ?thing .
}
GROUP BY ?thing ORDER BY DESC(?n) ?thing
"""
_TOTALS: Final = {
    "documents": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a bt:PolicyDocument }",
    "targets": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a bt:Target }",
    "provisions": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a bt:Provision }",
    "indicators": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a bt:Indicator }",
    "quotes": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { [] bt:statedIn ?x }",
    "texts": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a bt:SourceText }",
    "reports": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a bt:Report }",
}
_SENTENCE: Final = Wording(
    vi="{documents} văn bản, {provisions} phần của văn bản, trong đó {targets} chỉ tiêu giao "
    "theo {indicators} chỉ tiêu đo; {quotes} đoạn trích đã đối chiếu từng chữ với {texts} văn bản "
    "nguồn, và {reports} nguồn tin.",
    en="{documents} documents and {provisions} provisions, {targets} of them targets on "
    "{indicators} indicators; {quotes} passages verified to the letter in {texts} source texts, "
    "and {reports} reports.",
)
_HEADINGS: Final = {
    "level": (Wording("cấp", "level"), Wording("văn bản", "documents")),
    "document": (Wording("văn bản", "document"), Wording("chỉ tiêu", "targets")),
    "finding": (Wording("phát hiện", "found"), Wording("số điều", "findings")),
    "outcome": (
        Wording("so với bậc trên", "against the step above"),
        Wording("cặp chỉ tiêu", "pairs of targets"),
    ),
}

_FINDINGS: Final = """
SELECT ?thing (COUNT(DISTINCT ?result) AS ?n) WHERE {
  GRAPH graph:findings { ?result <%s> ?thing }
}
GROUP BY ?thing
"""
_SHOWN: Final = 12
_UNKNOWN: Final = Wording("chưa rõ nơi ban hành", "issuer not known")
_OTHERS: Final = Wording("{n} văn bản khác", "{n} others")


@dataclass(frozen=True)
class Summary:
    """The counts of a dataset: a sentence of totals, and four tables."""

    totals: str
    documents_by_level: Table
    targets_by_document: Table
    alignments_by_outcome: Table
    findings_by_severity: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that have rows."""
        every = (
            self.documents_by_level,
            self.targets_by_document,
            self.alignments_by_outcome,
            self.findings_by_severity,
        )
        return tuple(table for table in every if table.rows)


def totals_of(store: Store) -> dict[str, int]:
    """Count documents, targets, provisions, indicators, quotes, texts and reports, by that name."""
    return {name: int(select(store, query)[0]["n"].value) for name, query in _TOTALS.items()}


def summarise(store: Store, lang: Lang) -> Summary:
    """Count what the store holds, in the reader's language."""
    totals = totals_of(store)
    return Summary(
        totals=_SENTENCE.said(lang, **totals),
        documents_by_level=_with_unknown(
            _counted(store, "level", _BY_LEVEL, lang), totals["documents"], lang
        ),
        targets_by_document=_counted(store, "document", _TARGETS, lang),
        alignments_by_outcome=_counted(store, "outcome", _ALIGNMENTS, lang),
        findings_by_severity=_findings(store, lang),
    )


def _with_unknown(levels: Table, documents: int, lang: Lang) -> Table:
    """Return the levels with a row for documents whose issuer no source names."""
    unknown = documents - sum(int(row[1].text) for row in levels.rows)
    if not unknown:
        return levels
    added = text_table(levels.columns, [(_UNKNOWN.said(lang), str(unknown))])
    return Table(levels.columns, [*levels.rows, *added.rows])


def _findings(store: Store, lang: Lang) -> Table:
    """Return how many findings there are of each severity, the worst first."""
    counts = {
        Severity.of(row["thing"]): row["n"].value
        for row in select(store, _FINDINGS % SH.resultSeverity.value)
    }
    return text_table(
        [word.said(lang) for word in _HEADINGS["finding"]],
        [(severity.word.said(lang), counts[severity]) for severity in sorted(counts, reverse=True)],
    )


def _counted(store: Store, heading: str, query: str, lang: Lang) -> Table:
    counts = {node(row, "thing"): int(row["n"].value) for row in select(store, query)}
    shown = list(counts)[:_SHOWN]
    names = names_of(store, shown, lang)
    rows = [(names[thing], str(counts[thing])) for thing in shown]
    if others := len(counts) - len(shown):
        rest = sum(counts.values()) - sum(counts[thing] for thing in shown)
        rows.append((_OTHERS.said(lang, n=others), str(rest)))
    return text_table([word.said(lang) for word in _HEADINGS[heading]], rows)
