"""What the errors of the engine and of the file system mean for a store."""

from __future__ import annotations

import errno
import re
import sqlite3
from pathlib import Path
from typing import Final

from ..errors import DiskFull, StoreTrouble, StoreUnreadable, StoreUnwritable

UNSOUND: Final = (OSError, ValueError, RuntimeError, sqlite3.DatabaseError)
"""What the engine, and SQLite beside it, raise of files that they cannot read or write."""
_OF_FILES: Final = (
    *("IO error: ", "Corruption: ", "database or disk is full", "disk I/O error"),
    *("database disk image is malformed", "file is not a database"),
)
"""How what they say of them begins."""
_FULL: Final = (
    *("No space left on device", "Disk quota exceeded", "File too large"),
    "database or disk is full",
)
_FULL_NUMBERS: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CORRUPT: Final = "Corruption: "
_NAMED: Final = re.compile(r"(/.+)/[^/]+\.(?:sst|log)\b")
"""The folder of the file that is blamed."""


def is_of_files(error: Exception) -> bool:
    """Tell whether an engine blames its files, and not what it was asked."""
    return isinstance(error, UNSOUND) and blames_files(str(error))


def blames_files(said: str) -> bool:
    """Tell whether what an engine said begins as what it says of its files."""
    return said.startswith(_OF_FILES)


def unreadable(path: Path | str, error: Exception) -> StoreUnreadable:
    """Return what an error means for a store that is read."""
    return StoreUnreadable(path=path, what=error)


def unreadable_now(error: Exception) -> StoreUnreadable:
    """Return what an error means that came while the store was read, long after it was opened."""
    named = _NAMED.search(str(error))
    return unreadable(named[1] if named else "?", error)


def unwritable(path: Path | str, error: Exception) -> StoreTrouble:
    """Return what an error means for a store that is written: no room, no right, or no reading."""
    if str(error).startswith(_CORRUPT):
        return unreadable(path, error)
    number = error.errno if isinstance(error, OSError) else None
    full = number in _FULL_NUMBERS or any(sign in str(error) for sign in _FULL)
    return (DiskFull if full else StoreUnwritable)(path=path, what=error)
