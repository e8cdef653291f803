"""One run of the tables: its sizes and its hour, what it says meanwhile, and what failed."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from country.sizes import Size

from .processes import ROOT
from .sheet import Table

_MEASURED: Final = ("pyoxigraph", "rdflib", "pyshacl", "waitress", "SPARQLWrapper")


@dataclass
class Run:
    """What all tables of one run share.

    ``limit`` is how many seconds there are in all. ``triples`` holds how large the built stores of
    the sizes are, by which growth goes.
    """

    sizes: Sequence[Size]
    scratch: Path
    limit: float
    short: bool
    tables: dict[str, Table] = field(default_factory=dict)
    triples: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """How many seconds there are left; never less than one."""
        return max(1.0, self.limit - (time.monotonic() - self.begun))

    def within(self, limit: float) -> float:
        """Return the limit, or what is left of the run if that is less."""
        return min(limit, self.left)

    def say(self, words: str) -> None:
        """Say on stderr what goes on, with the minutes since the beginning."""
        minutes, seconds = divmod(int(time.monotonic() - self.begun), 60)
        print(f"[{minutes:2}:{seconds:02}] {words}", file=sys.stderr, flush=True)

    def fail(self, what: str, error: Exception) -> None:
        """Take note that something could not be measured."""
        words = " ".join(str(error).split())
        self.failures.append(f"{what}: {type(error).__name__}: {words}")
        self.say(f"FAILED {self.failures[-1]}")

    def table(self, name: str, words: str, first: str, growing: bool = False) -> Table:
        """Return the table of that name, made when it is first asked for."""
        return self.tables.setdefault(name, Table(name, words, first, growing))

    def circumstances(self) -> str:
        """Return where and with what this was measured, as a paragraph and a table."""
        took = (time.monotonic() - self.begun) / 60
        lines = [
            f"`make bench`, {datetime.now(UTC):%d %B %Y}, commit {_commit()}, {took:.0f} minutes: "
            f"{_machine()}, {platform.system()} {platform.release()}, Python "
            f"{platform.python_version()}, {', '.join(_versions())}.",
            "",
            "| size | provinces | communes | texts | triples, built |",
            "| --- | --- | --- | --- | --- |",
        ]
        for size in self.sizes:
            built = f"{self.triples[size.name]:,}" if size.name in self.triples else "not built"
            lines.append(
                f"| {size.name} | {size.provinces} | {size.communes:,} | {size.units:,} | {built} |"
            )
        if self.skipped:
            lines.append(f"\nLeft out, the time being up: {', '.join(self.skipped)}.")
        lines += [f"\nNot measured: {failure}" for failure in self.failures]
        return "\n".join(lines) + "\n"


def _commit() -> str:
    asked = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def _machine() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    model = ""
    cpu = Path("/proc/cpuinfo")
    if cpu.exists():
        for line in cpu.read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip() + ", "
                break
    cores = len(os.sched_getaffinity(0))
    return f"{model}{cores} cores, {pages * size / 2**30:.0f} GB"


def _versions() -> list[str]:
    found = []
    for name in _MEASURED:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    told = subprocess.run(
        ["sh", "-c", "virtuoso-t -? 2>&1 | grep -o 'Version [0-9.]*' | head -1"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return [*found, *([f"Virtuoso {told.removeprefix('Version ')}"] if told else [])]
