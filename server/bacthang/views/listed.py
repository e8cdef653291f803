"""All that pages list and show of a whole dataset, written to the file that they read."""

from __future__ import annotations

from pathlib import Path

from .. import library
from ..listings import FILE_NAME, writing
from ..stores import BuildInfo, Store
from ..version import program_version
from . import (
    answers,
    cascade,
    checks,
    documents,
    examples,
    home,
    index,
    indicators,
    known,
    matrix,
    questions,
    ruled,
    sitemap,
    terms,
    texts,
    vocabulary,
)


def list_pages(store: Store, folder: Path) -> None:
    """Write what pages list of a store into its folder, and the answers to slow questions.

    Raises as ``write_listings`` does.
    """
    write_listings(store, folder / FILE_NAME, with_answers=True)


def write_listings(store: Store, path: Path, *, with_answers: bool) -> None:
    """Write what pages list of a built store to a file at ``path``.

    Without the answers to the questions that read the whole graph, these are asked when somebody
    wants them. Raises OSError for what the disk refuses; nothing then stands there.
    """
    asked = library.load().values()
    with (
        writing(path, edition_of(store.info())) as writer,
        answers.asked(store, asked if with_answers else ()) as found,
    ):
        for part in (documents, indicators, texts, home, checks, known, matrix, cascade):
            part.write(writer, store)
        for other in (sitemap, terms, vocabulary):
            other.write(writer, store)
        ruled.write(writer, store, checks.rules())
        writer.value(examples.EXAMPLE, examples.of_a_target(store))
        index.write(writer, store, asked)
        answers.write(writer, store, found, questions.write(writer, store))


def edition_of(info: BuildInfo) -> str:
    """Return what tells the file of a build from that of every other."""
    return f"{info.content_hash} {info.shapes_hash} {program_version()}"
