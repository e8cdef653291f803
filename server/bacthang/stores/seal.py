"""The seal of a build: which files it left, how long each is, and the hash of its bytes.

Its first line is the hash of the rest, lest a seal be broken itself.

The engine tells of some damage when it comes upon it; of some it gives other answers, or never ends
(docs/decisions/faults.md). So a store is held against its seal before it is read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any, Final

from ..errors import StoreDamaged

_NAME: Final = "bacthang.seal"
_UNSEALED: Final = (_NAME, "LOG", "LOCK")
"""Files that bear no data, and may change: the seal, the engine's diary and its lock."""
SMALL: Final = 4 << 20
"""Files of so many bytes are read each time that a store is opened; that takes milliseconds."""
WHOLE: Final = inf


def seal(folder: Path) -> None:
    """Have all files of a build on the disk, and their seal beside them.

    Raises OSError.
    """
    files = {path.name: _described(path) for path in _sealable(folder)}
    said = json.dumps(files, indent=1, sort_keys=True).encode()
    with (folder / _NAME).open("xb") as file:
        file.write(_hash(said) + b"\n" + said)
        file.flush()
        os.fsync(file.fileno())


def verify(folder: Path, *, reads: float = SMALL) -> bool:
    """Hold a build against its seal; tell whether it has one.

    A file is read when it has at most so many bytes (``WHOLE`` reads all), or when its date is not
    the one that the build left it with. Raises StoreDamaged when a file is gone or is another
    one, and OSError when one cannot be read.
    """
    try:
        own, _, said = (folder / _NAME).read_bytes().partition(b"\n")
        if own != _hash(said):
            raise _damaged(folder, _NAME)
        files: dict[str, Any] = json.loads(said)
        for name, was in sorted(files.items()):
            _compare(folder / name, was, reads)
    except FileNotFoundError as error:
        if error.filename == str(folder / _NAME):
            return False
        raise _damaged(folder, f"{Path(error.filename).name}: {error.strerror}") from None
    return True


def _hash(said: bytes) -> bytes:
    return hashlib.sha256(said).hexdigest().encode()


def _compare(path: Path, was: dict[str, Any], reads: float) -> None:
    found = path.stat()
    if found.st_size != was["bytes"]:
        raise _damaged(path.parent, f"{path.name}: {found.st_size} / {was['bytes']} byte")
    if found.st_size <= reads or found.st_mtime_ns != was["modified"]:
        digest = _digest(path)
        if digest != was["sha256"]:
            raise _damaged(
                path.parent, f"{path.name}: SHA-256 {digest[:12]} / {was['sha256'][:12]}"
            )


def _described(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    found = path.stat()
    return {"bytes": found.st_size, "modified": found.st_mtime_ns, "sha256": _digest(path)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sealable(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file() and path.name not in _UNSEALED)


def _damaged(folder: Path, what: str) -> StoreDamaged:
    return StoreDamaged(path=folder, what=what)
