"""The same questions of rdflib in memory, of Virtuoso, and of our own endpoint as a store."""

from __future__ import annotations

import json
from collections.abc import Callable
from statistics import median
from typing import Final

from .asking import answers
from .processes import job, run
from .run import Run
from .sheet import Figure, Table
from .site import ONE, Site

_EACH: Final = 10.0
_ALL: Final = 180.0
_ALL_SHORT: Final = 30.0
"""Seconds for all questions of one of them."""

_RDFLIB_TO: Final = 200_000
_ASKED_TO: Final = 1_000_000


def measure(this: Run, site: Site) -> None:
    """Ask the others where they can be asked, and say how they compare."""
    table = this.table(
        "rivals",
        "The same questions of others, and how many times as long they take as the embedded store "
        "at that size. rdflib holds the data in memory, with the union of its graphs as default "
        "graph; Virtuoso was filled by `bacthang push`; our endpoint is `sparql+http://…` of "
        f"`bacthang serve`. Each has {_EACH:.0f} s for a question and its runs.",
        "question",
    )
    if site.size.triples > _ASKED_TO:
        return
    if site.size.triples <= _RDFLIB_TO:
        quads = site.room / "shown.nq"
        run(job("dump", site.store, quads), this.within(600))
        _ask(this, site, table, "rdflib", lambda n: job("ask_rdflib", quads, site.questions, n))
        quads.unlink()
    else:
        this.say(f"{site.name}: rdflib is not asked")
    endpoint = f"sparql+{site.front.address}/sparql"
    for who, url in (("our endpoint", endpoint), ("Virtuoso", site.filled_virtuoso)):
        if url:
            _ask(this, site, table, who, _remote(url, site))


def _remote(url: str, site: Site) -> Callable[[str], list[str]]:
    return lambda names: job("ask", url, "no", "-", site.questions, names)


def _ask(
    this: Run, site: Site, table: Table, who: str, command: Callable[[str], list[str]]
) -> None:
    names = list(json.loads(site.questions.read_text("utf-8")))
    column = f"{who}, {site.name}"
    this.say(f"{site.name}: the questions of {who}")
    limit = _ALL_SHORT if this.short else _ALL
    ratios = []
    for name, answer in answers(command, names, _EACH, this.within(limit)):
        row = f"{name} *" if name in ONE else name
        if isinstance(answer, str):
            table.put(row, column, answer)
        else:
            seconds, _ = answer["ours"]
            ours = site.seconds.get(name)
            if ours:
                ratios.append(seconds / ours)
            shown = f", {Figure(seconds / ours, '×')}" if ours else ""
            table.put(row, column, f"{Figure(seconds, 's')}{shown}")
    if ratios:
        table.put("median of those answered", column, Figure(median(ratios), "×"))
