"""What a draft amounts to, in a few sentences, and what a curator does next, as commands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ...checking.report import Report
from ...checking.words import counted
from ...errors import Lang, Wording
from ...rules import Severity
from .draft import Draft

_SUMMARY: Final = Wording(
    "{source}: {documents} văn bản, {items} mục chỉ tiêu, {provisions} phần khác, {targets} chỉ "
    "tiêu trên {indicators} chỉ số, trong đó {new} chỉ số mới; {doubts} chỗ còn ngờ; {skipped} "
    "con số được đọc là không phải chỉ tiêu.",
    "{source}: {documents} document(s), {items} target item(s), {provisions} other part(s), "
    "{targets} target(s) on {indicators} indicator(s), {new} of them new; {doubts} doubt(s); "
    "{skipped} number(s) read as no target.",
)
_NO_TARGETS: Final = Wording(
    "Văn bản này không có chỉ tiêu nào.", "There are no targets in this text."
)
_NO_DOCUMENTS: Final = Wording(
    "Cũng không đọc ra văn bản nào: không có gì để đưa vào đồ thị.",
    "No document was made out in it either: there is nothing to put into the graph.",
)
_FOUND: Final = Wording(
    "Các quy tắc, áp dụng trên đồ thị cùng bản đề xuất, phát hiện về nó: {found}.",
    "The rules, over the graph together with the draft, found of it: {found}.",
)
_SOUND: Final = Wording(
    "Các quy tắc không phát hiện gì ở bản đề xuất.", "The rules found nothing in the draft."
)
_MORE: Final = Wording("  … và {n} điều nữa cùng mức.", "  … and {n} more of that severity.")
_FAULTS: Final = Wording(
    "Chưa dựng được, vì: {message}", "It does not build yet, because: {message}"
)
_HELD: Final = Wording(
    "{n} khối chỉ ghi thành chú thích (# ?), vì chưa thể nói bằng mô hình.",
    "{n} block(s) only as comments (# ?): the model cannot say them as they were read.",
)
_KNOWN: Final = Wording(
    "Đồ thị đã có văn bản nguồn này, nên các quy tắc không áp dụng cho bản đọc lại.",
    "The graph has this source text already, so the rules were not applied to a second reading.",
)
_NEXT: Final = Wording("Việc tiếp theo:", "Next:")
_REVIEW: Final = Wording("đọc bản đề xuất bên cạnh văn bản", "read the draft beside the text")
_INTO: Final = Wording(
    "ghi văn bản và bản đề xuất vào đồ thị ở thư mục này", "put text and draft into the graph here"
)
_LOOK: Final = Wording("xem từng chỗ còn ngờ", "look at each doubt")
_TRANSLATE: Final = Wording("dịch các tên còn thiếu tiếng Anh", "give the English names")
_CHECK: Final = Wording("áp dụng các quy tắc", "apply the rules")
_BUILD: Final = Wording("dựng kho", "build the store")
_SHOW: Final = Wording("đọc lại bên văn bản", "read it over beside the text")
_DOCUMENTS: Final = 3
_SHOWN: Final = 10


def summary(draft: Draft, report: Report | None, lang: Lang) -> Iterator[str]:
    """Yield the sentences that sum up a draft; without a report, nothing was checked."""
    proposal = draft.proposal
    blocks = list(draft.blocks)
    documents = proposal.documents
    counts = {
        "documents": len(documents),
        "items": sum(len(document.items) for document in documents),
        "provisions": sum(len(document.provisions) for document in documents),
        "targets": len(draft.targets),
        "indicators": len({target.indicator.iri for target in draft.targets}),
        "new": len(draft.reference.get("indicators", ())),
        "doubts": sum(len(block.doubts) for block in blocks),
        "skipped": len(proposal.skipped),
    }
    yield _plural(_SUMMARY.said(lang, source=proposal.source, **counts))
    if not draft.targets:
        yield _NO_TARGETS.said(lang)
    if not documents:
        yield _NO_DOCUMENTS.said(lang)
        return
    if held := sum(block.held for block in blocks):
        yield _plural(_HELD.said(lang, n=held))
    yield from _findings(report, lang)


def steps(
    draft: Draft,
    lang: Lang,
    typed: str,
    graph: Path | None,
    written: Sequence[Path] = (),
    chosen: Sequence[str] = (),
) -> Iterator[str]:
    """Yield the next steps, each with its command.

    ``typed`` is what was drafted, ``graph`` the folder of the graph that was named, ``written``
    the files that the draft was put into, if it was; ``chosen`` are options that the next draft
    of the text is to have too.
    """
    if not draft.proposal.documents:
        return
    text = " ".join(map(shlex.quote, (_named(typed), *chosen)))
    into = graph or Path()
    yield _NEXT.said(lang)
    found: list[tuple[Wording, str]] = []
    if written:
        files = " ".join(shlex.quote(str(path)) for path in written if path.suffix == ".ttl")
        found.append((_LOOK, f"grep -n '# ?' {files}"))
        found.append((_TRANSLATE, f"grep -n 'to translate' {files}"))
    else:
        page = f"{Path(draft.proposal.source).stem}.draft.html"
        found.append((_REVIEW, f"bacthang draft {text} --format html --out {shlex.quote(page)}"))
        found.append((_INTO, f"bacthang draft {text} --into {_quoted(into)}"))
    found.append((_CHECK, f"bacthang check --graph {_quoted(into)}"))
    found.append((_BUILD, f"bacthang build --graph {_quoted(into)}"))
    named = [prefix.rstrip("/") for prefix in draft.parts.values()][:_DOCUMENTS]
    found += [(_SHOW, f"bacthang show {iri}") for iri in named]
    yield from (f"  {command}\n      {what.said(lang)}" for what, command in found)


def _plural(said: str) -> str:
    """Return a sentence with each ``(s)`` as its number asks for."""
    return re.sub(
        r"(\d+)([^;:,()]*)\(s\)", lambda m: m[1] + m[2] + ("" if m[1] == "1" else "s"), said
    )


def known_already(lang: Lang) -> str:
    """Return what to say of a text that the graph has been given before."""
    return _KNOWN.said(lang)


def _findings(report: Report | None, lang: Lang) -> Iterator[str]:
    if report is None:
        return
    for fault in report.faults:
        yield _FAULTS.said(lang, message=fault.message(lang))
    found = counted(report.counts, lang)
    yield _FOUND.said(lang, found=found) if found else _SOUND.said(lang)
    if report.worst is None or report.worst is Severity.INFO:
        return
    worst = [one for one in report.findings if one.severity is report.worst]
    yield from (f"  {one.code} {one.message.plain(lang)}" for one in worst[:_SHOWN])
    if len(worst) > _SHOWN:
        yield _MORE.said(lang, n=len(worst) - _SHOWN)


def _named(typed: str) -> str:
    """Return the name of a file so that it is taken for no option."""
    return f"./{typed}" if typed.startswith("-") and typed != "-" else typed


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
