"""The findings of a check on a proposal, each with the way to the words that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from ....checking.report import Report
from ....checking.sides import Thing
from ....checking.words import FAULTS, FOCUS, NO_FINDING, OTHER, SOUND, capital
from ....errors import LANGS, Wording
from ....views.passages import Span
from .cards import Address
from .laid import Laid
from .tongues import Tongues

_HEADING: Final = Wording("Các quy tắc phát hiện", "What the rules found")


def flags(report: Report | None, source: str) -> Mapping[Span, Sequence[tuple[str, str]]]:
    """Return by place in the text the findings about it: their anchor on the page, their code."""
    found: defaultdict[Span, list[tuple[str, str]]] = defaultdict(list)
    for place, finding in enumerate(report.findings if report else (), 1):
        for thing in report.sides(finding) if report else ():
            for quote in thing.quotes:
                if quote.source == source and not quote.is_context:
                    found[Span(quote.start, quote.end)].append((f"f{place}", finding.code))
    return {span: tuple(dict.fromkeys(own)) for span, own in found.items()}


def section(report: Report, laid: Laid, address: Address, say: Tongues) -> Iterator[str]:
    """Yield what the rules found, or that they found nothing."""
    yield f'<section class="findings" id="findings">\n<h2>{say(_HEADING)}</h2>\n'
    if report.faults:
        yield f"<h3>{say(FAULTS)}</h3>\n<ul>"
        for fault in report.faults:
            told = Wording(*(f"{fault.message(one)} {fault.remedy(one)}" for one in LANGS))
            yield f"<li>{say(told)}</li>"
        yield "</ul>\n"
    if not report.findings:
        yield f"<p>{say(SOUND)}</p>\n"
    for place, finding in enumerate(report.findings, 1):
        severity = finding.severity
        yield f'<article class="finding {severity.name.lower()}" id="f{place}">\n'
        yield f'<p class="message"><b class="badge">{say(capital(severity.word))}</b> '
        yield f"<code>{escape(finding.code)}</code> "
        yield f'{say(finding.message)}</p>\n<div class="sides">'
        for heading, thing in zip((FOCUS, OTHER), report.sides(finding), strict=False):
            yield f'<div class="side"><p>{say(heading)}: {_named(thing, laid, address, say)}</p>'
            yield from _quotes(thing, laid)
            yield "</div>"
        yield "</div>\n</article>\n"
    quiet = sorted(report.rules.keys() - {finding.code for finding in report.findings})
    if quiet and report.findings:
        yield f'<p class="muted">{say(NO_FINDING)} {escape(", ".join(quiet))}</p>\n'
    yield "</section>\n"


def _named(thing: Thing, laid: Laid, address: Address, say: Tongues) -> str:
    """Return the name of a thing, with a link unless it is one of those proposed here."""
    if any(quote.source == laid.proposal.source for quote in thing.quotes):
        return say(thing.name)
    return f'<a href="{escape(address(thing.iri))}">{say(thing.name)}</a>'


def _quotes(thing: Thing, laid: Laid) -> Iterator[str]:
    for quote in thing.quotes:
        if quote.is_context:
            continue
        place = escape(quote.place)
        span = Span(quote.start, quote.end)
        if quote.source == laid.proposal.source and span in laid.tones:
            place = f'<a href="#{span.anchor}">{place}</a>'
        yield f'<blockquote><p lang="vi">“{escape(quote.text)}”</p><footer>{place}</footer>'
        yield "</blockquote>"
