"""The verb that reads a printed number: resolve."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from ..errors import Lang, Wording
from ..identity import Candidate
from ..iris import compact
from ..resolve import resolve as resolve_number
from ..tabletext import Table, text_table
from . import completing
from .options import chosen_store, option, reads_store
from .root import verb
from .screen import is_terminal, put_table, say
from .speech import Session

_NEITHER: Final = Wording(
    "Không có văn bản nào đúng như thế; gần nhất:", "No document is just that; the nearest:"
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


def _candidates(candidates: tuple[Candidate, ...], lang: Lang) -> Table:
    """Return the candidates with their IRIs: short for a person, in full for a pipe."""
    shown = compact if is_terminal(sys.stdout) else str
    return text_table(
        [column.said(lang) for column in _COLUMNS],
        [
            (
                shown(candidate.document.value),
                candidate.number or "; ".join(candidate.printed),
                candidate.label.said(lang),
                candidate.issuer.said(lang) if candidate.issuer else "",
                candidate.term.said(lang) if candidate.term else "",
                candidate.date or "",
            )
            for candidate in candidates
        ],
    )
