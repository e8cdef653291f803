"""What there is: the questions, the documents, the indicators, each as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .errors import Lang, Wording
from .iris import compact
from .naming import names_of
from .questions import Question
from .selecting import node, select, text_of
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
SELECT ?thing ?field (COUNT(DISTINCT ?target) AS ?n) (COUNT(DISTINCT ?document) AS ?m) WHERE {
  ?thing a bt:Indicator .
  OPTIONAL { ?thing bt:policyField ?field }
  OPTIONAL { ?target bt:indicator ?thing ; bt:inDocument ?document }
}
GROUP BY ?thing ?field
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


def list_indicators(store: Store, lang: Lang) -> Table:
    """Return every indicator by policy field, with how many targets and documents use it."""
    rows = select(store, _INDICATORS)
    named = [node(row, key) for row in rows for key in ("thing", "field") if key in row]
    names = names_of(store, named, lang)
    columns = (Wording("lĩnh vực", "field"), _NAME, _TARGETS, _DOCUMENT, Wording("IRI", "IRI"))
    return text_table(
        [column.said(lang) for column in columns],
        [
            (
                names[node(row, "field")] if "field" in row else "",
                names[node(row, "thing")],
                text_of(row, "n"),
                text_of(row, "m"),
                compact(row["thing"].value),
            )
            for row in rows
        ],
    )
