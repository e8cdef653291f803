"""A process that writes the lists of a store: ``python -m bacthang.web.lists.inside URL PATH``.

A server is not asked all questions for it: that would keep every page waiting.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from ...stores import open_store
from ...stores.remote import RemoteStore
from ...views.listed import write_listings

_NICE: Final = 10
"""How far it stands back behind what answers people."""


def main() -> None:
    """Write the lists of a store."""
    url, path = sys.argv[1:]
    with suppress(OSError):
        os.nice(_NICE)
    store = open_store(url)
    write_listings(store, Path(path), with_answers=not isinstance(store, RemoteStore))


if __name__ == "__main__":
    main()
