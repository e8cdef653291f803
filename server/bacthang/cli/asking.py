"""The verbs that ask: query, list, show."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from .. import library, listing
from ..answers import FORMATS, default_format, table_of, written
from ..errors import BadParameter, MalformedFile, UnfitFormat, UnknownName, Wording
from ..files import write_whole
from ..finding import find_thing
from ..questions import Question, parse_question, read_question
from ..rules import rules_of
from ..shacl import read_shapes
from ..show import describe
from . import completing
from .options import chosen_store, graph_shapes, option, reads_store
from .root import verb
from .screen import is_terminal, put, put_card, put_table, say
from .speech import Session

_ROWS: Final = Wording("{n} dòng", "{n} rows")
_ASKED_WITH: Final = Wording("Đã hỏi với {values}.", "Asked with {values}.")


@verb(
    "query",
    "Hỏi một câu có tên, một tệp SPARQL, hoặc stdin (-).\n\n“bacthang list queries” cho các câu "
    "hỏi và tham số. Tệp .rq có phần đầu #+ cũng nhận --param. SERVICE gọi ra mạng khi truy vấn "
    "yêu cầu.",
    "Ask a question by name, a SPARQL file, or stdin (-).\n\n“bacthang list queries” shows the "
    "questions and their parameters. A .rq file with a #+ header takes --param too. SERVICE calls "
    "the network when a query says so.",
)
@click.argument("question", metavar="NAME|FILE|-", shell_complete=completing.questions)
@option(
    "--param",
    "given",
    metavar="NAME=VALUE",
    multiple=True,
    shell_complete=completing.parameters,
    vi="Giá trị cho một tham số; lặp lại để thêm giá trị hay tham số.",
    en="A value for a parameter; repeat for more values or parameters.",
)
@option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    vi="Dạng của câu trả lời; mặc định theo đuôi tệp của --out, không thì bảng, hoặc Turtle cho "
    "đồ thị.",
    en="Format of the answer; by default that of the suffix of --out, else a table, or Turtle for "
    "a graph.",
)
@option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    vi="Ghi ra tệp, trọn vẹn hoặc không gì cả; CSV khi ấy có BOM cho bảng tính.",
    en="Write to a file, whole or not at all; CSV then has a BOM for spreadsheets.",
)
@option(
    "--bom",
    is_flag=True,
    vi="Mở đầu CSV bằng BOM cả khi ra stdout.",
    en="Begin CSV with a BOM on stdout too.",
)
@reads_store
def query(
    session: Session,
    question: str,
    given: tuple[str, ...],
    form: str | None,
    out: Path | None,
    bom: bool,
    store: str | None,
    graph: Path | None,
) -> None:
    """Ask a question."""
    form = form or _suffixed(out)
    asked = _question(question)
    values = _values(given)
    opened = chosen_store(session, store, graph)
    result = library.answer(opened, asked.bound(opened, values), asked.name)
    form = form or default_format(result)
    if out or form != "table":
        with library.answering(asked.name):
            data = written(result, form, session.lang, bom=bom or out is not None)
        write_whole(out, data) if out else put(data)
        return
    with library.answering(asked.name):
        table = table_of(result, session.lang)
    put_table(table)
    if is_terminal(sys.stderr) or not table.rows:
        say(_ROWS.said(session.lang, n=len(table.rows)))
    if not table.rows and asked.parameters:
        say(_ASKED_WITH.said(session.lang, values=_told(asked, values)))


@verb(
    "list",
    "Liệt kê câu hỏi, văn bản, chỉ số hoặc quy tắc kiểm tra.\n\nThêm từ nào thì chỉ còn những dòng "
    "có đủ các từ ấy, gõ có dấu hay không dấu đều được.",
    "List the questions, documents, indicators or rules of the check.\n\nWith words, only the lines"
    " that hold them all, typed with or without diacritics.",
)
@click.argument(
    "what", type=click.Choice(["queries", "documents", "indicators", "rules"]), default="queries"
)
@click.argument("words", metavar="[WORD]…", nargs=-1)
@reads_store
def list_things(
    session: Session, what: str, words: tuple[str, ...], store: str | None, graph: Path | None
) -> None:
    """List what there is."""
    if what == "queries":
        listed = listing.list_questions(library.load().values(), session.lang)
    elif what == "rules":
        files = graph_shapes(graph)
        listed = listing.list_rules(rules_of(read_shapes(files), files), session.lang)
    else:
        opened = chosen_store(session, store, graph)
        kinds = {"documents": listing.list_documents, "indicators": listing.list_indicators}
        listed = kinds[what](opened, session.lang)
    found = listing.matching(listed, words)
    put_table(found)
    if not found.rows:
        say(_ROWS.said(session.lang, n=0))


@verb(
    "show",
    "Cho xem trọn một thứ: văn bản (theo số hiệu), chỉ tiêu, cơ quan, địa bàn, hay IRI bất kỳ.",
    "Show one thing whole: a document (by number), indicator, body, area, or any IRI.",
)
@click.argument("name", metavar="NUMBER|NAME|IRI", shell_complete=completing.numbers)
@reads_store
def show(session: Session, name: str, store: str | None, graph: Path | None) -> None:
    """Show one thing whole."""
    opened = chosen_store(session, store, graph)
    put_card(describe(opened, find_thing(opened, name), session.lang))


def _question(typed: str) -> Question:
    """Return the question that was named, from the library, a file or stdin."""
    if typed == "-":
        return parse_question(Path("stdin"), _typed_in())
    if typed.endswith(".rq") or "/" in typed:
        return read_question(Path(typed))
    try:
        return library.find(typed)
    except UnknownName:
        if Path(typed).is_file():
            return read_question(Path(typed))
        raise


def _suffixed(out: Path | None) -> str | None:
    """Return the format that the name of a file asks for; none without a suffix.

    Raises UnfitFormat for a suffix of no format, naming the formats.
    """
    suffix = out.suffix.removeprefix(".").lower() if out else ""
    if suffix == "txt":
        return "table"
    if suffix and suffix not in FORMATS:
        raise UnfitFormat(format=f".{suffix}", accepted=f"--format {'|'.join(FORMATS)}")
    return suffix or None


def _told(asked: Question, typed: Mapping[str, list[str]]) -> str:
    """Return the values that a question was asked with, defaults included."""
    values = {name: parameter.default or "—" for name, parameter in asked.parameters.items()}
    values |= {name: ", ".join(given) for name, given in typed.items()}
    return "; ".join(f"{name}={value}" for name, value in values.items())


def _typed_in() -> str:
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "stdin")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedFile(path="stdin", line=1, what=error.reason) from None


def _values(given: tuple[str, ...]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadParameter(
                name=pair,
                problem_vi="thiếu dấu =",
                problem_en="there is no =",
                expected_vi="--param tên=giá trị",
                expected_en="--param name=value",
            )
        values.setdefault(name, []).append(value)
    return values
