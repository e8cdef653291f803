"""The front: how long it takes to start, and to go over to a new build."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import pyoxigraph
from pyoxigraph import Literal, Quad

from bacthang.namespaces import BUILD_GRAPH, DATASET, DCTERMS
from bacthang.stores import open_store, path_of
from bacthang.stores.swap import replacing

from .processes import Failed, family_megabytes, front
from .run import Run
from .sheet import Figure
from .site import Site
from .visiting import visit_until_ready

_LIMIT: Final = 120.0


def measure(this: Run, site: Site) -> None:
    """Start a front, ask it a page, and put another build in the place of its store."""
    table = this.table(
        "front",
        "`bacthang serve --store`: from its start until `/healthz` answers 200; and from the "
        "moment that another build takes the store's place until the front answers from it.",
        "",
        growing=True,
    )
    this.say(f"{site.name}: start of the front, and reload")
    begun = time.perf_counter()
    with front("--store", site.store) as started:
        before = _hash(started.address)
        table.put("start", site.name, Figure(time.perf_counter() - begun, "s"))
        visit_until_ready(f"{started.address}/")
        memory = family_megabytes(started.pid)
        table.put("memory, all processes, after one page", site.name, Figure(memory, "MB"))
        there = _reload(site, started.address, before, before[::-1])
        back = _reload(site, started.address, before[::-1], before)
        table.put("reload", site.name, Figure((there + back) / 2, "s"))


def _reload(site: Site, address: str, before: str, after: str) -> float:
    """Swap the store, and return how many seconds the front kept answering from the old one."""
    _replace(path_of(site.store), before, after)
    begun = time.perf_counter()
    while _hash(address) == before:
        if time.perf_counter() - begun > _LIMIT:
            raise Failed("the front keeps the old build")
        time.sleep(0.01)
    return time.perf_counter() - begun


def _hash(address: str) -> str:
    visit_until_ready(f"{address}/healthz")
    with urlopen(f"{address}/healthz", timeout=_LIMIT) as answer:
        return str(json.load(answer)["content_hash"])


def _replace(path: Path, before: str, after: str) -> None:
    """Put a copy of a store in its place, whose record gives another hash, as a build would."""
    with replacing(path) as folder:
        shutil.copytree(
            path.resolve(),
            folder,
            ignore=shutil.ignore_patterns("*.seal", "LOCK"),
            copy_function=_linked,
            dirs_exist_ok=True,
        )
        store = pyoxigraph.Store(str(folder))
        for quad in list(store.quads_for_pattern(DATASET, DCTERMS.identifier, None, BUILD_GRAPH)):
            assert isinstance(quad.object, Literal)
            told = Literal(quad.object.value.replace(before, after))
            store.remove(quad)
            store.add(Quad(quad.subject, quad.predicate, told, BUILD_GRAPH))
        store.flush()
        del store
    if open_store(f"oxigraph:{path}").info().content_hash != after:
        raise Failed("the record of the copy is not as it was to be")


def _linked(source: str, target: str) -> None:
    """Link the files that the engine never writes again, and copy the others."""
    if source.endswith(".sst"):
        os.link(source, target)
    else:
        shutil.copy2(source, target)
