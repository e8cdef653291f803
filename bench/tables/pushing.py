"""Push of a built graph to a fresh Virtuoso, and a check of it there."""

from __future__ import annotations

from typing import Final

from .processes import Failed, bacthang, run
from .run import Run
from .sheet import Figure
from .site import Site
from .virtuoso import LOGIN

PUSHED_TO: Final = 1_000_000
"""Larger countries are not pushed within the hour."""

_LIMIT: Final = 900.0
_FOUND: Final = frozenset((0, 1))


def measure(this: Run, site: Site) -> None:
    """Push, push again, and check over the server."""
    table = this.table(
        "push",
        "`bacthang push` of the built store to a fresh Virtuoso on the same machine; again, when "
        "all is there already; and `bacthang check --store` of what is there then.",
        "",
        growing=True,
    )
    if site.size.triples > PUSHED_TO:
        table.put("push", site.name, "not run")
        return
    target = site.virtuoso
    for row in ("push", "push again, unchanged"):
        this.say(f"{site.name}: {row}")
        command = bacthang("push", target, "--store", site.store)
        took = run(command, this.within(_LIMIT), more=LOGIN)
        table.put(row, site.name, Figure(took.seconds, "s"))
        if row == "push":
            rate = this.triples[site.name] / took.seconds
            table.put("triples a second", site.name, Figure(rate, ""))
            table.put("peak memory of push", site.name, Figure(took.megabytes, "MB"))
    site.filled_virtuoso = target
    this.say(f"{site.name}: check over Virtuoso")
    checks = [
        run(
            bacthang("check", "--store", url, "--format", "csv"), this.within(_LIMIT), _FOUND, LOGIN
        )
        for url in (target, site.store)
    ]
    table.put("check over it", site.name, Figure(checks[0].seconds, "s"))
    if checks[0].out != checks[1].out:
        raise Failed("check finds otherwise over Virtuoso than in the embedded store")
