"""The files that pages need, each known by the hash of its content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files(__package__))) / "static"


@cache
def digest(name: str) -> str:
    """Return what changes with the content of a file.

    Raises FileNotFoundError when there is none of that name.
    """
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:16]
