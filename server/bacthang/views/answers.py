"""The table of a question's answer, a page at a time.

What a question that reads the whole graph answers when nothing narrows it is asked once, with the
lists of an edition, and kept with them as its page shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from pyoxigraph import QuerySolutions

from ..errors import LANGS, Lang
from ..listings import Line, Listings, Writer
from ..questions import Question
from ..stores import Store
from ..stores.oxigraph import AT_ONCE
from .folded import Cell, Column, Folded, Names, fold
from .results import Rows, of_rows, taken

PER_PAGE: Final = 200
_NAME: Final = "answer to {question}.{lang}"


@dataclass(frozen=True)
class Page:
    """Some of the rows that fit what was asked of a table; ``fitting`` counts them all."""

    table: Folded
    fitting: int

    @property
    def pages(self) -> int:
        """How many pages the rows that fit take; there is always one."""
        return max(1, -(-self.fitting // PER_PAGE))


@dataclass(frozen=True)
class Wanted:
    """Which rows a page is to show: those with some words, in the order of a column, from where."""

    order: str = ""
    words: str = ""
    number: int = 1

    @property
    def start(self) -> int:
        """How many rows stand on the pages before."""
        return (self.number - 1) * PER_PAGE


@dataclass(frozen=True)
class _Head:
    """What is known of a table beside its rows: the text that it answers, and its columns."""

    text: str
    columns: tuple[Column, ...]
    total: int
    more: bool


def page_of(table: Folded, wanted: Wanted) -> Page:
    """Return a page of a table."""
    fitting = table.sorted_by(wanted.order).holding(wanted.words)
    rows = fitting.rows[wanted.start : wanted.start + PER_PAGE]
    return Page(replace(fitting, rows=rows), len(fitting.rows))


def kept_page(known: Listings, question: Question, lang: Lang, wanted: Wanted) -> Page | None:
    """Return a page of the answer that is kept; None where none is, or that to another text."""
    name = _NAME.format(question=question.name, lang=lang)
    try:
        head = known.value(name, _Head)
    except KeyError:
        return None
    if head.text != question.text:
        return None
    if wanted.order or wanted.words:
        rows = known.lines(name, tuple[Cell, ...])
        return page_of(Folded(head.columns, rows, head.total, head.more), wanted)
    rows = known.lines(name, tuple[Cell, ...], start=wanted.start, most=PER_PAGE)
    return Page(Folded(head.columns, rows, head.total, head.more), head.total)


Asked = Iterator[tuple[Question, Rows]]
"""Questions, each with the first rows of its answer."""


@contextmanager
def asked(store: Store, questions: Iterable[Question]) -> Iterator[Asked]:
    """Ask the questions that read the whole graph, while something else is done."""
    some = [question for question in questions if question.reads]
    asking = ThreadPoolExecutor(AT_ONCE, "answers")
    try:
        yield zip(some, asking.map(partial(_rows, store), some), strict=True)
    finally:
        asking.shutdown(cancel_futures=True)


def write(writer: Writer, store: Store, found: Asked, named: Mapping[Lang, Names]) -> None:
    """Keep the first rows of answers as pages show them, in each language."""
    for question, rows in found:
        _keep(writer, store, question, rows, named)


def _rows(store: Store, question: Question) -> Rows:
    answer = store.query(question.bound(store, {}))
    assert isinstance(answer, QuerySolutions), "a question selects rows"
    return taken(answer)


def _keep(
    writer: Writer, store: Store, question: Question, rows: Rows, named: Mapping[Lang, Names]
) -> None:
    for lang in LANGS:
        table = fold(of_rows(store, rows, lang), lang, named[lang])
        name = _NAME.format(question=question.name, lang=lang)
        writer.value(name, _Head(question.text, table.columns, table.total, table.more))
        writer.lines(name, (Line("", row) for row in table.rows))
