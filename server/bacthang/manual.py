"""The pages of ``docs/`` that are written from the program: ``python -m bacthang.manual``.

A page made here is never edited; a test compares each with what is made now, so that the manual
cannot fall behind.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from .assets import folder, graph_files
from .build import build
from .checking.assembly import assembled
from .checking.pages import findings_page, rules_page
from .checking.running import Asked, check
from .cli.reference import command_reference
from .errors import Lang
from .export.codebook import tables_page
from .library import load
from .picture import staircase, staircase_svg
from .rules import shape_files
from .stores import MEMORY

_MADE: Final = "<!-- Made by `make docs`; edit the source it describes instead. -->\n"


def docs() -> Path:
    """Return ``docs/`` of the checkout that the questions are read from."""
    return folder("queries").parent / "docs"


def cli_page() -> str:
    """Return the page of the command line: the help of every verb, in both languages."""
    return _MADE + command_reference()


def queries_page() -> str:
    """Return the page of all questions, in both languages, with what each may be told."""
    parts = [_MADE, "\n# Câu hỏi · Questions\n"]
    for question in load().values():
        parts.append(f"\n## {question.name}\n\n**{question.title.vi}** · **{question.title.en}**\n")
        parts.append(f"\n{question.question.vi}\n\n{question.question.en}\n")
        if question.parameters:
            parts.append("\n| --param | vi | en | default |\n| --- | --- | --- | --- |\n")
        parts += [
            f"| `{name}` ({own.kind}) | {own.label.vi} | {own.label.en} | {own.default or '—'} |\n"
            for name, own in question.parameters.items()
        ]
        parts.append(f"\n*{question.shows.vi}*\n\n*{question.shows.en}*\n")
        if question.reads:
            vi, en = question.reads
            parts.append(f"\nĐọc {vi}: đồ thị càng lớn càng lâu.\n")
            parts.append(f"\nIt reads {en}: its time grows with the graph.\n")
        parts.append(f"\n{', '.join(f'`{tag}`' for tag in question.tags)}\n")
    return "".join(parts)


def columns_page() -> str:
    """Return the page of the exported tables: every column, in both languages."""
    return _MADE + tables_page()


def check_rules_page() -> str:
    """Return the page of the rules, as their shapes describe them."""
    return _MADE + rules_page(Asked(shape_files()).rules)


def check_findings_page() -> str:
    """Return the page of what the rules find in the shipped graph."""
    return _MADE + findings_page(check(assembled(), Asked(shape_files())))


def picture(lang: Lang) -> str:
    """Return the picture of the staircase, drawn from the shipped graph."""
    return staircase_svg(staircase(build(graph_files(), MEMORY).store, lang), lang)


PAGES: Final[dict[str, Callable[[], str]]] = {
    "cli.md": cli_page,
    "queries.md": queries_page,
    "tables.md": columns_page,
    "rules.md": check_rules_page,
    "findings.md": check_findings_page,
    "staircase.vi.svg": partial(picture, "vi"),
    "staircase.en.svg": partial(picture, "en"),
}
"""Every generated page or picture, by its name under ``docs/``."""


if __name__ == "__main__":
    for name, page in PAGES.items():
        (docs() / name).write_text(page(), encoding="utf-8")
