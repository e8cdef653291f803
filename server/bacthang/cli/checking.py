"""The verb that checks: every rule over a graph, over it with a few files, or over those alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..assets import graph_files
from ..checking.assembly import assembled
from ..checking.html_report import as_html
from ..checking.json_report import as_json
from ..checking.rdf_report import as_jsonld, as_turtle
from ..checking.report import Report
from ..checking.running import ENGINES, Asked, Engine, check, check_over, check_store
from ..checking.table import as_csv
from ..checking.text import Line, as_plain, report_lines
from ..checking.writing import report_triples
from ..errors import AloneOverStore, Lang, SeveralFaults
from ..files import write_whole
from ..parameters import document_called
from ..progress import Progress
from ..rules import Severity
from ..stores import default_url, reach_store
from . import completing
from .options import graph_shapes, option, reads_store
from .root import verb
from .screen import complain, is_terminal, progress, put
from .speech import Session

_WRITERS: Final[dict[str, Callable[[Report, Lang], bytes]]] = {
    "text": lambda report, lang: as_plain(report, lang).encode(),
    "ttl": lambda report, lang: as_turtle(list(report_triples(report.findings))),
    "jsonld": lambda report, lang: as_jsonld(list(report_triples(report.findings))),
    "json": lambda report, lang: as_json(report),
    "csv": lambda report, lang: as_csv(report.findings),
    "html": as_html,
}
_STYLES: Final = {
    "rule": "bold",
    "reason": "dim",
    "document": "bold cyan",
    "violation": "bold red",
    "warning": "bold yellow",
    "info": "bold blue",
    "words": "italic",
    "place": "dim",
    "": "",
}
_FOUND: Final = 1
_FAULTY: Final = 2


@verb(
    "check",
    "Kiểm tra đồ thị theo mọi quy tắc: bậc dưới có theo bậc trên không, câu trích có đúng không."
    "\n\nVới FILE (ttl, nt, nq, trig, jsonld, rdf): kiểm tra đồ thị cùng các tệp ấy. Mã thoát: 0 "
    "không có gì từ mức --fail-on trở lên, 1 có, 2 dùng sai hoặc tệp có lỗi ngoài các quy tắc.",
    "Check the graph by every rule: does each step stand on the one above, are quotes exact.\n\n"
    "With FILE (ttl, nt, nq, trig, jsonld, rdf): the graph together with these files. Exit codes: "
    "0 nothing at or above --fail-on, 1 something, 2 misuse, or faults of files beyond the rules.",
)
@click.argument("files", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@option(
    "--alone",
    is_flag=True,
    vi="Chỉ kiểm tra các tệp FILE, không cùng đồ thị.",
    en="Check the FILEs by themselves, without the graph.",
)
@option(
    "--shapes",
    metavar="PATH",
    type=click.Path(path_type=Path),
    vi="Quy tắc khác: tệp hay thư mục hình SHACL, thay cho quy tắc kèm theo.",
    en="Other rules: a file or folder of SHACL shapes, instead of those that come along.",
)
@option(
    "--engine",
    type=click.Choice([*ENGINES]),
    default="store",
    vi="Máy kiểm tra: store (nhanh, ngay trong kho) hoặc pyshacl (tham chiếu); mặc định store.",
    en="What applies the rules: store (fast, where the data is) or pyshacl (the reference); by "
    "default store.",
)
@option(
    "--only",
    metavar="CODE",
    multiple=True,
    shell_complete=completing.rules,
    vi="Chỉ quy tắc này; lặp lại được. “bacthang list rules” cho các mã.",
    en="This rule only; may be repeated. “bacthang list rules” shows the codes.",
)
@option(
    "--document",
    metavar="NUMBER|IRI",
    shell_complete=completing.numbers,
    vi="Chỉ điều phát hiện về văn bản này, các phần và liên kết của nó.",
    en="Only what is found about this document, its parts and its links.",
)
@option(
    "--format",
    "form",
    type=click.Choice([*_WRITERS]),
    default="text",
    vi="Dạng của báo cáo; mặc định text. ttl và jsonld là sh:ValidationReport.",
    en="Format of the report; by default text. ttl and jsonld are a sh:ValidationReport.",
)
@option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    vi="Ghi báo cáo ra tệp, trọn vẹn hoặc không gì cả.",
    en="Write the report to a file, whole or not at all.",
)
@option(
    "--fail-on",
    type=click.Choice([severity.name.lower() for severity in sorted(Severity, reverse=True)]),
    default="violation",
    vi="Mức nhẹ nhất làm lệnh thoát với mã 1; mặc định violation.",
    en="The least severity that makes the command exit with 1; by default violation.",
)
@reads_store
def check_graph(
    session: Session,
    files: tuple[Path, ...],
    alone: bool,
    shapes: Path | None,
    engine: Engine,
    only: tuple[str, ...],
    document: str | None,
    form: str,
    out: Path | None,
    fail_on: str,
    store: str | None,
    graph: Path | None,
) -> None:
    """Check the graph."""
    lang = session.lang
    if alone and (store is not None or not files):
        raise AloneOverStore
    asked = Asked(
        graph_shapes(graph, shapes),
        engine,
        only,
        partial(document_called, typed=document) if document else None,
    )
    with progress() as tell:
        report = _report(
            files, alone, store, graph, asked, lambda step, *n: tell(step.value.said(lang), *n)
        )
    _put(report, form, out, lang)
    if report.faults:
        fault = SeveralFaults.of(report.faults)
        complain(fault.message(lang), fault.remedy(lang))
        raise click.exceptions.Exit(_FAULTY)
    if report.worst is not None and report.worst >= Severity[fail_on.upper()]:
        raise click.exceptions.Exit(_FOUND)


def _report(
    files: Sequence[Path],
    alone: bool,
    store: str | None,
    graph: Path | None,
    asked: Asked,
    tell: Progress,
) -> Report:
    if alone or graph is not None:
        return check(assembled(graph_files(graph), files, alone, tell), asked, tell)
    opened = reach_store(default_url() if store is None else store)
    if files:
        return check_over(opened, files, asked, tell)
    return check_store(opened, asked, tell)


def _put(report: Report, form: str, out: Path | None, lang: Lang) -> None:
    if out is not None:
        write_whole(out, _WRITERS[form](report, lang))
    elif form == "text" and is_terminal(sys.stdout):
        console = Console(highlight=False)
        for line in report_lines(report, lang):
            console.print(_drawn(line))
    else:
        put(_WRITERS[form](report, lang))


def _drawn(line: Line) -> Padding:
    """Return a line as a terminal shows it; words wrap where they stand."""
    style = _STYLES[line.tone]
    text = Text.assemble((line.lead, style), (line.text, "" if line.tone in _LED else style))
    return Padding(text, (0, 0, 0, line.indent))


_LED: Final = ("violation", "warning", "info")
"""The tones that only what begins a line has."""
