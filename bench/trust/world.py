"""A store with two graphs to build it from, the command line, and the proof that it is whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bacthang.assets import GraphFiles, graph_files
from bacthang.build import build
from bacthang.canonical import canonical_lines, content_hash
from bacthang.stores import Store, open_store
from bacthang.stores.seal import WHOLE, verify

from .tally import demand

SERVER = Path(__file__).parents[2] / "server"
WITHIN = 300.0
"""Seconds after which a command hangs; no verdict hangs on how long one takes before."""
MORE = '<urn:more> <http://www.w3.org/2000/01/rdf-schema#label> "thêm"@vi .\n'
"""A file to check over a store."""
_ADDED = """
@prefix area: <https://w3id.org/bacthang/id/area/> .
@prefix bt: <https://w3id.org/bacthang/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
area:nowhere a bt:AdministrativeUnit ; rdfs:label "không đâu"@vi , "nowhere"@en .
"""


@dataclass
class World:
    """A store at ``path``, and two editions of a graph by their content hashes."""

    path: Path
    editions: dict[str, GraphFiles]
    roots: dict[str, Path]

    @classmethod
    def made(cls, folder: Path, graph: Path) -> World:
        """Copy a graph twice, the second with an area more, and build the first."""
        editions, roots = {}, {}
        for name in ("one", "other"):
            root = folder / name
            for part in ("ontology", "data", "shapes", "queries"):
                if (graph / part).is_dir():
                    shutil.copytree(graph / part, root / part)
            if name == "other":
                (root / "data" / "reference" / "nowhere.ttl").write_text(_ADDED, "utf-8")
            files = graph_files(root)
            digest = build(files, "memory:").info.content_hash
            editions[digest], roots[digest] = files, root
        world = cls(folder / "data" / "store", editions, roots)
        build(next(iter(editions.values())), world.url)
        return world

    @property
    def url(self) -> str:
        """Where the store is."""
        return f"oxigraph:{self.path}"

    @property
    def builds(self) -> Path:
        """The folder of the builds."""
        return self.path.with_name(f"{self.path.name}.builds")

    def now(self) -> str:
        """Return the content hash of the store, once it is proved to be whole."""
        return whole(open_store(self.url), [*self.editions])

    def other(self, digest: str) -> str:
        """Return the hash of the edition that this one is not."""
        return next(other for other in self.editions if other != digest)

    def rebuild(self, digest: str, held: int = 0) -> None:
        """Build an edition, and see that it is there whole and nothing else is left."""
        build(self.editions[digest], self.url)
        demand(self.now() == digest, "the next build is not the one asked for")
        self.is_tidy(held)

    def forget_older(self) -> None:
        """Remove the builds before, which the next one would remove first."""
        for older in self.builds.iterdir():
            if older != self.path.resolve():
                shutil.rmtree(older)

    def is_tidy(self, held: int = 0) -> None:
        """See that there is the store, the build before at most, and nothing half made.

        Beside them stand builds that somebody still reads, so many at most.
        """
        beside = {path.name for path in self.path.parent.iterdir()}
        demand(beside <= {"store", "store.builds", "store.lock"}, f"left beside: {sorted(beside)}")
        demand(len([*self.builds.iterdir()]) <= 2 + held, "builds are left over")
        demand(not self.path.with_name("store.lock").read_text("utf-8"), "the lock names somebody")


def whole(store: Store, known: list[str]) -> str:
    """Return the content hash of a store, computed from its quads; it must be one of those known.

    The default graph must show each triple of the others, the record give the same hash, and the
    files be those that the build left.
    """
    quads = list(store.quads())
    digest = content_hash(canonical_lines(quads))
    demand(digest in known, f"content {digest[:12]} is of no edition")
    demand(store.info().content_hash == digest, "the record is of another content")
    shown = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    listed = sum(store.info().graphs[name] for name in store.info().graphs if _is_shown(name))
    demand(int(next(iter(shown))["n"].value) == listed, "the default graph is not whole")
    return digest


def _is_shown(name: str) -> bool:
    return not name.endswith(("/shapes", "/findings", "/build"))


def files_whole(world: World) -> None:
    """See that each byte of the store is as the build left it."""
    demand(verify(world.path.resolve(), reads=WHOLE), "the store has no seal")


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which the command is found, and speaks English."""
    return {**os.environ, "PYTHONPATH": str(SERVER), "BACTHANG_LANG": "en", **more}


def started(*arguments: object, limit: Callable[[], None] | None = None, **env: str) -> Process:
    """Start a command of `bacthang`."""
    command = [sys.executable, "-m", "bacthang", *map(str, arguments)]
    return subprocess.Popen(
        command,
        env=environment(**env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: _begin(limit),
        start_new_session=True,
    )


def _begin(limit: Callable[[], None] | None) -> None:
    """Heed Ctrl+C, which who is started in the background is told to ignore, and be bounded."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if limit:
        limit()


Process = subprocess.Popen[str]


def ran(*arguments: object, limit: Callable[[], None] | None = None, **env: str) -> tuple[int, str]:
    """Run a command to its end; return its exit code and what it said on stderr."""
    process = started(*arguments, limit=limit, **env)
    return ended(process)


def ended(process: Process) -> tuple[int, str]:
    """Wait for the end of a command; return its exit code and what it said on stderr."""
    try:
        _, said = process.communicate(timeout=WITHIN)
    finally:
        process.kill()
        process.wait()
    return process.returncode, said


def stopped(process: Process, number: signal.Signals, after: float) -> tuple[int, str]:
    """Send a signal to a command some time after it has begun its work; return how it ended."""
    assert process.stderr
    begun = process.stderr.readline()
    time.sleep(after)
    process.send_signal(number)
    code, said = ended(process)
    return code, begun + said


def is_told(code: int, said: str, *words: str) -> None:
    """See that a command ended as one that tells what is wrong and what to do."""
    demand(code == 2, f"exit code {code}: {said[-300:]}")
    demand("Traceback" not in said and "unforeseen" not in said, f"no error of ours: {said[-300:]}")
    for word in words:
        demand(word in said, f"it does not say “{word}”: {said[-300:]}")
