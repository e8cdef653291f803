"""Check of a built store, beside pySHACL with the same shapes."""

from __future__ import annotations

from typing import Final

from .processes import TooSlow, bacthang, run
from .run import Run
from .sheet import Figure
from .site import Site

_LIMIT: Final = 1200.0
_PYSHACL: Final = 60.0
_PYSHACL_SHORT: Final = 20.0
_PYSHACL_TO: Final = 50_000
_FOUND: Final = frozenset((0, 1))


def measure(this: Run, site: Site) -> None:
    """Check the store, all rules."""
    table = this.table(
        "check",
        "`bacthang check --store`, all rules, the whole command. pySHACL is `--engine pyshacl`: "
        "the same shapes over the same data, read from the store into rdflib.",
        "",
        growing=True,
    )
    this.say(f"{site.name}: check")
    asked = ("check", "--store", site.store, "--format", "csv")
    took = run(bacthang(*asked), this.within(_LIMIT), _FOUND)
    table.put("check", site.name, Figure(took.seconds, "s"))
    table.put("its findings", site.name, Figure(took.out.count("\n") - 1, ""))
    table.put("its peak memory", site.name, Figure(took.megabytes, "MB"))
    if site.size.triples > _PYSHACL_TO:
        table.put("pySHACL", site.name, "not run")
        return
    limit = this.within(_PYSHACL_SHORT if this.short else _PYSHACL)
    this.say(f"{site.name}: pySHACL, at most {limit:.0f} s")
    try:
        other = run(bacthang(*asked, "--engine", "pyshacl"), limit, _FOUND)
        table.put("pySHACL", site.name, Figure(other.seconds, "s"))
    except TooSlow as slow:
        table.put("pySHACL", site.name, str(slow))
