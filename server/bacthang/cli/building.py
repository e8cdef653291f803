"""The verbs that make the store and tell what is in it: build, summary."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ..assets import graph_files
from ..checking.words import counted
from ..errors import Wording
from ..stores import default_url
from ..summary import summarise
from .options import chosen_store, option, reads_store
from .root import verb
from .screen import build_with_progress, put_line, put_table, say
from .speech import Session

_BUILT: Final = Wording(
    "Đã dựng {url}: {triples} mệnh đề từ {files} tệp, {quotes} câu trích đã đối chiếu, "
    "{seconds:.1f} giây. Mã băm nội dung {digest}.",
    "Built {url}: {triples} statements from {files} files, {quotes} quotes verified, "
    "in {seconds:.1f} s. Content hash {digest}.",
)
_FOUND: Final = Wording(
    "Các quy tắc phát hiện {found}; “bacthang check” cho từng điều.",
    "The rules found {found}; “bacthang check” shows each.",
)


@verb(
    "build",
    "Dựng kho dữ liệu từ các tệp.\n\nĐọc, đối chiếu từng câu trích, suy diễn, so chỉ tiêu theo "
    "bậc, áp dụng các quy tắc, rồi thay kho cũ trong một bước. --store memory: chỉ kiểm tra.",
    "Build the store from the files.\n\nReads, verifies every quote, draws inferences, aligns "
    "targets, applies the rules, then replaces the old store in one step. --store memory: only "
    "verifies.",
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
    report = build_with_progress(graph_files(graph), store or default_url(), session.lang)
    facts = {
        "url": report.store.url,
        "triples": report.info.triples,
        "files": report.files,
        "quotes": report.quotes,
        "seconds": sum(report.seconds.values()),
        "digest": report.info.content_hash[:16],
    }
    say(_BUILT.said(session.lang, **facts))
    if found := counted(report.findings, session.lang):
        say(_FOUND.said(session.lang, found=found))


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
