"""The files that pages need, each known by the hash of its content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from werkzeug.security import safe_join

FOLDER = Path(str(files(__package__))) / "static"
_MAKING = {".py", ".html", ".css", ".js", ".svg", ".yaml"}


@cache
def digest(name: str) -> str:
    """Return what changes with the content of a file.

    Raises FileNotFoundError when there is none of that name.
    """
    path = safe_join(str(FOLDER), name)
    if path is None or not Path(path).is_file():
        raise FileNotFoundError(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]


@cache
def program_digest() -> str:
    """Return what changes with any file of the program: pages are made by all of it."""
    root = Path(str(files("bacthang")))
    content = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in _MAKING):
        content.update(path.read_bytes())
    return content.hexdigest()[:16]
