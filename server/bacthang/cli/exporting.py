"""The verb that takes the graph away: tables, workbook, dumps and descriptions."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ..errors import Wording
from ..export import FILES
from ..export import export as export_files
from ..tabletext import text_table
from .options import chosen_store, option, reads_store
from .root import verb
from .screen import progress, put_table
from .speech import Session

_WRITING: Final = Wording("Ghi tệp", "Writing files")
_COLUMNS: Final = (
    Wording("tệp", "file"),
    Wording("nội dung", "content"),
    Wording("dòng", "rows"),
    Wording("byte", "bytes"),
)


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return [file.name for file in FILES if file.name.startswith(incomplete)]


@verb(
    "export",
    "Ghi các bảng CSV, sổ tính, sổ mã, siêu dữ liệu và toàn bộ đồ thị ra tệp.\n\nCùng một đồ thị "
    "cho cùng những byte ấy. Từng tệp được ghi trọn vẹn hoặc không gì cả.",
    "Write the CSV tables, the workbook, codebook, metadata and the whole graph to files.\n\nThe "
    "same graph gives the same bytes. Every file is written whole or not at all.",
)
@option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default="export",
    vi="Thư mục để ghi; mặc định export/.",
    en="Folder to write to; by default export/.",
)
@option(
    "--only",
    metavar="NAME",
    multiple=True,
    shell_complete=_names,
    vi=f"Chỉ tệp này; lặp lại được: {', '.join(file.name for file in FILES)}.",
    en=f"This file only; may be repeated: {', '.join(file.name for file in FILES)}.",
)
@reads_store
def export(
    session: Session, out: Path, only: tuple[str, ...], store: str | None, graph: Path | None
) -> None:
    """Write the graph to files."""
    opened, lang = chosen_store(session, store, graph), session.lang
    with progress() as tell:
        written = export_files(
            opened, out, only or None, lambda _, *counts: tell(_WRITING.said(lang), *counts)
        )
    rows = [
        (
            str(one.path),
            one.file.title.said(lang),
            "" if one.rows is None else str(one.rows),
            str(one.size),
        )
        for one in written
    ]
    put_table(text_table([column.said(lang) for column in _COLUMNS], rows))
