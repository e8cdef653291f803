"""The reference of the command line, written from the help that it prints."""

from __future__ import annotations

import click

from ..errors import LANGS, Lang
from .root import bacthang
from .speech import Session, Verb

_HEADINGS = {"vi": "Dòng lệnh", "en": "Command line"}
_WIDTH = 90


def command_reference() -> str:
    """Return the help of every verb, first in Vietnamese, then in English, as Markdown."""
    return "".join(_in(lang) for lang in LANGS)


def _in(lang: Lang) -> str:
    root = click.Context(
        bacthang,
        info_name="bacthang",
        obj=Session(lang),
        max_content_width=_WIDTH,
        terminal_width=_WIDTH,
    )
    parts = [f"\n# {_HEADINGS[lang]}\n\n```text\n{bacthang.get_help(root)}\n```\n"]
    for name, verb in bacthang.commands.items():
        if isinstance(verb, Verb):
            ctx = click.Context(verb, info_name=name, parent=root)
            parts.append(f"\n## bacthang {name} ({lang})\n\n```text\n{verb.get_help(ctx)}\n```\n")
    return "".join(parts)
