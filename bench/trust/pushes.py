"""A push is cut: the wire, the server, or whoever pushes; then it is pushed again."""

from __future__ import annotations

import random
import threading
from contextlib import suppress

from pyoxigraph import NamedNode

from bacthang.canonical import canonical_lines, content_hash
from bacthang.errors import NoRecord
from bacthang.stores import open_store

from .servers import USER, Server, Wire, installed, server
from .tally import Row, attempts, demand
from .world import World, ended, is_told, ran, started

_SMALL_PIECES = ("--piece", "0.02")
_ALL = (*_SMALL_PIECES, "--anew")
_HOW = ("the wire cut", "the server killed", "the push killed")


def cut_pushes(world: World, count: int, seed: int) -> Row:
    """Push the two editions in turn to each server there is, and cut at any byte."""
    rows = [_on(kind, world, count, seed) for kind in installed()]
    row = Row("push cut")
    for own in rows:
        row.attempts += own.attempts
        row.lost += own.lost
        row.notes |= own.notes
    row.notes |= {f"{kind} not installed": 1 for kind in {"oxigraph", "virtuoso"} - {*installed()}}
    return row


def _on(kind: str, world: World, count: int, seed: int) -> Row:
    with server(kind, world.path.parent.parent / f"{kind}-{seed}") as own:
        first = Wire(own.port, 1 << 40, threading.Event())
        try:
            code, said = ran("push", own.at(first.port), "--store", world.url, *_ALL, **USER)
            demand(code == 0, f"a push that nobody disturbs fails: {said[-300:]}")
            sent = (1 << 40) - first.left
        finally:
            first.close()

        def once(chance: random.Random, row: Row) -> None:
            wanted = world.other(world.now())
            world.rebuild(wanted)
            how = chance.choice(_HOW)
            code, said = _cut(world, own, how, chance.randrange(1, sent))
            held = _held(own)
            demand(held in ("", *world.editions), "a record over other data")
            if code == 0:
                demand(held == wanted, "it says that all is there")
            elif how == "the push killed":
                demand(code == -9, f"it ends with {code}")
            else:
                is_told(code, said)
            row.note(f"{kind}: {how}" if code else f"{kind}: over before the cut")
            code, said = _pushed(world, own.url)
            demand(code == 0, f"the next push fails: {said[-300:]}")
            demand(_held(own) == wanted, "after the next push the server holds something else")

        return attempts(f"push cut, {kind}", count, seed, once)


def _cut(world: World, own: Server, how: str, after: int) -> tuple[int, str]:
    """Push through a wire that is cut after so many bytes; return how the push ended."""
    cut = threading.Event()
    wire = Wire(own.port, after, cut)
    process = started("push", own.at(wire.port), "--store", world.url, *_ALL, **USER)

    def end() -> None:
        cut.wait()
        if how == "the server killed":
            own.kill()
        elif how == "the push killed":
            process.kill()

    ending = threading.Thread(target=end, daemon=True)
    ending.start()
    code, said = ended(process)
    wire.close()
    ending.join()
    if how == "the server killed":
        own.start()
    return code, said


def _pushed(world: World, url: str) -> tuple[int, str]:
    return ran("push", url, "--store", world.url, *_SMALL_PIECES, **USER)


def _held(own: Server) -> str:
    """Return the content hash of what a server holds, or nothing where it has no record.

    It is computed from all that it holds; the record must be of that.
    """
    with suppress(NoRecord):
        store = open_store(own.url)
        recorded = store.info()
        quads = (quad for graph in recorded.graphs for quad in store.quads(g=NamedNode(graph)))
        digest = content_hash(canonical_lines(quads))
        demand(digest == recorded.content_hash, "the record is of other data than are there")
        return digest
    return ""
