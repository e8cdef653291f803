"""What is shown of one thing, as values: a title, facts, and tables under headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..errors import Lang, Wording
from ..tabletext import Table, as_text, text_table

WORDS: Final = {
    "kind": Wording("loại", "kind"),
    "above": Wording("Bậc trên", "Above"),
    "below": Wording("Bậc dưới", "Below"),
    "relation": Wording("quan hệ", "relation"),
    "name": Wording("tên", "name"),
    "iri": Wording("IRI", "IRI"),
    "printed": Wording("in là", "printed"),
    "lead": Wording("chủ trì", "led by"),
    "quote": Wording("câu trích", "quote"),
    "place": Wording("chỗ", "place"),
    "counts": Wording("Con số văn bản tự nêu", "What it says it contains"),
    "words": Wording("nguyên văn", "in its words"),
    "of": Wording("đếm", "counts"),
    "declared": Wording("nêu", "declared"),
    "modelled": Wording("tìm thấy", "found"),
    "targets": Wording("Các chỉ tiêu giao", "Targets on it"),
    "document": Wording("văn bản", "document"),
    "quotes": Wording("Câu trích", "Quotes"),
    "role": Wording("vai trò", "role"),
    "own": Wording("chính", "its own"),
    "context": Wording("ngữ cảnh", "context"),
    "reports": Wording("Trang đưa tin", "Pages that report it"),
    "address": Wording("địa chỉ", "address"),
    "certainty": Wording("độ chắc", "certainty"),
    "findings": Wording("Điều các quy tắc phát hiện", "What the rules found"),
    "code": Wording("mã", "code"),
    "severity": Wording("mức", "severity"),
    "message": Wording("nội dung", "message"),
    "incoming": Wording("Nhắc đến nó", "What refers to it"),
    "shown": Wording("hiện {shown} trong {all}", "{shown} of {all} shown"),
}


@dataclass(frozen=True)
class Fact:
    """One property with its values, in words."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A table under a heading."""

    heading: str
    table: Table


@dataclass(frozen=True)
class Card:
    """One thing whole."""

    title: str
    iri: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]


def section(
    heading: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], lang: Lang
) -> Section:
    """Return a table under one of the headings of ``WORDS``, its columns named from there too."""
    return Section(WORDS[heading].said(lang), table(columns, rows, lang))


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], lang: Lang) -> Table:
    """Return a table without the columns that stay empty."""
    lines = list(rows)
    kept = [i for i in range(len(columns)) if any(line[i] for line in lines)]
    return text_table(
        [WORDS[columns[i]].said(lang) for i in kept], [[line[i] for i in kept] for line in lines]
    )


def card_as_text(card: Card) -> str:
    """Return the whole card in plain lines and aligned columns, with nothing cut."""
    facts = "".join(f"{fact.name}: {'; '.join(fact.values)}\n" for fact in card.facts)
    tables = "".join(
        f"\n## {section.heading}\n\n{as_text(section.table)}" for section in card.sections
    )
    return f"# {card.title}\n<{card.iri}>\n\n{facts}{tables}"
