"""The questions of the library, of a built store: through our interface, and of the bare engine."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Any, Final

from .processes import Failed, environment, job
from .run import Run
from .sheet import Figure
from .site import ONE, Site

_LIMIT: Final = 60.0
"""Seconds for all runs of one question, before it is given up."""

_ALL: Final = 600.0
"""Seconds for all questions of a size."""

_STARTING: Final = 300.0
"""Seconds until a process has what it needs to be asked."""

BAR: Final = 0.005
"""Overhead is looked at for queries that take longer than this."""

Answer = dict[str, Any] | str
"""Who took how long and gave how many rows; or why there is no answer."""


def answers(
    command: Callable[[str], list[str]], names: Sequence[str], limit: float, all_in_all: float
) -> Iterator[tuple[str, Answer]]:
    """Ask questions in a process, which first says that it is ready; yield what each came to.

    A question that takes too long is given up with its process, and another goes on behind it;
    after ``all_in_all`` seconds nobody goes on. Raises Failed when a process ends by itself.
    """
    left, end = list(names), time.monotonic() + all_in_all
    while left:
        for name, answer in _asked(command(",".join(left)), left, limit, end):
            yield name, answer
            left.remove(name)
        if time.monotonic() > end:
            for name in left:
                yield name, "not run"
            return


def _asked(
    command: list[str], names: list[str], limit: float, end: float
) -> Iterator[tuple[str, Answer]]:
    process = subprocess.Popen(
        command,
        bufsize=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    assert process.stdout
    assert process.stderr
    waiting, ready = list(names), False
    try:
        with selectors.DefaultSelector() as watched:
            watched.register(process.stdout, selectors.EVENT_READ)
            while waiting:
                allowed = min(limit if ready else _STARTING, end - time.monotonic())
                if allowed <= 0:
                    return
                if not watched.select(allowed):
                    yield waiting[0], f"not within {allowed:.0f} s"
                    return
                line = process.stdout.readline()
                if not line:
                    words = process.stderr.read().decode(errors="replace").strip()
                    yield waiting[0], words.splitlines()[-1] if words else "ended by itself"
                    return
                told = json.loads(line)
                if not ready:
                    ready = True
                    continue
                name = told.pop("name")
                waiting.remove(name)
                yield name, told
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def measure(this: Run, site: Site) -> None:
    """Ask all questions of the embedded store, in turn with the bare engine and over HTTP."""
    table = this.table(
        "questions",
        "Every question of the library, of the store on disk, asked through our interface and read "
        "to its end as TSV; medians, rows in brackets. Those marked * are asked about one document "
        "or body; the others go through all there is, and their rows grow with the country.",
        "question",
        growing=True,
    )
    names = list(json.loads(site.questions.read_text("utf-8")))
    this.say(f"{site.name}: {len(names)} questions, in turn with the bare engine")
    ratios: dict[str, dict[str, float]] = {"our interface": {}, "our endpoint": {}}

    def command(left: str) -> list[str]:
        return job("ask", site.store, "bare", site.front.address, site.questions, left)

    for name, answer in answers(command, names, this.within(_LIMIT), this.within(_ALL)):
        row = f"{name} *" if name in ONE else name
        if isinstance(answer, str):
            table.put(row, site.name, answer)
            continue
        (ours, rows), (bare, others) = answer["ours"], answer["bare"]
        if rows != others:
            raise Failed(f"{name}: {rows} rows of ours, {others} of the bare engine")
        site.seconds[name] = ours
        table.put(row, site.name, Figure(ours, "s", f"({rows:,})"))
        if bare > BAR:
            ratios["our interface"][name] = ours / bare
            ratios["our endpoint"][name] = answer["front"][0] / bare
    _overhead(this, site, ratios)


def _overhead(this: Run, site: Site, ratios: dict[str, dict[str, float]]) -> None:
    table = this.table(
        "overhead",
        "What we add to the bare engine (`pyoxigraph.Store.query`) running the same query on "
        f"the same store, in turn, for questions that take it over {BAR * 1000:.0f} ms: through "
        "our interface in one process, and over HTTP from `/sparql` of `bacthang serve`.",
        "",
    )
    for who, found in ratios.items():
        if not found:
            table.put(f"{who}, to bare", site.name, f"no question over {BAR * 1000:.0f} ms")
            continue
        worst = max(found, key=found.__getitem__)
        share = sum(1 for ratio in found.values() if ratio <= 1.15)
        middle = median(found.values())
        table.put(f"{who}, to bare, median", site.name, Figure(middle, "×"))
        table.put(f"{who}, to bare, worst", site.name, Figure(found[worst], "×", f"({worst})"))
        table.put(f"{who}, within 15 %", site.name, f"{share} of {len(found)}")
