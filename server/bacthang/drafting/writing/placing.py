"""A draft put among the files of a graph: all of it, or nothing."""

from __future__ import annotations

from pathlib import Path

from ...assets import GraphFiles
from ...errors import AnotherText
from ...files import write_whole
from .draft import Draft
from .turtle import as_files


def place(draft: Draft, files: GraphFiles) -> list[Path]:
    """Write the text and what is said of it into ``data/``, and return the files, by path.

    What the graph lacks goes into files of its own in ``data/reference/``, named as the text. A
    file that is there already is left when it is the same. Raises AnotherText, before anything is
    written, when one is not.
    """
    wanted = {files.data / path: text.encode() for path, text in as_files(draft).items()}
    for path, data in wanted.items():
        if path.exists() and path.read_bytes() != data:
            raise AnotherText(path=path)
    for path, data in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    return sorted(wanted)
