"""A report as one HTML file that needs nothing else: to read, to print, to send to somebody.

Both languages are in it; two radio buttons choose one by CSS alone, so no script runs and the
page may stand under the strictest policy of content. Everything from the graph is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import Final

from pyoxigraph import NamedNode

from ..errors import LANGS, BacThangError, Lang, Wording
from ..iris import compact
from ..rules import Rule, Severity
from ..version import program_version
from .findings import Finding
from .report import Group, Report
from .sides import Thing
from .words import (
    APPLIED,
    ELSEWHERE,
    FAULTS,
    FOCUS,
    HEADING,
    LANGUAGES,
    MADE_BY,
    NO_FINDING,
    OTHER,
    RULE,
    SOUND,
    TITLE,
    capital,
    counted,
)

_READABLE: Final = 100
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(report: Report, lang: Lang) -> bytes:
    """Return the report as a page that opens in ``lang``."""
    return "".join(_page(report, lang)).encode()


def _page(report: Report, lang: Lang) -> Iterator[str]:
    style = files(__package__).joinpath("report.css").read_text("utf-8")
    yield f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(HEADING.plain(lang))}</title>\n"
    yield f"<style>\n{style}</style>\n</head>\n<body>\n"
    for one in LANGS:
        checked = " checked" if one == lang else ""
        yield f'<input type="radio" name="lang" id="lang-{one}" class="chooser"{checked}>'
    yield '\n<nav class="languages">'
    yield from (f'<label for="lang-{one}">{LANGUAGES.plain(one)}</label>' for one in LANGS)
    yield "</nav>\n<main>\n"
    yield f"<h1>{_both(HEADING)}</h1>\n"
    yield from _summary(report)
    yield from _faults(report.faults)
    for rule, groups in report.by_rule():
        yield from _rule(rule, groups, report)
    made = Wording(*(MADE_BY.said(one, version=program_version()) for one in LANGS))
    yield f"</main>\n<footer>{_both(made)}</footer>\n</body>\n</html>\n"


def _summary(report: Report) -> Iterator[str]:
    said = _in_both(lambda lang: counted(report.counts, lang) or SOUND.plain(lang))
    applied = _in_both(lambda lang: APPLIED.said(lang, n=len(report.rules)))
    yield f'<p class="summary">{_both(capital(said))}</p>\n<p>{_both(applied)}</p>\n'
    if not report.findings:
        return
    heads = "".join(f"<th>{_both(words)}</th>" for words in (RULE, TITLE))
    shown = [severity for severity, n in report.counts.items() if n]
    heads += "".join(f'<th class="n">{_both(severity.word)}</th>' for severity in shown)
    yield f'<table class="rules">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
    for rule, groups in report.by_rule():
        found = _counts(groups)
        cells = "".join(
            f'<td class="n {severity.name.lower()}">{found[severity] or ""}</td>'
            for severity in shown
        )
        code = escape(rule.code)
        title = _both(capital(rule.title))
        yield f'<tr><td><a href="#{code}">{code}</a></td><td>{title}</td>{cells}</tr>\n'
    yield "</tbody>\n</table>\n"
    quiet = sorted(report.rules.keys() - {finding.code for finding in report.findings})
    if quiet:
        codes = ", ".join(f'<span class="code">{escape(code)}</span>' for code in quiet)
        yield f'<p class="quiet">{_both(NO_FINDING)} {codes}</p>\n'


def _faults(faults: Iterable[BacThangError]) -> Iterator[str]:
    told = [
        Wording(*(f"{fault.message(lang)} {fault.remedy(lang)}" for lang in LANGS))
        for fault in faults
    ]
    if told:
        yield f'<section class="faults"><h2>{_both(FAULTS)}</h2>\n<ul>\n'
        yield from (f"<li>{_both(one)}</li>\n" for one in told)
        yield "</ul></section>\n"


def _rule(rule: Rule, groups: list[Group], report: Report) -> Iterator[str]:
    code = escape(rule.code)
    counts = _in_both(lambda lang: counted(_counts(groups), lang))
    yield f'<section class="rule" id="{code}">\n<h2><span class="code">{code}</span> '
    yield f'{_both(capital(rule.title))}</h2>\n<p class="counts">{_both(counts)}</p>\n'
    for reason in rule.reasons:
        yield f'<p class="why">{_both(reason)}</p>\n'
    for document, findings in groups:
        yield f"<h3>{_link(document.iri, document.name) if document else _both(ELSEWHERE)}</h3>\n"
        for finding in findings:
            yield from _finding(finding, report)
    yield "</section>\n"


def _finding(finding: Finding, report: Report) -> Iterator[str]:
    name = finding.severity.name.lower()
    yield f'<article class="{name}">\n<p class="message">'
    yield f'<span class="badge">{_both(capital(finding.severity.word))}</span> '
    yield f"{_both(finding.message)}</p>\n"
    yield '<div class="sides">\n'
    for heading, thing in zip((FOCUS, OTHER), report.sides(finding), strict=False):
        yield from _side(heading, thing)
    yield "</div>\n</article>\n"


def _side(heading: Wording, thing: Thing) -> Iterator[str]:
    yield '<div class="side">\n<p class="which">'
    yield f"{_both(heading)}: {_link(thing.iri, thing.name)}</p>\n"
    quotes = [quote for quote in thing.quotes if not quote.is_context]
    for quote in quotes:
        yield f'<blockquote lang="vi"><p>“{escape(quote.text)}”</p>'
        yield f"<footer>{escape(quote.place)}</footer></blockquote>\n"
    for page in thing.reports:
        certainty = f" ({_both(page.certainty)})" if page.certainty else ""
        yield f'<p class="address">{_address(page.address)}{certainty}</p>\n'
    yield f'<p class="iri">{escape(compact(thing.iri.value))}</p>\n</div>\n'


def _counts(groups: Iterable[Group]) -> dict[Severity, int]:
    found = Counter(finding.severity for _, findings in groups for finding in findings)
    return {severity: found[severity] for severity in sorted(Severity, reverse=True)}


def _in_both(said: Callable[[Lang], str]) -> Wording:
    return Wording(said("vi"), said("en"))


def _both(words: Wording) -> str:
    """Return words in both languages, of which the page shows one."""
    if words.vi == words.en:
        return escape(words.vi)
    return "".join(
        f'<span lang="{lang}" class="{lang}">{escape(words.plain(lang))}</span>' for lang in LANGS
    )


def _link(iri: NamedNode, name: Wording) -> str:
    return f'<a href="{escape(iri.value)}">{_both(name)}</a>' if _is_web(iri.value) else _both(name)


def _address(address: str) -> str:
    """Return a link to an address; one too long to read is shown by its beginning."""
    text = address if len(address) <= _READABLE else f"{address[:_READABLE]}…"
    if not _is_web(address):
        return escape(text)
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(text)}</a>'


def _is_web(iri: str) -> bool:
    """Tell whether an IRI is safe to follow: never a javascript: or data: one."""
    return iri.startswith(("https://", "http://"))
