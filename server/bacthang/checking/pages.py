"""Rules and findings as pages of the manual, in both languages, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..errors import LANGS, Wording
from ..iris import compact
from ..rules import Rule
from ..shacl.model import Targets
from .findings import Finding
from .report import Report
from .sides import Thing
from .words import ELSEWHERE, capital, counted

_RULES = Wording(
    "Mỗi quy tắc là một hay nhiều hình SHACL trong `shapes/`; `bacthang check` áp dụng chúng, "
    "`--only MÃ` chỉ một quy tắc. Chữ trong ngoặc nhọn được điền khi có điều phát hiện.",
    "Each rule is one or more SHACL shapes in `shapes/`; `bacthang check` applies them, `--only "
    "CODE` one alone. Words in braces are filled in when something is found.",
)
_FINDINGS = Wording(
    "Những điều các quy tắc phát hiện trong đồ thị kèm theo: sự thật về các văn bản, không phải "
    "lỗi của đồ thị. Mỗi điều đi cùng câu trích, hoặc địa chỉ trang đưa tin, của cả hai bên.",
    "What the rules find in the graph that comes along: truths about the documents, not faults of "
    "the graph. Each stands with the sentences of both sides, or the addresses that report them.",
)


def rules_page(rules: Mapping[str, Rule]) -> str:
    """Return the page of all rules."""
    return "".join(f"{line}\n" for line in _rules(rules))


def findings_page(report: Report) -> str:
    """Return the page of what a check found."""
    return "".join(f"{line}\n" for line in _findings(report))


def _rules(rules: Mapping[str, Rule]) -> Iterator[str]:
    yield from ("", "# Quy tắc · Rules", "", *_paragraphs(_RULES))
    yield from ("| | vi | en | |", "| --- | --- | --- | --- |")
    for code, rule in rules.items():
        words = ", ".join(_together(severity.word) for severity in rule.severities)
        title = capital(rule.title)
        yield f"| [{code}](#{code.lower()}) | {_cell(title.vi)} | {_cell(title.en)} | {words} |"
    for code, rule in rules.items():
        yield from ("", f"## {code}", "", f"**{_together(capital(rule.title))}**", "")
        for reason in rule.reasons:
            yield from _paragraphs(reason)
        yield f"- Mức · Severity: {', '.join(_together(s.word) for s in rule.severities)}"
        yield f"- Xét · Looks at: {'; '.join(sorted(set(_looked_at(rule.targets))))}"
        yield f"- Hình · Shapes: {', '.join(f'`{_short(s.value)}`' for s in rule.shapes)}"
        yield ""
        for message in rule.messages:
            yield from (f"> {_line(message.vi)}", ">", f"> *{_line(message.en)}*", "")


def _looked_at(targets: Iterable[Targets]) -> Iterator[str]:
    for own in targets:
        yield from (f"`{compact(kind.value)}`" for kind in own.classes)
        yield from (f"`{compact(p.value)}` …" for p in own.subjects_of)
        yield from (f"… `{compact(p.value)}`" for p in own.objects_of)
        yield from (f"`{compact(node.value)}`" for node in own.nodes)


def _findings(report: Report) -> Iterator[str]:
    yield from ("", "# Điều phát hiện · Findings", "", *_paragraphs(_FINDINGS))
    yield f"**{counted(report.counts, 'vi')} · {counted(report.counts, 'en')}**"
    for rule, groups in report.by_rule():
        yield from ("", f"## {rule.code}: {_together(capital(rule.title))}", "")
        for reason in rule.reasons:
            yield from _paragraphs(reason)
        for document, findings in groups:
            yield from (f"### {_together(document.name if document else ELSEWHERE)}", "")
            for finding in findings:
                yield from _finding(finding, report)


def _finding(finding: Finding, report: Report) -> Iterator[str]:
    word = capital(finding.severity.word)
    yield f"**{word.vi}:** {_line(finding.message.vi)}"
    yield ""
    yield f"*{word.en}: {_line(finding.message.en)}*"
    yield ""
    for thing in report.sides(finding):
        yield from _side(thing)
    yield ""


def _side(thing: Thing) -> Iterator[str]:
    yield f"- `{compact(thing.iri.value)}`"
    for quote in thing.quotes:
        if not quote.is_context:
            yield f"  - “{_line(quote.text)}” ({quote.place})"
    for page in thing.reports:
        certainty = f" ({_together(page.certainty)})" if page.certainty else ""
        yield f"  - <{page.address}>{certainty}"


def _paragraphs(words: Wording) -> Iterator[str]:
    for lang in LANGS:
        text = _line(words.plain(lang))
        yield from (text if lang == "vi" else f"*{text}*", "")


def _together(words: Wording) -> str:
    return words.vi if words.vi == words.en else f"{_line(words.vi)} · {_line(words.en)}"


def _line(text: str) -> str:
    """Return words on one line that Markdown takes for nothing but words."""
    return " ".join(text.split()).replace("*", r"\*").replace("_", r"\_").replace("<", "&lt;")


def _cell(text: str) -> str:
    return _line(text).replace("|", r"\|")


def _short(iri: str) -> str:
    return iri.rpartition("/")[2].replace("shapes#", "shp:")
