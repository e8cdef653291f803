"""What is put before a person or a pipe: data on stdout, words and progress on stderr."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from ..assets import GraphFiles
from ..build import BuildReport, build
from ..errors import Lang
from ..show import Card, card_as_text
from ..tabletext import Table, as_text
from ..views.listed import list_pages
from .drawing import as_drawn

Reporter = Callable[[str, int, int], None]
"""Called with a step in words, how much of it is done, and of how much."""


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person reads a stream; nobody reads one that was closed at the start."""
    return stream is not None and stream.isatty()


def put(data: bytes) -> None:
    """Write data to stdout as it is: UTF-8 whatever the locale.

    Raises OSError when the program was started without a stdout.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "stdout")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def put_line(text: str) -> None:
    """Write one line of text to stdout."""
    put(f"{text}\n".encode())


def put_table(table: Table) -> None:
    """Draw a table on a terminal; write it in plain columns elsewhere."""
    if is_terminal(sys.stdout):
        console = Console(highlight=False)
        console.print(as_drawn(table, console.width))
    else:
        put(as_text(table).encode())


def put_card(card: Card) -> None:
    """Draw a card on a terminal; write it as plain text elsewhere."""
    if not is_terminal(sys.stdout):
        put(card_as_text(card).encode())
        return
    console = Console(highlight=False)
    console.print(Text(card.title, style="bold"))
    console.print(Text(f"<{card.iri}>\n", style="dim"))
    for fact in card.facts:
        console.print(Text.assemble((f"{fact.name}: ", "cyan"), "; ".join(fact.values)))
    for section in card.sections:
        console.print(Text(f"\n{section.heading}", style="bold"))
        console.print(as_drawn(section.table, console.width))


def say(text: str) -> None:
    """Say something beside the data."""
    click.echo(text, err=True)


def complain(what: str, remedy: str) -> None:
    """Say what is wrong, and what to do."""
    say(f"{what}\n{remedy}" if remedy else what)


@contextmanager
def progress() -> Iterator[Reporter]:
    """Yield what long work reports to: bars on a terminal, a line for each step elsewhere."""
    if not is_terminal(sys.stderr):
        begun: set[str] = set()

        def tell(step: str, done: int, total: int) -> None:
            if step not in begun:
                begun.add(step)
                say(f"{step} …")

        yield tell
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def draw(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield draw


def build_with_progress(files: GraphFiles, url: str, lang: Lang) -> BuildReport:
    """Build, telling of each step."""
    with progress() as tell:
        return build(
            files, url, lambda step, *counts: tell(step.value.said(lang), *counts), list_pages
        )
