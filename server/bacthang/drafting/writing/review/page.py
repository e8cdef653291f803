"""A proposal to be reviewed, in HTML: each line of the text, and beside it what was read from it.

``page`` is one file that needs nothing else; ``fragment`` is the same for a page of the site. No
script is needed: what is shown is chosen by radio buttons, links lead from the words to what was
read and back. All that comes from the text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import Final

from ....checking.report import Report
from ....checking.words import LANGUAGES, MADE_BY
from ....errors import LANGS, Lang, Wording
from ....version import program_version
from ....views.passages import Piece
from ...proposal import Proposal
from . import found, heads
from .called import vietnamese
from .cards import Address, Cards
from .laid import Laid, Row, laid
from .lookups import Known
from .reasons import reason
from .tongues import Tongues

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_HEADING: Final = Wording("Bản đọc để duyệt: {name}", "A reading to review: {name}")
_NOT_REVIEWED: Final = Wording(
    "Máy đọc theo quy tắc, chưa ai duyệt. Mỗi câu được đánh dấu dẫn tới điều đã đọc ra từ nó, và "
    "ngược lại.",
    "Read by rules, and reviewed by nobody yet. Each passage marked leads to what was read from "
    "it, and back.",
)
_SHOW: Final = Wording("Xem", "Show")
_SORTS: Final = {
    "all": Wording("Tất cả", "All"),
    "doubtful": Wording("Cần xem", "To look at"),
    "new": Wording("Chỉ số mới", "New indicators"),
    "found": Wording("Có phát hiện", "With findings"),
}
_TEXT: Final = Wording("Văn bản và điều đọc được", "The text, and what was read")
_LENDS: Final = Wording("cho mượn năm, kỳ hay đối tượng:", "lends a year, period or subject to:")
_PASSED: Final = Wording("Không phải chỉ tiêu:", "No target:")
_LOOSE: Final = Wording(
    "Không có chỗ riêng trong văn bản", "Without a place of its own in the text"
)
_LANGUAGE: Final = Wording("Ngôn ngữ", "Language")
_MANY: Final = 400
"""Lines from which on a browser need not lay out those out of sight."""


def page(proposal: Proposal, known: Known, report: Report | None, lang: Lang) -> str:
    """Return a page that needs nothing else, in both languages, opening in ``lang``.

    ``report`` is what the rules find in the proposal; None where they were not asked.
    """
    return "".join(_page(proposal, known, report, lang))


def fragment(
    proposal: Proposal, known: Known, report: Report | None, lang: Lang, address: Address
) -> str:
    """Return what a page of the site shows of a proposal, in one language, without a heading."""
    return "".join(_content(proposal, known, report, Tongues((lang,)), address))


def _page(proposal: Proposal, known: Known, report: Report | None, lang: Lang) -> Iterator[str]:
    say = Tongues(LANGS)
    folder = files(__package__)
    style = "".join(folder.joinpath(name).read_text("utf-8") for name in ("page.css", "review.css"))
    yield f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(_HEADING.said(lang, name=proposal.source))}</title>\n"
    yield f"<style>\n{style}</style>\n</head>\n<body>\n<header>\n"
    yield f'<fieldset class="languages"><legend class="unseen">{say(_LANGUAGE)}</legend>'
    for one in LANGS:
        checked = " checked" if one == lang else ""
        yield f'<label lang="{one}"><input type="radio" name="lang" id="lang-{one}"{checked}>'
        yield f"{LANGUAGES.plain(one)}</label>"
    yield "</fieldset>\n</header>\n<main>\n"
    yield f"<h1>{say(_HEADING, name=proposal.source)}</h1>\n"
    yield from _content(proposal, known, report, say, lambda thing: thing.value)
    yield f"</main>\n<footer>{say(MADE_BY, version=program_version())}</footer>\n</body>\n</html>\n"


def _content(
    proposal: Proposal, known: Known, report: Report | None, say: Tongues, address: Address
) -> Iterator[str]:
    along = laid(proposal)
    cards = Cards(along, known, say, address, found.flags(report, proposal.source))
    yield f'<div class="review{" long" if len(along.rows) > _MANY else ""}">\n'
    yield f'<p class="muted">{say(_NOT_REVIEWED)}</p>\n'
    yield from heads.counts(along, report, say)
    yield from heads.documents(along, known, cards, say)
    yield f'<h2 id="text">{say(_TEXT)}</h2>\n'
    yield from _chooser(along, report, cards, say)
    if along.loose:
        yield f'<div class="loose"><h3>{say(_LOOSE)}</h3>'
        for entry in along.loose:
            yield from cards.card(entry)
        yield "</div>\n"
    yield '<div class="text">\n'
    for row in along.rows:
        yield from _row(row, along, cards, say)
    yield "</div>\n"
    if report is not None:
        yield from found.section(report, along, address, say)
    yield "</div>\n"


def _chooser(along: Laid, report: Report | None, cards: Cards, say: Tongues) -> Iterator[str]:
    """Yield the buttons that choose which entries are shown."""
    sorts = [cards.sorts(entry) for entry in along.entries]
    yield f'<fieldset class="chooser"><legend>{say(_SHOW)}</legend>'
    for name, words in _SORTS.items():
        if name == "found" and report is None:
            continue
        count = len(sorts) if name == "all" else sum(name in own for own in sorts)
        checked = " checked" if name == "all" else ""
        yield f'<label><input type="radio" name="show" id="show-{name}"{checked}>'
        yield f"{say(words)} <b>{count}</b></label>"
    yield "</fieldset>\n"


def _row(row: Row, along: Laid, cards: Cards, say: Tongues) -> Iterator[str]:
    sorts = sorted({f"has-{sort}" for entry in row.entries for sort in cards.sorts(entry)})
    yield f'<div class="{" ".join(["row", *sorts])}">'
    yield f'<p class="line" lang="vi">{"".join(_run(row.paragraph.content, along))}</p>'
    if row.entries or row.lent or row.skipped:
        yield '<div class="margin">'
        for entry in row.entries:
            yield from cards.card(entry)
        for span in row.lent:
            words = vietnamese(along.proposal.text[span.start : span.end])
            numbers = " ".join(
                f'<a href="#p{entry.number}">{entry.number}</a>' for entry in along.lends[span]
            )
            yield f'<p class="lends">{words} {say(_LENDS)} {numbers}</p>'
        if row.skipped:
            passed = " · ".join(
                f"{vietnamese(one.words)} {say(reason(one.rule))}" for one in row.skipped
            )
            yield f'<p class="passed">{say(_PASSED)} {passed}</p>'
        yield "</div>"
    yield "</div>\n"


def _run(content: Iterable[Piece | str], along: Laid) -> Iterator[str]:
    for one in content:
        if isinstance(one, str):
            yield escape(one)
            continue
        entries = along.at.get(one.span, ())
        tag = "mark" if entries or one.span in along.lends else "span"
        anchor = f' id="{one.span.anchor}"' if one.begins else ""
        yield f'<{tag}{anchor} class="{along.tones.get(one.span, "")}">'
        yield from _run(one.inner, along)
        if one.ends:
            for entry in entries:
                n = entry.number
                yield f'<a class="ref" href="#p{n}" data-n="{n}" aria-label="{n}"></a>'
        yield f"</{tag}>"
