"""The verb for those who add documents: from the text of one to a proposal of its graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from ..assets import graph_files
from ..checking.report import Report
from ..checking.running import Asked
from ..drafting.opening import opened
from ..drafting.reader import read
from ..drafting.tables import check_tables
from ..drafting.writing.checked import checked, is_drafted
from ..drafting.writing.draft import Draft, drafted
from ..drafting.writing.explained import explained
from ..drafting.writing.placing import place
from ..drafting.writing.review import lookups, page
from ..drafting.writing.steps import known_already, steps, summary
from ..drafting.writing.table import as_csv
from ..drafting.writing.turtle import as_text
from ..errors import BadParameter, Lang, MissingFile, NoStore, UnreadableFile, Wording
from ..files import write_whole
from ..parameters import document_called
from ..progress import Progress
from ..stores import MEMORY, Store
from . import completing
from .options import chosen_store, graph_shapes, option, reads_store
from .root import verb
from .screen import Reporter, build_with_progress, progress, put, say
from .speech import Session

_STDIN: Final = "-"
_ALONE: Final = Wording(
    "tự chọn dạng và tệp, nên không đi cùng --format hay --out",
    "chooses form and files itself, so it goes with neither --format nor --out",
)
_UNBUILT: Final = Wording(
    "Chưa dựng đồ thị nào: đối chiếu với đồ thị kèm theo, dựng trong bộ nhớ.",
    "No graph was built yet: drafting over the shipped one, built in memory.",
)
_EITHER: Final = Wording("--into, hoặc --format và --out", "--into, or --format and --out")


@verb(
    "draft",
    "Từ toàn văn một chương trình, nghị quyết, kế hoạch đến bản đề xuất cho đồ thị.\n\nTEXT là tệp "
    "chữ, trang HTML, DOCX, PDF có lớp chữ, hoặc - cho stdin. In ra các khối Turtle với câu trích "
    "và vị trí, chỗ còn ngờ ghi rõ; lời tóm tắt, kết quả áp dụng quy tắc và việc tiếp theo ra "
    "stderr. Không gửi gì đi đâu.",
    "From the text of a programme, resolution or plan to a proposal for the graph.\n\nTEXT is a "
    "text file, an HTML page, a DOCX, a PDF with a text layer, or - for stdin. Prints blocks of "
    "Turtle with quotes and offsets, doubts marked; a summary, what the rules find and the next "
    "steps go to stderr. Nothing is sent anywhere.",
)
@click.argument("text", type=click.Path(path_type=Path, allow_dash=True))
@option(
    "--document",
    metavar="NUMBER|IRI",
    shell_complete=completing.numbers,
    vi="Văn bản mà đồ thị đã biết, nói rõ là văn bản nào.",
    en="Which document of the graph it is, where the graph has it.",
)
@option(
    "--format",
    "form",
    type=click.Choice(["ttl", "csv", "html"]),
    default="ttl",
    vi="Dạng đề xuất; mặc định ttl. csv: các cột của targets.csv; html: trang để duyệt.",
    en="Format of the proposal; by default ttl. csv: the columns of targets.csv; html: a page to "
    "review it on.",
)
@option(
    "--explain",
    is_flag=True,
    vi="Nói thêm ra stderr vì sao: quy tắc nào, chữ nào, cho từng chỉ tiêu và từng số bỏ qua.",
    en="Tell why on stderr: which rule, which words, for each target and each number left out.",
)
@option(
    "--tables",
    metavar="DIR",
    type=click.Path(path_type=Path),
    vi="Thư mục có bảng quy tắc của riêng mình, đọc trước bảng kèm theo; xem docs/draft.md.",
    en="Folder with tables of rules of one's own, read before ours; see docs/draft.md.",
)
@option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    vi="Ghi đề xuất ra tệp, trọn vẹn hoặc không gì cả.",
    en="Write the proposal to a file, whole or not at all.",
)
@option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path),
    vi="Ghi thẳng vào đồ thị ở thư mục này: văn bản vào data/sources/, đề xuất vào data/texts/, "
    "điều đồ thị chưa có vào data/reference/, mỗi loại một tệp mới.",
    en="Put it into the graph of this folder: the text into data/sources/, the proposal into "
    "data/texts/, what the graph lacks into data/reference/, in new files.",
)
@reads_store
def draft(
    session: Session,
    text: Path,
    document: str | None,
    form: str,
    explain: bool,
    tables: Path | None,
    out: Path | None,
    into: Path | None,
    store: str | None,
    graph: Path | None,
) -> None:
    """Draft the graph of a document from its text."""
    lang = session.lang
    if into is not None and (form != "ttl" or out is not None):
        raise _misused()
    if tables is not None:
        check_tables(tables)
    files = graph_files(into) if into is not None else None
    given = opened(_bytes(text), text.name)
    if store is None and graph is None:
        graph = into
    known = _known(session, store, graph)
    with progress() as tell:
        which = document_called(known, document) if document else None
        proposal = read(given, known, which, tables, _stepwise(tell, lang))
        made = drafted(proposal, known, tables)
        report = _checked(made, known, graph, tell, lang)
    written: list[Path] = []
    if files is not None:
        written = place(made, files) if proposal.documents else []
    elif out is not None:
        write_whole(out, _data(form, made, known, tables, report, lang))
    else:
        put(_data(form, made, known, tables, report, lang))
    if explain:
        for line in explained(proposal, lang, tables):
            say(line)
    for line in summary(made, report, lang):
        say(line)
    if is_drafted(made, known):
        say(known_already(lang))
    kept = {"--document": document, "--tables": tables, "--store": store}
    chosen = [word for key, value in kept.items() if value for word in (key, str(value))]
    for line in steps(made, lang, str(text), into or graph, written, chosen):
        say(line)


def _known(session: Session, store: str | None, graph: Path | None) -> Store:
    """Return the graph to draft over: the shipped one, where none is named and none was built."""
    try:
        return chosen_store(session, store, graph)
    except NoStore:
        if store is not None:
            raise
        say(_UNBUILT.plain(session.lang))
        return build_with_progress(graph_files(), MEMORY, session.lang).store


def _bytes(text: Path) -> bytes:
    if str(text) == _STDIN:
        return sys.stdin.buffer.read()
    if not text.exists():
        raise MissingFile(path=text)
    try:
        return text.read_bytes()
    except OSError as error:
        raise UnreadableFile(path=text, what=error.strerror) from None


def _misused() -> BadParameter:
    return BadParameter(
        name="--into",
        problem_vi=_ALONE.vi,
        problem_en=_ALONE.en,
        expected_vi=_EITHER.vi,
        expected_en=_EITHER.en,
    )


def _stepwise(tell: Reporter, lang: Lang) -> Progress:
    """Return what tells of steps in words."""
    return lambda step, *counts: tell(step.value.said(lang), *counts)


def _checked(
    made: Draft, store: Store, graph: Path | None, tell: Reporter, lang: Lang
) -> Report | None:
    """Return what the rules find in a draft that says something the graph does not say yet."""
    if not made.proposal.documents or is_drafted(made, store):
        return None
    return checked(made, store, Asked(graph_shapes(graph)), _stepwise(tell, lang))


def _data(
    form: str, made: Draft, store: Store, tables: Path | None, report: Report | None, lang: Lang
) -> bytes:
    match form:
        case "csv":
            return as_csv(made.proposal, store, tables)
        case "html":
            return page(made.proposal, lookups(made.proposal, store), report, lang).encode()
        case _:
            return as_text(made).encode()
