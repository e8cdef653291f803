"""The command line: which sizes and tables, and what becomes of them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from country.sizes import SIZES

from . import asking, building, checking, exporting, fronts, pages, pushing, rivals
from .processes import ROOT
from .run import Run
from .sheet import place
from .site import Site

Measure = Callable[[Run, Site], None]

HERE: Final[dict[str, Measure]] = {
    "build": building.measure,
    "check": checking.measure,
    "pages": pages.measure,
    "front": fronts.measure,
    "questions": asking.measure,
    "export": exporting.measure,
}
"""What is measured of each size on this machine alone; last what an hour may have to cut short."""

AFAR: Final[dict[str, Measure]] = {
    "push": pushing.measure,
    "rivals": rivals.measure,
    "pages-afar": pages.measure_afar,
}
"""What is measured afterwards over servers, and of others."""

_PAGE: Final = ROOT / "bench/README.md"
_HOUR: Final = 3600.0
_SHORT: Final = 300.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; return 0 if all could be measured, else 1."""
    asked = _asked(arguments)
    sizes = [SIZES[name] for name in asked.sizes]
    limit = asked.minutes * 60 if asked.minutes else _SHORT if asked.short else _HOUR
    with tempfile.TemporaryDirectory(prefix="bacthang-bench-", dir=asked.scratch) as scratch:
        run = Run(sizes, Path(scratch), limit, asked.short)
        with ExitStack() as stack:
            sites = [stack.enter_context(_site(run, name)) for name in asked.sizes]
            for site, tables in _in_order(sites, asked.short):
                _measure_all(run, site, {n: f for n, f in tables.items() if _wanted(n, asked.only)})
                site.rest()
    return _told(run, write=asked.write)


def _in_order(sites: Sequence[Site], short: bool) -> list[tuple[Site, Mapping[str, Measure]]]:
    """Return what is measured after what: each size whole before the next, which is dearer.

    In the short form only the smallest goes to servers.
    """
    afar = sites[:1] if short else sites
    return [
        (site, tables) for site in sites for tables in ((HERE, AFAR) if site in afar else (HERE,))
    ]


def _wanted(name: str, only: Sequence[str]) -> bool:
    """Tell whether a table is to be measured, or another that is asked for needs what it makes."""
    needed = {"build", "push"} if "pages-afar" in only else {"build"}
    return not only or name in only or name in needed


def _measure_all(run: Run, site: Site, tables: dict[str, Measure]) -> None:
    """Measure the tables of one size; what fails is told, and the others go on."""
    for name, measure in tables.items():
        if name != "build" and not site.is_built:
            run.say(f"{site.name}: {name} needs a build, which there is not")
            continue
        if run.left <= 1:
            run.say(f"{site.name}: {name} is left out, the time is up")
            run.skipped.append(f"{name} of {site.name}")
            continue
        try:
            measure(run, site)
        except Exception as error:  # whatever it is: the other tables go on
            run.fail(f"{name} of {site.name}", error)


@contextmanager
def _site(run: Run, name: str) -> Iterator[Site]:
    site = Site(run, SIZES[name])
    try:
        yield site
    finally:
        site.rest()


def _told(run: Run, write: bool) -> int:
    """Say what came of it: on stdout, or in the page."""
    made = {"circumstances": run.circumstances()}
    made |= {name: table.markdown(run.triples) for name, table in run.tables.items()}
    if write:
        for name in place(_PAGE, made):
            run.failures.append(f"{_PAGE.name} has no place for {name}")
        run.say(f"written: {_PAGE}")
    else:
        print("\n\n".join(f"## {name}\n\n{body.rstrip()}" for name, body in made.items()))
    for failure in run.failures:
        print(failure, file=sys.stderr)
    return 1 if run.failures else 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python bench/tables",
        description="Measure what everything costs, from ten thousand to ten million triples, "
        "beside other programs on the same machine.",
        epilog="A table that fails is named and the others go on; the exit status is then 1.",
    )
    parser.add_argument("--short", action="store_true", help="small sizes, within five minutes")
    parser.add_argument("--write", action="store_true", help="put the tables in bench/README.md")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, metavar="SIZE", help=", ".join(SIZES))
    parser.add_argument(
        "--only", nargs="+", choices=[*HERE, *AFAR], default=[], metavar="TABLE",
        help=", ".join([*HERE, *AFAR]),
    )  # fmt: skip
    parser.add_argument("--minutes", type=float, help="how long in all (60, or 5 for --short)")
    parser.add_argument("--scratch", type=Path, help="a folder with room for some 20 GB")
    asked = parser.parse_args(arguments)
    if not asked.sizes:
        asked.sizes = ["district", "town"] if asked.short else ["district", "city", "country"]
    return asked
