"""Build, beside bare bulk load of the same files by the same engine, and parsing by rdflib."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from statistics import median
from typing import Final

from .processes import TooSlow, job, run
from .run import Run
from .sheet import Figure
from .site import Site

_ROUNDS: Final = {"district": 3, "city": 2}
_LIMIT: Final = 2400.0
_FILES_TO: Final = 1_000_000
"""The files of larger countries are not loaded one by one: each makes the engine wait for disk."""

_RDFLIB: Final = 150.0
_RDFLIB_TO: Final = 1_000_000
"""rdflib needs some 2 GB and a minute for so many triples; it is not asked to parse more."""


def measure(this: Run, site: Site) -> None:
    """Build the store of the size, that everything after asks; and load its files bare."""
    table = this.table(
        "build",
        "`bacthang build` of a country's files to disk; “without its check” leaves out the step "
        "that applies the rules. Bare bulk load is `pyoxigraph.Store.bulk_load` to disk, in turn "
        "with it: of the same Turtle files one by one, and of the same statements as one file of "
        "N-Quads, which spares the engine waiting for the disk after each file.",
        "",
        growing=True,
    )
    builds: list[tuple[float, float, float]] = []
    loads: list[float] = []
    streams: list[float] = []
    for round_ in range(1 if this.short else _ROUNDS.get(site.name, 1)):
        folder = site.folder
        this.say(f"{site.name}: bare bulk load, round {round_ + 1}")
        if site.size.triples <= _FILES_TO:
            loads.append(_loaded(this, site, "load", folder))
        streams.append(_loaded(this, site, "stream", site.quads))
        this.say(f"{site.name}: build, round {round_ + 1}")
        took = run(job("make", folder, site.store), this.within(_LIMIT))
        told = json.loads(took.out)
        whole = sum(told["steps"].values())
        builds.append((whole, whole - told["steps"].get("check", 0.0), took.megabytes))
        this.triples[site.name] = told["triples"]
    whole, unchecked, megabytes = (median(one) for one in zip(*builds, strict=True))
    bare = ({"the files": median(loads)} if loads else {}) | {"one stream": median(streams)}
    table.put("build", site.name, Figure(whole, "s"))
    table.put("build without its check", site.name, Figure(unchecked, "s"))
    for how, loading in bare.items():
        table.put(f"bare bulk load, {how}", site.name, Figure(loading, "s"))
        for what, seconds in (("build", whole), ("build without its check", unchecked)):
            table.put(f"{what}, to loading {how}", site.name, Figure(seconds / loading, "×"))
    table.put("peak memory of the build", site.name, Figure(megabytes, "MB"))
    if site.size.triples <= _RDFLIB_TO and not (this.short and site.size.triples > 200_000):
        this.say(f"{site.name}: rdflib parses")
        try:
            parsed = run(job("parse", site.folder), this.within(_RDFLIB))
            seconds = json.loads(parsed.out)["seconds"]
            table.put("rdflib parses the files", site.name, Figure(seconds, "s"))
            table.put("peak memory of rdflib", site.name, Figure(parsed.megabytes, "MB"))
        except TooSlow as slow:
            table.put("rdflib parses the files", site.name, str(slow))
    else:
        table.put("rdflib parses the files", site.name, "not run")


def _loaded(this: Run, site: Site, how: str, what: Path) -> float:
    """Load into a store of its own, which is then removed; return the seconds."""
    bare = site.room / "bare"
    took = run(job(how, what, bare), this.within(_LIMIT))
    shutil.rmtree(bare)
    return float(json.loads(took.out)["seconds"])
