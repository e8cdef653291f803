"""The tables that readings follow: plain YAML that a curator extends, read and checked here.

Every table is a list of entries; ``docs/draft.md`` says which keys each has. Entries of a folder
named with ``--tables`` come before ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from ...errors import MalformedFile

HERE: Final = Path(__file__).parent


@cache
def table(name: str, more: Path | None = None) -> tuple[Mapping[str, Any], ...]:
    """Return the entries of a table, those of the folder ``more`` first.

    Raises MalformedFile, naming file and line, for what is no list of entries.
    """
    entries: list[Mapping[str, Any]] = []
    for folder in (more, HERE):
        if folder and (path := folder / f"{name}.yaml").exists():
            entries += _read(path)
    return tuple(entries)


def _read(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error)
        raise MalformedFile(path=path, line=line, what=what) from None
    if not isinstance(told, list) or not all(isinstance(entry, dict) for entry in told):
        raise MalformedFile(path=path, line=1, what="a table is a list of entries")
    return told
