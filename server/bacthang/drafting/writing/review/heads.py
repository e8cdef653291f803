"""What stands at the head of a review: how much was read, and which documents the text holds."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from ....checking.report import Report
from ....errors import Wording
from ....views.dates import day
from ...proposal import DocumentProposal, Doubt
from .called import kind_of, vietnamese
from .cards import Cards
from .laid import Laid
from .lookups import Known
from .tongues import Tongues

_COUNTS: Final = {
    "documents": Wording("văn bản", "document(s)"),
    "items": Wording("mục chỉ tiêu", "target item(s)"),
    "targets": Wording("chỉ tiêu", "target(s)"),
    "parts": Wording("mục tiêu, nhiệm vụ…", "objectives, tasks…"),
    "doubtful": Wording("chỗ cần xem", "to look at"),
    "new": Wording("chỉ số mới", "new indicator(s)"),
    "skipped": Wording("con số bỏ qua", "number(s) passed over"),
    "findings": Wording("phát hiện", "finding(s)"),
}
_NO_TARGETS: Final = Wording(
    "Không đọc thấy chỉ tiêu nào trong văn bản này. Các con số đã gặp được tô xám, kèm lý do.",
    "No target was read in this text. The numbers met are greyed, with the reason.",
)
_KNOWN: Final = Wording("đã có trong đồ thị:", "in the graph already:")
_NEW: Final = Wording("văn bản mới, đề xuất tên", "a new document, proposed name")
_FACTS: Final = {
    "kind": Wording("Loại", "Kind"),
    "number": Wording("Số hiệu", "Number"),
    "issuer": Wording("Cơ quan ban hành", "Issued by"),
    "area": Wording("Địa bàn", "Area"),
    "term": Wording("Nhiệm kỳ", "Term"),
    "date": Wording("Ngày ký", "Signed on"),
    "known_since": Wording("Ngày đăng", "Page of"),
    "signatory": Wording("Người ký", "Signed by"),
    "period": Wording("Giai đoạn", "Period"),
    "horizons": Wording("Mốc xa hơn", "Horizons"),
    "same": Wording("Trong đồ thị", "In the graph"),
}
_DOUBT: Final = Wording("Cần xem:", "Look at:")
_HELD: Final = Wording("Văn bản có trong bài: {n}", "Documents in the text: {n}")
_FEW: Final = 2
"""Documents that are told of without being asked."""


def counts(laid: Laid, report: Report | None, say: Tongues) -> Iterator[str]:
    """Yield how much was read."""
    proposal = laid.proposal
    told = {
        "documents": len(proposal.documents),
        "items": sum(len(document.items) for document in proposal.documents),
        "targets": len(proposal.targets),
        "parts": sum(len(document.provisions) for document in proposal.documents),
        "doubtful": sum(bool(entry.doubts) for entry in laid.entries),
        "new": sum(entry.is_new for entry in laid.entries),
        "skipped": len(proposal.skipped),
    } | ({} if report is None else {"findings": len(report.findings)})
    yield '<ul class="counts">'
    for name, count in told.items():
        many = Wording(*(said.replace("(s)", "" if count == 1 else "s") for said in _COUNTS[name]))
        yield f"<li><b>{count}</b> <span>{say(many)}</span></li>"
    yield "</ul>\n"
    if not proposal.targets:
        yield f'<p class="nothing">{say(_NO_TARGETS)}</p>\n'
    yield from _doubts(proposal.doubts, say)


def documents(laid: Laid, known: Known, cards: Cards, say: Tongues) -> Iterator[str]:
    """Yield what each document is."""
    held = laid.proposal.documents
    is_open = " open" if len(held) <= _FEW else ""
    yield f'<details class="held"{is_open}><summary>{say(_HELD, n=len(held))}</summary>\n'
    yield '<div class="documents">\n'
    for place, document in enumerate(held):
        yield f'<section class="document-head" id="d{place}">\n'
        yield f'<h2><a href="#c{document.place.start}-{document.place.end}" lang="vi">'
        yield f"{escape(document.title or document.number or document.slug)}</a></h2>\n"
        yield '<dl class="facts">'
        for name, told in _facts(document, known, cards, say):
            yield f"<dt>{say(_FACTS[name])}</dt><dd>{told}</dd>"
        yield "</dl>\n"
        yield from _doubts(document.doubts, say)
        yield "</section>\n"
    yield "</div>\n</details>\n"


def _facts(
    document: DocumentProposal, known: Known, cards: Cards, say: Tongues
) -> Iterator[tuple[str, str]]:
    yield "kind", say(kind_of(document.kind))
    printed = [one for one in document.printed_numbers if one != document.number]
    numbers = [*([escape(document.number)] if document.number else []), *map(vietnamese, printed)]
    if numbers:
        yield "number", ", ".join(numbers)
    if document.issuer or document.issuer_name:
        yield (
            "issuer",
            cards.link(document.issuer) if document.issuer else escape(document.issuer_name),
        )
    for name, thing in (("area", document.area), ("term", document.term)):
        if thing:
            yield name, cards.link(thing)
    if document.term is None and document.term_years:
        yield "term", years(document.term_years)
    for name, date in (("date", document.date), ("known_since", document.known_since)):
        if date:
            yield name, dated(date, say)
    if document.signatory:
        yield "signatory", escape(document.signatory)
    for name, found in (("period", document.period), ("horizons", document.horizons)):
        if found:
            yield name, years(found)
    if document.known:
        yield "same", f"{say(_KNOWN)} {cards.link(document.known)}"
    else:
        yield "same", f"{say(_NEW)} <code>{escape(document.slug)}</code>"


def _doubts(doubts: tuple[Doubt, ...], say: Tongues) -> Iterator[str]:
    for doubt in doubts:
        yield f'<p class="doubt"><b>{say(_DOUBT)}</b> {say(doubt.said)}</p>\n'


def years(found: tuple[int, ...]) -> str:
    """Return years as people write them."""
    return "–".join(map(str, found))


def dated(written: str, say: Tongues) -> str:
    """Return a day as people write it."""
    return say.each(lambda lang: day(written, lang))
