"""A command line that speaks the reader's language: help, usage and complaints.

Click's own texts are English; the classes here say the same from a ``Wording``. The language is
found in the arguments before anything is parsed, so that ``--help`` and errors speak it too.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import click

from ..errors import LANGS, Lang, Wording

_HELP: Final = Wording("Hiện lời chỉ dẫn này.", "Show this help.")
_USAGE: Final = Wording("Cách dùng: ", "Usage: ")
_OPTIONS: Final = Wording("Lựa chọn", "Options")
_VERBS: Final = Wording("Lệnh", "Commands")
_TRY: Final = Wording("Xem “{command} --help”.", "See “{command} --help”.")
_NO_OPTION: Final = Wording("Không có lựa chọn {name}.", "There is no option {name}.")
_NO_VERB: Final = Wording("Không có lệnh {name}.", "There is no command {name}.")
_NO_VALUE: Final = Wording("Lựa chọn {name} cần một giá trị.", "The option {name} needs a value.")
_MISSING: Final = Wording("Thiếu {name}.", "{name} is missing.")
_CHOICE: Final = Wording("{name} là một trong: {choices}.", "{name} is one of: {choices}.")
_MISFIT: Final = Wording("{name} không hợp: {what}", "{name} does not fit: {what}")
_MISUSE: Final = Wording("Dùng sai lệnh: {what}", "{what}")


@dataclass(frozen=True)
class Session:
    """What every verb knows of the person at the terminal."""

    lang: Lang


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Return the language of ``--lang``, else of BACTHANG_LANG, the locale, or English."""
    said = ""
    for before, argument in pairwise(["", *arguments]):
        if before == "--lang":
            said = argument
        elif argument.startswith("--lang="):
            said = argument.removeprefix("--lang=")
    for lang in LANGS:
        if lang == (said or environment.get("BACTHANG_LANG")):
            return lang
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "vi" if locale.startswith("vi") else "en"


class Spoken(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *args: Any, words: Wording, **settings: Any) -> None:
        super().__init__(*args, **settings | {"help": words.en})
        self.words = words


class Verb(click.Command):
    """A command with its help in both languages."""

    def __init__(self, *args: Any, words: Wording, **settings: Any) -> None:
        super().__init__(*args, **settings | {"help": words.en})
        self.words = words

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, explanation, options and commands in the session's language."""
        session = ctx.find_object(Session)
        lang = session.lang if session else "en"
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_USAGE.said(lang))
        with formatter.indentation():
            for paragraph in getattr(self.words, lang).split("\n\n"):
                formatter.write_paragraph()
                formatter.write_text(paragraph)
        with formatter.section(_OPTIONS.said(lang)):
            formatter.write_dl([_record(option, ctx, lang) for option in self.options(ctx)])
        self.format_verbs(formatter, lang)

    def options(self, ctx: click.Context) -> list[click.Option]:
        """Return the options, help included."""
        return [param for param in self.get_params(ctx) if isinstance(param, click.Option)]

    def format_verbs(self, formatter: click.HelpFormatter, lang: Lang) -> None:
        """Write the verbs of a group; a single command has none."""


class Root(Verb, click.Group):
    """The group of all verbs, which knows the language before its arguments are parsed."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Return a context that carries the session."""
        extra.setdefault("obj", Session(chosen_language(args, os.environ)))
        return super().make_context(info_name, args, parent, **extra)

    def format_verbs(self, formatter: click.HelpFormatter, lang: Lang) -> None:
        """Write each verb with the first sentence of its help."""
        rows = [
            (name, getattr(verb.words, lang).split("\n\n")[0])
            for name, verb in self.commands.items()
            if isinstance(verb, Verb)
        ]
        with formatter.section(_VERBS.said(lang)):
            formatter.write_dl(rows)


def complaint(error: click.ClickException, lang: Lang) -> tuple[str, str]:
    """Return what is wrong with the command line, and where to read how it is used."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    command = ctx.command_path if ctx else "bacthang"
    return _what(error, lang), _TRY.said(lang, command=command)


def _what(error: click.ClickException, lang: Lang) -> str:
    match error:
        case click.NoSuchOption():
            return _NO_OPTION.said(lang, name=error.option_name)
        case click.BadOptionUsage():
            return _NO_VALUE.said(lang, name=error.option_name)
        case click.MissingParameter():
            return _MISSING.said(lang, name=_name(error))
        case click.BadParameter() if error.param and isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            return _CHOICE.said(lang, name=_name(error), choices=choices)
        case click.BadParameter():
            return _MISFIT.said(lang, name=_name(error), what=error.message)
    if name := getattr(error, "command_name", None):
        return _NO_VERB.said(lang, name=name)
    return _MISUSE.said(lang, what=error.format_message())


def _name(error: click.BadParameter) -> str:
    match error.param:
        case click.Option() as option:
            return option.opts[0]
        case click.Argument() as argument:
            return argument.make_metavar(error.ctx) if error.ctx else argument.human_readable_name
    return str(error.param_hint or "")


def _record(option: click.Option, ctx: click.Context, lang: Lang) -> tuple[str, str]:
    declared, _ = option.get_help_record(ctx) or ("", "")
    words = option.words if isinstance(option, Spoken) else _HELP
    return declared, getattr(words, lang)
