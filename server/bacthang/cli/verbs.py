"""The verbs that ask: build, summary, query, list, show, resolve, completion."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
from click.shell_completion import get_completion_class

from .. import library, listing
from ..answers import FORMATS, default_format, table_of, written
from ..assets import graph_files
from ..build import build as build_store
from ..errors import BadParameter, Wording
from ..files import write_whole
from ..finding import find_thing
from ..questions import Question, parse_question, read_question
from ..resolve import resolve as resolve_number
from ..show import describe
from ..stores import default_url
from ..summary import summarise
from ..tabletext import Table, text_table
from . import completing
from .options import Decorated, chosen_store, lang_option, option, reads_store
from .root import bacthang
from .screen import progress, put, put_card, put_line, put_table, say
from .speech import Session, Verb

_BUILT: Final = Wording(
    "Đã dựng {url}: {triples} mệnh đề từ {files} tệp, {quotes} câu trích đã đối chiếu, "
    "{seconds:.1f} giây. Mã băm nội dung {digest}.",
    "Built {url}: {triples} statements from {files} files, {quotes} quotes verified, "
    "in {seconds:.1f} s. Content hash {digest}.",
)
_ROWS: Final = Wording("{n} dòng", "{n} rows")
_NEITHER: Final = Wording(
    "Không có văn bản nào mang số ấy; gần nhất:", "No document has that number; the nearest:"
)
_NONE: Final = Wording("Không có văn bản nào mang số ấy.", "No document has that number.")
_SEVERAL: Final = Wording(
    "Có {n} văn bản mang số ấy; chọn bằng --issuer, --term hoặc IRI.",
    "{n} documents have that number; choose by --issuer, --term or IRI.",
)
_COLUMNS: Final = (
    Wording("IRI", "IRI"),
    Wording("số hiệu", "number"),
    Wording("tên", "name"),
    Wording("cơ quan ban hành", "issuer"),
    Wording("nhiệm kỳ", "term"),
    Wording("ngày", "date"),
)


def verb(name: str, vi: str, en: str) -> Callable[[Decorated], Verb]:
    """Declare a verb with its help in both languages."""

    def declared(function: Decorated) -> Verb:
        words = Wording(vi, en)
        command = click.command(name, cls=Verb, words=words)(lang_option(click.pass_obj(function)))
        bacthang.add_command(command)
        return command

    return declared


@verb(
    "build",
    "Dựng kho dữ liệu từ các tệp.\n\nĐọc, đối chiếu từng câu trích, suy diễn, so chỉ tiêu theo "
    "bậc, rồi thay kho cũ trong một bước. --store memory: chỉ kiểm tra.",
    "Build the store from the files.\n\nReads, verifies every quote, draws inferences, aligns "
    "targets, then replaces the old store in one step. --store memory: only verifies.",
)
@option(
    "--graph",
    metavar="DIR",
    type=click.Path(path_type=Path),
    vi="Thư mục có ontology/ và data/; mặc định đồ thị kèm theo.",
    en="Folder with ontology/ and data/; by default the graph that comes along.",
)
@option(
    "--store",
    metavar="URL",
    vi="Nơi dựng kho; mặc định oxigraph:$XDG_DATA_HOME/bacthang/store.",
    en="Where to build; by default oxigraph:$XDG_DATA_HOME/bacthang/store.",
)
def build(session: Session, graph: Path | None, store: str | None) -> None:
    """Build the store from the files."""
    with progress(session.lang) as tell:
        report = build_store(graph_files(graph), store or default_url(), tell)
    facts = {
        "url": report.store.url,
        "triples": report.info.triples,
        "files": report.files,
        "quotes": report.quotes,
        "seconds": sum(report.seconds.values()),
        "digest": report.info.content_hash[:16],
    }
    say(_BUILT.said(session.lang, **facts))


@verb(
    "summary",
    "Tóm tắt: có gì trong kho, bằng vài con số.",
    "Sum up what the store holds, in a few counts.",
)
@reads_store
def summary(session: Session, store: str | None, graph: Path | None) -> None:
    """Sum up what the store holds."""
    counts = summarise(chosen_store(session, store, graph), session.lang)
    put_line(counts.totals)
    for table in counts.tables:
        put_line("")
        put_table(table)


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
    vi="Dạng của câu trả lời; mặc định bảng, hoặc Turtle cho đồ thị.",
    en="Format of the answer; by default a table, or Turtle for a graph.",
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
    asked = _question(question)
    values = _values(given)
    opened = chosen_store(session, store, graph)
    result = library.answer(opened, asked.bound(opened, values), asked.name)
    form = form or default_format(result)
    if out:
        write_whole(out, written(result, form, session.lang, bom=True))
    elif form == "table":
        table = table_of(result, session.lang)
        put_table(table)
        if sys.stderr.isatty() or not table.rows:
            say(_ROWS.said(session.lang, n=len(table.rows)))
    else:
        put(written(result, form, session.lang, bom=bom))


@verb(
    "list",
    "Liệt kê câu hỏi, văn bản hoặc chỉ tiêu.",
    "List the questions, documents or indicators.",
)
@click.argument(
    "what", type=click.Choice(["queries", "documents", "indicators"]), default="queries"
)
@reads_store
def list_things(session: Session, what: str, store: str | None, graph: Path | None) -> None:
    """List what there is."""
    if what == "queries":
        put_table(listing.list_questions(library.load().values(), session.lang))
        return
    listed = {"documents": listing.list_documents, "indicators": listing.list_indicators}[what]
    put_table(listed(chosen_store(session, store, graph), session.lang))


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


@verb(
    "resolve",
    "Từ số hiệu như đã in đến văn bản, hoặc các văn bản có thể.\n\nMã thoát 1 khi không có đúng "
    "một văn bản.",
    "From a number as printed to the document, or the candidates.\n\nExit code 1 unless exactly "
    "one document has it.",
)
@click.argument("number", shell_complete=completing.numbers)
@option(
    "--term",
    metavar="TERM",
    vi="Chỉ nhiệm kỳ này: XVII, 2020-2025 hoặc IRI.",
    en="Of this Party term only: XVII, 2020-2025 or its IRI.",
)
@option(
    "--issuer",
    metavar="BODY",
    vi="Chỉ của cơ quan này: tên, một phần tên, chữ viết tắt hoặc IRI.",
    en="Of this issuer only: its name or part of it, abbreviation or IRI.",
)
@reads_store
def resolve(
    session: Session,
    number: str,
    term: str | None,
    issuer: str | None,
    store: str | None,
    graph: Path | None,
) -> None:
    """Find the document of a number."""
    found = resolve_number(chosen_store(session, store, graph), number, term, issuer)
    lang = session.lang
    if found.candidates:
        put_table(_candidates(found.candidates, lang))
    if len(found.candidates) > 1:
        say(_SEVERAL.said(lang, n=len(found.candidates)))
    elif found.nearest:
        say(_NEITHER.said(lang))
        for near in found.nearest:
            say(f"  {near.label.said(lang)}  <{near.document.value}>")
    elif not found.candidates:
        say(_NONE.said(lang))
    if found.document is None:
        raise click.exceptions.Exit(1)


@verb(
    "completion",
    "In đoạn mã để shell tự điền lệnh, câu hỏi và số hiệu.\n\nVí dụ: bacthang completion bash > "
    "~/.local/share/bash-completion/completions/bacthang",
    "Print the script by which a shell completes verbs, questions and numbers.\n\nFor example: "
    "bacthang completion bash > ~/.local/share/bash-completion/completions/bacthang",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(session: Session, shell: str) -> None:
    """Print the completion script of a shell."""
    script = get_completion_class(shell)
    if script is not None:
        put_line(script(bacthang, {}, "bacthang", "_BACTHANG_COMPLETE").source())


def _question(typed: str) -> Question:
    """Return the question that was named, from the library, a file or stdin."""
    if typed == "-":
        text = sys.stdin.buffer.read().decode("utf-8")
        return parse_question(Path("stdin"), text)
    if typed.endswith(".rq") or "/" in typed:
        return read_question(Path(typed))
    return library.find(typed)


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


def _candidates(candidates: tuple[Any, ...], lang: Any) -> Table:
    return text_table(
        [column.said(lang) for column in _COLUMNS],
        [
            (
                candidate.document.value,
                candidate.number or "; ".join(candidate.printed),
                candidate.label.said(lang),
                candidate.issuer.said(lang) if candidate.issuer else "",
                candidate.term.said(lang) if candidate.term else "",
                candidate.date or "",
            )
            for candidate in candidates
        ],
    )
