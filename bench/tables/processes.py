"""Programs run beside us: how long they take, how much memory, and never longer than they may."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
_LOOK: Final = 0.02
_SHOWN: Final = 400
_STARTING: Final = 600


class TooSlow(Exception):
    """A program did not end within its limit, and was stopped."""

    def __init__(self, limit: float) -> None:
        super().__init__(f"not within {limit:.0f} s")


class Failed(Exception):
    """A program ended with an error; its last words are the message."""


class Took(NamedTuple):
    """How long a program ran, its peak memory, and what it wrote to stdout."""

    seconds: float
    megabytes: float
    out: str


def bacthang(*arguments: object) -> list[str]:
    """Return the command line of ``bacthang``."""
    return [sys.executable, "-m", "bacthang", *map(str, arguments)]


def job(name: str, *arguments: object) -> list[str]:
    """Return the command line of a function of ``jobs.py``."""
    return [sys.executable, str(Path(__file__).with_name("jobs.py")), name, *map(str, arguments)]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which ``bacthang`` is this checkout's, and speaks English."""
    path = os.pathsep.join((str(ROOT / "server"), str(ROOT / "bench"), str(ROOT / "tests")))
    return os.environ | {"PYTHONPATH": path, "BACTHANG_LANG": "en"} | dict(more or {})


def run(
    command: Sequence[str],
    limit: float,
    sound: frozenset[int] = frozenset((0,)),
    more: Mapping[str, str] | None = None,
) -> Took:
    """Run a program to its end.

    Raises TooSlow after ``limit`` seconds, and Failed when its exit status is none of ``sound``.
    """
    with TemporaryFile() as out, TemporaryFile() as words:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=words, env=environment(more), start_new_session=True
        )
        try:
            while True:
                found, status, used = os.wait4(process.pid, os.WNOHANG)
                if found:
                    break
                if time.perf_counter() - begun > limit:
                    raise TooSlow(limit)
                time.sleep(_LOOK)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        spent = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        words.seek(0)
        if process.returncode not in sound:
            raise Failed(words.read().decode(errors="replace")[-_SHOWN:].strip())
        return Took(spent, used.ru_maxrss / 1024, out.read().decode(errors="replace"))


@contextmanager
def front(*arguments: object, more: Mapping[str, str] | None = None) -> Iterator[Front]:
    """Run ``bacthang serve`` at a free port; what is given is where it is and how it started."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        bacthang("serve", "--port", 0, *arguments),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(more),
        start_new_session=True,
        text=True,
        encoding="utf-8",
    )
    stopper = threading.Timer(_STARTING, process.kill)
    stopper.start()
    try:
        assert process.stderr
        said = ""
        for line in process.stderr:
            said += line
            if address := re.search(r"http://[^\s/]+", line):
                break
        else:
            raise Failed(said[-_SHOWN:].strip())
        stopper.cancel()
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield Front(address[0], process.pid, time.perf_counter() - begun)
    finally:
        stopper.cancel()
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Front(NamedTuple):
    """A front that runs: its address, its process, and how long it took to listen."""

    address: str
    pid: int
    seconds: float


def family_megabytes(pid: int) -> float:
    """Return the memory that a process and those below it hold of their own, in all."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat[1])
    found, more = {pid}, {pid}
    while more:
        more = {child for child, parent in parents.items() if parent in more} - found
        found |= more
    return sum(map(_own, found))


def _own(pid: int) -> float:
    try:
        told = (Path("/proc") / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    size = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return int(size[1]) / 1024 if size else 0.0
