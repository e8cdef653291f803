"""What there is: the questions, the documents, the indicators, each as a table to look through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from .errors import Lang, Wording
from .iris import compact
from .naming import names_of
from .plaintext import plain_text
from .questions import Question
from .rules import Rule
from .selecting import Row, node, select, text_of
from .stores import Store
from .tabletext import Table, text_table

_DOCUMENTS: Final = """
SELECT ?thing ?number ?issuer ?rank ?date (COUNT(DISTINCT ?target) AS ?n) WHERE {
  ?thing a bt:PolicyDocument .
  OPTIONAL { ?thing bt:number ?number }
  OPTIONAL { ?thing bt:issuedBy ?issuer . OPTIONAL { ?issuer bt:level/bt:rank ?rank } }
  OPTIONAL { ?thing eli:date_document ?date }
  OPTIONAL { ?target bt:inDocument ?thing ; a bt:Target }
}
GROUP BY ?thing ?number ?issuer ?rank ?date
ORDER BY (COALESCE(?rank, 9)) ?issuer ?number ?thing
"""
_INDICATORS: Final = """
SELECT ?thing ?field ?unit ?direction (COUNT(DISTINCT ?target) AS ?n)
       (COUNT(DISTINCT ?document) AS ?m) WHERE {
  ?thing a bt:Indicator .
  OPTIONAL { ?thing qudt:hasUnit ?unit }
  OPTIONAL { ?thing bt:direction ?direction }
  OPTIONAL { ?thing bt:policyField ?field }
  OPTIONAL { ?target bt:indicator ?thing ; bt:inDocument ?document }
}
GROUP BY ?thing ?field ?unit ?direction
ORDER BY ?field ?thing
"""
_NAME: Final = Wording("tên", "name")
_TARGETS: Final = Wording("chỉ tiêu", "targets")
_DOCUMENT: Final = Wording("văn bản", "documents")


def list_questions(questions: Iterable[Question], lang: Lang) -> Table:
    """Return every question with its name and parameters."""
    columns = (_NAME, Wording("câu hỏi", "question"), Wording("tham số", "parameters"))
    rows = [
        (question.name, question.question.said(lang), ", ".join(question.parameters))
        for question in questions
    ]
    return text_table([column.said(lang) for column in columns], rows)


def list_documents(store: Store, lang: Lang) -> Table:
    """Return every document from the top of the staircase down, by issuer and number."""
    rows = select(store, _DOCUMENTS)
    named = [node(row, key) for row in rows for key in ("thing", "issuer") if key in row]
    names = names_of(store, named, lang)
    columns = (
        Wording("số hiệu", "number"),
        _NAME,
        Wording("cơ quan ban hành", "issuer"),
        Wording("ngày", "date"),
        _TARGETS,
        Wording("IRI", "IRI"),
    )
    return text_table(
        [column.said(lang) for column in columns],
        [
            (
                text_of(row, "number"),
                names[node(row, "thing")],
                names[node(row, "issuer")] if "issuer" in row else "",
                text_of(row, "date"),
                text_of(row, "n"),
                compact(row["thing"].value),
            )
            for row in rows
        ],
    )


def list_rules(rules: Mapping[str, Rule], lang: Lang) -> Table:
    """Return every rule with its severities, the worst first, and how many shapes it has."""
    columns = (
        Wording("mã", "code"),
        Wording("quy tắc", "rule"),
        Wording("mức", "severity"),
        Wording("số hình", "shapes"),
    )
    rows = [
        (
            rule.code,
            rule.title.plain(lang),
            ", ".join(severity.word.said(lang) for severity in rule.severities),
            str(len(rule.shapes)),
        )
        for rule in rules.values()
    ]
    return text_table([column.said(lang) for column in columns], rows)


def list_indicators(store: Store, lang: Lang) -> Table:
    """Return every indicator by policy field, with what it takes to choose one for a target."""
    rows = select(store, _INDICATORS)
    keys = ("thing", "field", "unit", "direction")
    names = names_of(store, [node(row, key) for row in rows for key in keys if key in row], lang)

    def name(row: Row, key: str) -> str:
        return names[node(row, key)] if key in row else ""

    columns = (
        Wording("lĩnh vực", "field"),
        _NAME,
        Wording("đơn vị", "unit"),
        Wording("chiều tốt", "direction"),
        _TARGETS,
        _DOCUMENT,
        Wording("IRI", "IRI"),
    )
    return text_table(
        [column.said(lang) for column in columns],
        [
            (
                *(name(row, key) for key in ("field", "thing", "unit", "direction")),
                text_of(row, "n"),
                text_of(row, "m"),
                compact(row["thing"].value),
            )
            for row in rows
        ],
    )


def matching(table: Table, words: Iterable[str]) -> Table:
    """Return the rows that hold every word, in any column, with or without diacritics."""
    wanted = [plain_text(word) for word in words]
    rows = [
        row
        for row in table.rows
        if all(word in plain_text(" ".join(cell.text for cell in row)) for word in wanted)
    ]
    return Table(table.columns, rows)
