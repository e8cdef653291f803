"""What a block of an outline states: a task, an objective, a scheme, and the clauses in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from ..structure import Block, Outline
from ..structure.pieces import measured
from ..structure.sections import heading_section, opening_section
from .places import UPPER

_KINDS: Final = {
    "objectives": "Objective",
    "tasks": "Task",
    "solutions": "Solution",
    "breakthroughs": "Breakthrough",
    "schemes": "Scheme",
    "requirements": "Requirement",
}
_SCHEME: Final = re.compile(r"(?:đề án|dự án|chuyên đề|kế hoạch|chương trình|đề tài)\b", re.I)
_QUOTED_SCHEME: Final = re.compile(r"Đề án [“\"][^“”\"]{8,300}[”\"](?: ?\([^()]{4,20}\))?")
_EXAMPLES: Final = re.compile(
    r"[0-9]{1,3} (?:nội dung|đề án|chuyên đề|kế hoạch|đề tài|nhiệm vụ)[^.;:]{0,160}:"
    r"(?P<list>[^\n]+?)(?:\.\.\.|…|\.(?= |$)|$)",
    re.I,
)
DEMAND: Final = re.compile(
    rf"(?:còn |đối )?với (?P<body>(?-i:[{UPPER}]|quận|huyện|thị xã|xã|phường)[^,]{{4,60}}), "
    r"(?:[^.;]*?(?:yêu cầu|chỉ đạo|đề nghị) (?:rằng )?)?(?P<rest>.*(?:phải|cần|tập trung).*)",
    re.I,
)
_REQUEST: Final = re.compile(
    r"(?P<request>(?:(?-i:Ban|Bí thư|Chủ tịch|Thường trực|Thành ủy|Tỉnh ủy)[^.;,]{2,60} )?"
    r"(?:đã )?(?:đề nghị|yêu cầu|đòi hỏi) (?:các|toàn|cấp|mọi|từng) [^.]{30,}(?:\.|$))"
)
_AIM: Final = re.compile(r"với mục tiêu(?: là)?:? (?P<aim>[^.]{40,}?)(?=\.|$)", re.I)
_YEAR: Final = re.compile(
    r"(?:^|(?<=[.;,] ))(?:phấn đấu )?(?P<begin>(?:tầm nhìn )?đến năm (?:20)[0-9]{2})\b", re.I
)
_WITHIN: Final = re.compile(
    r"(?:trong đó|đồng thời|từ đó|trong quá trình đó|bên cạnh đó|cùng với đó),? ?"
    r"(?:chú trọng |tập trung |trọng tâm )?",
    re.I,
)
_TALK: Final = re.compile(r"\. Để (?:hoàn thành|thực hiện|đạt|triển khai)")
_ABOUT: Final = re.compile(r"về (?=tăng cường|nâng cao|đẩy mạnh|xây dựng|phát triển)", re.I)
_CLAUSE: Final = 3
_ITEM: Final = 45
_GROUP: Final = 24
_NUMBERED: Final = re.compile(r"\((?P<number>[0-9]{1,2})\)\.? ?")
_FIGURE: Final = re.compile(r"(?<![\w/])(?!(?:19|20)[0-9]{2}\b)[0-9]+")


class Part(NamedTuple):
    """Something stated: its class, its clean offsets, and the rule that found it."""

    kind: str
    start: int
    end: int
    rule: str


def parts(block: Block, outline: Outline, more: Path | None) -> Iterator[Part]:
    """Yield what a block states, the enclosing first."""
    kind = _KINDS.get(block.section)
    if block.heading:
        if kind and _states(block, outline, more):
            task = "Task" if block.section == "schemes" else kind
            yield Part(task, block.start, block.end, "heading-of-items")
        return
    if kind == "Scheme" and not block.label and not _SCHEME.search(block.text):
        return
    if kind is None:
        yield from _told(block)
        return
    start = block.start + _run_in(block, more)
    if kind == "Objective":
        if not (
            block.label
            and start == block.start
            and (measured(block.text) or _FIGURE.search(block.text))
            and len(block.text.split()) <= _ITEM
        ):
            yield from _objectives(block, start)
        return
    talk = _TALK.search(block.text)
    end = block.start + talk.start() + 1 if talk and block.label else block.end
    if listed := list(_listed(block, start)):
        yield from (Part(kind, *place, f"numbered-in-{block.section}") for place in listed)
        return
    if kind == "Scheme":
        end = block.start + len(block.text.rstrip(" .;,…"))
    yield Part(kind, start, end, f"in-{block.section}")
    if kind == "Solution":
        yield from _clauses(block, start)
    if kind != "Scheme":
        for match in _QUOTED_SCHEME.finditer(block.text):
            yield Part(
                "Scheme", block.start + match.start(), block.start + match.end(), "quoted-scheme"
            )


def _states(block: Block, outline: Outline, more: Path | None) -> bool:
    """Tell whether a heading is itself something to do, and not only the name of a section."""
    parent = outline.blocks[block.parent] if block.parent is not None else None
    if parent is None or not block.label or parent.section != block.section:
        return False
    return block.section in {"tasks", "solutions", "breakthroughs", "schemes"} and (
        heading_section(block.text, more) is None or block.section == "schemes"
    )


def _run_in(block: Block, more: Path | None) -> int:
    """Return how many letters a head in the same line takes: "Mục tiêu: "."""
    if match := _ABOUT.match(block.text):
        return match.end()
    if not opening_section(block.text, more):
        return 0
    colon = block.text.find(":")
    copula = block.text.find(" là ")
    ends = [place for place in (colon + 1, copula + 4 if copula >= 0 else 0) if place > 0]
    head = min(ends, default=0)
    return head + len(block.text[head:]) - len(block.text[head:].lstrip())


def _objectives(block: Block, start: int) -> Iterator[Part]:
    """Yield an objective, cut where it goes on to another year."""
    text = block.text[start - block.start :]
    cuts = list(_YEAR.finditer(text))
    if len(cuts) < 2:
        yield Part("Objective", start, block.end, "in-objectives")
        return
    if cuts[0].start() > 20:
        yield _trimmed(block, start, start + cuts[0].start(), "in-objectives")
    ends = [match.start() for match in cuts[1:]] + [len(text)]
    for match, end in zip(cuts, ends, strict=True):
        yield _trimmed(block, start + match.start("begin"), start + end, "objective-of-year")


def _listed(block: Block, start: int) -> Iterator[tuple[int, int]]:
    """Yield the places of what one block lists behind numbers in brackets, in their order."""
    marks = list(_NUMBERED.finditer(block.text, start - block.start))
    if [int(mark["number"]) for mark in marks] != list(range(1, len(marks) + 1)) or len(marks) < 2:
        return
    ends = [mark.start() for mark in marks[1:]] + [len(block.text)]
    for mark, end in zip(marks, ends, strict=True):
        words = block.text[mark.end() : end].rstrip().removesuffix(" và").rstrip(" ;,.")
        yield block.start + mark.end(), block.start + mark.end() + len(words)


def _trimmed(block: Block, start: int, end: int, rule: str) -> Part:
    words = block.text[start - block.start : end - block.start]
    return Part("Objective", start, start + len(words.rstrip(" .,;")), rule)


def _clauses(block: Block, start: int) -> Iterator[Part]:
    """Yield the clauses of a solution, when there are several, as tasks."""
    text = block.text[start - block.start :]
    cuts = list(_cut(text, start))
    if len(cuts) > 1 and len(text.split()) >= _GROUP:
        yield from (Part("Task", *cut, "clause-of-solution") for cut in cuts)


def _cut(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the clauses of a text that begins at ``start``."""
    cuts = [0, *(match.end() for match in re.finditer(r"; ?|\. (?=[^\W\d_])", text)), len(text)]
    for begin, end in pairwise(cuts):
        words = text[begin:end].rstrip(" ;.")
        lead = _WITHIN.match(words)
        skip = lead.end() if lead else 0
        if len(words[skip:].split()) >= _CLAUSE:
            yield start + begin + skip, start + begin + len(words)


def _told(block: Block) -> Iterator[Part]:
    """Yield what a sentence of narrative asks, aims at or gives as examples."""
    if block.section in {"results", "context", "targets"}:
        return
    if match := DEMAND.match(block.text):
        for start, end in _cut(match["rest"], block.start + match.start("rest")):
            yield Part("Requirement", start, end, "demand-of-a-body")
        return
    if match := _REQUEST.search(block.text):
        yield Part("Requirement", *_at(block, match, "request"), "request-in-sentence")
    if match := _AIM.search(block.text):
        yield Part("Objective", *_at(block, match, "aim"), "aim-in-sentence")
    if match := _EXAMPLES.search(block.text):
        place = match.start("list")
        for words in match["list"].split(";"):
            lead = len(words) - len(words.lstrip())
            start = block.start + place + lead
            if len(words.split()) >= _CLAUSE:
                yield Part("Scheme", start, start + len(words.strip(" .…")), "example-of-counted")
            place += len(words) + 1


def _at(block: Block, match: re.Match[str], group: str) -> tuple[int, int]:
    return block.start + match.start(group), block.start + match.end(group)
