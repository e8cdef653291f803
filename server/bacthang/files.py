"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: a reader sees the old file or the new, never half.

    What is no file, a device or a pipe, is written to and not replaced. Raises
    OSError naming ``path`` when it cannot be written; the old file is then as it was.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _about(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        os.replace(name, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)
        raise _about(path, error) from None


def _about(path: Path, error: OSError) -> OSError:
    """Return the error as one of the file that was asked for, not of the one beside it."""
    return OSError(error.errno, error.strerror, str(path))
