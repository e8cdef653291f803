"""The tables of the shipped graph, as they should be: ``expected/tables/``.

They are the export's own, without the byte order mark and with plain line ends, so that a changed
statement is one changed line in a diff.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bacthang.export import export, schema
from bacthang.stores import Store

EXPECTED = Path(__file__).parent / "expected" / "tables"


def tables(store: Store) -> dict[str, str]:
    """Return every CSV table of a store by the name of its file."""
    with tempfile.TemporaryDirectory() as folder:
        export(store, Path(folder), [table.name for table in schema.tables()])
        return {
            path.name: path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            for path in sorted(Path(folder).glob("*.csv"))
        }
