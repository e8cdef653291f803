"""Export of a built store: all tables, the workbook and the dumps."""

from __future__ import annotations

import shutil
from typing import Final

from .processes import TooSlow, bacthang, run
from .run import Run
from .sheet import Figure
from .site import Site

_LIMIT: Final = 900.0


def measure(this: Run, site: Site) -> None:
    """Export everything that there is to export."""
    table = this.table(
        "export",
        "`bacthang export --store`: the tables, the workbook and the dumps, to disk.",
        "",
        growing=True,
    )
    this.say(f"{site.name}: export")
    out = site.room / "export"
    limit = this.within(_LIMIT)
    try:
        took = run(bacthang("export", "--store", site.store, "--out", out), limit)
    except TooSlow as slow:
        table.put("export", site.name, str(slow))
        return
    table.put("export", site.name, Figure(took.seconds, "s"))
    table.put("its peak memory", site.name, Figure(took.megabytes, "MB"))
    written = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    table.put("files written", site.name, Figure(written / 1e6, "MB"))
    shutil.rmtree(out)
